// The floor is only light and shadow on the background: it fades out before it ends.
#include "frame.glsl"
#include "tone.glsl"
#include "studio.glsl"

in vec3 v_world;
layout(location = 0) out vec4 out_colour;

uniform sampler2D contact_map;

void main() {
    vec2 off = v_world.xz - floor_place.yz;
    float far = length(off);
    float present = 1.0 - smoothstep(0.9, 3.6, far);
    vec2 place = off / floor_place.w * 0.5 + 0.5;
    vec2 contact = vec2(0.0);
    if (all(greaterThan(place, vec2(0.0))) && all(lessThan(place, vec2(1.0)))) {
        contact = texture(contact_map, place).rg;
    }
    float shadow = key_shadow(v_world, vec3(0.0, 1.0, 0.0));
    float dark = 1.0 - (1.0 - 0.55 * contact.r) * (1.0 - 0.38 * contact.g) * mix(1.0 - 0.16 * exp(-1.1 * far), 1.0, shadow);
    float grazing = smoothstep(0.0, 0.10, abs(direction_to_eye(v_world).y));
    dark *= present * grazing;
    // A pool of light under the body, on drawn backgrounds only.
    float pool = (1.0 - background_low.w) * exp(-0.55 * far * far) * 0.14 * grazing * (1.0 - dark);
    vec3 bright = srgb_from_linear(min(background_high.rgb * 1.25 + 0.02, vec3(1.0)));
    vec3 shade = srgb_from_linear(background_low.rgb * vec3(0.16, 0.17, 0.20));
    shade *= 1.0 - background_low.w;
    float alpha = dark + pool;
    out_colour = vec4(shade * dark + bright * pool, alpha);
}
