// Posed surface in any other view: the light's, or the contact map's.
layout(location = 0) in vec3 position;

uniform mat4 clip_from_world_here;

#ifdef SECTION
out vec3 v_world;
#endif

void main() {
#ifdef SECTION
    v_world = position;
#endif
    gl_Position = clip_from_world_here * vec4(position, 1.0);
}
