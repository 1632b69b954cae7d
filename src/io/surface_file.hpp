// Writes one triangle surface for other programs: PLY and STL (binary), OBJ (text). Project frame: X anterior, Y up,
// Z to the subject's right.
#pragma once

#include "base/result.hpp"
#include "geometry/mesh.hpp"

#include <filesystem>
#include <string>

namespace backstory::io {

enum class SurfaceFormat { ply, stl, obj };

struct SurfaceUnit {
    std::string name = "m";  // said in the file
    float per_metre = 1.0f;
};

// Normals are written where the format has a place for them and the mesh has some. Errors: not writable.
Status write_surface(const std::filesystem::path& path, SurfaceFormat format, const geometry::Mesh& mesh,
                     const SurfaceUnit& unit = {});

}  // namespace backstory::io
