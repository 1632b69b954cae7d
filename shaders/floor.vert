// A square of floor around the body, as far as its light and shadow reach.
#include "frame.glsl"

out vec3 v_world;

const float FLOOR_REACH_M = 2.9;  // beyond, both are less than half a step of eight bits

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
    v_world = vec3(floor_place.y, floor_place.x, floor_place.z) + FLOOR_REACH_M * vec3(corner.x, 0.0, corner.y);
    gl_Position = clip_from_world * vec4(v_world, 1.0);
}
