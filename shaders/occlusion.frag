// Ambient occlusion from the depth picture: how much of the room each point sees. Near creases and wide hollows both,
// by samples whose distance grows quadratically. Noise repeats every 4 pixels, which the smoothing pass takes away.
#include "frame.glsl"

in vec2 v_place;
layout(location = 0) out vec4 out_colour;

uniform sampler2D depth_map;
uniform float reach_m;      // farthest sample, in space
uniform float most_reach;   // farthest sample in the picture, in its heights
uniform vec2 picture_size;  // of this pass, pixels

const int SAMPLES = 12;

vec3 world_at(vec2 place, float depth) {
    vec4 p = world_from_clip * vec4(vec3(place, depth) * 2.0 - 1.0, 1.0);
    return p.xyz / p.w;
}

vec3 world_near(vec2 place) { return world_at(place, textureLod(depth_map, place, 0.0).r); }

// From the nearer neighbour on each axis, so that normals do not bend at silhouettes.
vec3 normal_at(vec2 place, vec3 here, vec2 texel) {
    vec3 right = world_near(place + vec2(texel.x, 0.0)) - here;
    vec3 left = here - world_near(place - vec2(texel.x, 0.0));
    vec3 above = world_near(place + vec2(0.0, texel.y)) - here;
    vec3 below = here - world_near(place - vec2(0.0, texel.y));
    vec3 across = dot(right, right) < dot(left, left) ? right : left;
    vec3 along = dot(above, above) < dot(below, below) ? above : below;
    return normalize(cross(across, along));
}

void main() {
    float depth = textureLod(depth_map, v_place, 0.0).r;
    if (depth >= 1.0) {
        out_colour = vec4(1.0);
        return;
    }
    vec2 texel = 1.0 / picture_size;
    vec3 here = world_at(v_place, depth);
    vec3 normal = normal_at(v_place, here, texel);
    // Half the picture's height in metres at this depth gives the reach in the picture.
    vec3 above = world_at(vec2(v_place.x, v_place.y + 0.01), depth);
    float reach_place = clamp(reach_m * 0.01 / max(length(above - here), 1e-6), 3.0 * texel.y, most_reach);
    vec2 reach = vec2(reach_place * picture_size.y / picture_size.x, reach_place);
    ivec2 cell = ivec2(gl_FragCoord.xy) & 3;
    float turn = float((cell.x * 4 + cell.y * 7 + (cell.x ^ cell.y) * 3) & 15) / 16.0;
    float blocked = 0.0;
    for (int i = 0; i < SAMPLES; ++i) {
        float t = (float(i) + 0.5 + 0.5 * turn) / (float(SAMPLES) + 0.5);
        float angle = 6.2831853 * (turn + 0.6180340 * float(i));
        vec2 place = v_place + reach * (t * t) * vec2(cos(angle), sin(angle));
        vec3 to = world_near(place) - here;
        float squared = dot(to, to);
        float above_plane = max(dot(to, normal) - 0.0012, 0.0) * inversesqrt(max(squared, 1e-12));
        float near = max(0.0, 1.0 - squared / (reach_m * reach_m));
        blocked += above_plane * near;
    }
    float open = clamp(1.0 - 2.4 * blocked / float(SAMPLES), 0.0, 1.0);
    out_colour = vec4(open, open, open, 1.0);
}
