// Fascicle grain: fine ridges along the fibres, from the across coordinate u alone. Their width on the body is kept
// near a constant by choosing the octave from du per metre; what is finer than a pixel fades out before it shimmers.

const float RIDGE_M = 0.0030;

float ridges(float phase) { return 0.5 - 0.5 * cos(6.2831853 * phase); }

// Turns the normal across the fibres and gives the grain's height, -0.5 .. 0.5.
vec3 fibre_grain(vec3 world, vec3 normal, vec2 uv, out float grain) {
    grain = 0.0;
    vec3 dx = dFdx(world);
    vec3 dy = dFdy(world);
    vec2 du = vec2(dFdx(uv.x), dFdy(uv.x));
    // Gradient of u on the surface, per metre.
    vec3 rx = cross(dy, normal);
    vec3 ry = cross(normal, dx);
    float area = dot(dx, rx);
    if (abs(area) < 1e-14) {
        return normal;
    }
    vec3 gradient = (rx * du.x + ry * du.y) / area;
    float steepness = length(gradient);
    if (steepness < 0.5 || steepness > 2000.0) {
        return normal;
    }
    float level = log2(1.0 / (steepness * RIDGE_M));
    float octave = floor(level);
    float frequency = exp2(octave);
    float mixed = smoothstep(0.25, 0.75, level - octave);
    // The along coordinate bends the ridges a little, so that they do not look ruled.
    float bend = 0.35 * sin(9.0 * uv.y + 5.0 * uv.x) + 0.2 * sin(23.0 * uv.y - 11.0 * uv.x);
    float coarse_phase = uv.x * frequency + bend;
    float fine_phase = uv.x * frequency * 2.0 + bend;
    float height = mix(ridges(coarse_phase), ridges(fine_phase), mixed);
    float slope = mix(sin(6.2831853 * coarse_phase), sin(6.2831853 * fine_phase), mixed);
    float ridges_a_pixel = (abs(du.x) + abs(du.y)) * frequency * (1.0 + mixed);
    float fade = 1.0 - smoothstep(0.22, 0.6, ridges_a_pixel);
    grain = (height - 0.5) * fade;
    return normalize(normal - (gradient / steepness) * slope * 0.22 * fade);
}
