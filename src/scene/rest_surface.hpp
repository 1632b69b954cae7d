// What drawing needs of the resting surface, worked out once: where tissue without fibres (bone, cartilage, skin) is
// hollow, a soft mottling that stays on it in every pose, and a coarser surface on the same vertices. The build does it
// (io/kept_surface.hpp); without that the viewer does, at start.
#pragma once

#include "anatomy/body_mesh.hpp"

#include <glm/vec2.hpp>

#include <cstdint>
#include <vector>

namespace backstory::scene {

struct RestSurface {
    // Raised when the same mesh gets another one: kept ones are then made anew. A test watches over it.
    static constexpr int version = 1;

    // One value a vertex: (across, along) the fibres where the mesh has them; else (mottling, hollowness), both 0 .. 1,
    // 0.5 where the surface is flat, more in pits and creases, less on ridges.
    std::vector<glm::vec2> places;
    // Three indices a triangle, part after part; about two fifths of the mesh's triangles.
    std::vector<std::uint32_t> coarse;
    std::vector<std::uint32_t> coarse_counts;  // by part, of indices
};

// On all cores.
RestSurface rest_surface_of(const anatomy::BodyMesh& mesh);
// Whether a part's vertices carry fibre places.
bool has_fibres(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part);

}  // namespace backstory::scene
