// The floor is only light and shadow on the wall's colour: it fades out before it ends. Premultiplied sRGB.
//   AROUND  where no shadow lies
#include "frame.glsl"
#ifndef AROUND
#include "studio.glsl"

uniform sampler2D contact_map;
#endif

in vec3 v_world;
layout(location = 0) out vec4 out_colour;

void main() {
    vec2 off = v_world.xz - floor_place.yz;
    float away = length(off);
    float grazing = smoothstep(0.0, 0.10, abs(direction_to_eye(v_world).y));
#ifdef AROUND
    const float dark = 0.0;
#else
    vec2 place = off / floor_place.w * 0.5 + 0.5;
    // The contact map is empty at its edge, where it is clamped.
    vec2 contact = textureLod(contact_map, place, 0.0).rg;
    float key = mix(1.0 - 0.16 * exp(-1.1 * away), 1.0, key_shadow(v_world, vec3(0.0, 1.0, 0.0)));
    float dark = 1.0 - (1.0 - 0.55 * contact.r) * (1.0 - 0.38 * contact.g) * key;
    dark *= (1.0 - smoothstep(0.9, 3.6, away)) * grazing;
#endif
    // A pool of light under the body, on drawn walls only.
    float drawn = background_low.w < 0.5 ? 1.0 : 0.0;
    float pool = drawn * exp(-0.55 * away * away) * 0.14 * grazing * (1.0 - dark);
    vec3 bright = min(background_high.rgb * 1.1, vec3(1.0));
    vec3 shade = drawn * background_low.rgb * vec3(0.40, 0.41, 0.44);
    out_colour = vec4(shade * dark + bright * pool, dark + pool);
}
