// What a structure is called in client words: "Right shoulder blade" for the scapula, "Left psoas".
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/knowledge.hpp"

#include <string>

namespace backstory::anatomy {

// The plain name of the structure's card with its side; the structure's own name where there is none.
// `card` may be null (no texts loaded).
std::string client_name(const Structure& structure, const Card* card);

}  // namespace backstory::anatomy
