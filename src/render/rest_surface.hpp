// What the resting surface itself says about its looks, worked out once at start: where tissue without fibres (bone,
// cartilage, skin) is hollow, and a soft mottling that stays on it in every pose.
#pragma once

#include "anatomy/body_mesh.hpp"

#include <glm/vec2.hpp>

#include <vector>

namespace backstory::render {

// One value a vertex: (across, along) the fibres where the mesh has them; else (mottling, hollowness), both 0 .. 1,
// 0.5 where the surface is flat, more in pits and creases, less on ridges.
std::vector<glm::vec2> surface_places(const anatomy::BodyMesh& mesh);
// Whether a part's vertices carry fibre places.
bool has_fibres(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part);

}  // namespace backstory::render
