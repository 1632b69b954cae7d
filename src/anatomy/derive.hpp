// Structures made from other structures: the left side from the right one, display parts from a whole muscle.
#pragma once

#include "anatomy/body.hpp"

#include <span>
#include <string>
#include <string_view>

namespace backstory::anatomy {

// "femur_r" -> "femur_l"; ids of the midline stay. Works for structures, segments, joints and landmarks.
std::string mirrored_id(std::string_view id);
// "Right psoas major" -> "Left psoas major", "Middle phalanx of right big toe" -> "... left ...".
std::string mirrored_name(std::string_view name);
// The id without its side: "psoas_major_r" -> "psoas_major".
std::string base_of(std::string_view id);
Side side_of(std::string_view id);

// The mirror image at Z = 0. `body` holds the segments of both sides.
Structure mirrored(const Structure& right, const Body& body);

// One piece of a whole, with so much of its neighbours as its border is found by.
SphereMesh piece_of(const SphereMesh& whole, const SphereMesh::Piece& piece);

// The given fascicles of a bundle, with the neighbour pairs that lie wholly among them.
FibreBundle subset(const FibreBundle& whole, std::span<const std::uint16_t> fascicles);

}  // namespace backstory::anatomy
