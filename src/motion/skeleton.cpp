#include "motion/skeleton.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::motion {

using anatomy::SegmentIndex;
using geometry::RigidTransform;

void Skeleton::index() {
    BACKSTORY_ASSERT(coordinates.size() + arm_elevations.size() < no_coordinate);
    BACKSTORY_ASSERT(drives.size() == parents.size());
    orientations.resize(parents.size(), anatomy::none);
    pivots.resize(parents.size(), glm::dvec3(0.0));
    by_id_.clear();
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
        by_id_.emplace(coordinates[i].id, static_cast<CoordinateIndex>(i));
    }
}

CoordinateIndex Skeleton::find(std::string_view id) const {
    const auto it = by_id_.find(std::string(id));
    return it == by_id_.end() ? no_coordinate : it->second;
}

const CombinedCoordinate* Skeleton::find_combined(std::string_view id) const {
    const auto it = std::find_if(combined.begin(), combined.end(), [&](const auto& c) { return c.id == id; });
    return it == combined.end() ? nullptr : &*it;
}

const ContactPad* Skeleton::find_pad(std::string_view id) const {
    const auto it = std::find_if(pads.begin(), pads.end(), [&](const auto& pad) { return pad.id == id; });
    return it == pads.end() ? nullptr : &*it;
}

Pose Skeleton::relaxed() const {
    Pose pose(coordinates.size());
    std::transform(coordinates.begin(), coordinates.end(), pose.begin(), [](const auto& c) { return c.relaxed; });
    return pose;
}

double Skeleton::value(const Pose& pose, const CombinedCoordinate& sum) const {
    double total = 0.0;
    for (const auto& part : sum.parts) {
        total += part.weight * pose[part.coordinate];
    }
    return total;
}

double Skeleton::value(const Pose& pose, std::string_view id) const {
    const CoordinateIndex coordinate = find(id);
    if (coordinate != no_coordinate) {
        return pose[coordinate];
    }
    const CombinedCoordinate* sum = find_combined(id);
    return sum != nullptr ? value(pose, *sum) : 0.0;
}

void Skeleton::clamp(Pose& pose) const {
    BACKSTORY_ASSERT(pose.size() == coordinates.size());
    for (std::size_t i = 0; i < pose.size(); ++i) {
        pose[i] = std::clamp(pose[i], coordinates[i].hard_low, coordinates[i].hard_high);
    }
}

double Skeleton::term_value(const Pose& pose, CoordinateIndex coordinate) const {
    if (coordinate < coordinates.size()) {
        return pose[coordinate];
    }
    const ArmElevation& arm = arm_elevations[coordinate - coordinates.size()];
    return 1.0 - std::cos(pose[arm.flexion]) * std::cos(pose[arm.adduction]);
}

double Skeleton::drive_value(const Pose& pose, const Drive& drive) const {
    double total = drive.offset;
    for (const Drive::Term& term : drive.terms) {
        const double x = term_value(pose, term.coordinate);
        double sum = 0.0;  // Horner, from the highest power down
        for (auto c = term.polynomial.rbegin(); c != term.polynomial.rend(); ++c) {
            sum = (sum + *c) * x;
        }
        total += sum;
    }
    return total;
}

void Skeleton::forward(const Pose& pose, SegmentTransforms& out) const {
    BACKSTORY_ASSERT(pose.size() == coordinates.size());
    out.resize(parents.size());
    for (std::size_t i = 0; i < parents.size(); ++i) {
        RigidTransform x;
        if (parents[i] != anatomy::none) {
            x = out[parents[i]];
            if (orientations[i] != anatomy::none) {
                const glm::dvec3 pivot = x.point(pivots[i]);
                x.rotation = out[orientations[i]].rotation;
                x.translation = pivot - x.rotation * pivots[i];
            }
        }
        for (const Drive& drive : drives[i]) {
            const double amount = drive_value(pose, drive);
            if (amount == 0.0) {
                continue;
            }
            x = drive.kind == Drive::Kind::turn ? x * geometry::rotation_about(drive.centre, drive.axis, amount)
                                                : x * RigidTransform{{1.0, 0.0, 0.0, 0.0}, drive.axis * amount};
        }
        // Products of unit quaternions drift by rounding only; one normalisation a segment keeps scale out for good.
        x.rotation = glm::normalize(x.rotation);
        out[i] = x;
    }
}

glm::dvec3 Skeleton::centre_of_mass(const SegmentTransforms& world_from_rest) const {
    glm::dvec3 sum(0.0);
    double total = 0.0;
    for (const MassPoint& mass : masses) {
        sum += mass.fraction * world_from_rest[mass.segment].point(mass.point);
        total += mass.fraction;
    }
    return total > 0.0 ? sum / total : sum;
}

}  // namespace backstory::motion
