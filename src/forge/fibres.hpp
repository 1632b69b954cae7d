// Where the vertices of a muscle's surface sit among its fascicles.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <vector>

namespace backstory::forge {

struct Fibres {
    std::vector<anatomy::FibrePlace> places;
    std::vector<glm::vec2> uv;  // (across, along): metres across the fibres, s along them
};

// One place a position. Weights change without steps over the surface: between neighbours of a sheet by where the
// position lies between them, in other bundles by distance, where the third nearest fascicle has no weight.
Fibres fibres_of(const anatomy::FibreBundle& bundle, const std::vector<glm::vec3>& positions);

}  // namespace backstory::forge
