// set stature, lordosis, kyphosis, pelvic_tilt, leg_difference ...: how the person is built and stands. Which settings
// there are is data.
#include "workspace/verbs.hpp"

#include <cmath>
#include <numbers>

namespace backstory::workspace {
namespace {

using Kind = motion::BodySetting::Kind;

// What people write for one metre or radian: centimetres of height, degrees, millimetres.
double display_unit(Kind kind) {
    return kind == Kind::stature ? 100.0 : kind == Kind::angle ? 180.0 / std::numbers::pi : 1000.0;
}

// "8 more", "12 right", "0": never a bare sign.
Result<double> take_amount(const motion::BodySetting& setting, Arguments& arguments) {
    const double unit = display_unit(setting.kind);
    const std::string what = setting.id + (setting.kind == Kind::angle    ? " in degrees"
                                           : setting.kind == Kind::length ? " in mm"
                                                                          : " in cm");
    if (setting.kind == Kind::stature) {
        const auto height = arguments.number(what, std::round(unit * setting.low), std::round(unit * setting.high));
        return height.ok() ? Result<double>(height.value() / unit) : height;
    }
    auto size = arguments.number(what, 0.0, std::round(unit * std::max(-setting.low, setting.high)));
    if (!size.ok() || (size.value() == 0.0 && arguments.empty())) {
        return size;
    }
    const Choice<double> ways[] = {{setting.more, 1.0}, {setting.less, -1.0}};
    const auto way = choose(ways, arguments.next(), "The way of " + setting.id);
    if (!way.ok()) {
        return way.error();
    }
    const double value = way.value() * size.value() / unit;
    if (value < setting.low - 1e-9 || value > setting.high + 1e-9) {
        const double most = std::round(unit * (value > 0.0 ? setting.high : -setting.low));
        return Error{with_capital(setting.id) + " goes to " + std::to_string(static_cast<int>(most)) + " " +
                     (value > 0.0 ? setting.more : setting.less) + "."};
    }
    return value;
}

}  // namespace

bool is_body_setting(const Library& library, std::string_view word) {
    return word == "body" || motion::find_setting(library.body_settings, word) >= 0;
}

Status set_body(Context& c, Arguments& arguments) {
    const auto& settings = c.library.body_settings;
    const std::string word = arguments.next();
    if (word == "body") {
        if (!arguments.take("measured")) {
            return Error{"Set body takes \"measured\": height and posture as the body was measured."};
        }
        c.state.body.clear();
        c.done.sentence = "Set the body as measured";
        return Done{};
    }
    const auto index = static_cast<std::size_t>(motion::find_setting(settings, word));
    const auto value = take_amount(settings[index], arguments);
    if (!value.ok()) {
        return value.error();
    }
    if (c.state.body.empty()) {
        c.state.body = motion::measured_values(settings);
    }
    c.state.body[index] = value.value();
    if (c.state.body == motion::measured_values(settings)) {
        c.state.body.clear();
    }
    c.done.sentence = "Set: " + c.say(settings[index].name, settings[index].clinical_name);
    return Done{};
}

std::vector<CommandHelp> body_help() {
    return {{"set stature CM", "Height of the whole body, 140 to 205 cm; what it rests on grows with it.",
             "set stature 184"},
            {"set lordosis|kyphosis DEGREES more|less", "Hollow of the low back, rounding of the mid back in standing.",
             "set lordosis 8 more"},
            {"set pelvic_tilt DEGREES forward|backward", "How far the pelvis tips in standing.",
             "set pelvic_tilt 5 forward"},
            {"set leg_difference MM right|left", "Which leg is longer, and by how much, in standing.",
             "set leg_difference 12 right"},
            {"set body measured", "Height and posture as the body was measured.", "set body measured"}};
}

}  // namespace backstory::workspace
