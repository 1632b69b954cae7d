// A State as JSON and back, exactly: what saved views keep between starts. Everything is named by ids, never by
// indices, so that a view outlives a change of the body. Of the settings only the words are kept: size, theme and calm
// belong to the screen, not to the view.
#pragma once

#include "base/result.hpp"
#include "io/json_file.hpp"
#include "workspace/state.hpp"

#include <string>

namespace backstory::workspace {

// One JSON object.
std::string text_of(const Library& library, const State& state);
// Members that are missing are as at the beginning. Errors: a value of the wrong kind or out of range, an id that this
// body does not have.
Result<State> state_of(const Library& library, const io::JsonValue& value);

// The same text gives the same 16 letters: the name under which a picture of the state is kept.
std::string fingerprint(std::string_view text);

}  // namespace backstory::workspace
