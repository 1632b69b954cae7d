// Linear light to what the screen shows.

#ifdef FAST
// By roots, which every processor takes in one step; within half a step of eight bits.
vec3 srgb_from_linear(vec3 c) {
    vec3 second = sqrt(max(c, vec3(0.0)));
    vec3 fourth = sqrt(second);
    vec3 high = 0.662002687 * second + 0.684122060 * fourth - 0.323583601 * sqrt(fourth) - 0.0225411470 * c;
    return mix(high, 12.92 * c, lessThanEqual(c, vec3(0.0031308)));
}
#else
vec3 srgb_from_linear(vec3 c) {
    vec3 low = 12.92 * c;
    vec3 high = 1.055 * pow(max(c, vec3(1e-6)), vec3(1.0 / 2.4)) - 0.055;
    return mix(high, low, lessThanEqual(c, vec3(0.0031308)));
}
#endif

// Straight in the dark and middle tones, a soft shoulder by the brightest channel, so that hue stays; very bright
// light loses colour a little, as on film.
vec3 filmic(vec3 c) {
    const float shoulder = 0.62;
    float peak = max(c.r, max(c.g, c.b));
    if (peak <= shoulder) {
        return c;
    }
    float over = (peak - shoulder) / (1.0 - shoulder);
    float pressed = shoulder + (1.0 - shoulder) * (1.0 - exp(-over));
    vec3 kept = c * (pressed / peak);
    return mix(kept, vec3(pressed), 0.25 * (1.0 - exp(-0.6 * max(over - 0.5, 0.0))));
}

// Ordered noise of half a step hides the bands of an 8-bit gradient; the same for every picture. `pixel` is a whole one.
vec3 dithered(vec3 srgb, vec2 pixel) {
    float noise = fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715))));
    return srgb + (noise - 0.5) / 255.0;
}
