// Reads assets/look.json: colours of tissues and props, strengths of lighting and fading, sheets drawn over what is
// under them.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "scene/look.hpp"

#include <filesystem>

namespace backstory::io {

// Errors name file and line: a colour, a share or a structure that is not one.
Result<scene::Look> read_look(const std::filesystem::path& assets, const anatomy::Body& body);

}  // namespace backstory::io
