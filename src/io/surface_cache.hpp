// Forged surfaces kept between builds, one file a surface, named by its content key. Shared by all build folders.
#pragma once

#include "base/result.hpp"
#include "forge/forge.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace backstory::io {

// ${XDG_CACHE_HOME:-~/.cache}/backstory/forge; empty where there is no home.
std::filesystem::path default_cache_folder();

// Nothing when absent or damaged.
std::optional<forge::Surface> read_cached_surface(const std::filesystem::path& folder, const std::string& key);
// Errors: the folder cannot be made or written.
Status write_cached_surface(const std::filesystem::path& folder, const std::string& key, const forge::Surface& surface);

}  // namespace backstory::io
