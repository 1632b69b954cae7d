// Reads assets/skeleton/body_settings.json: how a body may be built and stand differently from the measured one.
#pragma once

#include "base/result.hpp"
#include "motion/body_settings.hpp"

#include <filesystem>

namespace backstory::io {

Result<std::vector<motion::BodySetting>> read_body_settings(const std::filesystem::path& assets,
                                                            const motion::Skeleton& skeleton);

}  // namespace backstory::io
