// What every pass of one picture shares; the C++ twin is render/frame_block.hpp.
layout(std140) uniform Frame {
    mat4 clip_from_world;
    mat4 world_from_clip;
    mat4 shadow_from_world;  // to 0 .. 1
    vec4 eye;                // xyz place (m); w = 1 perspective, 0 orthographic: then xyz is the direction to the eye
    vec4 key_direction;      // towards the light; w = 1 when it casts shadows
    vec4 fill_direction;
    vec4 rim_direction;
    vec4 floor_place;        // y of the floor (m), centre x and z and half size of the contact map (m)
    vec4 viewport;           // size in pixels, 1 / size
    vec4 tile;               // lower left corner and size of what is drawn, in the whole picture, 0 .. 1
    vec4 options;            // ambient occlusion 0/1, colour by stretch 0/1, texel of the shadow map (0 .. 1)
    vec4 background_low;     // sRGB at the picture's lower edge; w: 0 studio, 1 plain white, 2 nothing
    vec4 background_high;    // sRGB at the upper edge; w: how much the corners darken
    vec4 section;            // unit normal towards what is cut away, and offset (m); all 0: nothing is cut
    vec4 first_paint;        // linear RGB of painted bone
    vec4 second_paint;
    vec4 skin_paint;         // the same of painted skin
    vec4 stretch_ramp[5];    // linear RGB, shortest to longest; first w: how far the ramp reaches
};

bool beyond_section(vec3 world) { return dot(section.xyz, world) > section.w; }

vec3 direction_to_eye(vec3 world) { return normalize(eye.xyz - eye.w * world); }

// Depth at which the section plane is seen in front of (or behind) that place.
float depth_of_section(vec3 world) {
    vec3 ray = direction_to_eye(world);
    float along = dot(section.xyz, ray);
    float way = (section.w - dot(section.xyz, world)) / (abs(along) < 1e-6 ? 1e-6 : along);
    vec4 clip = clip_from_world * vec4(world + way * ray, 1.0);
    return clamp(clip.z / clip.w * 0.5 + 0.5, 0.0, 1.0);
}
