#include "app/kept_views.hpp"

#include "app/user_folders.hpp"
#include "workspace/views_file.hpp"

#include <system_error>

namespace backstory::app {
namespace {

std::filesystem::path views_path() {
    const auto folder = settings_folder();
    return folder.empty() ? folder : folder / "views.json";
}

}  // namespace

std::string KeptViews::load(workspace::Workspace& workspace) {
    const auto path = views_path();
    version_ = workspace.views_version();
    if (path.empty()) {
        return {};
    }
    auto read = workspace::read_views(workspace.library(), path);
    const std::size_t count = read.views.size();
    workspace.take_views(std::move(read.views));
    if (read.faults.empty()) {
        return {};
    }
    const std::string kept = put_aside(path);
    std::string said = count == 0 ? "Your saved views could not be read."
                                  : "Some of your saved views could not be read; " + std::to_string(count) +
                                        (count == 1 ? " is there." : " are there.");
    if (count > 0 && !workspace::write_views(workspace.library(), workspace.saved_views(), path).ok()) {
        version_ = -1;  // once more with the next change
    }
    return said + kept;
}

Status KeptViews::keep(const workspace::Workspace& workspace) {
    if (version_ == workspace.views_version()) {
        return Done{};
    }
    version_ = workspace.views_version();
    const auto path = views_path();
    if (path.empty()) {
        return Error{"This computer names no place for saved views; they last until the window closes."};
    }
    std::error_code fault;
    std::filesystem::create_directories(path.parent_path(), fault);
    return workspace::write_views(workspace.library(), workspace.saved_views(), path);
}

}  // namespace backstory::app
