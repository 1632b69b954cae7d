// Reads assets/anatomy into a Body: segments, tables of bones, muscles, ligaments (nerves, skin), joints, landmarks,
// regions and display parts. The left side is made here (Z -> -Z). Every fault is named with file, line and reason.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"

#include <filesystem>
#include <vector>

namespace backstory::io {

// Stops at the first fault. With `faults` given, skips what is faulty, appends each fault there, and returns the rest.
Result<anatomy::Body> read_body(const std::filesystem::path& assets, std::vector<Error>* faults = nullptr);

}  // namespace backstory::io
