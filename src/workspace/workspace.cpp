#include "workspace/workspace.hpp"

#include "workspace/library_loader.hpp"

#include <algorithm>

namespace backstory::workspace {
namespace {

constexpr std::size_t longest_history = 200;
constexpr std::size_t most_saved_views = 100;

// What a step did not touch stays as it is now: the hand that turned the body since then is not taken back.
State restored(const State& target, const State& now, const Performed& did) {
    State state = target;
    state.settings = now.settings;
    state.hovered = anatomy::none;
    state.presenting = now.presenting;
    if (!did.moved_camera) {
        state.camera = now.camera;
    }
    if (!did.changed_moment) {
        state.clip = now.clip;
        state.time_s = now.time_s;
        state.playing = now.playing;
    }
    return state;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

Workspace::Workspace(std::shared_ptr<const Library> library, Settings settings)
    : library_(std::move(library)), state_(initial_state(*library_)) {
    state_.settings = settings;
    if (settings.dark_theme) {
        state_.background = scene::Background::studio_dark;
    }
}

Result<Performed> Workspace::perform(std::string_view commands) {
    const std::string_view line = trimmed(commands);
    if (line == "undo") {
        return step_back(done_, undone_);
    }
    if (line == "redo") {
        return step_back(undone_, done_);
    }
    for (const std::string_view action : {"save view", "open view", "delete view", "next view", "previous view"}) {
        if (line.starts_with(action)) {
            return view_command(action, trimmed(line.substr(action.size())));
        }
    }
    State before = state_;
    auto done = carry_out_all(*library_, state_, line);
    const bool goes_on = done.ok() && done.value().merges && undone_.empty() && !done_.empty() &&
                         done_.back().did.sentence == done.value().sentence;
    if (done.ok() && done.value().undoable && !goes_on) {
        done_.push_back({std::move(before), done.value()});
        undone_.clear();
        if (done_.size() > longest_history) {
            done_.erase(done_.begin());
        }
    }
    return done;
}

Result<Performed> Workspace::step_back(std::vector<Step>& from, std::vector<Step>& to) {
    if (from.empty()) {
        return Error{&from == &done_ ? "There is nothing to undo." : "There is nothing to redo."};
    }
    Step step = std::move(from.back());
    from.pop_back();
    const std::string sentence = step.did.sentence;
    Performed did = step.did;
    State now = state_;
    state_ = restored(step.before, state_, did);
    step.before = std::move(now);
    to.push_back(std::move(step));
    did.sentence = (&from == &done_ ? "Undone: " : "Done again: ") + sentence;
    return did;
}

Result<Performed> Workspace::show_saved(int index) {
    const SavedView& view = saved_[static_cast<std::size_t>(index)];
    State before = state_;
    state_ = view.state;
    state_.settings = before.settings;
    state_.presenting = before.presenting;
    state_.settings.words = view.state.settings.words;
    open_view_ = index;
    const Performed did{"View: " + view.name, true, true, true};
    done_.push_back({std::move(before), did});
    undone_.clear();
    return did;
}

Result<Performed> Workspace::view_command(std::string_view action, std::string_view name) {
    const int count = static_cast<int>(saved_.size());
    if (action == "next view" || action == "previous view") {
        if (count == 0) {
            return Error{"No view is saved yet; keep one first with \"save view NAME\"."};
        }
        const int step = action == "next view" ? 1 : -1;
        return show_saved(open_view_ < 0 ? (step > 0 ? 0 : count - 1) : std::clamp(open_view_ + step, 0, count - 1));
    }
    if (name.empty() || name.size() > 80) {
        return Error{"A view needs a name of at most 80 letters, for example \"save view psoas from the front\"."};
    }
    const auto found = std::find_if(saved_.begin(), saved_.end(), [&](const auto& v) { return v.name == name; });
    if (action == "save view") {
        if (found != saved_.end()) {
            found->state = state_;
        } else if (saved_.size() >= most_saved_views) {
            return Error{"There are already " + std::to_string(most_saved_views) + " saved views; delete some first."};
        } else {
            saved_.push_back({std::string(name), state_});
        }
        return Performed{"Saved view: " + std::string(name)};
    }
    if (found == saved_.end()) {
        return Error{"No saved view is called \"" + std::string(name) + "\"."};
    }
    if (action == "open view") {
        return show_saved(static_cast<int>(found - saved_.begin()));
    }
    saved_.erase(found);
    open_view_ = -1;
    return Performed{"Deleted view: " + std::string(name)};
}

std::vector<std::string> Workspace::history() const {
    std::vector<std::string> sentences;
    for (const auto& step : done_) {
        sentences.push_back(step.did.sentence);
    }
    return sentences;
}

}  // namespace backstory::workspace
