// Posed surface on the screen; furniture too, whose last four attributes are constants.
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 fibre_uv;
layout(location = 3) in uint structure;
layout(location = 4) in float tendon;
layout(location = 5) in float own_lift;  // tenths of a millimetre

#include "frame.glsl"

uniform float lifted_m;  // how far towards the eye: a thin shell over what may bulge through it
uniform int first_look;  // of this body's structures, in the texture of looks

out vec3 v_world;
out vec3 v_normal;
out vec2 v_fibre;
out float v_tendon;
flat out uint v_structure;

void main() {
    v_world = position;
    v_normal = normal;
    v_fibre = fibre_uv;
    v_tendon = tendon;
    v_structure = structure + uint(first_look);
    // Close by a lift would be seen as growth.
    // A cut shows how deep things lie, so there nothing is lifted.
    float wanted = section == vec4(0.0) ? max(lifted_m, 1e-4 * own_lift) : lifted_m;
    float lift = eye.w > 0.5 ? min(wanted, 0.012 * distance(eye.xyz, position)) : wanted;
    gl_Position = clip_from_world * vec4(position + lift * direction_to_eye(position), 1.0);
}
