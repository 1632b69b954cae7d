// What every pass of one picture shares, as it lies in the uniform block "Frame" (shaders/frame.glsl, std140).
#pragma once

#include "geometry/mesh.hpp"
#include "scene/scene.hpp"

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <array>

namespace backstory::render {

struct FrameBlock {
    glm::mat4 clip_from_world{1.0f}, world_from_clip{1.0f}, shadow_from_world{1.0f};
    glm::vec4 eye{0.0f};
    glm::vec4 key_direction{0.0f}, fill_direction{0.0f}, rim_direction{0.0f};
    glm::vec4 floor_place{0.0f};
    glm::vec4 viewport{0.0f};
    glm::vec4 tile{0.0f, 0.0f, 1.0f, 1.0f};
    glm::vec4 options{0.0f};
    glm::vec4 background_low{0.0f}, background_high{0.0f};
    glm::vec4 section{0.0f};
    glm::vec4 first_paint{0.0f}, second_paint{0.0f}, skin_paint{0.0f};
    std::array<glm::vec4, 5> stretch_ramp{};
};
static_assert(sizeof(FrameBlock) == 3 * 64 + 19 * 16);

// Half size of the square that the contact map covers, metres.
inline constexpr float contact_half_size_m = 1.5f;

// Camera, lights (they follow the camera's azimuth, so that front and back are lit alike) and background.
// `body` bounds what stands there and `casting` what casts shadows, metres; `jitter_px` shifts the picture by parts of
// a pixel, for smooth edges; `tile` is the part of a larger picture that is drawn (shaders/frame.glsl).
FrameBlock make_frame_block(const scene::Scene& scene, glm::ivec2 size_px, const geometry::Bounds& body,
                            const geometry::Bounds& casting, glm::vec2 jitter_px = glm::vec2(0.0f),
                            const glm::vec4& tile = {0.0f, 0.0f, 1.0f, 1.0f});

// The light's view of the bounds: clip space of the shadow map.
glm::mat4 shadow_clip_from_world(const glm::vec3& key_direction, const geometry::Bounds& body);
// From clip space (-1 .. 1) to a texture's places and depths (0 .. 1).
glm::mat4 unit_from_clip();
// A rectangle of floor: x and z, m.
struct FloorArea {
    glm::vec2 low{0.0f}, high{0.0f};
};
// Where the key's shadow of the bounds, and where the contact shadow, can darken the floor.
FloorArea key_shadow_area(const glm::vec3& key_direction, const geometry::Bounds& casting, float floor_y);
FloorArea contact_shadow_area(const geometry::Bounds& casting);

// Seen from below the floor: depth runs over one metre upwards.
glm::mat4 contact_clip_from_world(float floor_y, const glm::vec3& centre);

}  // namespace backstory::render
