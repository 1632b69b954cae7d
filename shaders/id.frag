// Which structure is where, and how deep: read back for picking, and the source of outlines.
#include "frame.glsl"
#include "appearance.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec2 v_fibre;
in float v_tendon;
flat in uint v_structure;

layout(location = 0) out vec4 out_id;     // id + 1 in two bytes, outline, 1
layout(location = 1) out vec4 out_depth;  // window depth in three bytes

void main() {
    uint id = (v_structure + 1u) & 0xffffu;  // furniture has 0xffff: no structure
    float outline = id == 0u ? 0.0 : look_of(v_structure).outline;
    out_id = vec4(float(id & 255u), float(id >> 8u), outline, 255.0) / 255.0;
    uint depth = uint(clamp(gl_FragCoord.z, 0.0, 1.0) * 16777215.0);
    out_depth = vec4(float(depth & 255u), float((depth >> 8u) & 255u), float(depth >> 16u), 255.0) / 255.0;
}
