// words, mode, present, theme, scale, calm, tour, lesson, safety, reset, home, undo, redo.
#include "workspace/library_loader.hpp"
#include "workspace/verbs.hpp"

#include <algorithm>

namespace backstory::workspace {
namespace {

Status words(Context& c, Arguments& arguments) {
    static constexpr Choice<Words> choices[] = {{"client", Words::client}, {"clinical", Words::clinical}};
    auto value = choose(choices, arguments.next(), "The words");
    if (!value.ok()) {
        return value.error();
    }
    c.state.settings.words = value.value();
    return Done{};
}

Status mode(Context& c, Arguments& arguments) {
    static constexpr Choice<Mode> choices[] = {
        {"explain", Mode::explain}, {"explore", Mode::explore}, {"learn", Mode::learn}};
    auto value = choose(choices, arguments.next(), "The mode");
    if (!value.ok()) {
        return value.error();
    }
    c.state.mode = value.value();
    return Done{};
}

Status present(Context& c, Arguments& arguments) {
    auto value = arguments.on_off("presenting");
    if (!value.ok()) {
        return value.error();
    }
    c.state.presenting = value.value();
    return Done{};
}

Status theme(Context& c, Arguments& arguments) {
    static constexpr Choice<bool> choices[] = {{"light", false}, {"dark", true}};
    auto value = choose(choices, arguments.next(), "The theme");
    if (!value.ok()) {
        return value.error();
    }
    c.state.settings.dark_theme = value.value();
    c.state.background = value.value() ? scene::Background::studio_dark : scene::Background::studio_light;
    return Done{};
}

Status scale(Context& c, Arguments& arguments) {
    auto value = arguments.number("the scale in per cent", 100.0, 250.0);
    if (!value.ok()) {
        return value.error();
    }
    c.state.settings.scale_percent = static_cast<int>(value.value());
    return Done{};
}

Status calm(Context& c, Arguments& arguments) {
    auto value = arguments.on_off("calm movement");
    if (!value.ok()) {
        return value.error();
    }
    c.state.settings.reduced_motion = value.value();
    return Done{};
}

Status tour(Context& c, Arguments& arguments) {
    static constexpr Choice<bool> choices[] = {{"seen", true}, {"again", false}};
    auto value = choose(choices, arguments.next(), "The tour");
    if (!value.ok()) {
        return value.error();
    }
    c.state.settings.tour_seen = value.value();
    return Done{};
}

// The commands of a step may not open lessons themselves, so this never goes deeper than one level.
Status open_step(Context& c, int index, int step) {
    const auto& lesson = c.library.lessons[static_cast<std::size_t>(index)];
    State opened = c.state;
    const auto done = carry_out_all(c.library, opened, lesson.steps[static_cast<std::size_t>(step)].commands);
    if (!done.ok()) {
        return done.error();
    }
    c.state = std::move(opened);
    c.state.lesson = index;
    c.state.lesson_step = step;
    c.done = {"Lesson: " + lesson.steps[static_cast<std::size_t>(step)].title, true, true, true};
    return Done{};
}

Status lesson(Context& c, Arguments& arguments) {
    const std::string word = arguments.next();
    if (word == "end") {
        c.state.lesson = -1;
        c.state.lesson_step = 0;
        c.done = {"End the lesson", true, false, false};
        return Done{};
    }
    if (word == "next" || word == "back") {
        if (c.state.lesson < 0) {
            return Error{"No lesson is open."};
        }
        const int count = static_cast<int>(c.library.lessons[static_cast<std::size_t>(c.state.lesson)].steps.size());
        const int step = c.state.lesson_step + (word == "next" ? 1 : -1);
        if (step < 0 || step >= count) {
            return Error{step < 0 ? "This is the first step." : "This is the last step."};
        }
        return open_step(c, c.state.lesson, step);
    }
    const int index = c.library.find_lesson(word);
    if (index < 0) {
        std::vector<std::string> known;
        for (const auto& one : c.library.lessons) {
            known.push_back(one.id);
        }
        const std::string near = nearest_word(word, known);
        return Error{"No lesson is called \"" + word.substr(0, 40) + "\"" +
                     (near.empty() ? "." : "; did you mean \"" + near + "\"?")};
    }
    double step = 1.0;
    if (!arguments.empty()) {
        const auto count = c.library.lessons[static_cast<std::size_t>(index)].steps.size();
        auto value = arguments.number("the step", 1.0, static_cast<double>(count));
        if (!value.ok()) {
            return value.error();
        }
        step = value.value();
    }
    c.state.mode = Mode::learn;
    return open_step(c, index, static_cast<int>(step) - 1);
}

Status safety(Context& c, Arguments& arguments) {
    static constexpr Choice<bool> choices[] = {{"asked", true}};
    auto value = choose(choices, arguments.next(), "Safety");
    if (!value.ok()) {
        return value.error();
    }
    c.state.safety_asked = value.value();
    return Done{};
}

void show_everything(State& state) {
    std::fill(state.opacity.begin(), state.opacity.end(), 1.0f);
    state.depth = 1.0f;
    state.side = ShownSide::both;
    state.region = -1;
    state.lit.clear();
    state.lit_name.clear();
    state.fade_others = State().fade_others;
    state.xray = false;
    state.selection.clear();
    state.hovered = anatomy::none;
    state.colour_by_stretch = false;
    state.show_labels = false;
    state.show_balance = false;
    state.attachments.clear();
    state.referred.clear();
    state.section = {};
    state.apart = {};
}

Status reset(Context& c, Arguments&) {
    show_everything(c.state);
    c.done = {"Reset what is shown", true, false, false};
    return Done{};
}

// The museum rule: one key brings back the beginning, whatever happened.
Status home(Context& c, Arguments&) {
    State fresh;
    fresh.opacity.assign(c.state.opacity.size(), 1.0f);
    fresh.settings = c.state.settings;
    fresh.mode = c.state.mode;
    fresh.safety_asked = c.state.safety_asked;
    fresh.background = c.state.settings.dark_theme ? scene::Background::studio_dark : scene::Background::studio_light;
    fresh.camera = initial_state(c.library).camera;
    c.state = std::move(fresh);
    c.done = {"Go home", true, true, true};
    return Done{};
}

// History belongs to Workspace; a bare state has none.
Status no_history(Context&, Arguments&) {
    return Error{"There is nothing to take back or to repeat."};
}

}  // namespace

const std::vector<Verb>& screen_verbs() {
    static const std::vector<Verb> verbs = {
        {"words", words, {{"words client|clinical", "Plain words or the clinic's.", "words clinical"}}},
        {"mode", mode, {{"mode explain|explore|learn", "Which way in.", "mode explore"}}},
        {"present", present, {{"present on|off", "Hide all controls, or bring them back.", "present on"}}},
        {"theme", theme, {{"theme light|dark", "Light or dark screen.", "theme dark"}}},
        {"scale", scale, {{"scale PERCENT", "Size of all words and controls, 100 to 250.", "scale 150"}}},
        {"calm", calm, {{"calm on|off", "No camera flights, no moving panels.", "calm on"}}},
        {"tour", tour, {{"tour seen|again", "Whether the first-run tour was seen.", "tour seen"}}},
        {"lesson",
         lesson,
         {{"lesson NAME [STEP]", "Open a lesson.", "lesson end"},
          {"lesson next|back|end", "Go through the open lesson.", "lesson end"}}},
        {"safety", safety, {{"safety asked", "The safety questions were answered.", "safety asked"}}},
        {"reset", reset, {{"reset", "Show everything again, nothing lit, nothing selected.", "reset"}}},
        {"home", home, {{"home", "Back to the beginning.", "home"}}},
        {"undo", no_history, {{"undo", "Take back the last step.", ""}}},
        {"redo", no_history, {{"redo", "Do again what was taken back.", ""}}},
    };
    return verbs;
}

}  // namespace backstory::workspace
