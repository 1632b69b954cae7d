// The posture solver: what tight muscles make of a wanted pose.
//
// The wanted pose is that of a body in which every dial is 0; its own tensions are part of it. A dial shortens the rest
// length of its muscles, so they pull more than they did. The solver looks for the nearby pose that costs least:
//   wants     departing from the wanted inclinations of pelvis, thighs, trunk, head, from the wanted joint angles
//   tension   the extra pull in each shortened muscle (Thelen 2003 curve on the muscle's length in the pose)
//   comfort   going further beyond a joint's comfortable range than the wanted pose does
//   contact   moving a foot, knee or seat off its place (stiff)
//   balance   the extrapolated centre of mass (Hof 2005) leaving the support of the feet further than wanted
// With all dials at 0 nothing is left to pay and the wanted pose comes back as it was. The search is damped least
// squares (Levenberg-Marquardt) on a few dozen unknowns, started from the wanted pose, so the result depends on nothing
// but its arguments: it is continuous in time and in the dials, and needs no history.
//
// A teaching model: studies disagree on how far tight hip flexors change posture. It cannot say how fast anybody moves;
// that a tight rise takes longer is a stated rule (slower_rise).
#pragma once

#include "motion/skeleton.hpp"
#include "posture/model.hpp"

#include <string>
#include <vector>

namespace backstory::posture {

// A pad that is held where the wanted pose has it. weight 0 .. 1: fades in and out around lift-off.
struct Held {
    const motion::ContactPad* pad = nullptr;
    double weight = 1.0;
    bool slides = false;               // held along the normal only
    glm::dvec3 normal{0.0, 1.0, 0.0};  // of the surface it rests on
};

// What surrounds the wanted pose at this moment.
struct Circumstances {
    std::vector<Held> held;
    glm::dvec3 centre_of_mass_velocity_m_s{0.0};  // of the wanted motion
    double balance = 1.0;                         // 0: something else than the feet carries the body
    bool steps = false;                           // the body falls from foot to foot: no support to stay over
    // Factors on the prices of wants, by index in Model::wants; empty: all 1. A tucked pelvis is a dear one.
    std::vector<double> want_factors;
};

struct Settled {
    motion::Pose pose;
    int iterations = 0;
    bool converged = true;
    double cost = 0.0;
    double largest_slip_m = 0.0;   // of a fully held pad
    double extra_tension_n = 0.0;  // sum over the muscles, in the settled pose
};

class Solver {
  public:
    // Keeps references: both must outlive the solver.
    Solver(const Model& model, const motion::Skeleton& skeleton);
    // The search begins at `start`, the wanted pose unless given.
    Settled settle(const motion::Pose& wanted, const Dials& dials, const Circumstances& circumstances,
                   const motion::Pose* start = nullptr) const;

    const std::vector<motion::CoordinateIndex>& free_coordinates() const { return free_; }
    const Model& model() const { return model_; }
    const motion::Skeleton& skeleton() const { return skeleton_; }

  private:
    const Model& model_;
    const motion::Skeleton& skeleton_;
    std::vector<motion::CoordinateIndex> free_;  // what the wants name
};

// How much longer a movement takes: a rule, not a result (facts: 1 + 0.25 t, modelled).
double slower_rise(const Dials& dials);

}  // namespace backstory::posture
