// Which structure is where: for outlines and for picking what is faded.
#include "frame.glsl"
#include "appearance.glsl"
#include "cut.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec2 v_fibre;
in float v_tendon;
flat in uint v_structure;

layout(location = 0) out vec4 out_id;  // id + 1 in two bytes, outline, 1

void main() {
    cut(v_world);
    uint id = v_structure + 1u;
    out_id = vec4(float(id & 255u), float(id >> 8u), look_of(v_structure).outline, 255.0) / 255.0;
}
