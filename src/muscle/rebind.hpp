// Where a surface of muscle is torn, folded or driven into bone in a movement, it mostly is a single vertex between
// fascicles that hangs on to the wrong ones. Tried out in poses, such a vertex follows what a neighbour of it follows.
// For the forge; takes seconds.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "motion/skeleton.hpp"
#include "muscle/system.hpp"

#include <cstddef>
#include <string>

namespace backstory::muscle {

// Gives faulty vertices of muscles the fibre place (mesh.fibre) of a vertex beside them where that mends more than it
// spoils; the surface at rest stays as it is. `system` keeps volumes of this mesh if asked to. Deterministic. Returns
// how many vertices changed.
std::size_t rebind(const anatomy::Body& body, const motion::Skeleton& skeleton, const MuscleSystem& system,
                   anatomy::BodyMesh& mesh);

// Names all that rebind() goes by but the mesh: how the body moves in the poses that are tried. A digest in hex digits.
std::string rebind_key(const motion::Skeleton& skeleton, const MuscleSystem& system);

}  // namespace backstory::muscle
