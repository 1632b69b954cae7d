// The pointer on the picture: turn, move, come closer, click, hover.
#include "ui/panels.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

// A click that wanders less than this is still a click.
constexpr float click_slack_px = 5.0f;
constexpr float degrees_per_px = 0.35f;

std::string number(float value) {
    return std::to_string(value);
}

// Within what commands take.
std::string near_place_words(const glm::vec3& place) {
    return workspace::place_words(glm::clamp(place, glm::vec3(-10.0f), glm::vec3(10.0f)));
}

// While a part is followed everything turns about it.
KnownPlace place_under(const Context& c, ImVec2 at) {
    const KnownPlace& known = c.memory.under_pointer;
    const bool here = std::hypot(known.at.x - at.x, known.at.y - at.y) < click_slack_px;
    return here && c.state.followed == anatomy::none ? known : KnownPlace{};
}

void turn(Context& c, float azimuth_deg, float elevation_deg) {
    c.emit("orbit " + number(std::clamp(azimuth_deg, -360.0f, 360.0f)) + " " +
           number(std::clamp(elevation_deg, -360.0f, 360.0f)) +
           (c.memory.pivot ? " about " + near_place_words(*c.memory.pivot) : ""));
}

void drag_view(Context& c, FrameResult& result) {
    const ImGuiIO& io = ImGui::GetIO();
    Memory& m = c.memory;
    const bool left = io.MouseDown[0], right = io.MouseDown[1] || io.MouseDown[2];
    if (!left && !right) {
        return;
    }
    m.drag_way += std::abs(io.MouseDelta.x) + std::abs(io.MouseDelta.y);
    if (m.drag_way < click_slack_px || (io.MouseDelta.x == 0.0f && io.MouseDelta.y == 0.0f)) {
        return;
    }
    result.busy_hands = true;
    if (!m.pivot && m.pressed_at) {
        m.pivot = place_under(c, *m.pressed_at).world;
    }
    if (right || io.KeyShift) {
        const float height = std::max(1.0f, c.size.y);
        c.emit("pan " + number(std::clamp(io.MouseDelta.x / height, -10.0f, 10.0f)) + " " +
               number(std::clamp(-io.MouseDelta.y / height, -10.0f, 10.0f)));
    } else {
        const float scale = degrees_per_px / std::max(0.5f, c.theme.scale());
        turn(c, io.MouseDelta.x * scale, io.MouseDelta.y * scale);
    }
}

// Two fingers up and down (or the wheel) come closer to what is under them, sideways they turn the body.
void scroll_view(Context& c, FrameResult& result) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseWheel != 0.0f) {
        const auto known = place_under(c, io.MousePos);
        c.emit("zoom " + number(std::clamp(std::pow(1.12f, io.MouseWheel), 0.05f, 20.0f)) +
               (known.world ? " to " + near_place_words(*known.world) : ""));
        result.asks_place = io.MousePos;
        result.busy_hands = true;
    }
    if (io.MouseWheelH != 0.0f) {
        c.memory.pivot.reset();
        turn(c, 8.0f * io.MouseWheelH, 0.0f);
        result.busy_hands = true;
    }
}

}  // namespace

void click_picture(Context& c, ImVec2 at, FrameResult& result) {
    Memory& m = c.memory;
    if (m.tool == Tool::look) {
        for (const ShownPin& pin : m.pins) {
            if (pin.rect.contains(at)) {
                c.emit("select " + c.library.body.structures[c.state.pins[pin.index].structure].id);
                return;
            }
        }
    }
    result.clicked = at;
    result.points_at_pain = m.tool == Tool::point;
    result.hide_clicked = m.tool == Tool::peel;
    m.tool = m.tool == Tool::point ? Tool::look : m.tool;
}

void handle_pointer(Context& c, const Rect& free, FrameResult& result) {
    const ImGuiIO& io = ImGui::GetIO();
    Memory& m = c.memory;
    const bool on_picture = !io.WantCaptureMouse && io.MousePos.x >= 0.0f && io.MousePos.y >= 0.0f &&
                            io.MousePos.x < c.size.x && io.MousePos.y < c.size.y;
    if (ImGui::IsMouseClicked(0)) {
        m.focus.clear();  // the hand has taken over
        if (on_picture && m.cross_shown) {
            show_cross(c, false);
        }
    }
    handle_cross(c, free, result);
    draw_with_pen(c, on_picture);
    const bool drawing = m.tool == Tool::pen || m.tool == Tool::arrow || m.tool == Tool::erase;
    const bool at_section = handle_section(c, on_picture && !m.dragging_view, result);
    if (on_picture && !drawing && !at_section &&
        (ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1) || ImGui::IsMouseClicked(2))) {
        m.dragging_view = true;
        m.drag_way = 0.0f;
        m.pressed_at = io.MousePos;
        m.pivot.reset();
        result.asks_place = io.MousePos;
    }
    if (m.dragging_view) {
        drag_view(c, result);
        if (!io.MouseDown[0] && !io.MouseDown[1] && !io.MouseDown[2]) {
            m.dragging_view = false;
            if (m.drag_way < click_slack_px && ImGui::IsMouseReleased(0)) {
                click_picture(c, m.pressed_at.value_or(io.MousePos), result);
                result.add_to_selection = io.KeyCtrl;
                result.hide_clicked |= io.KeyAlt;
            }
        }
    }
    if (on_picture) {
        scroll_view(c, result);
    }
    if (m.cross_shown) {
        return;  // it points, not the mouse
    }
    if (on_picture && !m.dragging_view && !drawing && !at_section) {
        result.pointed = io.MousePos;
    } else if (c.state.hovered != anatomy::none) {
        c.emit("hover none");
    }
}

}  // namespace backstory::ui
