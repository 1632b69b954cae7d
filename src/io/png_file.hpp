// PNG pictures.
#pragma once

#include "base/result.hpp"
#include "geometry/image.hpp"

#include <filesystem>

namespace backstory::io {

// Errors: folder missing or not writable, disk full. An old file stays whole until the new one is complete.
// Opaque pictures are written without an alpha channel.
Status write_png(const std::filesystem::path& path, const geometry::Image& image);
// 8-bit RGBA whatever the file holds. Errors: missing, damaged, larger than 16384 x 16384.
Result<geometry::Image> read_png(const std::filesystem::path& path);

}  // namespace backstory::io
