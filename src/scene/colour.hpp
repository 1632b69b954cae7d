// Colour spaces: everything in a Scene is linear RGB; files and people speak sRGB.
#pragma once

#include <glm/vec3.hpp>

#include <array>

namespace backstory::scene {

// Channels 0 .. 1.
glm::vec3 linear_from_srgb(const glm::vec3& srgb);
glm::vec3 srgb_from_linear(const glm::vec3& linear);

// How stretch is coloured: from shortened by stretch_reach over rest length to lengthened by it, linear RGB. Blue to
// orange over pale, even in lightness on both sides and told apart by the colour-blind.
inline constexpr float stretch_reach = 0.25f;
inline constexpr std::array<glm::vec3, 5> stretch_ramp{{{0.020f, 0.115f, 0.300f},
                                                        {0.150f, 0.390f, 0.640f},
                                                        {0.800f, 0.780f, 0.720f},
                                                        {0.800f, 0.340f, 0.090f},
                                                        {0.330f, 0.075f, 0.015f}}};
// `stretch` = length / rest length.
glm::vec3 stretch_colour(float stretch);

}  // namespace backstory::scene
