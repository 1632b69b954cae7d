layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;

#include "frame.glsl"

out vec3 v_world;
out vec3 v_normal;

void main() {
    v_world = position;
    v_normal = normal;
    gl_Position = clip_from_world * vec4(position, 1.0);
}
