// Brings the faces of a section to their plane: the depth picture held the insides behind it.
#include "frame.glsl"
#include "gbuffer.glsl"

uniform sampler2D first_map;

vec3 world_at(vec2 place, float depth) {
    vec4 p = world_from_clip * vec4(vec3(place, depth) * 2.0 - 1.0, 1.0);
    return p.xyz / p.w;
}

void main() {
    float kind = texelFetch(first_map, ivec2(gl_FragCoord.xy), 0).a;
    if (abs(kind - CUT_FACE) > 0.1) {
        discard;
    }
    vec2 place = gl_FragCoord.xy * viewport.zw;
    vec3 near = world_at(place, 0.0);
    vec3 ray = world_at(place, 0.5) - near;
    float along = dot(section.xyz, ray);
    vec3 world = near + ray * (section.w - dot(section.xyz, near)) / (abs(along) < 1e-9 ? 1e-9 : along);
    vec4 clip = clip_from_world * vec4(world, 1.0);
    gl_FragDepth = clamp(clip.z / clip.w * 0.5 + 0.5, 0.0, 1.0);
}
