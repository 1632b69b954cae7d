#include "workspace/views_file.hpp"

#include "base/file.hpp"
#include "io/json_text.hpp"
#include "workspace/state_text.hpp"

#include <system_error>

namespace backstory::workspace {
namespace {

constexpr const char* schema = "views.v1";

Result<SavedView> read_view(const Library& library, const io::JsonValue& value, const std::vector<SavedView>& before) {
    const auto name = value["name"].string("the name of a view");
    if (!name.ok()) {
        return name.error();
    }
    if (name.value().empty() || name.value().size() > longest_view_name) {
        return value.error("A view has a name of at most " + std::to_string(longest_view_name) + " letters.");
    }
    for (const auto& other : before) {
        if (other.name == name.value()) {
            return value.error("Two views are called \"" + other.name + "\".");
        }
    }
    const auto state = state_of(library, value["state"]);
    if (!state.ok()) {
        return state.error();
    }
    return saved_view(library, name.value(), state.value());
}

}  // namespace

ReadViews read_views(const Library& library, const std::filesystem::path& path) {
    ReadViews read;
    std::error_code fault;
    if (!std::filesystem::exists(path, fault)) {
        return read;
    }
    const auto file = io::read_json(path);
    if (!file.ok()) {
        read.faults.push_back(file.error());
        return read;
    }
    const io::JsonValue& root = file.value();
    const auto list = root["views"];
    if (root["schema"].string_or("") != schema || !list.is(io::JsonValue::Type::array)) {
        read.faults.push_back(root.error(std::string("This is no list of saved views (\"") + schema + "\")."));
        return read;
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i >= most_saved_views) {
            read.faults.push_back(list.error("At most " + std::to_string(most_saved_views) + " views are kept."));
            break;
        }
        auto view = read_view(library, list[i], read.views);
        if (view.ok()) {
            read.views.push_back(std::move(view).value());
        } else {
            read.faults.push_back(view.error());
        }
    }
    return read;
}

Status write_views(const Library& library, const std::vector<SavedView>& views, const std::filesystem::path& path) {
    std::string text = std::string("{\n \"schema\": \"") + schema + "\",\n \"views\": [";
    for (std::size_t i = 0; i < views.size(); ++i) {
        text += i == 0 ? "\n" : ",\n";
        text += "  {\"name\": " + io::json_quoted(views[i].name) +
                ",\n   \"state\": " + text_of(library, views[i].state) + "}";
    }
    return write_file(path, text + "\n ]\n}\n");
}

}  // namespace backstory::workspace
