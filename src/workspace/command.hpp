// Commands: the one vocabulary behind buttons, keys, lessons, the command line and tests. perform() is the only writer
// of State. Every command has one text form, e.g. "highlight psoas", "fade others 0.15", "play sit_to_stand",
// "set tightness 0.8", "select psoas_major_r", "view anterior", "hide muscles", "words clinical".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "workspace/state.hpp"

namespace backstory::workspace {

// A parsed command: its verb and its arguments, checked against the library.
struct Command {
    std::string text;  // canonical text form
};

// What a command can be, for help, completion and tests.
struct CommandHelp {
    std::string_view form;     // "fade others OPACITY"
    std::string_view meaning;  // one sentence
    std::string_view example;  // a line that works on the built-in body
};
const std::vector<CommandHelp>& command_help();

// Carries out one command line on the state. Errors (unknown verb, unknown id with the nearest known one, number out
// of range) leave the state as it was.
Status perform(const Library& library, State& state, std::string_view command);
// Several, separated by ";" or new lines. Stops at the first error; the state is then as before the first.
Status perform_all(const Library& library, State& state, std::string_view commands);

}  // namespace backstory::workspace
