// How hands and presets move the camera: orbit, pan, zoom, frame, fly. Pure functions; angles rad, lengths m.
#pragma once

#include "geometry/mesh.hpp"
#include "scene/camera.hpp"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

namespace backstory::scene {

struct Ray {
    glm::vec3 origin{0.0f};
    glm::vec3 direction{1.0f, 0.0f, 0.0f};  // unit
};

// Through a place in the picture: (0, 0) is the middle, y up, +-1 the edges.
Ray ray_through(const Camera& camera, glm::vec2 place, float aspect);

// Turns about the target. Elevation stops straight above and below.
Camera orbited(Camera camera, float azimuth_rad, float elevation_rad);
// Turns about any point: it stays where it is in the picture.
Camera orbited_about(const Camera& camera, const glm::vec3& pivot, float azimuth_rad, float elevation_rad);
// Moves sideways; `by` in picture heights, so that what is at the target's depth follows the hand.
Camera panned(Camera camera, glm::vec2 by);
// factor < 1 comes nearer; `towards` stays where it is in the picture.
Camera zoomed(Camera camera, float factor);
Camera zoomed_to(Camera camera, const glm::vec3& towards, float factor);
// Same direction, moved so that the bounds fill the picture but for `margin` (0.1 = a tenth on each side).
Camera framed(Camera camera, const geometry::Bounds& bounds, float aspect, float margin = 0.08f);

// Farther away where the picture is too narrow for what must be seen.
Camera fitted(const Camera& camera, float aspect);
// Farther away and moved so that the look fills only an area of the picture (low corner from the top left, and size;
// both in the picture's own units, as its `size`): what the panels leave free.
Camera within(const Camera& camera, glm::vec2 low, glm::vec2 extent, glm::vec2 size);

// On the way from one camera to another, t 0 .. 1, eased. Turns the short way round and backs off on long turns, so
// that the path stays outside the body.
Camera flight(const Camera& from, const Camera& to, float t);
// A comfortable duration for it, 0.35 .. 1.4 s.
float flight_duration_s(const Camera& from, const Camera& to);

inline constexpr float nearest_distance_m = 0.08f;
inline constexpr float farthest_distance_m = 20.0f;

}  // namespace backstory::scene
