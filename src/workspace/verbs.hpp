// Inside of workspace: the table of verbs and what their functions share.
#pragma once

#include "base/result.hpp"
#include "workspace/command.hpp"
#include "workspace/state.hpp"
#include "workspace/targets.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backstory::workspace {

// The words behind the verb.
class Arguments {
  public:
    explicit Arguments(std::vector<std::string> words) : words_(std::move(words)) {}
    bool empty() const { return at_ >= words_.size(); }
    std::size_t left() const { return words_.size() - at_; }
    const std::string& peek() const;
    bool take(std::string_view word);  // true and stepped over when the next word is this
    std::string next();                // the next word, empty at the end
    std::string rest();                // all that are left, one blank between
    // A finite number in [low, high]; `what` names it in the error.
    Result<double> number(std::string_view what, double low, double high);
    Result<bool> on_off(std::string_view what);
    // Takes the last word when it is a number in [low, high], else nothing.
    bool take_last_number(double low, double high, double& value);

  private:
    std::vector<std::string> words_;
    std::size_t at_ = 0;
};

struct Context {
    const Library& library;
    State& state;  // a copy: thrown away when the verb fails
    Performed done;

    // What sentences call things: in the words that the screen talks in.
    std::string name_of(anatomy::StructureIndex structure) const {
        return library.name_of(structure, state.settings.words);
    }
    const std::string& say(const std::string& client, const std::string& clinical) const {
        return state.settings.words == Words::clinical && !clinical.empty() ? clinical : client;
    }
};
inline Result<Target> find_target(const Context& c, std::string_view words) {
    return find_target(c.library, words, c.state.settings.words);
}

struct Verb {
    std::string_view name;
    Status (*run)(Context&, Arguments&);
    std::vector<CommandHelp> help;
};

// The settings of the body (Library::body_settings) among what "set" takes.
bool is_body_setting(const Library& library, std::string_view word);
Status set_body(Context& c, Arguments& arguments);
std::vector<CommandHelp> body_help();

// "seat" and "feet" among what "set" takes.
Status set_seat(Context& c, Arguments& arguments);
Status set_feet(Context& c, Arguments& arguments);
std::vector<CommandHelp> seat_help();

// Whether the red flags come before this movement: before the first exercise, once; never before everyday movements.
bool asks_red_flags(const Library& library, const State& state, int clip);
bool is_exercise(const motion::Clip& clip);

// Puts a prescribed session of the open movement at a time: its moment, and the movement of the side that it is at.
void show_session(const Library& library, State& state, double session_s);

const std::vector<Verb>& visibility_verbs();
const std::vector<Verb>& camera_verbs();
const std::vector<Verb>& motion_verbs();
const std::vector<Verb>& dial_verbs();
const std::vector<Verb>& compare_verbs();
const std::vector<Verb>& screen_verbs();
const std::vector<Verb>& function_verbs();
const std::vector<Verb>& mark_verbs();
const std::vector<Verb>& open_verbs();

// "on", "off" and the like for an enum with a table of words.
template <typename Enum>
struct Choice {
    std::string_view word;
    Enum value;
};

template <typename Enum, std::size_t N>
Result<Enum> choose(const Choice<Enum> (&choices)[N], std::string_view word, std::string_view what) {
    std::string known;
    for (const auto& choice : choices) {
        if (choice.word == word) {
            return choice.value;
        }
        known += known.empty() ? "" : ", ";
        known += choice.word;
    }
    return Error{std::string(what) + " is one of " + known + ", not \"" + std::string(word.substr(0, 40)) + "\"."};
}

std::string with_capital(std::string text);

}  // namespace backstory::workspace
