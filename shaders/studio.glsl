// The studio: a large soft key from the upper left of the camera, a weak fill, a rim from behind, and a bright room.
// All of it is functions of a direction: no pictures.

uniform sampler2DShadow shadow_map;
uniform sampler2D occlusion_map;

struct Surface {
    vec3 world;
    vec3 normal;      // unit
    vec3 albedo;      // linear
    vec3 scatter;     // colour that light takes where it enters the tissue and comes out beside the shadow
    float wrap;       // how far light reaches round the terminator, 0 .. 1
    float roughness;  // 0 mirror .. 1 matt
    float specular;   // reflectance looking straight on
};

const float SHADOW_SOFTNESS = 4.5;  // texels
#ifdef FAST
const int SHADOW_TAPS = 6;
#else
const int SHADOW_TAPS = 16;
#endif

float key_shadow(vec3 world, vec3 normal) {
    if (key_direction.w < 0.5) {
        return 1.0;
    }
    float texel = options.z;
    float facing = clamp(dot(normal, key_direction.xyz), 0.0, 1.0);
    vec3 lifted = world + normal * (0.0022 + 0.004 * (1.0 - facing));
    vec3 place = (shadow_from_world * vec4(lifted, 1.0)).xyz;
    if (any(lessThan(place.xy, vec2(0.0))) || any(greaterThan(place.xy, vec2(1.0))) || place.z < 0.0) {
        return 1.0;
    }
    place.z = min(place.z, 0.99999);  // the floor behind the body is beyond the light's far end
    // A golden-angle disc; the hardware's own 2 x 2 filter joins its points.
    const mat2 golden_turn = mat2(-0.7373689, 0.6754903, -0.6754903, -0.7373689);
    vec2 spoke = vec2(SHADOW_SOFTNESS * texel, 0.0);
    float lit = 0.0;
    for (int i = 0; i < SHADOW_TAPS; ++i) {
        float far = sqrt((float(i) + 0.5) / float(SHADOW_TAPS));
        lit += texture(shadow_map, vec3(place.xy + far * spoke, place.z));
        spoke = golden_turn * spoke;
    }
    return lit / float(SHADOW_TAPS);
}

// Light that arrives from everywhere: bright above, a large window to the camera's side, warm bounce from the floor.
vec3 room(vec3 direction) {
    float up = direction.y * 0.5 + 0.5;
    vec3 light = mix(vec3(0.27, 0.25, 0.24), vec3(0.58, 0.62, 0.68), smoothstep(0.0, 1.0, up));
    return light + vec3(0.16) * max(dot(direction, fill_direction.xyz), 0.0);
}

float diffuse(vec3 n, vec3 l, float wrap) {
    float d = (dot(n, l) + wrap) / (1.0 + wrap);
    return max(d, 0.0);
}

float fifth_power(float x) { return x * x * x * x * x; }

// Normalised Blinn-Phong lobe with Schlick's Fresnel.
float gloss(vec3 n, vec3 l, vec3 v, float roughness, float specular) {
    vec3 h = normalize(l + v);
    float power = 2.0 / max(roughness * roughness, 1e-3);
    float fresnel = specular + (1.0 - specular) * fifth_power(1.0 - clamp(dot(v, h), 0.0, 1.0));
    return fresnel * (power + 8.0) / 25.0 * pow(max(dot(n, h), 0.0), power) * max(dot(n, l), 0.0);
}

vec3 lit(Surface s, vec3 v, float occlusion) {
    vec3 n = s.normal;
    vec3 key = key_direction.xyz;
    float shadow = key_shadow(s.world, n);
    const vec3 key_colour = vec3(1.04, 0.97, 0.88) * 1.04;
    const vec3 fill_colour = vec3(0.78, 0.87, 1.00) * 0.18;
    const vec3 rim_colour = vec3(0.90, 0.95, 1.00) * 0.62;
    // Wrapped light is the tissue's own colour: red round the shadow's edge on muscle, warm on bone.
    float hard = diffuse(n, key, 0.0);
    float soft = diffuse(n, key, s.wrap);
    vec3 key_light = key_colour * (hard * shadow + s.scatter * (soft - hard) * mix(0.35, 1.0, shadow));
    vec3 light = key_light + fill_colour * diffuse(n, fill_direction.xyz, 0.4) +
                 rim_colour * diffuse(n, rim_direction.xyz, 0.1) * 0.6;
    // What hides the room is tissue of the same colour and gives some of the light back: creases stay warm.
    vec3 open = vec3(occlusion) / (1.0 - (1.0 - occlusion) * 0.75 * min(s.albedo, vec3(1.0)));
    light *= mix(0.72, 1.0, occlusion);
    vec3 colour = s.albedo * (light + room(n) * open * 0.55);
    float facing = clamp(dot(n, v), 0.0, 1.0);
    float fresnel = s.specular + (1.0 - s.specular) * 0.6 * fifth_power(1.0 - facing);
    colour += key_colour * gloss(n, key, v, s.roughness, s.specular) * shadow;
    colour += rim_colour * gloss(n, rim_direction.xyz, v, s.roughness, s.specular) * occlusion;
    vec3 mirrored = reflect(-v, n);
    // A long soft box above the camera, blurred by the surface's roughness: the moist sheen of living tissue.
    float box = smoothstep(0.50 - 0.45 * s.roughness, 0.86, dot(mirrored, normalize(key + vec3(0.0, 0.35, 0.0))));
    vec3 around = room(mirrored) + vec3(0.95, 0.97, 1.0) * 1.3 * box * mix(0.4, 1.0, shadow);
    colour += around * fresnel * (1.0 - 0.7 * s.roughness) * 0.62 * occlusion;
    return colour;
}
