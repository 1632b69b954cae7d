// One colour, no light: the least that a picture can cost.
layout(location = 0) out vec4 out_colour;

void main() { out_colour = vec4(0.8, 0.8, 0.8, 1.0); }
