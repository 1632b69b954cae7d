// The left panel in Learn: the list of lessons, or the open lesson's step.
#include "ui/icons.hpp"
#include "ui/panel_frame.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <cmath>
#include <string>

namespace backstory::ui {

namespace {

void draw_lessons(Context& c) {
    text(c, TextStyle::heading, "Lessons");
    for (const auto& lesson : c.library.lessons) {
        gap(c, 4);
        text(c, TextStyle::strong, c.say(lesson.name, lesson.clinical_name));
        paragraph(c, c.say(lesson.summary, lesson.clinical_summary), TextStyle::body, &c.theme.palette().text_soft);
        if (button(c, "Start##" + lesson.id, {.icon = icon::lesson, .look = Look::accent, .width = -1})) {
            c.emit("lesson " + lesson.id);
        }
    }
}

void draw_step(Context& c) {
    const auto& lesson = c.library.lessons[static_cast<std::size_t>(c.state.lesson)];
    const int count = static_cast<int>(lesson.steps.size()), step = c.state.lesson_step;
    const auto& now = lesson.steps[static_cast<std::size_t>(step)];
    paragraph(c,
              c.say(lesson.name, lesson.clinical_name) + ", step " + std::to_string(step + 1) + " of " +
                  std::to_string(count),
              TextStyle::small, &c.theme.palette().text_soft);
    ImGui::PushTextWrapPos(0.0f);
    text(c, TextStyle::title, c.say(now.title, now.clinical_title));
    ImGui::PopTextWrapPos();
    gap(c, 2);
    paragraph(c, c.say(now.client_text, now.clinical_text));
    gap(c, 8);
    const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x));
    if (button(c, "Back", {.icon = icon::left, .width = half, .enabled = step > 0})) {
        c.emit("lesson back");
    }
    ImGui::SameLine();
    if (step + 1 < count) {
        if (button(c, "Next", {.icon = icon::right, .look = Look::accent, .width = half})) {
            c.emit("lesson next");
        }
    } else if (button(c, "Finish", {.icon = icon::check, .look = Look::accent, .width = half})) {
        c.emit("lesson end; home");
    }
    if (button(c, "Leave the lesson", {.look = Look::quiet, .width = -1})) {
        c.emit("lesson end");
    }
    draw_tightness(c);
}

}  // namespace

void draw_learn_panel(Context& c, const Rect& rect) {
    if (begin_panel(c, "left", rect)) {
        if (c.state.lesson < 0) {
            draw_lessons(c);
        } else {
            draw_step(c);
        }
    }
    end_panel();
}

}  // namespace backstory::ui
