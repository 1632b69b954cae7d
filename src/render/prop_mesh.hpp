// Furniture: boxes and cylinders with softly rounded edges, as triangles.
#pragma once

#include "geometry/mesh.hpp"
#include "scene/scene.hpp"

namespace backstory::render {

// Metres, in world place; closed, outward normals.
geometry::Mesh prop_mesh(const scene::Prop& prop);

}  // namespace backstory::render
