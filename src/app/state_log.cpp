#include "app/state_log.hpp"

#include "base/file.hpp"
#include "io/json_text.hpp"

namespace backstory::app {

Status StateLog::open(const std::string& path) {
    path_ = path;
    file_.open(path, std::ios::trunc);
    if (!file_) {
        return Error{"The log cannot be written; choose another file.", path};
    }
    return Done{};
}

void StateLog::performed(const std::string& commands, const Result<workspace::Performed>& done,
                         const workspace::Workspace& workspace) {
    if (!file_.is_open()) {
        return;
    }
    const auto& state = workspace.state();
    const auto& library = workspace.library();
    std::string line = "{\"commands\": " + io::json_quoted(commands) + ", \"ok\": " + (done.ok() ? "true" : "false");
    line += ", \"said\": " + io::json_quoted(done.ok() ? done.value().sentence : done.error().text());
    line += ", \"region\": " +
            io::json_quoted(state.region < 0 ? "" : library.body.regions[static_cast<std::size_t>(state.region)].id);
    line += ", \"selected\": " +
            io::json_quoted(state.selection.empty() ? "" : library.body.structures[state.selection.front()].id);
    line += ", \"motion\": " +
            io::json_quoted(state.clip < 0 ? "" : library.clips[static_cast<std::size_t>(state.clip)].id);
    line += ", \"time_s\": " + std::to_string(state.time_s) + ", \"playing\": " + (state.playing ? "true" : "false");
    line += ", \"tightness\": [" + std::to_string(state.tightness.left) + ", " + std::to_string(state.tightness.right) +
            "]";
    std::size_t hidden = 0;
    for (const float opacity : state.opacity) {
        hidden += opacity <= 0.0f ? 1 : 0;
    }
    line += ", \"hidden\": " + std::to_string(hidden) + ", \"pins\": " + std::to_string(state.pins.size()) +
            ", \"strokes\": " + std::to_string(state.strokes.size()) +
            ", \"marks\": " + (state.show_marks ? "true}" : "false}");
    file_ << line << std::endl;  // flushed: the test reads along
}

void StateLog::befell(const std::string& what) {
    if (file_.is_open()) {
        file_ << "{\"commands\": \"\", \"befell\": " << io::json_quoted(what) << "}" << std::endl;
    }
}

void StateLog::settled(const std::vector<ui::Item>& items, const std::string& focus) {
    if (!file_.is_open() || (items == written_ && focus == written_focus_)) {
        return;
    }
    written_ = items;
    written_focus_ = focus;
    std::string text = "[\n";
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto& rect = items[i].rect;
        text += "  {\"name\": " + io::json_quoted(items[i].name) + ", \"x\": " + std::to_string(rect.x) +
                ", \"y\": " + std::to_string(rect.y) + ", \"width\": " + std::to_string(rect.width) +
                ", \"height\": " + std::to_string(rect.height) + (items[i].chosen ? ", \"chosen\": true" : "") +
                (items[i].name == focus ? ", \"focused\": true" : "") + (i + 1 < items.size() ? "},\n" : "}\n");
    }
    if (const Status status = write_file(path_ + ".items", text + "]\n"); !status.ok()) {
        file_ << "{\"fault\": " << io::json_quoted(status.error().text()) << "}" << std::endl;
    }
}

}  // namespace backstory::app
