// Fits a LengthModel for each muscle of the posture model to the solved paths of the body's own fascicles, so that the
// solver needs a few hundred multiplications where a whole solved body would take milliseconds.
#pragma once

#include "anatomy/body.hpp"
#include "muscle/system.hpp"
#include "posture/model.hpp"

#include <functional>
#include <string>
#include <vector>

namespace backstory::posture {

struct FitQuality {
    std::string muscle;
    double rms_m = 0.0, worst_m = 0.0;  // on poses that the fit has not seen
};

// Replaces length and neutral_length_m of all muscles: the right side is sampled, the left one is its mirror image.
// `progress` is told the share done, 0 .. 1.
// The structures must exist in the body.
std::vector<FitQuality> fit_lengths(Model& model, const anatomy::Body& body, const motion::Skeleton& skeleton,
                                    const muscle::MuscleSystem& muscles,
                                    const std::function<void(double)>& progress = {});

// Mean length of a structure's fascicles in a pose, m: what the fit stands for.
double solved_length(const anatomy::Body& body, const motion::Skeleton& skeleton, const muscle::MuscleSystem& muscles,
                     const std::string& structure, const motion::Pose& pose);

}  // namespace backstory::posture
