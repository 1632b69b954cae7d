// Fascicle grain: strands along the fibres, from the across coordinate u alone. Their width on the body is kept near a
// constant by choosing the octave from du per metre; what is finer than a pixel fades out before it shimmers.

const float STRAND_M = 0.0024;

float strand_hash(float strand, float octave) { return fract(sin(strand * 12.9898 + octave * 78.233) * 43758.5453); }

// Height across one octave of strands (each with its own strength), and its slope by phase.
vec2 strands(float phase, float octave) {
    float strand = floor(phase);
    float t = phase - strand;
    float strength = 0.35 + 0.65 * strand_hash(strand, octave);
    float wave = 0.5 - 0.5 * cos(6.2831853 * t);
    return vec2(wave * strength, sin(6.2831853 * t) * strength);
}

// Turns the normal across the fibres and gives the grain's height, -0.5 .. 0.5. dx, dy: steps on the surface to the
// next pixels, metres; du: how u changes on them.
vec3 fibre_grain(vec3 dx, vec3 dy, vec3 normal, vec2 uv, vec2 du, out float grain) {
    grain = 0.0;
    // Gradient of u on the surface, per metre.
    vec3 rx = cross(dy, normal);
    vec3 ry = cross(normal, dx);
    float area = dot(dx, rx);
    if (abs(area) < 1e-14) {
        return normal;
    }
    vec3 gradient = (rx * du.x + ry * du.y) / area;
    float steepness = length(gradient);
    if (steepness < 0.5 || steepness > 1500.0) {
        return normal;
    }
    float level = -log2(steepness * STRAND_M);
    float octave = floor(level);
    float frequency = exp2(octave);
    float mixed = smoothstep(0.2, 0.8, level - octave);
    float bend = 0.12 * sin(7.0 * uv.y + 5.0 * uv.x);
    vec2 coarse = strands(uv.x * frequency + bend, octave);
    vec2 fine = strands(uv.x * frequency * 2.0 + bend, octave + 1.0);
    vec2 both = mix(coarse, fine, mixed);
    float strands_a_pixel = (abs(du.x) + abs(du.y)) * frequency * (1.0 + mixed);
    float fade = 1.0 - smoothstep(0.18, 0.55, strands_a_pixel);
    grain = (both.x - 0.35) * fade;
    return normalize(normal - (gradient / steepness) * both.y * 0.13 * fade);
}
