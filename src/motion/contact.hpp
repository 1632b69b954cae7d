// Holding the body on floor, chair, mat and wall: small damped least squares that changes a wanted pose as little as
// the contacts allow. Deterministic and independent of the frame before, so a moment always gives the same pose.
#pragma once

#include "motion/clip.hpp"

#include <memory>

namespace backstory::motion {

// What holding the contacts cost at one moment.
struct Deviation {
    double rms_rad = 0.0;    // over the angles that may give
    double worst_rad = 0.0;  // of one angle
    CoordinateIndex worst = no_coordinate;
    double contact_error_m = 0.0;  // largest remaining distance of a held point from its place
};

// How firmly a contact holds at a moment: 0 away .. 1 firm, smooth in time. Contacts that begin or end inside the clip
// take their `ramp_s` to come and go; in a periodic clip all do that do not last for the whole round.
double contact_strength(const Clip& clip, const Contact& contact, double time_s);
// Where a contact holds the pad's point at a moment: its target, carried along by a running belt.
glm::dvec3 contact_target(const Clip& clip, const Contact& contact, std::size_t point, double time_s);

class ContactSolver {
  public:
    explicit ContactSolver(const Skeleton& skeleton);
    ~ContactSolver();
    ContactSolver(ContactSolver&&) noexcept;
    ContactSolver& operator=(ContactSolver&&) noexcept;

    // Changes `pose` (the wanted one on entry) so that the clip's contacts of that moment hold. No allocation in steady
    // state. The clip's contacts must be settled.
    Deviation hold(const Clip& clip, double time_s, Pose& pose);

  private:
    struct Data;
    std::unique_ptr<Data> data_;
};

// Works out where each contact is held: heights from floor and props, places on them from the motion itself at the
// contact's start, with the contacts before it held.
void settle_contacts(const Skeleton& skeleton, Clip& clip);

}  // namespace backstory::motion
