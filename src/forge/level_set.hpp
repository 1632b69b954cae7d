// The union of primitives as a triangle surface. OpenVDB stays inside level_set.cpp.
#pragma once

#include "forge/primitive.hpp"
#include "geometry/mesh.hpp"

#include <span>
#include <vector>

namespace backstory::forge {

// The isosurface of max(min over `solids`, -min over `carved`) within the half-spaces `cuts` (anatomy::SphereMesh) on a
// grid of `voxel_m` spacing, without normals.
// Closed and manifold; may have several pieces and inner voids. Empty when the grid is too coarse to catch anything.
geometry::Mesh isosurface(const std::vector<Primitive>& solids, const std::vector<Primitive>& carved, double voxel_m,
                          std::span<const glm::vec4> cuts = {});

// Radius of the nearest ball of the union at each position: half the thickness there, roughly. Metres.
std::vector<float> radii_near(const std::vector<Primitive>& solids, const std::vector<glm::vec3>& positions);

}  // namespace backstory::forge
