// Reads what muscles do, which nerves serve them and where their pain can be felt: assets/knowledge/actions.json,
// nerve_supply.json and referred_pain.json.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/knowledge.hpp"
#include "base/result.hpp"
#include "motion/skeleton.hpp"

#include <filesystem>

namespace backstory::io {

// Fills knowledge.moves, nerves and referred; sources must be there. Errors: an unknown source, a muscle or nerve that
// the body does not have, a coordinate that the skeleton does not have, a value beyond its hard limits.
Status read_functions(const std::filesystem::path& assets, const anatomy::Body& body, const motion::Skeleton& skeleton,
                      anatomy::Knowledge& knowledge);

}  // namespace backstory::io
