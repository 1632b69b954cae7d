// The same movement on the other side: right and left change places, sideways motions of the midline their sign.
#pragma once

#include "motion/clip.hpp"

namespace backstory::motion {

Pose mirrored(const Skeleton& skeleton, const Pose& pose);
// Curves, contacts and props; texts stay, since they speak of the kneeling or moving side. Id and name are the
// caller's.
Clip mirrored(const Skeleton& skeleton, const Clip& clip);

}  // namespace backstory::motion
