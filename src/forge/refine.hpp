// Finer triangles where a surface is to be bent.
#pragma once

#include "geometry/mesh.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace backstory::forge {

// An edge as its two vertices, the lower number first.
using Edge = std::array<std::uint32_t, 2>;

// All edges of a closed surface, each once, in rising order.
std::vector<Edge> edges_of(const geometry::Mesh& mesh);

// Puts a vertex in the middle of each of these edges (in rising order, no other), so that their triangles become two,
// three or four; the surface stays where it is and as closed as it was. The new vertices come last, in the order of
// `edges`; their normals are the means.
void split_edges(geometry::Mesh& mesh, const std::vector<Edge>& edges);

}  // namespace backstory::forge
