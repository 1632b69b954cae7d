#include "motion/player.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <array>

namespace backstory::motion {

namespace {

constexpr std::size_t most_levels = 16;

// Value of a column at a moment for a tightness between the levels that the clip gives; 0 is the free curve.
double column_at(const Clip& clip, std::size_t column, double time_s, double tightness) {
    const double free = curve_at(clip.times_s, clip.values[column], time_s, clip.periodic);
    const std::size_t count = std::min(clip.tight_levels.size(), most_levels - 1);
    if (count == 0 || tightness <= 0.0) {
        return free;
    }
    std::array<double, most_levels> levels{}, values{};
    values[0] = free;
    for (std::size_t i = 0; i < count; ++i) {
        levels[i + 1] = clip.tight_levels[i];
        values[i + 1] = curve_at(clip.times_s, clip.tight_values[i][column], time_s, clip.periodic);
    }
    return curve_at({levels.data(), count + 1}, {values.data(), count + 1}, tightness, false);
}

double tightness_of(const Coordinate& coordinate, Tightness tightness) {
    if (coordinate.id.ends_with("_r")) {
        return tightness.right;
    }
    return coordinate.id.ends_with("_l") ? tightness.left : 0.5 * (tightness.left + tightness.right);
}

}  // namespace

void sample(const Skeleton& skeleton, const Clip& clip, double time_s, Tightness tightness, Pose& out) {
    out.resize(skeleton.coordinates.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = skeleton.coordinates[i].relaxed;
    }
    for (std::size_t column = 0; column < clip.columns.size(); ++column) {
        const CoordinateIndex coordinate = clip.columns[column];
        out[coordinate] = column_at(clip, column, time_s, tightness_of(skeleton.coordinates[coordinate], tightness));
    }
    skeleton.clamp(out);
}

Pose sample(const Skeleton& skeleton, const Clip& clip, double time_s, Tightness tightness) {
    Pose pose;
    sample(skeleton, clip, time_s, tightness, pose);
    return pose;
}

const Pose& Player::pose(const Clip& clip, double time_s, Tightness tightness) {
    sample(*skeleton_, clip, time_s, tightness, pose_);
    deviation_ = solver_.hold(clip, time_s, pose_);
    return pose_;
}

}  // namespace backstory::motion
