// One direction of a two-radius blur: red narrow, green wide.
in vec2 v_place;
layout(location = 0) out vec4 out_colour;

uniform sampler2D source;
uniform vec2 along;  // one texel in the blur's direction

void main() {
    vec2 sum = vec2(0.0);
    vec2 weight = vec2(0.0);
    for (int i = -12; i <= 12; ++i) {
        float step_texels = float(i);
        vec2 w = vec2(exp(-step_texels * step_texels / 9.0), exp(-step_texels * step_texels / 90.0));
        vec2 value = texture(source, v_place + along * step_texels).rg;
        sum += w * value;
        weight += w;
    }
    out_colour = vec4(sum / weight, 0.0, 1.0);
}
