// The numbers behind a muscle as a table: what `backstory muscle psoas_major_r --over hip_flexion_r=-20:110` prints.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "motion/skeleton.hpp"
#include "muscle/system.hpp"

#include <string>
#include <string_view>

namespace backstory::io {

// CSV with a header line: the coordinate (degrees or metres), length_m, stretch, moment_arm_m (m, or without unit over
// a length), mean of the structure's fascicles, then one length_m column a fascicle. `over` is COORDINATE=FROM:TO or
// COORDINATE=FROM:TO:STEP, degrees for angles (step 5), metres for lengths. Errors: unknown structure or coordinate,
// one without fibres, a range that cannot be read or is too long.
Result<std::string> muscle_table(const anatomy::Body& body, const motion::Skeleton& skeleton,
                                 const muscle::MuscleSystem& system, std::string_view structure, std::string_view over);

}  // namespace backstory::io
