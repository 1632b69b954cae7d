// Counts the surfaces of bone behind the section plane, those seen from inside apart from those seen from outside: where
// there are more of the first, the plane itself runs through bone, whatever else lies in it.
#include "frame.glsl"
#include "appearance.glsl"
#include "cut.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec2 v_fibre;
in float v_tendon;
flat in uint v_structure;

layout(location = 0) out vec4 out_counts;  // added up: from inside, from outside, in bytes

void main() {
    cut(v_world);
    if (look_of(v_structure).tissue != TISSUE_BONE) {
        discard;
    }
    out_counts = vec4(gl_FrontFacing ? 0.0 : 1.0, gl_FrontFacing ? 1.0 : 0.0, 0.0, 0.0) / 255.0;
}
