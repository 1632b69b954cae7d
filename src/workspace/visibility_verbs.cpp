// highlight, fade, show, hide, xray, depth, side, select, deselect, hover.
#include "workspace/verbs.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::workspace {
namespace {

using anatomy::StructureIndex;

Status highlight(Context& c, Arguments& arguments) {
    c.done.undoable = true;
    const std::string words = arguments.rest();
    if (words == "none") {
        c.state.region = -1;
        c.state.lit.clear();
        c.state.lit_name.clear();
        c.done.sentence = "Show everything alike";
        return Done{};
    }
    if (words.empty()) {
        return Error{"Say what to highlight: a region, a group, a structure, or none."};
    }
    auto target = find_target(c, words);
    if (!target.ok()) {
        return target.error();
    }
    c.state.region = target.value().region;
    c.state.lit = target.value().structures;
    c.state.lit_name = with_capital(target.value().name);
    c.state.referred.clear();
    c.done.sentence = "Highlight " + target.value().name;
    return Done{};
}

// The skin lies outside the default depth: who asks for it gets to see it.
void reach_skin(Context& c, const std::vector<StructureIndex>& structures) {
    if (!structures.empty() && std::all_of(structures.begin(), structures.end(), [&](StructureIndex s) {
            return c.library.body.structures[s].kind == anatomy::Kind::skin;
        })) {
        c.state.depth = 0.0f;
    }
}

Status set_opacity(Context& c, const std::string& words, float opacity, const std::string& verb) {
    auto target = find_target(c, words);
    if (!target.ok()) {
        return target.error();
    }
    for (const auto s : target.value().structures) {
        c.state.opacity[s] = opacity;
    }
    if (opacity > 0.0f) {
        reach_skin(c, target.value().structures);
    }
    c.done.undoable = true;
    c.done.sentence = verb + " " + target.value().name;
    return Done{};
}

Status fade(Context& c, Arguments& arguments) {
    double opacity = 0.0;
    if (!arguments.take_last_number(0.0, 1.0, opacity)) {
        return Error{"Fade ends with an opacity from 0 (gone) to 1 (solid), for example \"fade others 0.15\"."};
    }
    const std::string words = arguments.rest();
    if (words == "others") {
        c.state.fade_others = static_cast<float>(opacity);
        c.done.undoable = true;
        c.done.sentence = "Fade the others";
        return Done{};
    }
    return set_opacity(c, words, static_cast<float>(opacity), "Fade");
}

void show_all(State& state) {
    std::fill(state.opacity.begin(), state.opacity.end(), 1.0f);
}

Status attachments(Context& c, Arguments& arguments) {
    const std::string words = arguments.rest();
    c.done.undoable = true;
    if (words == "off" || words == "none") {
        c.state.attachments.clear();
        c.done.sentence = "Hide attachments";
        return Done{};
    }
    if (words.empty()) {
        c.state.attachments = c.state.selection;
        c.done.sentence = "Show attachments";
        return c.state.selection.empty()
                   ? Status(Error{"Select a muscle first, or name it: \"show attachments psoas_major_r\"."})
                   : Status(Done{});
    }
    auto target = find_target(c, words);
    if (!target.ok()) {
        return target.error();
    }
    c.state.attachments = target.value().structures;
    c.done.sentence = "Show where " + target.value().name + " attaches";
    return Done{};
}

// On whole skin: what lies under it is not seen until something else is looked at.
Status referred(Context& c, Arguments& arguments) {
    const std::string words = arguments.rest();
    c.done.undoable = true;
    if (words == "off" || words == "none") {
        c.state.referred.clear();
        c.done.sentence = "Hide where it can be felt";
        return Done{};
    }
    auto target = find_target(c, words);
    if (!target.ok()) {
        return target.error();
    }
    std::vector<StructureIndex> known;
    for (const StructureIndex s : target.value().structures) {
        if (!c.library.knowledge.referred_of(c.library.body.structures[s].base_id).empty()) {
            known.push_back(s);
        }
    }
    if (known.empty()) {
        return Error{"Nothing is known here about where " + target.value().name + " can be felt."};
    }
    c.state.referred = std::move(known);
    c.state.apart = {};
    c.done.sentence = "Show where " + target.value().name + " can be felt";
    return Done{};
}

Status show(Context& c, Arguments& arguments) {
    if (arguments.take("referred")) {
        return referred(c, arguments);
    }
    if (arguments.take("attachments")) {
        return attachments(c, arguments);
    }
    if (arguments.take("only")) {
        const std::string words = arguments.rest();
        auto target = find_target(c, words);
        if (!target.ok()) {
            return target.error();
        }
        std::fill(c.state.opacity.begin(), c.state.opacity.end(), 0.0f);
        c.state.referred.clear();
        for (const auto s : target.value().structures) {
            c.state.opacity[s] = 1.0f;
        }
        reach_skin(c, target.value().structures);
        c.done.undoable = true;
        c.done.sentence = "Show only " + target.value().name;
        return Done{};
    }
    const std::string words = arguments.rest();
    if (words.empty() || words == "all") {
        show_all(c.state);
        c.done.undoable = true;
        c.done.sentence = "Show everything";
        return Done{};
    }
    return set_opacity(c, words, 1.0f, "Show");
}

Status hide(Context& c, Arguments& arguments) {
    const std::string words = arguments.rest();
    if (words == "others") {
        std::vector<float> kept(c.state.opacity.size(), 0.0f);
        for (const auto* some : {&c.state.lit, &c.state.selection}) {
            for (const auto s : *some) {
                kept[s] = c.state.opacity[s];
            }
        }
        c.state.opacity = std::move(kept);
        c.done.undoable = true;
        c.done.sentence = "Hide the others";
        return Done{};
    }
    Status status = set_opacity(c, words, 0.0f, "Hide");
    if (status.ok()) {
        std::erase_if(c.state.selection, [&](StructureIndex s) { return c.state.opacity[s] <= 0.0f; });
    }
    return status;
}

Status xray(Context& c, Arguments& arguments) {
    auto value = arguments.on_off("the x-ray view");
    if (!value.ok()) {
        return value.error();
    }
    c.state.xray = value.value();
    c.done.undoable = true;
    c.done.sentence = value.value() ? "See through everything else" : "End the x-ray view";
    return Done{};
}

Status depth(Context& c, Arguments& arguments) {
    auto value = arguments.number("depth", 0.0, 4.0);
    if (!value.ok()) {
        return value.error();
    }
    c.state.depth = static_cast<float>(value.value());
    c.state.referred.clear();
    c.done.undoable = true;
    c.done.merges = true;
    constexpr std::string_view names[] = {"the skin", "the superficial muscles", "the intermediate layer",
                                          "the deep muscles", "the skeleton"};
    c.done.sentence = "Look at " + std::string(names[static_cast<std::size_t>(std::lround(value.value()))]);
    return Done{};
}

Status side(Context& c, Arguments& arguments) {
    static constexpr Choice<ShownSide> choices[] = {
        {"both", ShownSide::both}, {"left", ShownSide::left}, {"right", ShownSide::right}};
    const std::string word = arguments.next();
    auto value = choose(choices, word, "The side");
    if (!value.ok()) {
        return value.error();
    }
    c.state.side = value.value();
    c.done.undoable = true;
    c.done.sentence = word == "both" ? "Show both sides" : "Show the " + word + " side";
    return Done{};
}

Status select(Context& c, Arguments& arguments) {
    const bool add = arguments.take("add");
    const std::string words = arguments.rest();
    auto target = find_target(c, words);
    if (!target.ok()) {
        return target.error();
    }
    if (!add) {
        c.state.selection.clear();
        c.state.referred.clear();
    }
    for (const auto s : target.value().structures) {
        if (std::find(c.state.selection.begin(), c.state.selection.end(), s) == c.state.selection.end()) {
            c.state.selection.push_back(s);
        }
    }
    c.done.undoable = true;
    c.done.sentence = "Select " + target.value().name;
    return Done{};
}

Status deselect(Context& c, Arguments&) {
    c.state.selection.clear();
    c.state.referred.clear();
    c.done.undoable = true;
    c.done.sentence = "Select nothing";
    return Done{};
}

Status hover(Context& c, Arguments& arguments) {
    const std::string word = arguments.next();
    if (word == "none") {
        c.state.hovered = anatomy::none;
        return Done{};
    }
    const auto s = c.library.body.find_structure(word);
    if (s == anatomy::none) {
        return find_target(c, word).ok() ? Error{"Hover takes the id of one structure."} : find_target(c, word).error();
    }
    c.state.hovered = s;
    return Done{};
}

}  // namespace

const std::vector<Verb>& visibility_verbs() {
    static const std::vector<Verb> verbs = {
        {"highlight",
         highlight,
         {{"highlight REGION|GROUP|STRUCTURE", "Light it in its colour and fade the rest.", "highlight psoas"},
          {"highlight none", "Show everything alike again.", "highlight none"}}},
        {"fade",
         fade,
         {{"fade others OPACITY", "How much of the rest stays visible beside what is lit, 0 to 1.", "fade others 0.15"},
          {"fade STRUCTURE OPACITY", "Make it see-through, 0 gone to 1 solid.", "fade rectus_femoris 0.3"}}},
        {"show",
         show,
         {{"show STRUCTURE|KIND|LAYER", "Bring it back.", "show muscles"},
          {"show only STRUCTURE|KIND|REGION", "Hide everything else.", "show only bones"},
          {"show attachments MUSCLE|GROUP",
           "Paint on the bones where it starts and ends; without a name, the selected.",
           "show attachments psoas_major_r"},
          {"show attachments off", "Bare bones again.", "show attachments off"},
          {"show referred MUSCLE", "Paint on the skin where its pain can be felt.", "show referred psoas_major_r"},
          {"show referred off", "Bare skin again.", "show referred off"},
          {"show all", "Bring everything back.", "show all"}}},
        {"hide",
         hide,
         {{"hide STRUCTURE|KIND|LAYER", "Take it away.", "hide muscles"},
          {"hide others", "Take away what is neither lit nor selected.", "hide others"}}},
        {"xray", xray, {{"xray on|off", "See through everything but what is selected or lit.", "xray on"}}},
        {"depth", depth, {{"depth LEVEL", "Peel from the skin (0) to the bones (4).", "depth 2"}}},
        {"side", side, {{"side left|right|both", "Show one side of the body or both.", "side right"}}},
        {"select",
         select,
         {{"select STRUCTURE", "Open its card and outline it.", "select psoas_major_r"},
          {"select add STRUCTURE", "Select it as well.", "select add iliacus_r"}}},
        {"deselect", deselect, {{"deselect", "Select nothing.", "deselect"}}},
        {"hover", hover, {{"hover ID|none", "What lies under the pointer.", "hover none"}}},
    };
    return verbs;
}

}  // namespace backstory::workspace
