// Explore, Body: how the person is built and stands. Which settings there are is data (assets/skeleton).
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

// The parts of the hip flexors have their sliders beside the one dial, in draw_tightness.
void draw_other_tight_parts(Context& c) {
    for (const auto& [side, word] :
         {std::pair{posture::Side::right, "right"}, std::pair{posture::Side::left, "left"}}) {
        const double now = c.state.dials.of(side, posture::Group::hamstrings);
        auto value = static_cast<float>(now);
        if (labelled_slider(c, std::string(c.say("Back of the thigh", "Hamstrings")) + ", " + word, tight_words(now),
                            value, 0.0f, 1.0f)) {
            c.emit(std::string("set hamstrings ") + word + " " + std::to_string(value));
        }
    }
    auto stiffness = static_cast<float>(c.state.dials.thoracic_stiffness);
    if (labelled_slider(c, c.say("Mid back", "Thoracic spine"), tight_words(c.state.dials.thoracic_stiffness),
                        stiffness, 0.0f, 1.0f)) {
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
    small_heading(c, "OTHER TIGHT PARTS");
    draw_other_tight_parts(c);
}

}  // namespace backstory::ui
