// A square of floor around the body.
#include "frame.glsl"

out vec3 v_world;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
    v_world = vec3(floor_place.y + corner.x * 6.0, floor_place.x, floor_place.z + corner.y * 6.0);
    gl_Position = clip_from_world * vec4(v_world, 1.0);
}
