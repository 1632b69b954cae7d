// compare: a second body on the same timeline.
#include "workspace/verbs.hpp"

#include <algorithm>

namespace backstory::workspace {
namespace {

Status tight(Context& c) {
    c.state.compare = Compare::tight;
    c.done.sentence = "Compare with free hips";
    return Done{};
}

Result<int> find_error(const motion::Clip& clip, const std::string& words) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < clip.errors.size(); ++i) {
        if (words.empty() || folded(clip.errors[i].id) == folded(words)) {
            return static_cast<int>(i);
        }
        known.push_back(clip.errors[i].id);
    }
    if (known.empty()) {
        return Error{"No common mistake is stored for " + clip.name + "."};
    }
    std::string all;
    for (const auto& id : known) {
        all += (all.empty() ? "" : ", ") + id;
    }
    return Error{"The mistakes stored for " + clip.name + " are " + all + ", not \"" + words.substr(0, 40) + "\"."};
}

Status error(Context& c, Arguments& arguments) {
    if (c.state.clip < 0) {
        return Error{"No movement is open; start one first, for example \"play sit_to_stand\"."};
    }
    const auto& clip = c.library.clips[static_cast<std::size_t>(c.state.clip)];
    const auto index = find_error(clip, arguments.rest());
    if (!index.ok()) {
        return index.error();
    }
    c.state.compare = Compare::error;
    c.state.compare_error = index.value();
    c.done.sentence = "Compare with a common mistake";
    return Done{};
}

// "visit", "visit 0.3", "visit left 0.3 right 0.1".
Status visit(Context& c, Arguments& arguments) {
    if (!arguments.empty() && arguments.peek() != "left" && arguments.peek() != "right") {
        const auto both = arguments.number("tightness at the next visit", 0.0, 1.0);
        if (!both.ok()) {
            return both.error();
        }
        c.state.next_visit = {both.value(), both.value()};
    }
    while (!arguments.empty() && (arguments.peek() == "left" || arguments.peek() == "right")) {
        double& side = arguments.next() == "left" ? c.state.next_visit.left : c.state.next_visit.right;
        const auto value = arguments.number("tightness at the next visit", 0.0, 1.0);
        if (!value.ok()) {
            return value.error();
        }
        side = value.value();
    }
    c.state.compare = Compare::visit;
    c.done.sentence = "Compare today with the next visit";
    return Done{};
}

Status compare(Context& c, Arguments& arguments) {
    c.done.undoable = true;
    if (arguments.take("tight") || arguments.take("on")) {
        return tight(c);
    }
    if (arguments.take("error")) {
        return error(c, arguments);
    }
    if (arguments.take("visit")) {
        return visit(c, arguments);
    }
    if (arguments.take("off")) {
        c.state.compare = Compare::off;
        c.done.sentence = "Show one body";
        return Done{};
    }
    static constexpr Choice<CompareStyle> styles[] = {{"side", CompareStyle::side}, {"ghost", CompareStyle::ghost}};
    const auto style = choose(styles, arguments.next(), "Besides tight, error, visit and off, what compare takes");
    if (!style.ok()) {
        return style.error();
    }
    c.state.compare_style = style.value();
    c.done.sentence = style.value() == CompareStyle::ghost ? "One body through the other" : "Two bodies side by side";
    return Done{};
}

}  // namespace

const std::vector<Verb>& compare_verbs() {
    static const std::vector<Verb> verbs = {
        {"compare",
         compare,
         {{"compare tight", "Free hips beside hips as tight as set, in step.", "compare tight"},
          {"compare error [NAME]", "The open movement done well beside one of its common mistakes.",
           "compare error arched_top"},
          {"compare visit [X] [left X] [right X]", "Today beside the next visit, with hips as tight as that.",
           "compare visit left 0.3 right 0.2"},
          {"compare side|ghost", "Compared bodies side by side, or one through the other.", "compare ghost"},
          {"compare off", "One body again.", "compare off"}}},
    };
    return verbs;
}

}  // namespace backstory::workspace
