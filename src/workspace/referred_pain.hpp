// Where pain of a muscle can be felt, as a soft area on the skin.
#pragma once

#include "scene/scene.hpp"
#include "workspace/state.hpp"

#include <vector>

namespace backstory::workspace {

// Vertices of the skin inside the muscle's areas (Knowledge::referred), which are drawn on the front or back of the
// measured body: 1 times the area's strength in its middle, falling evenly to 0. Empty where nothing is known.
std::vector<scene::Paint> referred_pain(const Library& library, anatomy::StructureIndex muscle);
// Whether the firmest area lies on the front of the body; from there it is seen.
bool referred_in_front(const Library& library, anatomy::StructureIndex muscle);

}  // namespace backstory::workspace
