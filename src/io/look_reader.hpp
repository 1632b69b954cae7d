// Reads assets/look.json: colours of tissues and props, strengths of lighting and fading.
#pragma once

#include "base/result.hpp"
#include "scene/look.hpp"

#include <filesystem>

namespace backstory::io {

Result<scene::Look> read_look(const std::filesystem::path& assets);

}  // namespace backstory::io
