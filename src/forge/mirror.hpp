// Left structures are forged as right ones and mirrored, so that both sides are exact mirror images.
#pragma once

#include "anatomy/body.hpp"

namespace backstory::forge {

// A left structure's tables at Z -> -Z; others as they are. Zeros lose their sign.
anatomy::Structure right_sided(const anatomy::Structure& structure);

}  // namespace backstory::forge
