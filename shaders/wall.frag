// A calm studio wall: lighter behind the body, a little darker to the edges.
#include "frame.glsl"
#include "tone.glsl"

in vec2 v_place;
layout(location = 0) out vec4 out_colour;

void main() {
    vec3 colour = mix(background_low.rgb, background_high.rgb, v_place.y * v_place.y * (3.0 - 2.0 * v_place.y));
    float aspect = viewport.x * viewport.w;
    vec2 off = (v_place - vec2(0.5, 0.55)) * vec2(min(aspect, 1.6), 1.0);
    out_colour = vec4(dithered(colour * (1.0 - background_high.w * dot(off, off))), 1.0);
}
