// Counts the surfaces behind the section plane, those seen from inside apart from those seen from outside: where there are
// more of the first, the plane itself runs through the tissue, whatever else lies in it. Four groups of tissues, see
// inside_groups.glsl: two in each picture.
#include "frame.glsl"
#include "appearance.glsl"
#include "cut.glsl"
#include "inside_groups.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec2 v_fibre;
in float v_tendon;
flat in uint v_structure;

layout(location = 0) out vec4 out_first;  // added up: of the group from inside, from outside, then the next; in bytes
layout(location = 1) out vec4 out_second;

void main() {
    cut(v_world);
    int group = inside_group(look_of(v_structure).tissue);
    if (group < 0) {
        discard;
    }
    vec2 count = (gl_FrontFacing ? vec2(0.0, 1.0) : vec2(1.0, 0.0)) / 255.0;
    vec4 counts = (group & 1) == 0 ? vec4(count, 0.0, 0.0) : vec4(0.0, 0.0, count);
    out_first = group < 2 ? counts : vec4(0.0);
    out_second = group < 2 ? vec4(0.0) : counts;
}
