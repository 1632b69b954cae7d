// Stretch of a muscle as a colour; the ramp and what is said about it are in scene/colour.hpp.
vec3 stretch_colour(float stretch) {
    float t = clamp((stretch - 1.0) / stretch_ramp[0].w, -1.0, 1.0) * 2.0 + 2.0;
    int low = min(int(t), 3);
    return mix(stretch_ramp[low].rgb, stretch_ramp[low + 1].rgb, t - float(low));
}
