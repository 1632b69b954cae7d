// Writes one triangle surface as PLY (binary) for other programs. Metres, project frame.
#pragma once

#include "base/result.hpp"
#include "geometry/mesh.hpp"

#include <filesystem>

namespace backstory::io {

Status write_ply(const std::filesystem::path& path, const geometry::Mesh& mesh);

}  // namespace backstory::io
