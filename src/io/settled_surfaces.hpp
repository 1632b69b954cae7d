// The forge's second stage (forge/borders.hpp) over all surfaces of a body, its result kept in the cache under all that
// it was made of.
#pragma once

#include "anatomy/body.hpp"
#include "forge/forge.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace backstory::io {

// A right-sided or midline surface as it was forged alone, and the key of that.
struct SettledSurface {
    const anatomy::Structure* structure = nullptr;
    std::string key;
    forge::Surface* surface = nullptr;
    bool yields = true;  // forge::BorderSurface
};

// Gives muscles their common borders; bones and ligaments are in the way. An empty `cache` keeps nothing.
void settle(const std::vector<SettledSurface>& surfaces, const std::vector<anatomy::Border>& borders,
            const std::filesystem::path& cache);

}  // namespace backstory::io
