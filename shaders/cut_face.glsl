// What a cut shows: bundles of fibres end-on in muscle, spongy bone, smooth discs and cartilage.

float hash3(vec3 p) { return fract(sin(dot(p, vec3(12.9898, 78.233, 37.719))) * 43758.5453); }

float noise3(vec3 p) {
    vec3 c = floor(p);
    vec3 t = p - c;
    t = t * t * (3.0 - 2.0 * t);
    vec4 low = vec4(hash3(c), hash3(c + vec3(1, 0, 0)), hash3(c + vec3(0, 1, 0)), hash3(c + vec3(1, 1, 0)));
    vec4 high = vec4(hash3(c + vec3(0, 0, 1)), hash3(c + vec3(1, 0, 1)), hash3(c + vec3(0, 1, 1)),
                     hash3(c + vec3(1, 1, 1)));
    vec4 z = mix(low, high, t.z);
    vec2 y = mix(z.xy, z.zw, t.y);
    return mix(y.x, y.y, t.x);
}

vec3 cut_face_colour(float tissue, vec3 colour, vec3 world) {
    if (tissue == TISSUE_MUSCLE) {
        float bundles = noise3(world / 0.0045);
        float seams = smoothstep(0.10, 0.0, abs(bundles - 0.5));
        return mix(colour * (0.62 + 0.30 * bundles), colour * 0.5 + vec3(0.22, 0.15, 0.13), 0.45 * seams);
    }
    if (tissue == TISSUE_BONE) {
        float sponge = 0.6 * noise3(world / 0.0013) + 0.4 * noise3(world / 0.012);
        return mix(colour * vec3(0.98, 0.88, 0.74), vec3(0.42, 0.17, 0.10), smoothstep(0.30, 0.85, sponge) * 0.62);
    }
    if (tissue == TISSUE_DISC) {
        return colour * (0.82 + 0.2 * noise3(world / 0.004));
    }
    return colour * 0.85;
}
