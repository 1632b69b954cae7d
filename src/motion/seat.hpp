// The same rise from a chair (or sitting down) with a seat of another height, and with the feet further back or
// forward. Where the joints have to be while the body sits is solved: feet flat, buttocks on the seat. How that fades
// towards standing, and how much less a person leans from a higher seat, is modelled (docs/posture.md), not measured.
#pragma once

#include "motion/clip.hpp"

#include <optional>

namespace backstory::motion {

struct Seat {
    double height_m = 0.0;     // of the seat above the floor; 0: as the movement has it
    double feet_back_m = 0.0;  // further back than the movement has them; negative: further forward
    bool operator==(const Seat&) const = default;
    bool any() const { return height_m != 0.0 || feet_back_m != 0.0; }
};

// What a seat can be, m: the rest is beyond what the measured leg can do with flat feet.
inline constexpr double lowest_seat_m = 0.30, highest_seat_m = 0.56;
inline constexpr double feet_back_most_m = 0.10, feet_forward_most_m = 0.07;

// How high the seat of the clip is; nothing where the body does not rise from a chair or sit down on one,
// or where its hands push off the seat.
std::optional<double> seat_height_m(const Clip& clip);

// The clip from that seat, its contacts worked out anew; the clip itself where it has no seat to change. Values outside
// the limits above count as the nearest one.
Clip with_seat(const Skeleton& skeleton, const Clip& clip, const Seat& seat);

}  // namespace backstory::motion
