#include "workspace/command.hpp"

#include "workspace/verbs.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace backstory::workspace {
namespace {

// Longer lines are no commands; the limit keeps every later step cheap.
constexpr std::size_t longest_command = 2000;
constexpr std::size_t most_commands = 1000;

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\r') {
            if (!word.empty()) {
                words.push_back(std::move(word));
                word.clear();
            }
        } else {
            word += c;
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    return words;
}

const std::vector<Verb>& all_verbs() {
    static const std::vector<Verb> verbs = [] {
        std::vector<Verb> all;
        for (const auto* some : {&visibility_verbs(), &open_verbs(), &camera_verbs(), &motion_verbs(), &dial_verbs(),
                                 &compare_verbs(), &function_verbs(), &mark_verbs(), &screen_verbs()}) {
            all.insert(all.end(), some->begin(), some->end());
        }
        return all;
    }();
    return verbs;
}

const Verb* find_verb(std::string_view name) {
    const auto& verbs = all_verbs();
    const auto it = std::find_if(verbs.begin(), verbs.end(), [&](const Verb& verb) { return verb.name == name; });
    return it == verbs.end() ? nullptr : &*it;
}

Error unknown_verb(const std::string& name) {
    std::vector<std::string> known;
    for (const auto& verb : all_verbs()) {
        known.emplace_back(verb.name);
    }
    const std::string near = nearest_word(name, known);
    return Error{"\"" + name.substr(0, 40) + "\" is no command" +
                 (near.empty() ? "; `backstory list commands` names them." : "; did you mean \"" + near + "\"?")};
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

const std::string& Arguments::peek() const {
    static const std::string nothing;
    return empty() ? nothing : words_[at_];
}

bool Arguments::take(std::string_view word) {
    if (empty() || words_[at_] != word) {
        return false;
    }
    ++at_;
    return true;
}

std::string Arguments::next() {
    return empty() ? std::string() : words_[at_++];
}

std::string Arguments::rest() {
    std::string all;
    while (!empty()) {
        all += (all.empty() ? "" : " ") + words_[at_++];
    }
    return all;
}

namespace {
bool parse_number(const std::string& word, double& value) {
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
    return fault == std::errc() && end == word.data() + word.size() && std::isfinite(value);
}

std::string short_number(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
        text.pop_back();
    }
    return text;
}
}  // namespace

Result<double> Arguments::number(std::string_view what, double low, double high) {
    const std::string word = next();
    double value = 0.0;
    if (!parse_number(word, value) || value < low || value > high) {
        return Error{with_capital(std::string(what)) + " is a number from " + short_number(low) + " to " +
                     short_number(high) +
                     (word.empty() ? "; none was given." : ", not \"" + word.substr(0, 40) + "\".")};
    }
    return value;
}

Result<bool> Arguments::on_off(std::string_view what) {
    const std::string word = next();
    if (word == "on" || word == "off") {
        return word == "on";
    }
    return Error{with_capital(std::string(what)) + " is on or off" +
                 (word.empty() ? "." : ", not \"" + word.substr(0, 40) + "\".")};
}

bool Arguments::take_last_number(double low, double high, double& value) {
    double parsed = 0.0;
    if (empty() || !parse_number(words_.back(), parsed) || parsed < low || parsed > high) {
        return false;
    }
    words_.pop_back();
    value = parsed;
    return true;
}

std::string with_capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    }
    return text;
}

const std::vector<CommandHelp>& command_help() {
    static const std::vector<CommandHelp> help = [] {
        std::vector<CommandHelp> all;
        for (const auto& verb : all_verbs()) {
            all.insert(all.end(), verb.help.begin(), verb.help.end());
        }
        return all;
    }();
    return help;
}

Result<Performed> carry_out(const Library& library, State& state, std::string_view command) {
    const std::string_view line = trimmed(command);
    if (line.size() > longest_command) {
        return Error{"A command has at most " + std::to_string(longest_command) + " letters."};
    }
    Arguments arguments(split_words(line));
    if (arguments.empty()) {
        return Error{"The command is empty; `backstory list commands` names them."};
    }
    const std::string name = arguments.next();
    const Verb* verb = find_verb(name);
    if (verb == nullptr) {
        return unknown_verb(name);
    }
    State copy = state;
    Context context{library, copy, {}};
    if (const Status status = verb->run(context, arguments); !status.ok()) {
        return status.error();
    }
    if (!arguments.empty()) {
        return Error{"\"" + std::string(line.substr(0, 80)) + "\" has more words than \"" +
                     std::string(verb->help.front().form) + "\" takes."};
    }
    state = std::move(copy);
    return std::move(context.done);
}

Status perform(const Library& library, State& state, std::string_view command) {
    const auto done = carry_out(library, state, command);
    if (!done.ok()) {
        return done.error();
    }
    return Done{};
}

Result<Performed> carry_out_all(const Library& library, State& state, std::string_view commands) {
    State copy = state;
    Performed whole;
    whole.merges = true;
    std::size_t count = 0;
    while (!commands.empty()) {
        const auto end = commands.find_first_of(";\n");
        const std::string_view line = trimmed(commands.substr(0, end));
        commands = end == std::string_view::npos ? std::string_view() : commands.substr(end + 1);
        if (line.empty()) {
            continue;
        }
        if (++count > most_commands) {
            return Error{"At most " + std::to_string(most_commands) + " commands at once."};
        }
        auto done = carry_out(library, copy, line);
        if (!done.ok()) {
            return done.error();
        }
        const Performed& one = done.value();
        if (whole.sentence.empty() || (one.undoable && !whole.undoable)) {
            whole.sentence = one.sentence;
        }
        whole.undoable |= one.undoable;
        whole.merges &= one.merges;
        whole.moved_camera |= one.moved_camera;
        whole.changed_moment |= one.changed_moment;
    }
    if (count == 0) {
        return Error{"There is no command in that line; `backstory list commands` names them."};
    }
    state = std::move(copy);
    return whole;
}

Status perform_all(const Library& library, State& state, std::string_view commands) {
    const auto done = carry_out_all(library, state, commands);
    if (!done.ok()) {
        return done.error();
    }
    return Done{};
}

bool advance(const Library& library, State& state, double seconds) {
    if (!state.playing || (state.clip < 0 && state.action.muscle == anatomy::none) || !(seconds > 0.0)) {
        return false;
    }
    if (state.prescribed && state.clip >= 0) {
        show_session(library, state, state.session_s + seconds * state.speed);
        const motion::Clip& clip = library.clips[static_cast<std::size_t>(state.clip)];
        state.playing = state.session_s < motion::Session(clip.prescription, clip.duration_s).duration_s();
        return true;
    }
    const double duration =
        state.clip < 0 ? action_duration_s : library.clips[static_cast<std::size_t>(state.clip)].duration_s;
    double time = state.time_s + (state.backwards ? -seconds : seconds) * state.speed;
    if (state.backwards && time <= 0.0) {
        if (state.looping && duration > 0.0) {
            time = duration + std::fmod(time, duration);
        } else {
            time = 0.0;
            state.playing = false;
        }
    } else if (time >= duration) {
        if (state.looping && duration > 0.0) {
            time = std::fmod(time, duration);
        } else {
            time = duration;
            state.playing = false;
        }
    }
    state.time_s = time;
    return true;
}

}  // namespace backstory::workspace
