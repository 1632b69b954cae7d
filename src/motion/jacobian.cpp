#include "motion/jacobian.hpp"

#include "base/assert.hpp"

#include <glm/geometric.hpp>

#include <cmath>

namespace backstory::motion {

namespace {

using anatomy::SegmentIndex;
using geometry::RigidTransform;

class Accumulator {
  public:
    Accumulator(const Skeleton& skeleton, const Pose& pose, const SegmentTransforms& transforms,
                std::span<glm::dvec3> columns)
        : skeleton_(skeleton), pose_(pose), transforms_(transforms), columns_(columns) {}

    // A point that is carried by the segment.
    void point(SegmentIndex segment, const glm::dvec3& p) {
        for (; segment != anatomy::none; segment = skeleton_.parents[segment]) {
            own_drives(segment, [&](const Drive& drive, const glm::dvec3& centre, const glm::dvec3& axis) {
                add(drive, drive.kind == Drive::Kind::turn ? glm::cross(axis, p - centre) : axis);
            });
            const SegmentIndex turns_with = skeleton_.orientations[segment];
            if (turns_with != anatomy::none) {
                const SegmentIndex parent = skeleton_.parents[segment];
                const glm::dvec3 pivot = transforms_[parent].point(skeleton_.pivots[segment]);
                point(parent, pivot);
                lever(turns_with, p - pivot);
                return;
            }
        }
    }

  private:
    // A lever that only turns with the segment.
    void lever(SegmentIndex segment, const glm::dvec3& arm) {
        while (segment != anatomy::none) {
            own_drives(segment, [&](const Drive& drive, const glm::dvec3&, const glm::dvec3& axis) {
                if (drive.kind == Drive::Kind::turn) {
                    add(drive, glm::cross(axis, arm));
                }
            });
            const SegmentIndex turns_with = skeleton_.orientations[segment];
            segment = turns_with != anatomy::none ? turns_with : skeleton_.parents[segment];
        }
    }

    // Calls visit(drive, world centre, world axis) along the segment's chain of drives.
    template <typename Visit>
    void own_drives(SegmentIndex segment, Visit visit) const {
        RigidTransform x;
        if (const SegmentIndex parent = skeleton_.parents[segment]; parent != anatomy::none) {
            x = transforms_[parent];
            if (const SegmentIndex turns_with = skeleton_.orientations[segment]; turns_with != anatomy::none) {
                const glm::dvec3 pivot = x.point(skeleton_.pivots[segment]);
                x.rotation = transforms_[turns_with].rotation;
                x.translation = pivot - x.rotation * skeleton_.pivots[segment];
            }
        }
        for (const Drive& drive : skeleton_.drives[segment]) {
            if (!drive.terms.empty()) {
                visit(drive, x.point(drive.centre), x.direction(drive.axis));
            }
            const double amount = skeleton_.drive_value(pose_, drive);
            x = drive.kind == Drive::Kind::turn ? x * geometry::rotation_about(drive.centre, drive.axis, amount)
                                                : x * RigidTransform{{1.0, 0.0, 0.0, 0.0}, drive.axis * amount};
        }
    }

    // Spreads the motion per unit of the drive over the coordinates behind it.
    void add(const Drive& drive, const glm::dvec3& motion) {
        for (const Drive::Term& term : drive.terms) {
            const double x = skeleton_.term_value(pose_, term.coordinate);
            double slope = 0.0;
            for (std::size_t i = term.polynomial.size(); i-- > 0;) {
                slope = slope * x + static_cast<double>(i + 1) * term.polynomial[i];
            }
            if (term.coordinate < skeleton_.coordinates.size()) {
                columns_[term.coordinate] += slope * motion;
                continue;
            }
            const ArmElevation& arm = skeleton_.arm_elevations[term.coordinate - skeleton_.coordinates.size()];
            const double a = pose_[arm.flexion], b = pose_[arm.adduction];
            columns_[arm.flexion] += slope * std::sin(a) * std::cos(b) * motion;
            columns_[arm.adduction] += slope * std::cos(a) * std::sin(b) * motion;
        }
    }

    const Skeleton& skeleton_;
    const Pose& pose_;
    const SegmentTransforms& transforms_;
    std::span<glm::dvec3> columns_;
};

}  // namespace

void add_point_jacobian(const Skeleton& skeleton, const Pose& pose, const SegmentTransforms& world_from_rest,
                        SegmentIndex segment, const glm::dvec3& world_point, std::span<glm::dvec3> columns) {
    BACKSTORY_ASSERT(columns.size() == skeleton.coordinates.size());
    Accumulator(skeleton, pose, world_from_rest, columns).point(segment, world_point);
}

}  // namespace backstory::motion
