// The light, once a pixel: tissue and furniture.
#include "frame.glsl"
#include "tone.glsl"
#include "appearance.glsl"
#include "gbuffer.glsl"
#include "studio.glsl"
#include "fibre.glsl"
#include "stretch.glsl"

in vec2 v_place;
layout(location = 0) out vec4 out_colour;

uniform sampler2D first_map;
uniform sampler2D second_map;
uniform sampler2D third_map;
uniform sampler2D depth_map;

vec3 world_at(vec2 place, float depth) {
    vec4 p = world_from_clip * vec4(vec3(place, depth) * 2.0 - 1.0, 1.0);
    return p.xyz / p.w;
}

struct Neighbour {
    vec3 step_world;
    vec2 step_fibre;
};

vec2 fibre_at(ivec2 pixel) {
    vec4 b = texelFetch(third_map, pixel, 0);
    return vec2(from_bytes16(b.xy), from_bytes16(b.zw));
}

// Difference to the next pixel on one axis, on whichever side carries on the same surface.
Neighbour neighbour(ivec2 pixel, ivec2 along, vec4 first, vec3 world, vec2 fibre) {
    Neighbour n = Neighbour(vec3(0.0), vec2(0.0));
    float best = 1e9;
    for (int side = -1; side <= 1; side += 2) {
        ivec2 there = pixel + side * along;
        if (texelFetch(first_map, there, 0).rg == first.rg) {
            vec3 to = world_at((vec2(there) + 0.5) * viewport.zw, texelFetch(depth_map, there, 0).r) - world;
            float far = dot(to, to);
            if (far < best) {
                best = far;
                n.step_world = float(side) * to;
                n.step_fibre = float(side) * (fibre_at(there) - fibre);
            }
        }
    }
    return n;
}

vec3 greyed(vec3 colour, float amount) {
    float grey = dot(colour, vec3(0.25, 0.6, 0.15));
    return mix(colour, vec3(grey) * 0.9 + 0.08, amount);
}

Surface tissue(Look look, vec3 world, vec3 normal, float tendon, ivec2 pixel, vec4 first) {
    Surface s;
    s.world = world;
    s.normal = normal;
    s.albedo = look.colour;
    float grain = 0.0;
    if (look.tissue >= TISSUE_MUSCLE && look.tissue <= TISSUE_NERVE) {
        vec2 fibre = fibre_at(pixel);
        Neighbour across = neighbour(pixel, ivec2(1, 0), first, world, fibre);
        Neighbour along = neighbour(pixel, ivec2(0, 1), first, world, fibre);
        s.normal = fibre_grain(across.step_world, along.step_world, normal, fibre,
                               vec2(across.step_fibre.x, along.step_fibre.x), grain);
    }
    if (look.tissue == TISSUE_MUSCLE) {
        vec3 flesh = look.colour * (1.0 + 0.34 * grain);
        vec3 sinew = mix(vec3(0.80, 0.75, 0.66), look.colour, 0.45 * look.highlight) * (1.0 + 0.12 * grain);
        s.albedo = mix(flesh, sinew, tendon);
        s.scatter = mix(vec3(1.0, 0.42, 0.34), vec3(1.0, 0.9, 0.8), tendon);
        s.wrap = 0.30;
        s.roughness = mix(0.46, 0.36, tendon);
        s.specular = 0.04;
    } else if (look.tissue == TISSUE_LIGAMENT || look.tissue == TISSUE_NERVE) {
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

Surface furniture(vec3 world, vec3 normal, ivec2 pixel) {
    vec3 root = texelFetch(third_map, pixel, 0).rgb;
    return Surface(world, normal, root * root, vec3(1.0), 0.2, 0.7, 0.03);
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    float depth = texelFetch(depth_map, pixel, 0).r;
    if (depth >= 1.0) {
        discard;
    }
    vec4 first = texelFetch(first_map, pixel, 0);
    vec3 world = world_at(gl_FragCoord.xy * viewport.zw, depth);
    vec3 normal = unpacked_normal(texelFetch(second_map, pixel, 0));
    vec3 view = direction_to_eye(world);
    float occlusion = options.x > 0.5 ? texelFetch(occlusion_map, pixel, 0).r : 1.0;
    uint id = uint(first.r * 255.0 + 0.5) + 256u * uint(first.g * 255.0 + 0.5);
    vec3 colour;
    if (id == 0u) {
        colour = lit(furniture(world, normal, pixel), view, occlusion);
    } else {
        Look look = look_of(id - 1u);
        if (options.y > 0.5 && look.tissue == TISSUE_MUSCLE) {
            look.colour = stretch_colour(look.stretch);
        }
        Surface s = tissue(look, world, normal, first.b, pixel, first);
        colour = lit(s, view, occlusion);
        // A lit region glows a little in its own colour, so that shadow does not hide it.
        colour = mix(colour, colour * 0.88 + s.albedo * 0.22, look.highlight);
    }
    out_colour = vec4(srgb_from_linear(filmic(colour)), 1.0);
}
