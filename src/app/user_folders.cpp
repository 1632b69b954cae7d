#include "app/user_folders.hpp"

#include <cstdlib>
#include <system_error>

namespace backstory::app {
namespace {

namespace fs = std::filesystem;

fs::path from_environment(const char* variable, const char* below) {
    const char* value = std::getenv(variable);
    return value == nullptr || *value == '\0' ? fs::path() : fs::path(value) / below;
}

[[maybe_unused]] fs::path first_of(const fs::path& first, const fs::path& second) {
    return first.empty() ? second : first;
}

}  // namespace

fs::path settings_folder() {
#if defined(_WIN32)
    return from_environment("APPDATA", "backstory");
#elif defined(__APPLE__)
    return from_environment("HOME", "Library/Application Support/backstory");
#else
    return first_of(from_environment("XDG_CONFIG_HOME", "backstory"), from_environment("HOME", ".config/backstory"));
#endif
}

fs::path pictures_folder() {
#if defined(_WIN32)
    return from_environment("USERPROFILE", "Pictures");
#else
    return first_of(from_environment("XDG_PICTURES_DIR", ""), from_environment("HOME", "Pictures"));
#endif
}

fs::path cache_folder() {
#if defined(_WIN32)
    return from_environment("LOCALAPPDATA", "backstory");
#elif defined(__APPLE__)
    return from_environment("HOME", "Library/Caches/backstory");
#else
    return first_of(from_environment("XDG_CACHE_HOME", "backstory"), from_environment("HOME", ".cache/backstory"));
#endif
}

std::string put_aside(const fs::path& file) {
    const fs::path aside = file.string() + ".damaged";
    std::error_code fault;
    fs::rename(file, aside, fault);
    return fault ? std::string() : " The old file is kept as " + aside.filename().string() + ".";
}

}  // namespace backstory::app
