// The calm glass shell of a faded structure: thin in the middle, a clear rim, and what is inside stays in sight.
#include "frame.glsl"
#include "tone.glsl"
#include "appearance.glsl"
#include "studio.glsl"
#include "cut.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec2 v_fibre;
in float v_tendon;
flat in uint v_structure;

layout(location = 0) out vec4 out_colour;

void main() {
    cut(v_world);
    Look look = look_of(v_structure);
    vec3 view = direction_to_eye(v_world);
    vec3 normal = normalize(v_normal);
    float facing = clamp(dot(normal, view), 0.0, 1.0);
    float edge = 1.0 - facing;
    edge = edge * edge * edge;
    bool skin = look.tissue == TISSUE_SKIN;
    // Glass is clear in its middle; skin is a veil that is seen everywhere.
    float alpha = clamp(skin ? look.opacity * (1.15 + 3.0 * edge) : look.opacity * (0.70 + 3.4 * edge), 0.0, 1.0);
    alpha = mix(alpha, look.opacity, smoothstep(0.4, 0.95, look.opacity));
    float grey = dot(look.colour, vec3(0.25, 0.6, 0.15));
    vec3 pale = mix(look.colour, vec3(grey) * 0.9 + 0.08, look.desaturate);
    pale = mix(pale, vec3(0.80, 0.84, 0.90), (skin ? 0.15 : 0.45) * (1.0 - look.opacity));
    float light = 0.62 + 0.38 * diffuse(normal, key_direction.xyz, 0.5);
    vec3 colour = pale * light + vec3(0.25) * gloss(normal, key_direction.xyz, view, 0.3, 0.04);
    out_colour = vec4(srgb_from_linear(filmic(colour)) * alpha, alpha);
}
