// From a clip and a moment to a pose whose feet (knees, buttocks, hands) are where they should be.
#pragma once

#include "motion/clip.hpp"

namespace backstory::motion {

struct Tightness {
    double left = 0.0, right = 0.0;  // 0 free .. 1 very tight
};

// Coordinate values at time_s (clamped to the clip), smooth in time and in tightness; contacts not yet held.
Pose sample(const Skeleton& skeleton, const Clip& clip, double time_s, Tightness tightness = {});

}  // namespace backstory::motion
