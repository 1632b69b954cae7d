#include "render/frame_block.hpp"

#include "scene/colour.hpp"

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::render {

namespace {

glm::vec3 direction_at(float azimuth_rad, float elevation_rad) {
    const float across = std::cos(elevation_rad);
    return {across * std::cos(azimuth_rad), std::sin(elevation_rad), across * std::sin(azimuth_rad)};
}

struct Wall {
    glm::vec3 low, high;  // sRGB
    float vignette;
    float kind;  // 0 studio, 1 plain white, 2 nothing
};

Wall wall_of(scene::Background background) {
    switch (background) {
        case scene::Background::studio_light:
            return {{0.795f, 0.818f, 0.840f}, {0.905f, 0.925f, 0.944f}, 0.12f, 0.0f};
        case scene::Background::studio_dark:
            return {{0.150f, 0.165f, 0.190f}, {0.255f, 0.275f, 0.310f}, 0.50f, 0.0f};
        case scene::Background::white:
            return {glm::vec3(1.0f), glm::vec3(1.0f), 0.0f, 1.0f};
        case scene::Background::transparent:
            return {glm::vec3(0.0f), glm::vec3(0.0f), 0.0f, 2.0f};
    }
    return {glm::vec3(0.5f), glm::vec3(0.5f), 0.0f, 0.0f};
}

}  // namespace

glm::mat4 shadow_clip_from_world(const glm::vec3& key_direction, const geometry::Bounds& body) {
    const glm::vec3 centre = body.empty() ? glm::vec3(0.0f, 0.9f, 0.0f) : body.centre();
    const float radius = body.empty() ? 1.0f : 0.5f * glm::length(body.size()) + 0.05f;
    const glm::vec3 up = std::abs(key_direction.y) > 0.99f ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
    const glm::mat4 view = glm::lookAt(centre + key_direction * (radius + 0.1f), centre, up);
    // The box around the eight corners in the light's own axes: tighter than the sphere, so texels are not wasted.
    glm::vec2 reach(0.05f);
    for (int corner = 0; corner < 8 && !body.empty(); ++corner) {
        const glm::vec3 pick{corner & 1 ? body.high.x : body.low.x, corner & 2 ? body.high.y : body.low.y,
                             corner & 4 ? body.high.z : body.low.z};
        reach = glm::max(reach, glm::abs(glm::vec2(view * glm::vec4(pick, 1.0f))));
    }
    reach += 0.02f;
    return glm::ortho(-reach.x, reach.x, -reach.y, reach.y, 0.0f, 2.0f * radius + 0.2f) * view;
}

glm::mat4 unit_from_clip() {
    return glm::translate(glm::mat4(1.0f), glm::vec3(0.5f)) * glm::scale(glm::mat4(1.0f), glm::vec3(0.5f));
}

FloorArea key_shadow_area(const glm::vec3& key_direction, const geometry::Bounds& casting, float floor_y) {
    constexpr float softness_m = 0.10f;  // more than the shadow's soft rim takes, where the light falls flattest
    if (casting.empty()) {
        return {};
    }
    FloorArea area{glm::vec2(1.0e9f), glm::vec2(-1.0e9f)};
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 pick{corner & 1 ? casting.high.x : casting.low.x, corner & 2 ? casting.high.y : casting.low.y,
                             corner & 4 ? casting.high.z : casting.low.z};
        const glm::vec3 there = pick - key_direction * ((pick.y - floor_y) / std::max(key_direction.y, 0.01f));
        area.low = glm::min(area.low, glm::vec2(there.x, there.z) - softness_m);
        area.high = glm::max(area.high, glm::vec2(there.x, there.z) + softness_m);
    }
    return area;
}

FloorArea contact_shadow_area(const geometry::Bounds& casting) {
    constexpr float blur_m = 14.0f * 2.0f * contact_half_size_m / 256.0f;  // see shaders/contact_blur.frag
    if (casting.empty()) {
        return {};
    }
    return {glm::vec2(casting.low.x, casting.low.z) - blur_m, glm::vec2(casting.high.x, casting.high.z) + blur_m};
}

glm::mat4 contact_clip_from_world(float floor_y, const glm::vec3& centre) {
    // Looking up from the floor: picture right = +X, picture up = +Z, so that the map is indexed by (x, z).
    glm::mat4 clip(0.0f);
    clip[0][0] = 1.0f / contact_half_size_m;
    clip[2][1] = 1.0f / contact_half_size_m;
    clip[1][2] = 2.0f;
    clip[3] = glm::vec4(-centre.x / contact_half_size_m, -centre.z / contact_half_size_m, -2.0f * floor_y - 1.0f, 1.0f);
    return clip;
}

FrameBlock make_frame_block(const scene::Scene& scene, glm::ivec2 size_px, const geometry::Bounds& body,
                            const geometry::Bounds& casting, glm::vec2 jitter_px, const glm::vec4& tile) {
    FrameBlock block;
    const scene::Camera& camera = scene.camera;
    const float aspect = static_cast<float>(size_px.x) / static_cast<float>(size_px.y) * tile.w / tile.z;
    const glm::vec2 extent(tile.z, tile.w), centre_of_tile = glm::vec2(tile) + 0.5f * extent;
    const glm::mat4 crop = glm::scale(glm::mat4(1.0f), glm::vec3(1.0f / extent, 1.0f)) *
                           glm::translate(glm::mat4(1.0f), glm::vec3(1.0f - 2.0f * centre_of_tile, 0.0f));
    const glm::vec2 shift = 2.0f * jitter_px / glm::vec2(size_px);
    block.clip_from_world =
        glm::translate(glm::mat4(1.0f), glm::vec3(shift, 0.0f)) * crop * camera.projection(aspect) * camera.view();
    block.world_from_clip = glm::inverse(block.clip_from_world);
    block.eye = camera.orthographic ? glm::vec4(camera.direction(), 0.0f) : glm::vec4(camera.position(), 1.0f);

    // Seen from high above or below the key stays a little in front of the camera.
    const float key_elevation = std::clamp(0.78f + 0.25f * camera.elevation_rad, 0.35f, 1.2f);
    const glm::vec3 key = direction_at(camera.azimuth_rad + 0.70f, key_elevation);
    block.key_direction = glm::vec4(key, 0.0f);
    block.fill_direction = glm::vec4(direction_at(camera.azimuth_rad - 0.95f, 0.25f), 0.0f);
    block.rim_direction = glm::vec4(direction_at(camera.azimuth_rad - 2.5f, 0.65f), 0.0f);
    block.shadow_from_world = unit_from_clip() * shadow_clip_from_world(key, casting);

    const glm::vec3 centre = body.empty() ? glm::vec3(0.0f) : body.centre();
    block.floor_place = glm::vec4(scene.floor_y, centre.x, centre.z, contact_half_size_m);
    block.tile = tile;
    block.viewport = glm::vec4(size_px, 1.0f / glm::vec2(size_px));
    const Wall wall = wall_of(scene.background);
    block.background_low = glm::vec4(wall.low, wall.kind);
    block.background_high = glm::vec4(wall.high, wall.vignette);
    block.section = scene.section.on ? glm::vec4(scene.section.normal, scene.section.offset) : glm::vec4(0.0f);
    block.first_paint = glm::vec4(scene.first_paint, 0.0f);
    block.second_paint = glm::vec4(scene.second_paint, 0.0f);
    block.skin_paint = glm::vec4(scene.skin_paint, 0.0f);
    for (std::size_t i = 0; i < block.stretch_ramp.size(); ++i) {
        block.stretch_ramp[i] = glm::vec4(scene::stretch_ramp[i], scene::stretch_reach);
    }
    block.options.y = scene.colour_by == 1 ? 1.0f : 0.0f;
    return block;
}

}  // namespace backstory::render
