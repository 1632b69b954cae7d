// How deep solids reach into each other at rest: for the report, and to compare with the atlas.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"

#include <vector>

namespace backstory::forge {

struct Overlap {
    anatomy::StructureIndex a = anatomy::none, b = anatomy::none;  // a < b
    float depth_m = 0.0f;                                          // of the deepest vertex of one within the other
    glm::vec3 place{0.0f};                                         // of that vertex
};

// All pairs of bones whose surfaces reach at least `least_m` into each other, deepest first. Depth is measured from the
// vertices of one surface to the landmarks with thickness of the other, so about 0.3 mm exact. Left-left pairs are
// mirror images and left out.
std::vector<Overlap> bone_overlaps(const anatomy::Body& body, const anatomy::BodyMesh& mesh, float least_m);

}  // namespace backstory::forge
