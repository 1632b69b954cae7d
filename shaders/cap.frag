// Brings the faces of a section to their plane: the depth picture held the insides behind it.
#include "frame.glsl"
#include "gbuffer.glsl"

uniform sampler2D first_map;

void main() {
    float kind = texelFetch(first_map, ivec2(gl_FragCoord.xy), 0).a;
    if (abs(kind - CUT_FACE) > 0.1) {
        discard;
    }
    vec4 far = world_from_clip * vec4(vec3(gl_FragCoord.xy * viewport.zw, 0.5) * 2.0 - 1.0, 1.0);
    gl_FragDepth = depth_of_section(far.xyz / far.w);
}
