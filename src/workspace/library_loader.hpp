// Loads everything the program needs: assets folder, body.glb.
#pragma once

#include "base/result.hpp"
#include "workspace/state.hpp"

#include <filesystem>
#include <vector>

namespace backstory::workspace {

struct Places {
    std::filesystem::path assets;  // folder
    std::filesystem::path body;    // body.glb
    std::filesystem::path fonts;   // folder with the UI fonts; may be missing
};

// Environment BACKSTORY_ASSETS, BACKSTORY_BODY and BACKSTORY_FONTS win; then what is installed beside the program, then
// the build tree it was built in. Errors name what is missing and what to do.
enum class Need { assets, assets_and_body };
Result<Places> find_places(Need need = Need::assets_and_body);
// With `faults` given, what is faulty in the assets is skipped and named there, as far as the rest still makes a body.
Result<std::shared_ptr<const Library>> load_library(const Places& places, std::vector<Error>* faults = nullptr);
// Everything but the surface: for lists and motion tables, which need no body.glb.
Result<std::shared_ptr<const Library>> load_library_without_surface(const std::filesystem::path& assets);
State initial_state(const Library& library);

}  // namespace backstory::workspace
