// Reads assets/skeleton (coordinates, drives, neutral offsets, contact pads) against a Body.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "motion/skeleton.hpp"

#include <filesystem>

namespace backstory::io {

Result<motion::Skeleton> read_skeleton(const std::filesystem::path& assets, const anatomy::Body& body);

}  // namespace backstory::io
