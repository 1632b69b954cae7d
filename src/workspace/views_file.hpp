// Saved views as one file (JSON), in their order: each a name and the state it shows.
#pragma once

#include "workspace/workspace.hpp"

#include <filesystem>
#include <vector>

namespace backstory::workspace {

struct ReadViews {
    std::vector<SavedView> views;  // those that could be read
    std::vector<Error> faults;     // what could not, each with its line
};

// A missing file holds no views; that is no fault.
ReadViews read_views(const Library& library, const std::filesystem::path& path);
// Errors: folder missing or not writable, disk full; an old file then stays as it was.
Status write_views(const Library& library, const std::vector<SavedView>& views, const std::filesystem::path& path);

}  // namespace backstory::workspace
