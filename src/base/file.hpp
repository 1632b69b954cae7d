// Reading and writing whole files. Writing goes to a temporary name beside the target and is renamed at the end, so
// that a failure never leaves a half-written file or loses the old one.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace backstory {

// The whole file as text. Errors: missing, unreadable, larger than max_bytes (default 256 MB).
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes = std::size_t{256} << 20);

// Replaces the file's content atomically. Errors: folder missing or not writable, disk full.
Status write_file(const std::filesystem::path& path, std::string_view content);
Status write_file(const std::filesystem::path& path, std::span<const std::byte> content);

}  // namespace backstory
