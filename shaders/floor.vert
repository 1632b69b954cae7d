// A square of floor around the body, as far as its light and shadow reach; or, with AROUND, what of it lies round the
// area that shadows fall on.
#include "frame.glsl"

uniform vec4 shadow_area;  // lowest x and z, highest x and z, m

out vec3 v_world;

const float FLOOR_REACH_M = 2.9;  // beyond, both are less than half a step of eight bits

void main() {
    vec2 low = floor_place.yz - FLOOR_REACH_M;
    vec2 high = floor_place.yz + FLOOR_REACH_M;
    vec2 inner_low = clamp(shadow_area.xy, low, high);
    vec2 inner_high = clamp(shadow_area.zw, inner_low, high);
#ifdef AROUND
    // A ring: outer and inner corners in turn, once round.
    int corner = (gl_VertexID >> 1) & 3;
    bvec2 far = bvec2(corner == 1 || corner == 2, corner >= 2);
    vec2 place = (gl_VertexID & 1) == 0 ? mix(low, high, far) : mix(inner_low, inner_high, far);
#else
    vec2 place = mix(inner_low, inner_high, bvec2((gl_VertexID & 1) == 1, (gl_VertexID >> 1) == 1));
#endif
    v_world = vec3(place.x, floor_place.x, place.y);
    gl_Position = clip_from_world * vec4(v_world, 1.0);
}
