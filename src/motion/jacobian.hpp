// How points of the body move when coordinates change: what contacts, inverse kinematics and the posture solver need.
#pragma once

#include "motion/skeleton.hpp"

#include <span>

namespace backstory::motion {

// Adds, for every coordinate, how a world point carried by `segment` moves per unit of the coordinate (m/rad or m/m) to
// columns[coordinate]. `columns` has one entry a coordinate. `world_from_rest` must be skeleton.forward(pose).
void add_point_jacobian(const Skeleton& skeleton, const Pose& pose, const SegmentTransforms& world_from_rest,
                        anatomy::SegmentIndex segment, const glm::dvec3& world_point, std::span<glm::dvec3> columns);

}  // namespace backstory::motion
