// A movement in other forms: with one of its common mistakes in it, walked with another stride.
#pragma once

#include "motion/clip.hpp"

namespace backstory::motion {

// How much of a mistake shows at a moment: 1 while it lasts, coming and going smoothly within its ramp_s outside.
double error_share(const MotionError& error, double time_s);

// The clip as a body makes it that falls into the mistake: its changes added to the free curves, every contact worked
// out anew. A clip like any other, with an id of its own ("squat:back_rounds"); it has no tight series.
Clip with_error(const Skeleton& skeleton, const Clip& clip, const MotionError& error);

// A walk on a belt with strides `share` as long: every curve keeps its mean and moves that much less about it, the belt
// runs that much slower, the feet land that much nearer, every contact is worked out anew. The rhythm stays.
Clip with_stride(const Skeleton& skeleton, const Clip& clip, double share);

}  // namespace backstory::motion
