// A camera that keeps a whole movement in the picture: from where the movement is best seen, as near as it allows.
#pragma once

#include "geometry/mesh.hpp"
#include "motion/clip.hpp"
#include "workspace/state.hpp"

#include <vector>

namespace backstory::workspace {

// Looks along the direction of `from`; target and distance follow from where the bones (with flesh) and the small props
// are over the whole clip. camera.needed_aspect says how wide a picture has to be to show it all.
scene::Camera framed_motion(const Library& library, const motion::Clip& clip, const scene::Camera& from);

// Where these structures are in the pose that the state shows: as its movement, dials or played action has it. World,
// m; empty where none of them has a surface.
geometry::Bounds shown_bounds(const Library& library, const State& state,
                              const std::vector<anatomy::StructureIndex>& structures);

// The middle of a structure in the rest pose, m: of its surface (or its tables) where it is rigid, else of its middle
// fascicle.
glm::vec3 middle_at_rest(const Library& library, anatomy::StructureIndex structure);

// The view preset that the clip names, else the usual one from the side.
const scene::Camera& best_direction(const Library& library, const motion::Clip& clip);

}  // namespace backstory::workspace
