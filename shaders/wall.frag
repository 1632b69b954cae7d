// A calm studio wall: lighter behind the body, a little darker to the edges.
#include "frame.glsl"
#include "tone.glsl"

in vec2 v_place;
layout(location = 0) out vec4 out_colour;

void main() {
    vec2 place = tile.xy + tile.zw * v_place;
    vec3 colour = mix(background_low.rgb, background_high.rgb, place.y * place.y * (3.0 - 2.0 * place.y));
    float aspect = viewport.x * viewport.w * tile.w / tile.z;
    vec2 off = (place - vec2(0.5, 0.55)) * vec2(min(aspect, 1.6), 1.0);
    vec2 pixel = floor(gl_FragCoord.xy) + floor(tile.xy / tile.zw * viewport.xy + 0.5);
    out_colour = vec4(dithered(colour * (1.0 - background_high.w * dot(off, off)), pixel), 1.0);
}
