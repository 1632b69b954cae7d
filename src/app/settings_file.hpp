// The user's settings between starts, in the settings folder (user_folders.hpp).
#pragma once

#include "base/result.hpp"
#include "workspace/state.hpp"

#include <filesystem>
#include <string>

namespace backstory::app {

struct LoadedSettings {
    workspace::Settings settings;
    std::string message;  // for the user when the file was damaged, else empty
};

std::filesystem::path settings_path();  // empty when the platform names no place
// Damaged settings are put aside (settings.json.damaged) and replaced by the usual ones, with a message.
LoadedSettings load_settings();
Status save_settings(const workspace::Settings& settings);

}  // namespace backstory::app
