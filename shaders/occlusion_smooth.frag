// Averages the 4 x 4 noise cell, over samples that lie on the same surface.
in vec2 v_place;
layout(location = 0) out vec4 out_colour;

uniform sampler2D depth_map;
uniform sampler2D noisy;
uniform vec2 texel;  // of the noisy picture

void main() {
    float here = textureLod(depth_map, v_place, 0.0).r;
    float sum = 0.0;
    float weight = 0.0;
    for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 4; ++x) {
            vec2 place = v_place + (vec2(float(x), float(y)) - 1.5) * texel;
            float there = textureLod(depth_map, place, 0.0).r;
            float w = max(0.001, 1.0 - abs(there - here) * 900.0);
            sum += w * textureLod(noisy, place, 0.0).r;
            weight += w;
        }
    }
    float open = sum / weight;
    out_colour = vec4(open * open * (1.5 - 0.5 * open));
}
