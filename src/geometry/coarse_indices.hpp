// A coarser surface on the same vertices: vertices of one small cube collapse onto one of them, and triangles that
// lose their area go. Quick enough for load time; for shadows, distant views and pictures that move.
#pragma once

#include <glm/vec3.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace backstory::geometry {

// Three indices a triangle, drawn from `indices`. cell_m: side of the cubes. Parts thinner than a cell keep their
// original triangles when too little would be left of them (below `keep_fraction` of the triangles).
std::vector<std::uint32_t> coarse_indices(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals,
                                          std::span<const std::uint32_t> indices, float cell_m,
                                          float keep_fraction = 0.02f);

}  // namespace backstory::geometry
