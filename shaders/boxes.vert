// Boxes of the picture: where a pass has something to do.
layout(location = 0) in vec2 place;

out vec2 v_place;  // 0 .. 1

void main() {
    v_place = place;
    gl_Position = vec4(place * 2.0 - 1.0, 1.0, 1.0);
}
