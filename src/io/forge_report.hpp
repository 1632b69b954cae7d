// The table that backstory_forge --report prints.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "geometry/mesh.hpp"

#include <string>

namespace backstory::io {

// One part as a mesh of its own.
geometry::Mesh mesh_of_part(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part);

// A row a structure: triangles, volume, area, pieces, genus, open edges, spikes; then the sums; then the bones that
// reach into each other.
std::string forge_report(const anatomy::Body& body, const anatomy::BodyMesh& mesh);

}  // namespace backstory::io
