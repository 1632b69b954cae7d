// From the drawn picture to the kept one: enlarges when drawn smaller, and lays the outlines over it.
#include "tone.glsl"

in vec2 v_place;
layout(location = 0) out vec4 out_colour;

uniform sampler2D drawn;
uniform sampler2D marks;     // id of marked structures; blue: 1 hovered, 2 selected
uniform vec2 marks_texel;    // 1 / size
uniform float outline_px;    // half width in texels of `marks`; 0 = no outlines

void outline(inout vec4 colour) {
    vec4 here = texture(marks, v_place);
    float best = 0.0;
    float code = 0.0;
    for (int y = -2; y <= 2; ++y) {
        for (int x = -2; x <= 2; ++x) {
            vec2 step_texels = vec2(float(x), float(y));
            vec4 there = texture(marks, v_place + step_texels * marks_texel * outline_px * 0.5);
            float mark = max(here.b, there.b) * 255.0;
            bool differs = any(greaterThan(abs(here.rg - there.rg), vec2(0.5 / 255.0)));
            if (differs && mark > 0.5) {
                float near = 1.0 - smoothstep(1.2, 2.4, length(step_texels));
                if (near * mark > best * max(code, 0.5)) {
                    best = near;
                    code = mark;
                }
            }
        }
    }
    if (best > 0.0) {
        vec3 line = code > 1.5 ? vec3(0.05, 0.45, 0.95) : vec3(0.35, 0.65, 0.98);
        float strength = best * (code > 1.5 ? 1.0 : 0.75);
        colour = mix(colour, vec4(line, 1.0), strength);
    }
}

void main() {
    vec4 colour = texture(drawn, v_place);
    if (outline_px > 0.0) {
        outline(colour);
    }
    out_colour = colour;
}
