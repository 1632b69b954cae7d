// body.glb: the rigged surface of the whole body, written by the forge and read through Assimp.
// One node and mesh a structure, named by its id. Attributes: POSITION, NORMAL, TEXCOORD_0 = (across, s),
// TEXCOORD_1 = (fascicle, tendon weight), TEXCOORD_2 = (second fascicle, blend), TEXCOORD_3 = (second s, 0),
// JOINTS_0 / WEIGHTS_0 as a plain skin over the segments for other programs.
#pragma once

#include <filesystem>

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "base/result.hpp"

namespace backstory::io {

// Errors: missing, damaged, not ours (a structure unknown to `body`).
Result<anatomy::BodyMesh> read_body_glb(const std::filesystem::path& path, const anatomy::Body& body);
Status write_body_glb(const std::filesystem::path& path, const anatomy::Body& body, const anatomy::BodyMesh& mesh);

}  // namespace backstory::io
