#include "muscle/curves.hpp"

#include "base/assert.hpp"

namespace backstory::muscle {

namespace {

// Half the step of the central difference: wide against single-precision paths, narrow against the curves' bends.
constexpr double half_step = 0.01;

}  // namespace

std::vector<CurvePoint> sweep(const MuscleSystem& system, const motion::Skeleton& skeleton,
                              std::span<const std::uint32_t> fascicles, const Sweep& sweep) {
    BACKSTORY_ASSERT(sweep.coordinate < skeleton.coordinates.size() && sweep.points >= 2 && !fascicles.empty());
    motion::Pose pose = sweep.base.empty() ? skeleton.neutral() : sweep.base;
    motion::SegmentTransforms transforms(skeleton.parents.size());
    MuscleState state;
    const auto mean_at = [&](double value, double& stretch) {
        pose[sweep.coordinate] = value;
        skeleton.forward(pose, transforms);
        system.solve(transforms, state);
        double length = 0.0;
        stretch = 0.0;
        for (const std::uint32_t fascicle : fascicles) {
            length += state.fascicles[fascicle].length_m;
            stretch += state.fascicles[fascicle].stretch;
        }
        stretch /= static_cast<double>(fascicles.size());
        return length / static_cast<double>(fascicles.size());
    };
    std::vector<CurvePoint> curve(sweep.points);
    for (std::size_t i = 0; i < sweep.points; ++i) {
        CurvePoint& point = curve[i];
        const double share = static_cast<double>(i) / static_cast<double>(sweep.points - 1);
        point.value = sweep.from + share * (sweep.to - sweep.from);
        double unused = 0.0;
        const double before = mean_at(point.value - half_step, unused);
        const double after = mean_at(point.value + half_step, unused);
        point.moment_arm_m = (before - after) / (2.0 * half_step);
        point.length_m = mean_at(point.value, point.stretch);
    }
    return curve;
}

}  // namespace backstory::muscle
