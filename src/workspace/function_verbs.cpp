// act, innervation: what a muscle does, and which nerves serve it.
#include "workspace/verbs.hpp"

#include <algorithm>

namespace backstory::workspace {
namespace {

using anatomy::StructureIndex;

Result<StructureIndex> one_muscle(Context& c, const std::string& id) {
    const auto found = c.library.body.find_structure(id);
    if (found != anatomy::none) {
        return found;
    }
    const auto target = find_target(c, id);
    if (!target.ok()) {
        return target.error();
    }
    return Error{"Name one muscle by its id, for example psoas_major_r."};
}

// "act psoas_major_r [WHICH]": WHICH counts from 1.
Status act(Context& c, Arguments& arguments) {
    if (arguments.take("off")) {
        c.state.action = {};
        c.state.playing = false;
        c.state.time_s = 0.0;
        c.done = {"Stand still", true, false, true};
        return Done{};
    }
    const auto muscle = one_muscle(c, arguments.next());
    if (!muscle.ok()) {
        return muscle.error();
    }
    const auto& structure = c.library.body.structures[muscle.value()];
    const auto& moves = c.library.knowledge.moves_of(structure.base_id);
    if (moves.empty()) {
        return Error{"What " + c.name_of(muscle.value()) + " does is not stored here."};
    }
    double which = 1.0;
    if (!arguments.empty()) {
        auto number = arguments.number("the action", 1.0, static_cast<double>(moves.size()));
        if (!number.ok()) {
            return number.error();
        }
        which = number.value();
    }
    c.state.clip = -1;
    c.state.compare = Compare::off;
    c.state.action = {muscle.value(), static_cast<int>(which) - 1};
    c.state.time_s = 0.0;
    c.state.playing = true;
    c.state.looping = true;
    c.state.selection = {muscle.value()};
    c.done = {"Show what " + c.name_of(muscle.value()) + " does", true, false, true};
    return Done{};
}

Status innervation(Context& c, Arguments& arguments) {
    const auto muscle = one_muscle(c, arguments.next());
    if (!muscle.ok()) {
        return muscle.error();
    }
    const auto& body = c.library.body;
    const auto& structure = body.structures[muscle.value()];
    std::vector<StructureIndex> lit;
    for (const auto& nerve : c.library.knowledge.nerves_of(structure.base_id)) {
        for (std::size_t i = 0; i < body.structures.size(); ++i) {
            const auto& s = body.structures[i];
            const bool side = s.side == structure.side || s.side == anatomy::Side::midline ||
                              structure.side == anatomy::Side::midline;
            if (side && (s.base_id == nerve || s.part_of == nerve)) {
                lit.push_back(static_cast<StructureIndex>(i));
            }
        }
    }
    if (lit.empty()) {
        return Error{"The nerve of " + c.name_of(muscle.value()) + " is not modelled here."};
    }
    std::sort(lit.begin(), lit.end());
    lit.erase(std::unique(lit.begin(), lit.end()), lit.end());
    for (const auto s : lit) {
        c.state.opacity[s] = 1.0f;
    }
    c.state.region = -1;
    c.state.lit = std::move(lit);
    c.state.lit_name = "Nerve of " + c.name_of(muscle.value());
    c.state.selection = {muscle.value()};
    c.done = {"Show the nerve of " + c.name_of(muscle.value()), true, false, false};
    return Done{};
}

}  // namespace

const std::vector<Verb>& function_verbs() {
    static const std::vector<Verb> verbs = {
        {"act",
         act,
         {{"act MUSCLE [WHICH]", "Move the joint through what the muscle does.", "act psoas_major_r"},
          {"act off", "Stand still again.", "act off"}}},
        {"innervation",
         innervation,
         {{"innervation MUSCLE", "Light the nerves that serve it.", "innervation psoas_major_r"}}},
    };
    return verbs;
}

}  // namespace backstory::workspace
