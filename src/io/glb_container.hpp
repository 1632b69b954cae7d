// The outer shell of a glb file, checked before a library gets to see it.
#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <string>

namespace backstory::io {

// The whole file, after checking header, chunks, and that every accessor lies in its buffer view and every view in the
// buffer. Errors: missing, not a glb, damaged.
Result<std::string> read_checked_glb(const std::filesystem::path& path);

}  // namespace backstory::io
