// Posed surface in any other view: the light's, or the contact map's.
layout(location = 0) in vec3 position;

uniform mat4 clip_from_world_here;

void main() { gl_Position = clip_from_world_here * vec4(position, 1.0); }
