// Tissue. With GHOST: the calm glass shell of a faded structure.
#include "frame.glsl"
#include "tone.glsl"
#include "appearance.glsl"
#include "studio.glsl"
#include "fibre.glsl"

in vec3 v_world;
in vec3 v_normal;
in vec2 v_fibre;
in float v_tendon;
flat in uint v_structure;

layout(location = 0) out vec4 out_colour;

vec3 greyed(vec3 colour, float amount) {
    float grey = dot(colour, vec3(0.25, 0.6, 0.15));
    return mix(colour, vec3(grey) * 0.9 + 0.08, amount);
}

Surface tissue(Look look, vec3 normal) {
    Surface s;
    s.world = v_world;
    s.normal = normal;
    s.albedo = look.colour;
    if (look.tissue == TISSUE_MUSCLE) {
        float grain = 0.0;
        s.normal = fibre_grain(v_world, normal, v_fibre, grain);
        vec3 flesh = look.colour * (1.0 + 0.34 * grain);
        vec3 sinew = mix(vec3(0.80, 0.75, 0.66), look.colour, 0.45 * look.highlight) * (1.0 + 0.12 * grain);
        s.albedo = mix(flesh, sinew, v_tendon);
        s.scatter = mix(vec3(1.0, 0.42, 0.34), vec3(1.0, 0.9, 0.8), v_tendon);
        s.wrap = 0.30;
        s.roughness = mix(0.46, 0.36, v_tendon);
        s.specular = 0.04;
    } else if (look.tissue == TISSUE_LIGAMENT || look.tissue == TISSUE_NERVE) {
        float grain = 0.0;
        s.normal = fibre_grain(v_world, normal, v_fibre, grain);
        s.albedo = look.colour * (0.97 + 0.14 * grain);
        s.scatter = vec3(1.0, 0.92, 0.84);
        s.wrap = 0.25;
        s.roughness = 0.34;
        s.specular = 0.05;
    } else if (look.tissue == TISSUE_BONE) {
        // Lit bone stays bone: paler than the muscles of its region.
        s.albedo = mix(look.colour, vec3(0.78, 0.72, 0.58), 0.42 * look.highlight);
        s.scatter = vec3(1.0, 0.80, 0.62);
        s.wrap = 0.26;
        s.roughness = 0.55;
        s.specular = 0.035;
    } else {
        s.scatter = vec3(0.85, 0.95, 1.0);
        s.wrap = 0.35;
        s.roughness = 0.38;
        s.specular = 0.045;
    }
    s.albedo = greyed(s.albedo, look.desaturate);
    return s;
}

void main() {
    Look look = look_of(v_structure);
    vec3 view = direction_to_eye(v_world);
    vec3 normal = normalize(v_normal);
    if (!gl_FrontFacing) {
        normal = -normal;
    }
#ifdef GHOST
    float facing = clamp(dot(normal, view), 0.0, 1.0);
    float edge = pow(1.0 - facing, 3.0);
    // Thin in the middle, a clear rim: reads as glass, keeps what is inside in sight.
    float alpha = clamp(look.opacity * (0.70 + 3.4 * edge), 0.0, 1.0);
    alpha = mix(alpha, look.opacity, smoothstep(0.4, 0.95, look.opacity));
    vec3 pale = mix(greyed(look.colour, look.desaturate), vec3(0.80, 0.84, 0.90), 0.45 * (1.0 - look.opacity));
    float light = 0.62 + 0.38 * diffuse(normal, key_direction.xyz, 0.5);
    vec3 colour = pale * light + vec3(0.25) * gloss(normal, key_direction.xyz, view, 0.3, 0.04);
    out_colour = vec4(srgb_from_linear(filmic(colour)) * alpha, alpha);
#else
    float occlusion = options.x > 0.5 ? texture(occlusion_map, gl_FragCoord.xy * viewport.zw).r : 1.0;
    Surface s = tissue(look, normal);
    vec3 colour = lit(s, view, occlusion);
    // A lit region glows a little in its own colour, so that shadow does not hide it.
    colour = mix(colour, colour * 0.88 + s.albedo * 0.22, look.highlight);
    out_colour = vec4(srgb_from_linear(filmic(colour)), 1.0);
#endif
}
