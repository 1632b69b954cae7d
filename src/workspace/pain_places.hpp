// From a place on the body to the area of the pain map.
#pragma once

#include "workspace/state.hpp"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

namespace backstory::workspace {

// Of the measured body, soles to crown.
float stature_m(const Library& library);
// Where a point of the rest pose (m) lies on the front or back picture; coordinates as in PainArea::outlines. The
// pictures are the standing body seen straight from the front and from behind.
glm::vec2 place_on_map(const Library& library, const glm::vec3& point_m, anatomy::PainArea::Face face);

// The area at a place of the picture, or the nearest one within `reach` (picture heights); -1 for none.
int area_at(const anatomy::PainMap& map, glm::vec2 place, anatomy::PainArea::Face face, float reach);

}  // namespace backstory::workspace
