// Depth of one pixel in three bytes: OpenGL ES cannot read a depth picture back.
layout(location = 0) out vec4 out_depth;

uniform sampler2D depth_map;
uniform vec2 pixel;

void main() {
    uint depth = uint(clamp(texelFetch(depth_map, ivec2(pixel), 0).r, 0.0, 1.0) * 16777215.0);
    out_depth = vec4(float(depth & 255u), float((depth >> 8u) & 255u), float(depth >> 16u), 255.0) / 255.0;
}
