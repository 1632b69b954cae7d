// Rigid motion in space: rotation and translation, metres.
#pragma once

#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>

namespace backstory::geometry {

// Maps a point p of its source frame to rotation * p + translation. Names read target_from_source.
struct RigidTransform {
    glm::dquat rotation{1.0, 0.0, 0.0, 0.0};  // unit quaternion (w, x, y, z)
    glm::dvec3 translation{0.0};              // metres

    glm::dvec3 point(const glm::dvec3& p) const { return rotation * p + translation; }
    glm::dvec3 direction(const glm::dvec3& d) const { return rotation * d; }

    // (a * b) applies b first.
    RigidTransform operator*(const RigidTransform& b) const { return {rotation * b.rotation, point(b.translation)}; }

    RigidTransform inverse() const {
        const glm::dquat back = glm::conjugate(rotation);
        return {back, -(back * translation)};
    }
};

// Turning by angle_rad about an axis (unit) through a fixed point.
inline RigidTransform rotation_about(const glm::dvec3& centre, const glm::dvec3& axis, double angle_rad) {
    const glm::dquat q = glm::angleAxis(angle_rad, axis);
    return {q, centre - q * centre};
}

}  // namespace backstory::geometry
