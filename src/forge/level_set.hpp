// The union of primitives as a triangle surface. OpenVDB stays inside level_set.cpp.
#pragma once

#include "forge/extent.hpp"
#include "forge/primitive.hpp"
#include "geometry/mesh.hpp"

#include <span>
#include <vector>

namespace backstory::forge {

// The isosurface of max(min over `solids`, -min over `carved`), as far as `extent` keeps it, on a grid of `voxel_m`
// spacing, without normals.
// Closed and manifold; may have several pieces and inner voids. Empty when the grid is too coarse to catch anything.
geometry::Mesh isosurface(const std::vector<Primitive>& solids, const std::vector<Primitive>& carved, double voxel_m,
                          const Extent& extent = {});

// Solids that are closed together: they come thickened by `closing_m` more than they are, which is taken away again, so
// that gaps up to twice as wide stay bridged.
struct ClosedSolids {
    std::vector<Primitive> solids;
    float closing_m = 0.0f;
};
struct ClosedSurface {
    geometry::Mesh mesh;                  // without normals
    std::vector<std::uint16_t> group_of;  // by position: the group whose surface it is
};
// The isosurface of the union of all closed groups, low-pass filtered `rounds` times on the grid.
ClosedSurface closed_surface(const std::vector<ClosedSolids>& groups, double voxel_m, int rounds);

// Radius of the nearest ball of the union at each position: half the thickness there, roughly. Metres.
std::vector<float> radii_near(const std::vector<Primitive>& solids, const std::vector<glm::vec3>& positions);

}  // namespace backstory::forge
