// Where the platform keeps what belongs to one user, and what to do with a file there that cannot be read.
#pragma once

#include <filesystem>
#include <string>

namespace backstory::app {

// Where the user's pictures are: $XDG_PICTURES_DIR, else Pictures in the home folder; likewise.
std::filesystem::path pictures_folder();

// $XDG_CONFIG_HOME/backstory, ~/.config/backstory, %APPDATA%\backstory, ~/Library/Application Support/backstory; empty
// when the platform names no place.
std::filesystem::path settings_folder();
// What can be made anew: $XDG_CACHE_HOME/backstory, ~/.cache/backstory, %LOCALAPPDATA%\backstory,
// ~/Library/Caches/backstory; empty likewise.
std::filesystem::path cache_folder();
// Renames FILE to FILE.damaged, so that nothing is lost, and says so: " The old file is kept as FILE.damaged."; empty
// when it could not be renamed.
std::string put_aside(const std::filesystem::path& file);

}  // namespace backstory::app
