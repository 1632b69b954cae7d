// Furniture beside the body: plain, matt, softly lit.
#include "frame.glsl"
#include "tone.glsl"
#include "studio.glsl"

in vec3 v_world;
in vec3 v_normal;
layout(location = 0) out vec4 out_colour;

uniform vec3 colour;

void main() {
    Surface s;
    s.world = v_world;
    s.normal = normalize(v_normal);
    s.albedo = colour;
    s.scatter = vec3(1.0);
    s.wrap = 0.2;
    s.roughness = 0.7;
    s.specular = 0.03;
    float occlusion = options.x > 0.5 ? texture(occlusion_map, gl_FragCoord.xy * viewport.zw).r : 1.0;
    vec3 shade = lit(s, direction_to_eye(v_world), occlusion);
    out_colour = vec4(srgb_from_linear(filmic(shade)), 1.0);
}
