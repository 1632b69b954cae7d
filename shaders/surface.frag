// Keeps what shading needs of the nearest surface; the light comes later, once a pixel. With FURNITURE: a prop.
#include "frame.glsl"
#include "gbuffer.glsl"
#include "cut.glsl"
#ifdef SECTION
#include "appearance.glsl"
#include "inside_groups.glsl"

uniform sampler2D inside_map, second_inside_map;  // see inside.frag
#endif

in vec3 v_world;
in vec3 v_normal;
in vec2 v_fibre;
in float v_tendon;
flat in uint v_structure;

layout(location = 0) out vec4 out_first;
layout(location = 1) out vec4 out_second;
layout(location = 2) out vec4 out_third;

#ifdef FURNITURE
uniform vec3 colour;
#endif

void main() {
    cut(v_world);
    vec3 normal = normalize(v_normal);
    float kind = 1.0;
#ifdef SECTION
    // The inside of a closed surface shows through the cut: there the cut face is drawn (cap.frag, shade.frag).
    gl_FragDepth = gl_FragCoord.z;
    if (!gl_FrontFacing) {
        normal = section.xyz;
        kind = CUT_FACE;
        // Where the plane runs through a tissue, its cut is closed whatever surfaces of other tissues lie behind it. Of
        // several behind one another the nearest inside counts.
        int group = inside_group(look_of(v_structure).tissue);
        ivec2 place = ivec2(gl_FragCoord.xy);
        vec4 counts = group < 2 ? texelFetch(inside_map, place, 0) : texelFetch(second_inside_map, place, 0);
        vec2 count = (group & 1) == 0 ? counts.rg : counts.ba;
        if (group >= 0 && count.x > count.y) {
            // Before all that lies behind the plane, in the order of the groups, then of depth.
            float plane = depth_of_section(v_world);
            gl_FragDepth = max(plane - float(4 - group) * 2e-4 + (gl_FragCoord.z - plane) * 1e-4, 0.0);
        }
    }
#endif
#ifdef FURNITURE
    out_first = vec4(0.0, 0.0, 0.0, kind);
    out_third = vec4(sqrt(colour), 1.0);
#else
    uint id = v_structure + 1u;
    out_first = vec4(float(id & 255u) / 255.0, float(id >> 8u) / 255.0, v_tendon, kind);
    out_third = vec4(bytes16(v_fibre.x), bytes16(v_fibre.y));
#endif
    out_second = packed_normal(normal);
}
