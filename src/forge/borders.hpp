// The second stage of the forge: muscles that were each made alone get common borders. Where two lie in each other,
// both yield; where two that touch in life (assets/anatomy/borders.json) stand apart, both grow. Metres.
#pragma once

#include "anatomy/body.hpp"
#include "forge/forge.hpp"

#include <string>
#include <vector>

namespace backstory::forge {

// A muscle's right-sided or midline surface. Those of the midline stay as they are: their other half would have to
// yield to the left side as well.
struct BorderSurface {
    const anatomy::Structure* structure = nullptr;
    Surface* surface = nullptr;
    bool yields = true;  // false: stays as it is, and its neighbours go the whole way
};

// Moves the vertices of `muscles` (right side and midline, each once). Near attachments nothing moves. No surface grows
// into `obstacles` (bones, ligaments) or over the midline, none tears or turns a triangle over; edges are split where a
// border needs it. Fibre places stay with their vertices. Deterministic; on all cores.
void settle_borders(const std::vector<BorderSurface>& muscles, const std::vector<const geometry::Mesh*>& obstacles,
                    const std::vector<anatomy::Border>& borders);

// All that the stage depends on beside the surfaces, as 32 hexadecimal digits.
std::string borders_key(const std::vector<anatomy::Border>& borders);

}  // namespace backstory::forge
