#include "scene/camera.hpp"

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::scene {

glm::vec3 Camera::direction() const {
    const float across = std::cos(elevation_rad);
    return {across * std::cos(azimuth_rad), std::sin(elevation_rad), across * std::sin(azimuth_rad)};
}

// The derivative of direction() by elevation: well defined at the poles too, so looking straight down never rolls.
glm::vec3 Camera::up() const {
    const float rise = std::sin(elevation_rad);
    return {-rise * std::cos(azimuth_rad), std::cos(elevation_rad), -rise * std::sin(azimuth_rad)};
}

glm::vec3 Camera::right() const {
    return glm::cross(up(), direction());
}

glm::vec3 Camera::position() const {
    return target + distance * direction();
}

glm::mat4 Camera::view() const {
    return glm::lookAt(position(), target, up());
}

glm::mat4 Camera::projection(float aspect) const {
    // The body and its furniture reach about 2.2 m from any target on it; the floor fades out before `far`.
    constexpr float reach_m = 2.2f;
    constexpr float nearest_m = 0.02f;
    const float far = distance + 12.0f;
    const float safe_aspect = std::max(1.0e-3f, aspect);
    if (orthographic) {
        const float half_height = distance * std::tan(0.5f * field_of_view_rad);
        return glm::ortho(-half_height * safe_aspect, half_height * safe_aspect, -half_height, half_height,
                          distance - far, far);
    }
    return glm::perspective(field_of_view_rad, safe_aspect, std::max(nearest_m, distance - reach_m), far);
}

}  // namespace backstory::scene
