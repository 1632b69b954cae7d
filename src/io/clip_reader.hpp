// Reads assets/motions/*.json. Every fault is named with file, line and reason; with `faults` the good clips still
// load.
#pragma once

#include "base/result.hpp"
#include "motion/clip.hpp"

#include <filesystem>
#include <vector>

namespace backstory::io {

Result<std::vector<motion::Clip>> read_clips(const std::filesystem::path& assets, const motion::Skeleton& skeleton,
                                             std::vector<Error>* faults = nullptr);

}  // namespace backstory::io
