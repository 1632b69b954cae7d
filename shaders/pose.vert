// Moves every vertex once a pose; all passes then draw what transform feedback kept. Twin of muscle::posed.
layout(location = 0) in vec3 rest_position;
layout(location = 1) in vec3 rest_normal;
layout(location = 2) in uvec4 entries;
layout(location = 3) in vec4 weights;

uniform sampler2D palette;  // 2048 wide; three texels a matrix, each one a row

out vec3 posed_position;
out vec3 posed_normal;

vec4 palette_texel(int index) { return texelFetch(palette, ivec2(index & 2047, index >> 11), 0); }

void main() {
    vec4 row0 = vec4(0.0);
    vec4 row1 = vec4(0.0);
    vec4 row2 = vec4(0.0);
    for (int i = 0; i < 4; ++i) {
        if (weights[i] > 0.0) {
            int first = 3 * int(entries[i]);
            row0 += weights[i] * palette_texel(first);
            row1 += weights[i] * palette_texel(first + 1);
            row2 += weights[i] * palette_texel(first + 2);
        }
    }
    vec4 p = vec4(rest_position, 1.0);
    posed_position = vec3(dot(row0, p), dot(row1, p), dot(row2, p));
    // Normals go by the cofactor matrix, so that a bulging belly shades as one.
    vec3 n = vec3(dot(cross(row1.xyz, row2.xyz), rest_normal), dot(cross(row2.xyz, row0.xyz), rest_normal),
                  dot(cross(row0.xyz, row1.xyz), rest_normal));
    posed_normal = n * inversesqrt(max(dot(n, n), 1e-20));
    gl_Position = vec4(0.0);
}
