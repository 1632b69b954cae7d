// The State with its history: undo and redo of named steps, and saved views.
#pragma once

#include "workspace/command.hpp"
#include "workspace/state.hpp"

#include <memory>
#include <string>
#include <vector>

namespace backstory::workspace {

// The exact state under a name.
struct SavedView {
    std::string name;
    State state;
};

class Workspace {
  public:
    explicit Workspace(std::shared_ptr<const Library> library, Settings settings = {});

    // Carries out one line (several commands separated by ";" make one step); also "undo", "redo", "save view NAME",
    // "open view NAME", "delete view NAME", "next view", "previous view". Errors leave everything as it was.
    Result<Performed> perform(std::string_view commands);
    bool advance(double seconds) { return workspace::advance(*library_, state_, seconds); }

    const Library& library() const { return *library_; }
    const State& state() const { return state_; }
    // Names of the steps that undo and redo would take, empty when there is none.
    std::string undo_name() const { return done_.empty() ? std::string() : done_.back().did.sentence; }
    std::string redo_name() const { return undone_.empty() ? std::string() : undone_.back().did.sentence; }
    // Sentences of all steps, oldest first.
    std::vector<std::string> history() const;
    const std::vector<SavedView>& saved_views() const { return saved_; }
    int open_view() const { return open_view_; }  // index of the one shown last, -1 for none

  private:
    struct Step {
        State before;  // for undone steps: the state after
        Performed did;
    };
    Result<Performed> step_back(std::vector<Step>& from, std::vector<Step>& to);
    Result<Performed> view_command(std::string_view action, std::string_view name);
    Result<Performed> show_saved(int index);

    std::shared_ptr<const Library> library_;
    State state_;
    std::vector<Step> done_, undone_;
    std::vector<SavedView> saved_;
    int open_view_ = -1;
};

}  // namespace backstory::workspace
