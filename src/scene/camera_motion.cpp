#include "scene/camera_motion.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::scene {

namespace {

float wrapped(float angle_rad) {
    return std::remainder(angle_rad, glm::two_pi<float>());
}

float eased(float t) {
    return t * t * t * (t * (6.0f * t - 15.0f) + 10.0f);
}

float clamped_distance(float distance) {
    return std::clamp(distance, nearest_distance_m, farthest_distance_m);
}

// Angle between the viewing directions, 0 .. pi.
float turn_between(const Camera& a, const Camera& b) {
    return std::acos(std::clamp(glm::dot(a.direction(), b.direction()), -1.0f, 1.0f));
}

}  // namespace

Ray ray_through(const Camera& camera, glm::vec2 place, float aspect) {
    const float half_height = std::tan(0.5f * camera.field_of_view_rad);
    const glm::vec3 sideways =
        camera.right() * (place.x * half_height * aspect) + camera.up() * (place.y * half_height);
    if (camera.orthographic) {
        return {camera.position() + camera.distance * sideways, -camera.direction()};
    }
    return {camera.position(), glm::normalize(sideways - camera.direction())};
}

Camera orbited(Camera camera, float azimuth_rad, float elevation_rad) {
    camera.azimuth_rad = wrapped(camera.azimuth_rad + azimuth_rad);
    camera.elevation_rad =
        std::clamp(camera.elevation_rad + elevation_rad, -glm::half_pi<float>(), glm::half_pi<float>());
    return camera;
}

Camera orbited_about(const Camera& camera, const glm::vec3& pivot, float azimuth_rad, float elevation_rad) {
    // The pivot keeps its coordinates in the camera's own axes.
    const glm::vec3 offset = camera.target - pivot;
    const glm::vec3 own{glm::dot(offset, camera.right()), glm::dot(offset, camera.up()),
                        glm::dot(offset, camera.direction())};
    Camera turned = orbited(camera, azimuth_rad, elevation_rad);
    turned.target = pivot + own.x * turned.right() + own.y * turned.up() + own.z * turned.direction();
    return turned;
}

Camera panned(Camera camera, glm::vec2 by) {
    const float height = 2.0f * camera.distance * std::tan(0.5f * camera.field_of_view_rad);
    camera.target -= height * (by.x * camera.right() + by.y * camera.up());
    return camera;
}

Camera zoomed(Camera camera, float factor) {
    camera.distance = clamped_distance(camera.distance * factor);
    return camera;
}

Camera zoomed_to(Camera camera, const glm::vec3& towards, float factor) {
    const float before = camera.distance;
    camera.distance = clamped_distance(before * factor);
    const float done = camera.distance / before;
    if (camera.orthographic) {
        const glm::vec3 offset = towards - camera.target;
        const glm::vec3 across = offset - glm::dot(offset, camera.direction()) * camera.direction();
        camera.target += (1.0f - done) * across;
    } else {
        camera.target += (1.0f - done) * (towards - camera.target);
    }
    return camera;
}

Camera framed(Camera camera, const geometry::Bounds& bounds, float aspect, float margin) {
    if (bounds.empty()) {
        return camera;
    }
    camera.target = bounds.centre();
    const float usable = std::max(0.1f, 1.0f - 2.0f * margin);
    const float tan_y = std::tan(0.5f * camera.field_of_view_rad) * usable;
    const float tan_x = tan_y * std::max(0.05f, aspect);
    float distance = nearest_distance_m;
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 pick{corner & 1 ? 1.0f : 0.0f, corner & 2 ? 1.0f : 0.0f, corner & 4 ? 1.0f : 0.0f};
        const glm::vec3 offset = glm::mix(bounds.low, bounds.high, pick) - camera.target;
        const float towards_eye = camera.orthographic ? 0.0f : glm::dot(offset, camera.direction());
        distance = std::max(distance, towards_eye + std::abs(glm::dot(offset, camera.right())) / tan_x);
        distance = std::max(distance, towards_eye + std::abs(glm::dot(offset, camera.up())) / tan_y);
    }
    camera.distance = clamped_distance(distance);
    return camera;
}

Camera fitted(const Camera& camera, float aspect) {
    return aspect < camera.needed_aspect ? zoomed(camera, camera.needed_aspect / std::max(0.05f, aspect)) : camera;
}

Camera within(const Camera& camera, glm::vec2 low, glm::vec2 extent, glm::vec2 size) {
    constexpr float smallest_share = 0.2f;
    const float wanted = std::min(extent.y, extent.x / camera.needed_aspect) / size.y;
    const glm::vec2 off = (low + 0.5f * (extent - size)) / size.y;
    return panned(zoomed(camera, 1.0f / std::clamp(wanted, smallest_share, 1.0f)), {off.x, -off.y});
}

Camera flight(const Camera& from, const Camera& to, float t) {
    if (t <= 0.0f) {
        return from;
    }
    if (t >= 1.0f) {
        return to;
    }
    const float e = eased(t);
    Camera on_the_way = to;
    on_the_way.target = glm::mix(from.target, to.target, e);
    on_the_way.azimuth_rad = wrapped(from.azimuth_rad + e * wrapped(to.azimuth_rad - from.azimuth_rad));
    on_the_way.elevation_rad = glm::mix(from.elevation_rad, to.elevation_rad, e);
    on_the_way.needed_aspect = glm::mix(from.needed_aspect, to.needed_aspect, e);
    on_the_way.field_of_view_rad = glm::mix(from.field_of_view_rad, to.field_of_view_rad, e);
    on_the_way.distance = std::exp(glm::mix(std::log(from.distance), std::log(to.distance), e));
    // A body standing at the target reaches about half a metre sideways: long turns swing out beyond that, and long
    // moves from close-up to close-up back off so that one sees where one goes.
    const float turn = turn_between(from, to);
    const float way = glm::length(to.target - from.target);
    const float wanted = std::min(1.4f, 0.75f * turn + 1.2f * way);
    const float middle = 4.0f * e * (1.0f - e);
    on_the_way.distance = std::max(on_the_way.distance, glm::mix(on_the_way.distance, wanted, middle));
    return on_the_way;
}

float flight_duration_s(const Camera& from, const Camera& to) {
    const float turn = turn_between(from, to);
    const float way = glm::length(to.target - from.target);
    const float closer = std::abs(std::log(std::max(1e-3f, to.distance) / std::max(1e-3f, from.distance)));
    return std::clamp(0.35f + 0.3f * turn + 0.3f * way + 0.15f * closer, 0.35f, 1.4f);
}

}  // namespace backstory::scene
