// A camera that keeps a whole movement in the picture: from where the movement is best seen, as near as it allows.
#pragma once

#include "motion/clip.hpp"
#include "workspace/state.hpp"

namespace backstory::workspace {

// Looks along the direction of `from`; target and distance follow from where the bones (with flesh) and the small props
// are over the whole clip. camera.needed_aspect says how wide a picture has to be to show it all.
scene::Camera framed_motion(const Library& library, const motion::Clip& clip, const scene::Camera& from);

// The view preset that the clip names, else the usual one from the side.
const scene::Camera& best_direction(const Library& library, const motion::Clip& clip);

}  // namespace backstory::workspace
