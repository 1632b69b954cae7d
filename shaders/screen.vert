// One triangle over the whole picture.
out vec2 v_place;  // 0 .. 1

void main() {
    vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
    v_place = corner;
    gl_Position = vec4(corner * 2.0 - 1.0, 1.0, 1.0);
}
