// Reads what muscles do and which nerves serve them: assets/knowledge/actions.json and nerve_supply.json.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/knowledge.hpp"
#include "base/result.hpp"
#include "motion/skeleton.hpp"

#include <filesystem>

namespace backstory::io {

// Fills knowledge.moves and knowledge.nerves. Errors: a muscle or nerve that the body does not have, a coordinate that
// the skeleton does not have, a value beyond its hard limits.
Status read_functions(const std::filesystem::path& assets, const anatomy::Body& body, const motion::Skeleton& skeleton,
                      anatomy::Knowledge& knowledge);

}  // namespace backstory::io
