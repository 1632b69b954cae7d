// Reads assets/knowledge: cards and sources.
#pragma once

#include "anatomy/knowledge.hpp"
#include "base/result.hpp"

#include <filesystem>
#include <vector>

namespace backstory::io {

Result<anatomy::Knowledge> read_knowledge(const std::filesystem::path& assets, std::vector<Error>* faults = nullptr);

}  // namespace backstory::io
