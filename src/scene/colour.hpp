// Colour spaces: everything in a Scene is linear RGB; files and people speak sRGB.
#pragma once

#include <glm/vec3.hpp>

namespace backstory::scene {

// Channels 0 .. 1.
glm::vec3 linear_from_srgb(const glm::vec3& srgb);
glm::vec3 srgb_from_linear(const glm::vec3& linear);

}  // namespace backstory::scene
