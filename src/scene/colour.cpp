#include "scene/colour.hpp"

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::scene {

namespace {

float channel_to_linear(float c) {
    c = std::clamp(c, 0.0f, 1.0f);
    return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}

float channel_to_srgb(float c) {
    c = std::clamp(c, 0.0f, 1.0f);
    return c <= 0.0031308f ? 12.92f * c : 1.055f * std::pow(c, 1.0f / 2.4f) - 0.055f;
}

}  // namespace

glm::vec3 stretch_colour(float stretch) {
    const float t = std::clamp((stretch - 1.0f) / stretch_reach, -1.0f, 1.0f) * 2.0f + 2.0f;
    const auto low = std::min<std::size_t>(static_cast<std::size_t>(t), stretch_ramp.size() - 2);
    return glm::mix(stretch_ramp[low], stretch_ramp[low + 1], t - static_cast<float>(low));
}

glm::vec3 linear_from_srgb(const glm::vec3& srgb) {
    return {channel_to_linear(srgb.r), channel_to_linear(srgb.g), channel_to_linear(srgb.b)};
}

glm::vec3 srgb_from_linear(const glm::vec3& linear) {
    return {channel_to_srgb(linear.r), channel_to_srgb(linear.g), channel_to_srgb(linear.b)};
}

}  // namespace backstory::scene
