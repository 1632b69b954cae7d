// play, pause, stop, at, seek, step, speed, loop, prescribed.
#include "workspace/tracing.hpp"
#include "workspace/verbs.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::workspace {
namespace {

const motion::Clip* current_clip(const Context& c) {
    return c.state.clip < 0 ? nullptr : &c.library.clips[static_cast<std::size_t>(c.state.clip)];
}

bool anything_open(const Context& c) {
    return c.state.clip >= 0 || c.state.action.muscle != anatomy::none;
}

double duration_s(const Context& c) {
    return c.state.clip < 0 ? action_duration_s : current_clip(c)->duration_s;
}

const Error no_clip{"No movement is open; start one first, for example \"play sit_to_stand\"."};

Result<int> find_clip(const Context& c, const std::string& words) {
    int index = c.library.find_clip(words);
    std::vector<std::string> known;
    for (std::size_t i = 0; i < c.library.clips.size() && index < 0; ++i) {
        const auto& clip = c.library.clips[i];
        known.push_back(clip.id);
        if (folded(clip.id) == folded(words) || folded(clip.name) == folded(words)) {
            index = static_cast<int>(i);
        }
    }
    if (index >= 0) {
        return index;
    }
    const std::string near = nearest_word(words, known);
    return Error{"No movement is called \"" + words.substr(0, 40) + "\"" +
                 (near.empty() ? "; `backstory list motions` names them." : "; did you mean \"" + near + "\"?")};
}

Status open_clip(Context& c, const std::string& words, bool play) {
    auto index = find_clip(c, words);
    if (!index.ok()) {
        return index.error();
    }
    c.state.clip = index.value();
    c.state.action = {};
    c.state.time_s = 0.0;
    c.state.prescribed = false;
    c.state.session_s = 0.0;
    c.state.playing = play;
    c.state.looping = current_clip(c)->loops;
    c.state.compare = c.state.compare == Compare::error ? Compare::off : c.state.compare;
    c.state.compare_error = 0;
    c.done = {(play ? "Play " : "Open ") + current_clip(c)->name, true, false, true};
    return Done{};
}

// A moment chosen by hand stays in the repetition that is being done.
void follow_in_session(Context& c) {
    if (c.state.prescribed && current_clip(c) != nullptr) {
        const motion::Clip& clip = *current_clip(c);
        const motion::Session session(clip.prescription, clip.duration_s);
        show_session(c.library, c.state, session.with_clip_moment(c.state.session_s, c.state.time_s));
    }
}

Status play(Context& c, Arguments& arguments) {
    if (!arguments.empty()) {
        return open_clip(c, arguments.rest(), true);
    }
    if (!anything_open(c)) {
        return no_clip;
    }
    if (c.state.prescribed && current_clip(c) != nullptr) {
        const motion::Clip& clip = *current_clip(c);
        if (c.state.session_s >= motion::Session(clip.prescription, clip.duration_s).duration_s()) {
            show_session(c.library, c.state, 0.0);
        }
        c.state.playing = true;
        return Done{};
    }
    const double end_s = c.state.backwards ? 0.0 : duration_s(c);
    if (std::abs(c.state.time_s - end_s) < 1e-6) {
        c.state.time_s = duration_s(c) - end_s;
    }
    c.state.playing = true;
    return Done{};
}

Status open(Context& c, Arguments& arguments) {
    return open_clip(c, arguments.rest(), false);
}

Status pause(Context& c, Arguments&) {
    if (!anything_open(c)) {
        return no_clip;
    }
    c.state.playing = false;
    return Done{};
}

Status stop(Context& c, Arguments&) {
    c.state.clip = -1;
    c.state.prescribed = false;
    c.state.session_s = 0.0;
    c.state.action = {};
    c.state.time_s = 0.0;
    c.state.playing = false;
    c.state.compare = c.state.compare == Compare::error ? Compare::off : c.state.compare;
    c.done = {"Stand still", true, false, true};
    return Done{};
}

Status at(Context& c, Arguments& arguments) {
    auto fraction = arguments.number("the moment", 0.0, 1.0);
    if (!fraction.ok()) {
        return fraction.error();
    }
    if (!anything_open(c)) {
        return no_clip;
    }
    c.state.time_s = fraction.value() * duration_s(c);
    c.state.playing = false;
    follow_in_session(c);
    c.done.changed_moment = true;
    return Done{};
}

Status seek(Context& c, Arguments& arguments) {
    if (current_clip(c) == nullptr) {
        return no_clip;
    }
    auto time = arguments.number("the time in seconds", 0.0, current_clip(c)->duration_s);
    if (!time.ok()) {
        return time.error();
    }
    c.state.time_s = time.value();
    follow_in_session(c);
    c.done.changed_moment = true;
    return Done{};
}

Status step(Context& c, Arguments& arguments) {
    if (current_clip(c) == nullptr) {
        return no_clip;
    }
    auto frames = arguments.number("the frames", -1000.0, 1000.0);
    if (!frames.ok()) {
        return frames.error();
    }
    constexpr double frame_s = 1.0 / 30.0;
    c.state.playing = false;
    c.state.time_s =
        std::clamp(c.state.time_s + std::round(frames.value()) * frame_s, 0.0, current_clip(c)->duration_s);
    follow_in_session(c);
    c.done.changed_moment = true;
    return Done{};
}

Status speed(Context& c, Arguments& arguments) {
    auto value = arguments.number("the speed", 0.1, 2.0);
    if (!value.ok()) {
        return value.error();
    }
    c.state.speed = value.value();
    return Done{};
}

Status loop(Context& c, Arguments& arguments) {
    auto value = arguments.on_off("the loop");
    if (!value.ok()) {
        return value.error();
    }
    c.state.looping = value.value();
    return Done{};
}

Status reverse(Context& c, Arguments& arguments) {
    auto value = arguments.on_off("playing backwards");
    if (!value.ok()) {
        return value.error();
    }
    c.state.backwards = value.value();
    c.state.prescribed = c.state.prescribed && !c.state.backwards;
    return Done{};
}

// Repetitions, holds, sides, sets and rests as the exercise is prescribed.
Status prescribed(Context& c, Arguments& arguments) {
    if (current_clip(c) == nullptr) {
        return no_clip;
    }
    const motion::Clip& clip = *current_clip(c);
    if (clip.prescription.reps < 1) {
        return Error{"Nothing is prescribed for \"" + clip.name + "\"; it is not an exercise."};
    }
    const motion::Session session(clip.prescription, clip.duration_s);
    if (arguments.take("next")) {
        if (c.state.prescribed) {
            show_session(c.library, c.state, session.next(c.state.session_s));
            c.done.changed_moment = true;
        }
        return Done{};
    }
    const auto value = arguments.on_off("playing as prescribed");
    if (!value.ok()) {
        return value.error();
    }
    c.state.prescribed = value.value();
    c.state.session_s = 0.0;
    if (c.state.prescribed) {
        c.state.time_s = 0.0;
        c.state.backwards = false;
        c.done.changed_moment = true;
    }
    return Done{};
}

// A joint's angle by its id, else a muscle by any name a command may call it.
Status graph(Context& c, Arguments& arguments) {
    const std::string words = arguments.rest();
    if (words == "off") {
        c.state.graph.clear();
        c.done.sentence = "Graph closed";
        return Done{};
    }
    std::string id = words;
    if (!find_traced(c.library, id).known()) {
        const auto target = find_target(c, words);
        if (!target.ok()) {
            return target.error();
        }
        id = c.library.body.structures[target.value().structures.front()].id;
    }
    const Traced what = find_traced(c.library, id);
    if (!what.known()) {
        return Error{"A graph shows a joint, for example \"graph hip_flexion_r\", or a muscle; \"" +
                     words.substr(0, 40) + "\" is neither."};
    }
    c.state.graph = id;
    c.done.sentence = "Graph: " + traced_name(c.library, what, c.state.settings.words);
    return Done{};
}

}  // namespace

bool is_exercise(const motion::Clip& clip) {
    return clip.stage != "daily" && clip.stage != "test";
}

bool asks_red_flags(const Library& library, const State& state, int clip) {
    return clip >= 0 && !state.safety_asked && is_exercise(library.clips[static_cast<std::size_t>(clip)]);
}

void show_session(const Library& library, State& state, double session_s) {
    const motion::Clip& clip = library.clips[static_cast<std::size_t>(state.clip)];
    const motion::Session session(clip.prescription, clip.duration_s);
    const motion::SessionMoment moment = session.at(session_s);
    if (moment.other_side != session.at(state.session_s).other_side) {
        if (const int other = library.find_clip(clip.mirror_id); other >= 0) {
            state.clip = other;
        }
    }
    state.session_s = std::clamp(session_s, 0.0, session.duration_s());
    state.time_s = moment.clip_s;
}

const std::vector<Verb>& motion_verbs() {
    static const std::vector<Verb> verbs = {
        {"play",
         play,
         {{"play MOTION", "Start a movement from its beginning.", "play sit_to_stand"},
          {"play", "Go on with the open movement.", "play"}}},
        {"open", open, {{"open MOTION", "Open a movement at its beginning, without playing.", "open sit_to_stand"}}},
        {"pause", pause, {{"pause", "Hold the movement.", "pause"}}},
        {"stop", stop, {{"stop", "Close the movement and stand.", "stop"}}},
        {"at", at, {{"at FRACTION", "Go to a moment of the open movement, 0 start to 1 end.", "at 0.4"}}},
        {"seek", seek, {{"seek SECONDS", "Go to a time of the open movement.", "seek 0.5"}}},
        {"step", step, {{"step FRAMES", "Go on or back by thirtieths of a second.", "step 1"}}},
        {"speed", speed, {{"speed FACTOR", "Play slower or faster, 0.1 to 2.", "speed 0.5"}}},
        {"reverse", reverse, {{"reverse on|off", "Play from the end to the beginning, or forwards.", "reverse on"}}},
        {"graph",
         graph,
         {{"graph COORDINATE|MUSCLE", "Draw an angle or a muscle's stretch under the timeline.", "graph psoas_major_r"},
          {"graph off", "Close the graph.", "graph off"}}},
        {"prescribed",
         prescribed,
         {{"prescribed on|off", "Repeat, hold, change sides and rest as prescribed, or play freely.", "prescribed on"},
          {"prescribed next", "Go to the next repetition, or end the rest.", "prescribed next"}}},
        {"loop", loop, {{"loop on|off", "Begin again at the end, or stop there.", "loop on"}}},
    };
    return verbs;
}

}  // namespace backstory::workspace
