// Loads everything the program needs: assets folder, body.glb.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "workspace/state.hpp"

namespace backstory::workspace {

struct Places {
    std::filesystem::path assets;  // folder
    std::filesystem::path body;    // body.glb
    std::filesystem::path fonts;   // folder with the UI fonts
};

// Looks beside the program (installed), then in the build tree it was built in; environment BACKSTORY_ASSETS and
// BACKSTORY_BODY win. Errors name what is missing and what to do.
Result<Places> find_places();
Result<std::shared_ptr<const Library>> load_library(const Places& places);
State initial_state(const Library& library);

}  // namespace backstory::workspace
