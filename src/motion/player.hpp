// From a clip and a moment to a pose whose feet (knees, buttocks, hands) are where they should be.
#pragma once

#include "motion/clip.hpp"
#include "motion/contact.hpp"

namespace backstory::motion {

struct Tightness {
    double left = 0.0, right = 0.0;  // 0 free .. 1 very tight
    bool operator==(const Tightness&) const = default;
};

// Coordinate values at time_s (clamped to the clip), smooth in time and in tightness; contacts not yet held.
// Coordinates that the clip does not name are relaxed. Left and right follow their own tightness, the trunk the mean.
void sample(const Skeleton& skeleton, const Clip& clip, double time_s, Tightness tightness, Pose& out);
Pose sample(const Skeleton& skeleton, const Clip& clip, double time_s, Tightness tightness = {});

// sample() and contacts: what is drawn. Keeps its buffers, so that a frame allocates nothing.
class Player {
  public:
    explicit Player(const Skeleton& skeleton) : skeleton_(&skeleton), solver_(skeleton) {}
    // The pose at that moment; the reference stays valid until the next call.
    const Pose& pose(const Clip& clip, double time_s, Tightness tightness = {});
    // How far the last pose is from what the clip wanted, because contacts win over angles.
    const Deviation& deviation() const { return deviation_; }

  private:
    const Skeleton* skeleton_;
    ContactSolver solver_;
    Pose pose_;
    Deviation deviation_;
};

}  // namespace backstory::motion
