// A calm studio wall: lighter behind the body, a little darker to the edges.
#include "frame.glsl"
#include "tone.glsl"

in vec2 v_place;
layout(location = 0) out vec4 out_colour;

void main() {
    vec3 wall = mix(background_low.rgb, background_high.rgb, smoothstep(0.0, 1.0, v_place.y));
    float aspect = viewport.x * viewport.w;
    vec2 off = (v_place - vec2(0.5, 0.55)) * vec2(min(aspect, 1.6), 1.0);
    wall *= 1.0 - background_high.w * dot(off, off);
    out_colour = vec4(dithered(srgb_from_linear(wall)), 1.0);
}
