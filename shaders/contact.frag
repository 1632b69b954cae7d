// Seen from below: how near the floor is. Red: touching (fades within some 5 cm), green: hovering (within 50 cm).
layout(location = 0) out vec4 out_colour;

void main() {
    float height_m = gl_FragCoord.z;  // the view's depth runs over one metre
    out_colour = vec4(exp(-height_m / 0.035), exp(-height_m / 0.30), 0.0, 1.0);
}
