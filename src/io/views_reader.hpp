// Reads assets/views.json: the named cameras. Every fault is named with file, line and reason.
#pragma once

#include "base/result.hpp"
#include "scene/camera.hpp"

#include <filesystem>
#include <vector>

namespace backstory::io {

Result<std::vector<scene::ViewPreset>> read_views(const std::filesystem::path& assets);

}  // namespace backstory::io
