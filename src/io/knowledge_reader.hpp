// Reads assets/knowledge: cards and sources.
#pragma once

#include <filesystem>
#include <vector>

#include "anatomy/knowledge.hpp"
#include "base/result.hpp"

namespace backstory::io {

Result<anatomy::Knowledge> read_knowledge(const std::filesystem::path& assets, std::vector<Error>* faults = nullptr);

}  // namespace backstory::io
