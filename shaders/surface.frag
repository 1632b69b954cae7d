// Keeps what shading needs of the nearest surface; the light comes later, once a pixel. With FURNITURE: a prop.
#include "frame.glsl"
#include "gbuffer.glsl"
#include "cut.glsl"
#ifdef SECTION
#include "appearance.glsl"

uniform sampler2D inside_map;  // see inside.frag
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
        // What lies in bone (roots of nerves, ends of muscles) does not stand out of its cut, nor what presses into a disc
        // (end plates). Of several bones behind one another the nearest inside counts.
        vec4 counts = texelFetch(inside_map, ivec2(gl_FragCoord.xy), 0);
        float tissue = look_of(v_structure).tissue;
        float layer = tissue == TISSUE_BONE && counts.r > counts.g ? 2.0 : 0.0;
        layer = tissue == TISSUE_DISC && counts.b > counts.a ? 1.0 : layer;
        if (layer > 0.0) {
            // Before all that lies behind the plane, in the order of the layers, then of depth.
            float behind = gl_FragCoord.z - depth_of_section(v_world);
            gl_FragDepth = max(depth_of_section(v_world) - layer * 2e-4 + behind * 1e-4, 0.0);
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
