#include "workspace/workspace.hpp"

#include "workspace/library_loader.hpp"

#include <algorithm>

namespace backstory::workspace {
namespace {

constexpr std::size_t longest_history = 200;

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
        state.prescribed = now.prescribed;
        state.session_s = now.session_s;
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
    for (const std::string_view action :
         {"save view", "open view", "delete view", "rename view", "move view", "next view", "previous view"}) {
        if (line.starts_with(action)) {
            return view_command(action, trimmed(line.substr(action.size())));
        }
    }
    State before = state_;
    auto done = carry_out_all(*library_, state_, line);
    const bool goes_on = done.ok() && done.value().merges && !step_ended_ && undone_.empty() && !done_.empty() &&
                         done_.back().did.sentence == done.value().sentence;
    if (done.ok() && done.value().undoable && !goes_on) {
        remember({std::move(before), done.value(), std::nullopt});
    }
    return done;
}

void Workspace::remember(Step step) {
    done_.push_back(std::move(step));
    step_ended_ = false;
    undone_.clear();
    if (done_.size() > longest_history) {
        done_.erase(done_.begin());
    }
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
    if (step.views) {
        std::swap(*step.views, saved_);
        open_view_ = -1;
        ++views_version_;
    }
    to.push_back(std::move(step));
    did.sentence = (&from == &done_ ? "Undone: " : "Done again: ") + sentence;
    return did;
}

std::vector<std::string> Workspace::history() const {
    std::vector<std::string> sentences;
    for (const auto& step : done_) {
        sentences.push_back(step.did.sentence);
    }
    return sentences;
}

}  // namespace backstory::workspace
