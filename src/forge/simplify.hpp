// Fewer triangles for the same look.
#pragma once

#include "geometry/mesh.hpp"

#include <cstddef>

namespace backstory::forge {

// About `triangles` of the surface's own vertices kept (normals, too), still watertight and in as many pieces: where
// the target would tear or pinch the surface, a gentler one is taken. Orders triangles for the GPU's vertex cache.
void simplify(geometry::Mesh& mesh, std::size_t triangles);

// Moves the vertices of needles (geometry::spikes) back to the middle of their neighbours, a few rounds; keeps the
// normals.
void blunt_spikes(geometry::Mesh& mesh);

}  // namespace backstory::forge
