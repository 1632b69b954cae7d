// Depth of what a section leaves standing.
in vec3 v_world;

uniform vec4 kept_below;  // unit normal and offset (m)

void main() {
    if (dot(kept_below.xyz, v_world) > kept_below.w) {
        discard;
    }
}
