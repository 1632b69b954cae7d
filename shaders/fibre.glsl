// Fascicle grain: strands along the fibres, by the across coordinate u, broken up along s. Their width on the body is kept
// near a constant by choosing the octave from du per metre; what is finer than a pixel fades out before it shimmers.

const float STRAND_M = 0.0026;  // a fascicle that the eye makes out
const float BUNDLE_STRANDS = 4.0;

struct Grain {
    vec3 normal;    // turned across the fibres
    float height;   // of the strands, -0.5 .. 0.5
    float bundle;   // shade of the coarse bundle, -0.5 .. 0.5
    float seam;     // 0 .. 1: thin pale tissue between strands
};

float hash1(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453); }

// Sine of a whole turn times t, t in 0 .. 1, within a thousandth: parabolas instead of the driver's long series.
float sine_of_turn(float t) {
    float x = 1.0 - 2.0 * t;
    float y = 4.0 * x * (1.0 - abs(x));
    return y + 0.225 * (y * abs(y) - y);
}

float noise_along(float strand, float octave, float along) {
    float cell = floor(along);
    float t = along - cell;
    t = t * t * (3.0 - 2.0 * t);
    float row = strand * 3.17 + octave * 61.7;
    return mix(hash1(vec2(row, cell)), hash1(vec2(row, cell + 1.0)), t);
}

// Height across one octave of strands (each with its own strength, that comes and goes along it), its slope by phase,
// and the seam beside it.
vec3 strands(float phase, float octave, float along) {
    float strand = floor(phase);
    float t = phase - strand;
    float strength = 0.30 + 0.70 * noise_along(strand, octave, along);
    float wave = 0.5 - 0.5 * sine_of_turn(fract(t + 0.25));
    float seam = 1.0 - smoothstep(0.0, 0.22, min(t, 1.0 - t));
    return vec3(wave * strength, sine_of_turn(t) * strength, seam * strength);
}

// dx, dy: steps on the surface to the next pixels, metres; du: how u changes on them.
Grain fibre_grain(vec3 dx, vec3 dy, vec3 normal, vec2 uv, vec2 du) {
    Grain none = Grain(normal, 0.0, 0.0, 0.0);
    // Gradient of u on the surface, per metre.
    vec3 rx = cross(dy, normal);
    vec3 ry = cross(normal, dx);
    float area = dot(dx, rx);
    if (abs(area) < 1e-14) {
        return none;
    }
    vec3 gradient = (rx * du.x + ry * du.y) / area;
    float steepness = length(gradient);
    if (steepness < 0.5 || steepness > 1500.0) {
        return none;
    }
    float level = -log2(steepness * STRAND_M);
    float octave = floor(level);
    float frequency = exp2(octave);
    float mixed = smoothstep(0.2, 0.8, level - octave);
    float bend = 0.12 * sin(7.0 * uv.y + 5.0 * uv.x);
    vec3 coarse = strands(uv.x * frequency + bend, octave, uv.y * 9.0);
    vec3 fine = strands(uv.x * frequency * 2.0 + bend, octave + 1.0, uv.y * 9.0);
    vec3 both = mix(coarse, fine, mixed);
    vec3 wide_low = strands(uv.x * frequency / BUNDLE_STRANDS + bend, octave - 2.0, uv.y * 5.0);
    vec3 wide_high = strands(uv.x * frequency * 2.0 / BUNDLE_STRANDS + bend, octave - 1.0, uv.y * 5.0);
    vec3 wide = mix(wide_low, wide_high, mixed);
    float strands_a_pixel = (abs(du.x) + abs(du.y)) * frequency * (1.0 + mixed);
    float fade = 1.0 - smoothstep(0.20, 0.60, strands_a_pixel);
    float wide_fade = 1.0 - smoothstep(0.20, 0.60, strands_a_pixel / BUNDLE_STRANDS);
    vec3 across = gradient / steepness;
    Grain g;
    g.normal = normalize(normal - across * (both.y * 0.17 * fade + wide.y * 0.10 * wide_fade));
    g.height = (both.x - 0.32) * fade;
    g.bundle = (wide.x - 0.32) * wide_fade;
    g.seam = max(both.z * fade, 0.6 * wide.z * wide_fade);
    return g;
}
