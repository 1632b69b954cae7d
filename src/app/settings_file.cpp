#include "app/settings_file.hpp"

#include "app/user_folders.hpp"
#include "base/file.hpp"
#include "io/json_file.hpp"

#include <system_error>

namespace backstory::app {
namespace {

namespace fs = std::filesystem;

bool read(const io::JsonValue& root, workspace::Settings& settings) {
    if (!root.is(io::JsonValue::Type::object)) {
        return false;
    }
    const std::string words = root["words"].string_or("client");
    const double scale = root["scale_percent"].number_or(100.0);
    if ((words != "client" && words != "clinical") || !(scale >= 100.0 && scale <= 250.0)) {
        return false;
    }
    settings.words = words == "clinical" ? workspace::Words::clinical : workspace::Words::client;
    settings.scale_percent = static_cast<int>(scale);
    settings.dark_theme = root["dark_theme"].boolean_or(false);
    settings.reduced_motion = root["reduced_motion"].boolean_or(false);
    settings.tour_seen = root["tour_seen"].boolean_or(false);
    return true;
}

}  // namespace

fs::path settings_path() {
    const fs::path folder = settings_folder();
    return folder.empty() ? folder : folder / "settings.json";
}

LoadedSettings load_settings() {
    LoadedSettings loaded;
    const fs::path path = settings_path();
    std::error_code fault;
    if (path.empty() || !fs::exists(path, fault)) {
        return loaded;
    }
    const auto file = io::read_json(path);
    if (file.ok() && read(file.value(), loaded.settings)) {
        return loaded;
    }
    loaded.settings = {};
    loaded.settings.tour_seen = true;  // someone was here before
    loaded.message = "Your settings could not be read and were set back to the usual ones." + put_aside(path);
    return loaded;
}

Status save_settings(const workspace::Settings& settings) {
    const fs::path path = settings_path();
    if (path.empty()) {
        return Error{"This computer names no place for settings; they last until the window closes."};
    }
    std::error_code fault;
    fs::create_directories(path.parent_path(), fault);
    const auto flag = [](bool on) { return on ? "true" : "false"; };
    std::string text = "{\n";
    text += std::string("    \"words\": \"") + (settings.words == workspace::Words::clinical ? "clinical" : "client") +
            "\",\n";
    text += "    \"scale_percent\": " + std::to_string(settings.scale_percent) + ",\n";
    text += std::string("    \"dark_theme\": ") + flag(settings.dark_theme) + ",\n";
    text += std::string("    \"reduced_motion\": ") + flag(settings.reduced_motion) + ",\n";
    text += std::string("    \"tour_seen\": ") + flag(settings.tour_seen) + "\n}\n";
    return write_file(path, text);
}

}  // namespace backstory::app
