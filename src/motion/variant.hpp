// A movement with one of its common mistakes in it.
#pragma once

#include "motion/clip.hpp"

namespace backstory::motion {

// How much of a mistake shows at a moment: 1 while it lasts, coming and going smoothly within its ramp_s outside.
double error_share(const MotionError& error, double time_s);

// The clip as a body makes it that falls into the mistake: its changes added to the free curves, every contact worked
// out anew. A clip like any other, with an id of its own ("squat:back_rounds"); it has no tight series.
Clip with_error(const Skeleton& skeleton, const Clip& clip, const MotionError& error);

}  // namespace backstory::motion
