// The curves of a motion file: a time series, or key poses with a timeline, as columns of a Clip.
#pragma once

#include "io/field_reader.hpp"
#include "motion/clip.hpp"

namespace backstory::io {

// Fills columns, times_s, values and the tight levels from `file`; faults go to `fields`. A coordinate without its side
// ("hip_flexion") moves both sides alike; OpenSim's sums ("lumbar_extension") are shared out over ours.
void read_clip_curves(FieldReader& fields, const JsonValue& file, const motion::Skeleton& skeleton, motion::Clip& clip);

// The coordinates of one pose, or changes of one: {"hip_flexion_r": 20, ...} in degrees or metres, as (coordinate, rad
// or m) pairs. A pose must keep the hard limits, changes need not.
enum class Values { pose, changes };
std::vector<std::pair<motion::CoordinateIndex, double>> read_pose_values(FieldReader& fields, const JsonValue& value,
                                                                         const motion::Skeleton& skeleton, Values kind);

}  // namespace backstory::io
