// Saved views: the part of Workspace that keeps states under names, in an order, as a talk.
#include "workspace/state_text.hpp"
#include "workspace/workspace.hpp"

#include <algorithm>

namespace backstory::workspace {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Status check_name(std::string_view name) {
    if (name.empty() || name.size() > longest_view_name) {
        return Error{"A view needs a name of at most " + std::to_string(longest_view_name) +
                     " letters, for example \"save view psoas from the front\"."};
    }
    return Done{};
}

Error no_view(std::string_view name) {
    return Error{"No saved view is called \"" + std::string(name.substr(0, longest_view_name)) + "\"."};
}

}  // namespace

SavedView saved_view(const Library& library, std::string name, const State& state) {
    SavedView view{std::move(name), state, {}};
    // What belongs to the moment and the hand, not to the view.
    view.state.hovered = anatomy::none;
    view.state.presenting = false;
    // What a small picture does not show gives no new one: it has no background, no names and no card.
    State pictured = view.state;
    pictured.background = scene::Background::transparent;
    pictured.settings.words = Words::client;
    pictured.show_labels = false;
    view.picture = fingerprint(text_of(library, pictured));
    return view;
}

const std::vector<CommandHelp>& Workspace::view_command_help() {
    static const std::vector<CommandHelp> help = {
        {"save view NAME", "Keep what is shown, from where, and the moment of the movement.", "save view start"},
        {"open view NAME", "Show it again.", "open view start"},
        {"next view, previous view", "Go through the saved views in their order.", "next view"},
        {"rename view NAME to NAME", "Give it another name.", "rename view start to beginning"},
        {"move view NAME up|down", "Change the order.", "move view beginning down"},
        {"delete view NAME", "Take it away.", "delete view beginning"},
    };
    return help;
}

void Workspace::take_views(std::vector<SavedView> views) {
    saved_ = std::move(views);
    open_view_ = -1;
}

int Workspace::find_saved(std::string_view name) const {
    const auto found = std::find_if(saved_.begin(), saved_.end(), [&](const auto& view) { return view.name == name; });
    return found == saved_.end() ? -1 : static_cast<int>(found - saved_.begin());
}

// Size, theme, calm and the way in belong to the screen as it is now: who opens a view from the list stays at the list.
// So does whether the safety questions were asked.
Result<Performed> Workspace::show_saved(int index) {
    const SavedView& view = saved_[static_cast<std::size_t>(index)];
    State before = state_;
    state_ = view.state;
    state_.settings = before.settings;
    state_.settings.words = view.state.settings.words;
    state_.presenting = before.presenting;
    state_.safety_asked = before.safety_asked;
    state_.mode = before.mode;
    state_.lesson = before.lesson;
    state_.lesson_step = before.lesson_step;
    using scene::Background;
    if (state_.background == Background::studio_light || state_.background == Background::studio_dark) {
        state_.background = before.settings.dark_theme ? Background::studio_dark : Background::studio_light;
    }
    open_view_ = index;
    const Performed did{"View: " + view.name, true, true, true};
    remember({std::move(before), did, std::nullopt});
    return did;
}

Result<Performed> Workspace::go_to_view(int step) {
    const int count = static_cast<int>(saved_.size());
    if (count == 0) {
        return Error{"No view is saved yet; keep one first with \"save view NAME\"."};
    }
    const int next = open_view_ < 0 ? (step > 0 ? 0 : count - 1) : open_view_ + step;
    if (next < 0 || next >= count) {
        return Performed{next < 0 ? "This is the first view." : "This is the last view."};
    }
    return show_saved(next);
}

Result<Performed> Workspace::change_views(std::vector<SavedView> views, int open, std::string sentence) {
    std::swap(saved_, views);
    open_view_ = open;
    ++views_version_;
    Performed did{std::move(sentence), true, false, false};
    remember({state_, did, std::move(views)});
    return did;
}

Result<Performed> Workspace::save_view(std::string_view name) {
    if (const Status status = check_name(name); !status.ok()) {
        return status.error();
    }
    auto views = saved_;
    int index = find_saved(name);
    if (index >= 0) {
        views[static_cast<std::size_t>(index)] = saved_view(*library_, std::string(name), state_);
    } else {
        if (views.size() >= most_saved_views) {
            return Error{"There are already " + std::to_string(most_saved_views) + " saved views; delete some first."};
        }
        index = static_cast<int>(views.size());
        views.push_back(saved_view(*library_, std::string(name), state_));
    }
    return change_views(std::move(views), index, "Saved view: " + std::string(name));
}

// A name may hold the word "to" itself: the first place counts where a saved view stands before it.
Result<Performed> Workspace::rename_view(std::string_view words) {
    constexpr std::string_view between = " to ";
    for (auto at = words.find(between); at != std::string_view::npos; at = words.find(between, at + 1)) {
        const int index = find_saved(trimmed(words.substr(0, at)));
        if (index < 0) {
            continue;
        }
        const std::string name(trimmed(words.substr(at + between.size())));
        if (const Status status = check_name(name); !status.ok()) {
            return status.error();
        }
        if (const int other = find_saved(name); other >= 0 && other != index) {
            return Error{"Another view is called \"" + name + "\"; choose a different name."};
        }
        auto views = saved_;
        views[static_cast<std::size_t>(index)].name = name;
        return change_views(std::move(views), open_view_, "Renamed view: " + name);
    }
    const auto at = words.find(between);
    return at == std::string_view::npos ? Error{"Say the name now and the new one: \"rename view start to end\"."}
                                        : no_view(trimmed(words.substr(0, at)));
}

Result<Performed> Workspace::move_view(std::string_view words) {
    const auto blank = words.rfind(' ');
    const std::string_view way = blank == std::string_view::npos ? std::string_view() : words.substr(blank + 1);
    if (way != "up" && way != "down") {
        return Error{"Say which view and which way: \"move view NAME up\" or \"down\"."};
    }
    const std::string_view name = trimmed(words.substr(0, blank));
    const int index = find_saved(name), other = index + (way == "up" ? -1 : 1);
    if (index < 0) {
        return no_view(name);
    }
    if (other < 0 || other >= static_cast<int>(saved_.size())) {
        return Error{other < 0 ? "This view is the first already." : "This view is the last already."};
    }
    auto views = saved_;
    std::swap(views[static_cast<std::size_t>(index)], views[static_cast<std::size_t>(other)]);
    const int open = open_view_ == index ? other : open_view_ == other ? index : open_view_;
    return change_views(std::move(views), open, "Moved view: " + std::string(name));
}

Result<Performed> Workspace::delete_view(std::string_view name) {
    const int index = find_saved(name);
    if (index < 0) {
        return no_view(name);
    }
    auto views = saved_;
    views.erase(views.begin() + index);
    const int open = open_view_ == index ? -1 : open_view_ > index ? open_view_ - 1 : open_view_;
    return change_views(std::move(views), open, "Deleted view: " + std::string(name));
}

Result<Performed> Workspace::view_command(std::string_view action, std::string_view name) {
    if (action == "next view" || action == "previous view") {
        return go_to_view(action == "next view" ? 1 : -1);
    }
    if (action == "save view") {
        return save_view(name);
    }
    if (action == "rename view") {
        return rename_view(name);
    }
    if (action == "move view") {
        return move_view(name);
    }
    if (action == "delete view") {
        return delete_view(name);
    }
    const int index = find_saved(name);
    return index < 0 ? Result<Performed>(no_view(name)) : show_saved(index);
}

}  // namespace backstory::workspace
