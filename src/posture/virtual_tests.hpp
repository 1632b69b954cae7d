// The clinician's tests on the model: a Thomas test on a bench, a straight leg raise. They calibrate how much each step
// of a dial shortens a group (backstory_calibrate), turn measured angles into dials, and check the result.
//
// Thomas test: the pelvis lies flat, the thigh hangs over the edge of the bench, the shank hangs from the knee. The leg
// comes to rest where its weight and the pull of the stretched muscles (and the ligament in front of the hip) balance.
#pragma once

#include "posture/model.hpp"

#include <array>

namespace backstory::posture {

struct ThomasAngles {
    double hip_extension_rad = 0.0;  // + = thigh below the bench
    double knee_rad = 0.0;           // bend of the hanging knee
    double abduction_rad = 0.0;      // thigh drifts outwards
};

// What the dial step `dial` is set to mean (all three hip flexor groups together):
// hip 12 - 32 t degrees of extension, knee 76 - 6 t degrees, 2 + 6 t degrees outwards. Modelled.
ThomasAngles thomas_target(double dial);
// Highest straight leg raise at a dial step: 80 - 45 t degrees. Modelled.
double leg_raise_target_rad(double dial);

// Coordinates that the tests move, of the right leg.
struct LegCoordinates {
    motion::CoordinateIndex hip_flexion = motion::no_coordinate, hip_adduction = motion::no_coordinate,
                            knee = motion::no_coordinate;
};
// Errors are ours: the model's readers have checked that the coordinates exist.
LegCoordinates right_leg(const motion::Skeleton& skeleton);

// Shortenings of the groups: what the dials stand for.
using Shortenings = std::array<double, group_count>;
Shortenings shortenings(const Model& model, const Dials& dials, Side side);

// Where the right leg comes to rest (the left one is its mirror image).
ThomasAngles thomas_test(const Model& model, const motion::Skeleton& skeleton, const Shortenings& shortened);
// How far the straight right leg can be raised until the hamstrings pull with the rig's moment, rad.
double leg_raise(const Model& model, const motion::Skeleton& skeleton, const Shortenings& shortened);

// The shortenings with which the Thomas test finds these angles, starting from `guess`. The hamstrings are left alone.
Shortenings shortenings_for(const Model& model, const motion::Skeleton& skeleton, const ThomasAngles& measured,
                            const Shortenings& guess);

// Dials of one side from measured angles; each is clamped to its range, `saturated` says whether one was.
struct MeasuredDials {
    std::array<double, group_count> dial{};
    bool saturated = false;
};
MeasuredDials dials_from_thomas(const Model& model, const motion::Skeleton& skeleton, const ThomasAngles& measured);

// Fills model.shortening and model.rig.capsule_scale_nm so that the tests find their targets at each of `steps` + 1
// even dial positions.
void calibrate(Model& model, const motion::Skeleton& skeleton, int steps = 32);

}  // namespace backstory::posture
