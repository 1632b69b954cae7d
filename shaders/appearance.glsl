// How each structure looks; written by render/appearance_texture.cpp. Two rows of 1024 texels.
uniform sampler2D appearance_texture;

struct Look {
    vec3 colour;      // linear
    float opacity;
    float highlight;
    float desaturate;
    float outline;    // 0 none, 1 hovered, 2 selected
    float tissue;     // see TISSUE_ below
    float stretch;    // length / rest length, 1 where unknown
};

const float TISSUE_BONE = 0.0;
const float TISSUE_CARTILAGE = 1.0;
const float TISSUE_DISC = 2.0;
const float TISSUE_MUSCLE = 3.0;
const float TISSUE_LIGAMENT = 4.0;
const float TISSUE_NERVE = 5.0;
const float TISSUE_SKIN = 6.0;
const float TISSUE_TOOTH = 7.0;

Look look_of(uint structure) {
    ivec2 place = ivec2(int(structure & 1023u), 2 * int(structure >> 10u));
    vec4 first = texelFetch(appearance_texture, place, 0);
    vec4 second = texelFetch(appearance_texture, place + ivec2(0, 1), 0);
    Look look;
    look.colour = first.rgb;
    look.opacity = first.a;
    look.highlight = second.x;
    look.desaturate = second.y;
    look.outline = mod(second.z, 8.0);
    look.tissue = floor(second.z / 8.0);
    look.stretch = second.w;
    return look;
}
