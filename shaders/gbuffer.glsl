// What the surface pass keeps of every pixel, and how it is packed into 8-bit targets.
//   first:  structure id + 1 in two bytes (0 = furniture or nothing), tendon (without fibres: paint, 128 is none), 1 where anything
//           is, CUT_FACE on the face of a section
//   second: normal, octahedral, two 16-bit numbers
//   third:  fibre place (across, along), two 16-bit numbers; furniture: its colour

const float CUT_FACE = 0.5;

vec2 bytes16(float x) {
    float scaled = floor(clamp(x, 0.0, 1.0) * 65535.0 + 0.5);
    float high = floor(scaled / 256.0);
    return vec2(scaled - 256.0 * high, high) / 255.0;
}

float from_bytes16(vec2 b) { return (floor(b.x * 255.0 + 0.5) + 256.0 * floor(b.y * 255.0 + 0.5)) / 65535.0; }

vec4 packed_normal(vec3 n) {
    n /= abs(n.x) + abs(n.y) + abs(n.z);
    vec2 folded = n.z >= 0.0 ? n.xy
                             : (1.0 - abs(n.yx)) * vec2(n.x >= 0.0 ? 1.0 : -1.0, n.y >= 0.0 ? 1.0 : -1.0);
    return vec4(bytes16(folded.x * 0.5 + 0.5), bytes16(folded.y * 0.5 + 0.5));
}

vec3 unpacked_normal(vec4 b) {
    vec2 f = vec2(from_bytes16(b.xy), from_bytes16(b.zw)) * 2.0 - 1.0;
    vec3 n = vec3(f, 1.0 - abs(f.x) - abs(f.y));
    float t = max(-n.z, 0.0);
    n.x += n.x >= 0.0 ? -t : t;
    n.y += n.y >= 0.0 ? -t : t;
    return normalize(n);
}
