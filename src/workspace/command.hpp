// Commands: the one vocabulary behind buttons, keys, lessons, the command line and tests. perform() is the only writer
// of State (beside advance(), which lets time pass). Every command has one text form, e.g. "highlight psoas",
// "fade others 0.15", "play sit_to_stand", "set tightness 0.8", "select psoas_major_r", "view anterior",
// "hide muscles", "words clinical".
#pragma once

#include "base/result.hpp"
#include "workspace/state.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backstory::workspace {

// What a command can be, for help, completion and tests.
struct CommandHelp {
    std::string_view form;     // "fade others OPACITY"
    std::string_view meaning;  // one sentence
    std::string_view example;  // a line that works on the built-in body
};
const std::vector<CommandHelp>& command_help();

// What a performed command did: for the history and the status line.
struct Performed {
    std::string sentence;         // "Hide rectus abdominis"
    bool undoable = false;        // a step that undo names and takes back
    bool moved_camera = false;    // the camera is at a new place that it should fly to
    bool changed_moment = false;  // another clip or another time in it
    bool merges = false;          // goes on with the step before of the same name: one step for undo
};

// Carries out one command line on the state. Errors (unknown verb, unknown id with the nearest known one, number out
// of range) leave the state as it was.
Result<Performed> carry_out(const Library& library, State& state, std::string_view command);
Status perform(const Library& library, State& state, std::string_view command);
// Several, separated by ";" or new lines. Stops at the first error; the state is then as before the first.
Result<Performed> carry_out_all(const Library& library, State& state, std::string_view commands);
Status perform_all(const Library& library, State& state, std::string_view commands);

// A place as commands take it, m: "0.06 1.1 -0.04".
std::string place_words(const glm::vec3& place);

// Lets time pass while a motion plays; loops or stops at its end. Returns whether anything moved.
bool advance(const Library& library, State& state, double seconds);

}  // namespace backstory::workspace
