// The State with its history: undo and redo of named steps, and saved views.
#pragma once

#include "workspace/command.hpp"
#include "workspace/state.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace backstory::workspace {

// The exact state under a name.
struct SavedView {
    std::string name;
    State state;
    std::string picture;  // fingerprint() of the state: the name of its small picture
};
SavedView saved_view(const Library& library, std::string name, const State& state);
inline constexpr std::size_t longest_view_name = 80, most_saved_views = 100;

class Workspace {
  public:
    explicit Workspace(std::shared_ptr<const Library> library, Settings settings = {});

    // Carries out one line (several commands separated by ";" make one step); also "undo", "redo" and those of
    // view_command_help(). Errors leave everything as it was.
    Result<Performed> perform(std::string_view commands);
    static const std::vector<CommandHelp>& view_command_help();
    // What follows is a step of its own, whatever it is called: the hand has let go of the control.
    void end_step() { step_ended_ = true; }
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
    // Grows whenever a view is saved, renamed, moved or deleted: then they want to be written.
    int views_version() const { return views_version_; }
    // Those kept from last time; no step that undo takes back.
    void take_views(std::vector<SavedView> views);

  private:
    struct Step {
        State before;  // for undone steps: the state after
        Performed did;
        std::optional<std::vector<SavedView>> views;  // as they were before, where the step changed them
    };
    Result<Performed> step_back(std::vector<Step>& from, std::vector<Step>& to);
    Result<Performed> view_command(std::string_view action, std::string_view name);
    Result<Performed> go_to_view(int step);
    Result<Performed> show_saved(int index);
    Result<Performed> save_view(std::string_view name);
    Result<Performed> rename_view(std::string_view words);
    Result<Performed> move_view(std::string_view words);
    Result<Performed> delete_view(std::string_view name);
    Result<Performed> change_views(std::vector<SavedView> views, int open, std::string sentence);
    int find_saved(std::string_view name) const;  // -1 when unknown
    void remember(Step step);

    std::shared_ptr<const Library> library_;
    State state_;
    std::vector<Step> done_, undone_;
    std::vector<SavedView> saved_;
    int open_view_ = -1, views_version_ = 0;
    bool step_ended_ = false;
};

}  // namespace backstory::workspace
