// What a word in a command can mean: a region, a group, a kind, a layer, a structure by id, name, Latin or synonym.
// Words are compared without case, accents, hyphens and underscores.
#pragma once

#include "base/result.hpp"
#include "workspace/state.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backstory::workspace {

struct Target {
    std::string name;                                 // for sentences: "Left psoas major", "all muscles"
    int region = -1;                                  // set when it is a region
    std::vector<anatomy::StructureIndex> structures;  // ascending, never empty
};

// Errors: nothing of that name; names the nearest known word.
// Its name is in `said`, whichever words were asked with.
Result<Target> find_target(const Library& library, std::string_view words, Words said = Words::client);

// Lower case, accents removed, "_", "-" and other marks as blanks, blanks single: "Psoas-Major_R" -> "psoas major r".
std::string folded(std::string_view text);
// Number of letters to insert, delete or replace to turn one word into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);
// The nearest of `known` to `word`, empty when none is near enough to be meant.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

// One hit of the search as you type.
struct SearchHit {
    enum class What : std::uint8_t { region, group, structure, motion };
    What what = What::structure;
    std::string name, detail;  // "Psoas major", "muscle, deep"
    std::string command;       // what opening it performs
    double score = 0.0;        // higher is better
};
// Names, Latin, synonyms, actions; typing errors forgiven. Best first, at most `limit`; the
// names of the hits are in `words`, whichever words were typed.
std::vector<SearchHit> search(const Library& library, std::string_view query, std::size_t limit,
                              Words words = Words::client);

}  // namespace backstory::workspace
