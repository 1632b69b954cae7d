// A structure's table as the primitives whose union is its solid.
#pragma once

#include "anatomy/body.hpp"
#include "forge/primitive.hpp"

#include <vector>

namespace backstory::forge {

std::vector<Primitive> solid_of(const anatomy::SphereMesh& table);
// Round cones between consecutive stations; between neighbouring fascicles slabs over their belly stations.
// A tendon that is shown as another structure is left out. No ball gets thinner than least_radius_m.
std::vector<Primitive> solid_of(const anatomy::FibreBundle& table, float least_radius_m);

// The same two as corners, one to three balls each.
using Corners = std::vector<glm::vec4>;
std::vector<Corners> corners_of(const anatomy::SphereMesh& table);
std::vector<Corners> corners_of(const anatomy::FibreBundle& table, float least_radius_m);

}  // namespace backstory::forge
