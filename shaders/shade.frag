// The light, once a pixel: tissue and furniture. Software drivers pay for every branch whether it is taken or not, so
// what a picture does not need is not part of its program:
//   SECTION  faces of a section
//   STRETCH  muscles coloured by their stretch
//   PAINT    painted attachments and areas of skin
//   FAST     for pictures that move on such drivers: fewer shadow points, fibres by the quad, no ambient occlusion
#include "frame.glsl"
#include "tone.glsl"
#include "appearance.glsl"
#include "gbuffer.glsl"
#include "studio.glsl"
#include "fibre.glsl"
#ifdef STRETCH
#include "stretch.glsl"
#endif
#ifdef SECTION
#include "cut_face.glsl"
#endif

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

// Steps to the next pixel on one axis.
struct Neighbour {
    vec3 step_world;
    vec2 step_fibre;
};

vec2 fibre_at(ivec2 pixel) {
    vec4 b = texelFetch(third_map, pixel, 0);
    return vec2(from_bytes16(b.xy), from_bytes16(b.zw));
}

#ifdef FAST
Neighbour next_across, next_along;

// By the differences in the quad; none where it lies on several surfaces. Not within a branch.
void find_neighbours(vec4 first, vec3 world, vec2 fibre) {
    float same = max(fwidth(first.r), fwidth(first.g)) == 0.0 ? 1.0 : 0.0;
    next_across = Neighbour(same * dFdx(world), same * dFdx(fibre));
    next_along = Neighbour(same * dFdy(world), same * dFdy(fibre));
}
#else
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
#endif

vec3 greyed(vec3 colour, float amount) {
    float grey = dot(colour, vec3(0.25, 0.6, 0.15));
    return mix(colour, vec3(grey) * 0.9 + 0.08, amount);
}

// Muscle to tendon: strands give way one by one, so the border is a comb and not a wash.
float sinew_share(float tendon, Grain grain) {
    float shifted = tendon + 0.30 * (grain.height + grain.bundle) * (1.0 - abs(2.0 * tendon - 1.0));
    return smoothstep(0.22, 0.68, shifted);
}

void dress_muscle(inout Surface s, Look look, float tendon, Grain grain) {
    float sinew = sinew_share(tendon, grain);
    vec3 flesh = look.colour * (1.0 + 0.42 * grain.height + 0.30 * grain.bundle);
    // Thin pale tissue between the strands; the red deepens in the hollows and warms on the ridges.
    flesh = mix(flesh, flesh * 0.62 + vec3(0.20, 0.13, 0.11), 0.38 * grain.seam * (1.0 - 0.6 * look.highlight));
    vec3 pearl = mix(vec3(0.78, 0.74, 0.66), look.colour, 0.45 * look.highlight);
    pearl *= 1.0 + 0.22 * grain.height + 0.10 * grain.bundle;
    s.albedo = mix(flesh, pearl, sinew);
    s.scatter = mix(vec3(1.0, 0.36, 0.27), vec3(1.0, 0.9, 0.8), sinew);
    s.wrap = 0.28;
    s.roughness = mix(0.36, 0.28, sinew);
    s.specular = mix(0.048, 0.060, sinew);
}

// `place` of tissue without fibres: mottling and hollowness, both 0 .. 1 (scene/rest_surface.hpp).
void dress_bone(inout Surface s, Look look, vec2 place) {
    float mottle = place.x - 0.5;
    float hollow = smoothstep(0.50, 0.72, place.y);
    float ridge = smoothstep(0.48, 0.25, place.y);
    // Lit bone stays bone: paler than the muscles of its region.
    s.albedo = mix(look.colour, vec3(0.78, 0.72, 0.58), 0.42 * look.highlight);
    s.albedo *= vec3(1.0) + mottle * vec3(0.16, 0.22, 0.34);
    s.albedo *= mix(vec3(1.0), vec3(0.60, 0.46, 0.33), 0.80 * hollow);
    s.albedo = mix(s.albedo, s.albedo * vec3(1.10, 1.09, 1.06), ridge);
    s.scatter = vec3(1.0, 0.78, 0.56);
    s.wrap = 0.30;
    s.roughness = 0.50 + 0.2 * mottle;
    s.specular = 0.035 * (1.0 - 0.6 * hollow);
}

#ifdef PAINT
// Attachments: 128 is bare, above it the first colour, below the second. The rim is firm, so that an area reads as one.
vec3 painted(vec3 albedo, float code) {
    float strength = (code * 255.0 - 128.0) / 127.0;
    vec3 paint = strength > 0.0 ? first_paint.rgb : second_paint.rgb;
    float cover = smoothstep(0.30, 0.55, abs(strength));
    float rim = cover * (1.0 - smoothstep(0.55, 0.75, abs(strength)));
    return mix(albedo, mix(albedo * paint * 1.6, paint, 0.72) * (1.0 - 0.35 * rim), 0.88 * cover);
}

// A soft area on skin: no rim, because nobody can say where it ends.
vec3 softly_painted(vec3 albedo, float code) {
    float strength = max(code * 255.0 - 128.0, 0.0) / 127.0;
    return mix(albedo, mix(albedo * skin_paint.rgb * 1.6, skin_paint.rgb, 0.55), 0.85 * strength);
}
#endif

Surface tissue(Look look, vec3 world, vec3 normal, vec2 place, ivec2 pixel, vec4 first) {
    Surface s;
    s.world = world;
    s.normal = normal;
    s.albedo = look.colour;
    Grain grain = Grain(normal, 0.0, 0.0, 0.0);
    if (look.tissue >= TISSUE_MUSCLE && look.tissue <= TISSUE_NERVE) {
#ifdef FAST
        Neighbour across = next_across;
        Neighbour along = next_along;
#else
        Neighbour across = neighbour(pixel, ivec2(1, 0), first, world, place);
        Neighbour along = neighbour(pixel, ivec2(0, 1), first, world, place);
#endif
        grain = fibre_grain(across.step_world, along.step_world, normal, place,
                            vec2(across.step_fibre.x, along.step_fibre.x));
        s.normal = grain.normal;
    }
    if (look.tissue == TISSUE_MUSCLE) {
        dress_muscle(s, look, first.b, grain);
    } else if (look.tissue == TISSUE_LIGAMENT || look.tissue == TISSUE_NERVE) {
        s.albedo = look.colour * (0.97 + 0.24 * grain.height + 0.10 * grain.bundle);
        s.scatter = vec3(1.0, 0.92, 0.84);
        s.wrap = 0.25;
        s.roughness = 0.30;
        s.specular = 0.05;
    } else if (look.tissue == TISSUE_BONE) {
        dress_bone(s, look, place);
    } else if (look.tissue == TISSUE_SKIN) {
        s.albedo *= 1.0 + 0.10 * (place.x - 0.5);
        s.scatter = vec3(1.0, 0.50, 0.36);
        s.wrap = 0.42;
        s.roughness = 0.52;
        s.specular = 0.028;
    } else if (look.tissue == TISSUE_TOOTH) {
        s.albedo *= mix(vec3(1.0), vec3(0.80, 0.68, 0.50), 0.5 * smoothstep(0.50, 0.80, place.y));
        s.scatter = vec3(1.0, 0.95, 0.85);
        s.wrap = 0.35;
        s.roughness = 0.22;
        s.specular = 0.055;
    } else {
        s.albedo *= mix(vec3(1.0), vec3(0.66, 0.74, 0.82), 0.6 * smoothstep(0.52, 0.90, place.y));
        s.scatter = vec3(0.80, 0.95, 1.0);
        s.wrap = 0.38;
        s.roughness = 0.32;
        s.specular = 0.045;
    }
    s.albedo = greyed(s.albedo, look.desaturate);
#ifdef PAINT
    if (look.tissue <= TISSUE_DISC) {
        s.albedo = painted(s.albedo, first.b);
    } else if (look.tissue == TISSUE_SKIN) {
        s.albedo = softly_painted(s.albedo, first.b);
    }
#endif
    return s;
}

#ifdef SECTION
// A wet, even face.
Surface cut_face(Look look, vec3 world) {
    vec3 colour = greyed(cut_face_colour(look.tissue, look.colour, world), look.desaturate);
    return Surface(world, section.xyz, colour, vec3(1.0, 0.6, 0.5), 0.3, 0.34, 0.045);
}
#endif

Surface furniture(vec3 world, vec3 normal, ivec2 pixel) {
    vec3 root = texelFetch(third_map, pixel, 0).rgb;
    return Surface(world, normal, root * root, vec3(1.0), 0.2, 0.7, 0.03);
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    float depth = texelFetch(depth_map, pixel, 0).r;
    vec4 first = texelFetch(first_map, pixel, 0);
    vec3 world = world_at(gl_FragCoord.xy * viewport.zw, depth);
    vec2 place = fibre_at(pixel);
#ifdef FAST
    find_neighbours(first, world, place);
    const float occlusion = 1.0;
#else
    float occlusion = options.x > 0.5 ? texelFetch(occlusion_map, pixel, 0).r : 1.0;
#endif
    if (depth >= 1.0) {
        discard;
    }
    vec3 normal = unpacked_normal(texelFetch(second_map, pixel, 0));
    vec3 view = direction_to_eye(world);
    uint id = uint(first.r * 255.0 + 0.5) + 256u * uint(first.g * 255.0 + 0.5);
    Look look = look_of(max(id, 1u) - 1u);
#ifdef STRETCH
    if (options.y > 0.5 && look.tissue == TISSUE_MUSCLE) {
        look.colour = stretch_colour(look.stretch);
    }
#endif
    Surface s;
    if (id == 0u) {
        look.highlight = 0.0;
        s = furniture(world, normal, pixel);
    } else {
        s = tissue(look, world, normal, place, pixel, first);
    }
#ifdef SECTION
    if (id != 0u && first.a < 0.75) {
        s = cut_face(look, world);
    }
#endif
    // Once for all: a call in each branch would be paid twice.
    vec3 colour = lit(s, view, occlusion);
    // A lit region glows a little in its own colour, so that shadow does not hide it.
    colour = mix(colour, colour * 0.88 + s.albedo * 0.22, look.highlight);
    out_colour = vec4(srgb_from_linear(filmic(colour)), 1.0);
}
