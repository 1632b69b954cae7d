// Topology of triangle surfaces: making them manifold, dropping pieces.
#pragma once

#include "geometry/mesh.hpp"

#include <cstddef>
#include <vector>

namespace backstory::forge {

// Where more than two triangles share an edge, or sheets of the surface meet in one vertex only, the vertices are
// doubled so that each sheet is on its own. Closed in, closed out.
void make_manifold(geometry::Mesh& mesh);

// Keeps the `most` largest connected pieces of those that enclose `least_m3` or more (inner voids enclose a negative
// volume and go); the largest stays in any case. Returns the volume that went, m3.
double keep_pieces(geometry::Mesh& mesh, double least_m3, std::size_t most);

// Moves vertices that lie at the same place inwards along their normals, so that the sheets they belong to part.
void part_touching(geometry::Mesh& mesh, float by_m);

// Drops positions (and normals) that no triangle uses.
void drop_unused(geometry::Mesh& mesh);

}  // namespace backstory::forge
