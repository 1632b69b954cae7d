// Colours of length: blue where a muscle is shorter than at rest, pale where it is at rest, orange where it is longer.
// Lightness falls evenly to both sides, and blue against orange is told apart by every kind of colour vision.

vec3 stretch_colour(float stretch) {
    const vec3 shortest = vec3(0.020, 0.115, 0.300);
    const vec3 shorter = vec3(0.150, 0.390, 0.640);
    const vec3 rest = vec3(0.800, 0.780, 0.720);
    const vec3 longer = vec3(0.800, 0.340, 0.090);
    const vec3 longest = vec3(0.330, 0.075, 0.015);
    float t = clamp((stretch - 1.0) / 0.25, -1.0, 1.0);
    float far = abs(t) * 2.0;
    vec3 middle = t < 0.0 ? shorter : longer;
    vec3 end = t < 0.0 ? shortest : longest;
    return far < 1.0 ? mix(rest, middle, far) : mix(middle, end, far - 1.0);
}
