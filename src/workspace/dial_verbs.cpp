// set tightness, thigh, measured, psoas, rectus, tfl, hamstrings, mid_back: how tight the body is.
#include "posture/virtual_tests.hpp"
#include "workspace/verbs.hpp"

#include <cmath>
#include <numbers>

namespace backstory::workspace {
namespace {

using posture::Group;
using posture::Side;

constexpr double radian = std::numbers::pi / 180.0;

std::string take_side(Arguments& arguments) {
    return arguments.take("left") ? "left" : arguments.take("right") ? "right" : "";
}

std::string side_words(const std::string& side) {
    return side.empty() ? "both sides" : "the " + side + " side";
}

void set_part(State& state, const std::string& side, Group group, double value) {
    if (side != "right") {
        state.dials.of(Side::left, group) = value;
    }
    if (side != "left") {
        state.dials.of(Side::right, group) = value;
    }
}

// The one dial moves its three parts.
void set_dial(State& state, const std::string& side, double value) {
    if (side != "right") {
        state.tightness.left = value;
    }
    if (side != "left") {
        state.tightness.right = value;
    }
    for (const Group group : {Group::iliopsoas, Group::rectus_femoris, Group::tensor_fasciae_latae}) {
        set_part(state, side, group, value);
    }
}

Status tightness(Context& c, Arguments& arguments) {
    const std::string side = take_side(arguments);
    const auto value = arguments.number("tightness", 0.0, 1.0);
    if (!value.ok()) {
        return value.error();
    }
    set_dial(c.state, side, value.value());
    c.done.sentence = "Set how tight the hip flexors are on " + side_words(side);
    return Done{};
}

// "10 above", "5 below": degrees of the thigh over the bench, never a bare sign.
Result<double> thigh_angle(Arguments& arguments) {
    const auto angle = arguments.number("the thigh's angle in degrees", 0.0, 90.0);
    if (!angle.ok()) {
        return angle.error();
    }
    static constexpr Choice<double> choices[] = {{"above", 1.0}, {"below", -1.0}};
    const auto sign = choose(choices, arguments.next(), "The thigh's place against the bench");
    if (!sign.ok()) {
        return sign.error();
    }
    return sign.value() * angle.value();
}

constexpr const char* saturated_words =
    " (beyond the dial, which goes from 12 degrees below to 20 above the bench: the nearest end is used)";

Status thigh(Context& c, Arguments& arguments) {
    const std::string side = take_side(arguments);
    const auto angle = thigh_angle(arguments);
    if (!angle.ok()) {
        return angle.error();
    }
    const double above = angle.value();
    set_dial(c.state, side, tightness_from_thigh_deg(above));
    c.done.sentence = "Set the measured thigh angle on " + side_words(side);
    if (std::abs(thigh_above_bench_deg(tightness_from_thigh_deg(above)) - above) > 0.01) {
        c.done.sentence += saturated_words;
    }
    return Done{};
}

// "measured left 10 above knee 62 apart 6": the whole Thomas test; each part gets a dial of its own.
Status measured(Context& c, Arguments& arguments) {
    const std::string side = take_side(arguments);
    const auto above = thigh_angle(arguments);
    if (!above.ok()) {
        return above.error();
    }
    posture::ThomasAngles angles = posture::thomas_target(tightness_from_thigh_deg(above.value()));
    angles.hip_extension_rad = -above.value() * radian;
    while (!arguments.empty() && (arguments.peek() == "knee" || arguments.peek() == "apart")) {
        const bool knee = arguments.next() == "knee";
        const auto angle = knee ? arguments.number("the knee's bend in degrees", 20.0, 110.0)
                                : arguments.number("how far the thigh drifts outwards in degrees", 0.0, 30.0);
        if (!angle.ok()) {
            return angle.error();
        }
        (knee ? angles.knee_rad : angles.abduction_rad) = angle.value() * radian;
    }
    const auto found = posture::dials_from_thomas(c.library.posture, c.library.skeleton, angles);
    set_dial(c.state, side, tightness_from_thigh_deg(above.value()));
    for (const Group group : {Group::iliopsoas, Group::rectus_femoris, Group::tensor_fasciae_latae}) {
        set_part(c.state, side, group, found.dial[static_cast<std::size_t>(group)]);
    }
    c.done.sentence = "Set what the Thomas test found on " + side_words(side);
    if (found.saturated) {
        c.done.sentence += " (one of the angles lies beyond its dial: the nearest end is used)";
    }
    return Done{};
}

Status part(Context& c, Arguments& arguments, Group group, const std::string& name) {
    const std::string side = take_side(arguments);
    const auto value = arguments.number("tightness", 0.0, 1.0);
    if (!value.ok()) {
        return value.error();
    }
    set_part(c.state, side, group, value.value());
    c.done.sentence = "Set how tight " + name + " on " + side_words(side);
    return Done{};
}

Status mid_back(Context& c, Arguments& arguments) {
    const auto value = arguments.number("stiffness", 0.0, 1.0);
    if (!value.ok()) {
        return value.error();
    }
    c.state.dials.thoracic_stiffness = value.value();
    c.done.sentence = "Set how stiff the mid back is";
    return Done{};
}

Status set(Context& c, Arguments& arguments) {
    c.done.undoable = true;
    c.done.merges = true;
    if (arguments.take("tightness")) {
        return tightness(c, arguments);
    }
    if (arguments.take("thigh")) {
        return thigh(c, arguments);
    }
    if (arguments.take("measured")) {
        return measured(c, arguments);
    }
    if (arguments.take("psoas")) {
        return part(c, arguments, Group::iliopsoas, "psoas and iliacus are");
    }
    if (arguments.take("rectus")) {
        return part(c, arguments, Group::rectus_femoris, "rectus femoris is");
    }
    if (arguments.take("tfl")) {
        return part(c, arguments, Group::tensor_fasciae_latae, "tensor fasciae latae is");
    }
    if (arguments.take("hamstrings")) {
        return part(c, arguments, Group::hamstrings, "the hamstrings are");
    }
    if (arguments.take("mid_back")) {
        return mid_back(c, arguments);
    }
    if (arguments.take("seat")) {
        return set_seat(c, arguments);
    }
    if (arguments.take("feet")) {
        return set_feet(c, arguments);
    }
    if (is_body_setting(c.library, arguments.peek())) {
        return set_body(c, arguments);
    }
    std::string known = "Set takes tightness, thigh, measured, psoas, rectus, tfl, hamstrings, mid_back, seat, feet, ";
    for (const auto& setting : c.library.body_settings) {
        known += setting.id + ", ";
    }
    return Error{known + "or body, for example \"set tightness left 0.8\"."};
}

}  // namespace

const std::vector<Verb>& dial_verbs() {
    static const std::vector<Verb> verbs = [] {
        std::vector<CommandHelp> help = {
            {"set tightness [left|right] X", "How tight the hip flexors are, 0 free to 1 very tight.",
             "set tightness 0.8"},
            {"set thigh [left|right] DEGREES above|below",
             "The same, from a measured Thomas test: the thigh above or below the bench.", "set thigh right 10 above"},
            {"set measured [left|right] DEGREES above|below [knee DEGREES] [apart DEGREES]",
             "The whole Thomas test: thigh, bend of the hanging knee, drift outwards; each sets its own muscles.",
             "set measured left 10 above knee 62 apart 6"},
            {"set psoas|rectus|tfl [left|right] X", "One part of the hip flexors, 0 free to 1 very tight.",
             "set rectus left 0.6"},
            {"set hamstrings [left|right] X", "How tight the hamstrings are, 0 free to 1 very tight.",
             "set hamstrings 0.7"},
            {"set mid_back X", "How stiff the mid back is, 0 to 1.", "set mid_back 0.5"}};
        for (const auto& more : {seat_help(), body_help()}) {
            help.insert(help.end(), more.begin(), more.end());
        }
        return std::vector<Verb>{{"set", set, std::move(help)}};
    }();
    return verbs;
}

}  // namespace backstory::workspace
