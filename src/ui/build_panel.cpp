// Explore, Body: how the person is built and stands. Which settings there are is data (assets/skeleton).
#include "ui/fold.hpp"
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace backstory::ui {
namespace {

using Kind = motion::BodySetting::Kind;

// What people say for one metre or radian.
double shown_unit(Kind kind) {
    return kind == Kind::stature ? 100.0 : kind == Kind::angle ? 180.0 / std::numbers::pi : 1000.0;
}

void draw_setting(Context& c, std::size_t index) {
    const motion::BodySetting& setting = c.library.body_settings[index];
    const double unit = shown_unit(setting.kind);
    const double now = c.state.body.empty() ? setting.measured : c.state.body[index];
    const long size = std::lround(unit * std::abs(now));
    const std::string unit_name = setting.kind == Kind::stature  ? " cm"
                                  : setting.kind == Kind::length ? " mm"
                                                                 : " degrees";
    const std::string says = setting.kind == Kind::stature ? std::to_string(size) + unit_name
                             : size == 0
                                 ? "as measured"
                                 : std::to_string(size) + unit_name + " " + (now > 0.0 ? setting.more : setting.less);
    auto value = static_cast<float>(unit * now);
    if (!labelled_slider(c, c.say(setting.name, setting.clinical_name) + "##" + setting.id, says, value,
                         static_cast<float>(unit * setting.low), static_cast<float>(unit * setting.high))) {
        return;
    }
    const long wanted = std::lround(value);
    if (wanted == std::lround(unit * now)) {
        return;  // whole units only
    }
    const std::string way = setting.kind == Kind::stature || wanted == 0 ? ""
                            : wanted > 0                                 ? " " + setting.more
                                                                         : " " + setting.less;
    c.emit("set " + setting.id + " " + std::to_string(std::abs(wanted)) + way);
}

std::string tight_words(double value) {
    return value <= 0.0 ? "free" : std::to_string(std::lround(100.0 * value)) + " %";
}

void draw_tight_parts(Context& c) {
    using posture::Group;
    static constexpr const char* commands[] = {"psoas", "rectus", "tfl", "hamstrings"};  // by Group
    for (const auto& group : posture::group_names) {
        for (const auto& [side, word] :
             {std::pair{posture::Side::right, "right"}, std::pair{posture::Side::left, "left"}}) {
            const double now = c.state.dials.of(side, group.group);
            auto value = static_cast<float>(now);
            const std::string verb = commands[static_cast<std::size_t>(group.group)];
            if (labelled_slider(c, std::string(group.name) + ", " + word, tight_words(now), value, 0.0f, 1.0f)) {
                c.emit("set " + verb + " " + word + " " + std::to_string(value));
            }
        }
    }
    auto stiffness = static_cast<float>(c.state.dials.thoracic_stiffness);
    if (labelled_slider(c, "Mid back, stiff", tight_words(c.state.dials.thoracic_stiffness), stiffness, 0.0f, 1.0f)) {
        c.emit("set mid_back " + std::to_string(stiffness));
    }
}

}  // namespace

void draw_build(Context& c) {
    small_heading(c, "HOW THE PERSON STANDS");
    for (std::size_t i = 0; i < c.library.body_settings.size(); ++i) {
        draw_setting(c, i);
    }
    // Always there, so that nothing below it moves while a slider is dragged.
    if (button(c, "As measured", {.icon = icon::undo, .width = -1, .enabled = !c.state.body.empty()})) {
        c.emit("set body measured");
    }
    paragraph(c, c.library.texts.text("body_settings_model"), TextStyle::small, &c.theme.palette().text_soft);
    draw_tightness(c);
    if (fold(c, "tight_parts", "Each part by itself", c.memory.open_stages)) {
        draw_tight_parts(c);
    }
}

}  // namespace backstory::ui
