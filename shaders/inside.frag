// Counts the surfaces of bone (red, green) and of discs (blue, alpha) behind the section plane, those seen from inside
// apart from those seen from outside: where there are more of the first, the plane itself runs through bone or disc,
// whatever else lies in it.
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
    float tissue = look_of(v_structure).tissue;
    if (tissue != TISSUE_BONE && tissue != TISSUE_DISC) {
        discard;
    }
    vec2 count = (gl_FrontFacing ? vec2(0.0, 1.0) : vec2(1.0, 0.0)) / 255.0;
    out_counts = tissue == TISSUE_BONE ? vec4(count, 0.0, 0.0) : vec4(0.0, 0.0, count);
}
