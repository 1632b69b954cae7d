// The pointer for those who have keys only: a cross on the picture. Arrows move it, Enter does there what a click or
// the pen would do, Delete hides what lies under it.
#include "ui/panels.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

// One press of an arrow, in heights of the picture: fine enough for a muscle's edge; ten presses, or one with Shift,
// for the way across.
constexpr float small_step = 0.01f, large_step = 0.1f;

bool is_enter(int key) {
    return key == GLFW_KEY_ENTER || key == GLFW_KEY_KP_ENTER;
}

// Stays in the part of the picture that no panel covers.
glm::vec2 kept_inside(const Context& c, const Rect& free, glm::vec2 place) {
    const ImVec2 at = on_screen(c, place);
    return in_picture(c, {std::clamp(at.x, free.x, std::max(free.x, free.right() - 1.0f)),
                          std::clamp(at.y, free.y, std::max(free.y, free.bottom() - 1.0f))});
}

void move_cross(Context& c, const KeyPress& press, const Rect& free) {
    const float step = press.shift ? large_step : small_step;
    const glm::vec2 way{(press.key == GLFW_KEY_RIGHT ? step : 0.0f) - (press.key == GLFW_KEY_LEFT ? step : 0.0f),
                        (press.key == GLFW_KEY_UP ? step : 0.0f) - (press.key == GLFW_KEY_DOWN ? step : 0.0f)};
    Memory& m = c.memory;
    if (press.control || way == glm::vec2(0.0f)) {
        return;
    }
    m.focus.clear();  // the eye is at the picture again
    m.cross = kept_inside(c, free, m.cross + way);
    if (m.cross_draws) {
        add_to_line(c, m.cross);
    }
}

void press_at_cross(Context& c, const KeyPress& press, FrameResult& result) {
    Memory& m = c.memory;
    const ImVec2 at = on_screen(c, m.cross);
    if (m.tool == Tool::pen || m.tool == Tool::arrow) {
        m.cross_draws = !m.cross_draws;
        if (m.cross_draws) {
            m.line = {m.cross};
        } else {
            finish_line(c);
        }
    } else if (m.tool == Tool::erase) {
        rub_out(c, at);
    } else {
        click_picture(c, at, result);
        result.add_to_selection = press.control;
    }
}

void draw_cross(Context& c) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    const ImVec2 at = on_screen(c, c.memory.cross);
    const float inner = std::floor(c.px(5)), outer = std::floor(c.px(18));
    // Light on dark or dark on light, it is seen on either.
    for (const auto& [colour, width] : {std::pair{p.panel, c.px(5)}, std::pair{p.text, c.px(2)}}) {
        for (const ImVec2 way : {ImVec2{1, 0}, ImVec2{-1, 0}, ImVec2{0, 1}, ImVec2{0, -1}}) {
            draw.AddLine({at.x + inner * way.x, at.y + inner * way.y}, {at.x + outer * way.x, at.y + outer * way.y},
                         c.colour(colour), width);
        }
    }
    if (c.memory.cross_draws) {
        draw.AddCircleFilled(at, c.px(4), c.colour(p.caution), 16);
    }
}

}  // namespace

void show_cross(Context& c, bool shown) {
    Memory& m = c.memory;
    if (shown && !m.cross_shown) {
        m.focus.clear();
        m.message = "Arrow keys move the cross; Enter clicks or draws there, Delete hides, Esc puts it away.";
        m.message_is_error = false;
        m.message_left_s = 6.0;
    }
    m.cross_shown = shown;
    m.cross_draws = false;
    m.line.clear();
}

void handle_cross(Context& c, const Rect& free, FrameResult& result) {
    Memory& m = c.memory;
    if (!m.cross_shown || m.dialogue != Dialogue::none) {
        return;
    }
    if (!free.contains(on_screen(c, m.cross))) {
        m.cross = kept_inside(c, free, m.cross);
    }
    if (m.cross_draws && m.tool != Tool::pen && m.tool != Tool::arrow) {
        m.cross_draws = false;
        m.line.clear();
    }
    const bool typing = ImGui::GetIO().WantTextInput;
    for (const KeyPress& press : c.keys) {
        if (typing || press.alt) {
            continue;
        }
        if (!m.focus_slides) {
            move_cross(c, press, free);
        }
        if (is_enter(press.key) && m.focus.empty()) {
            press_at_cross(c, press, result);
        } else if (press.key == GLFW_KEY_DELETE && !press.control) {
            result.clicked = on_screen(c, m.cross);
            result.hide_clicked = true;
        }
    }
    result.pointed = on_screen(c, m.cross);
    draw_cross(c);
}

}  // namespace backstory::ui
