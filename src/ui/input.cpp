// Keys, and the pointer on the picture: turn, move, come closer, click, hover, draw.
#include "ui/panels.hpp"
#include "ui/timeline.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

// A click that wanders less than this is still a click.
constexpr float click_slack_px = 5.0f;
constexpr float degrees_per_px = 0.35f;

// The key in hand.
struct Hand {
    KeyPress press;
    bool operator()(int key) const { return press.key == key; }
};

std::string number(float value) {
    return std::to_string(value);
}

void handle_escape(Context& c) {
    Memory& m = c.memory;
    if (m.dialogue == Dialogue::tour) {
        c.emit("tour seen");
    }
    if (m.dialogue != Dialogue::none) {
        m.dialogue = Dialogue::none;
    } else if (m.search_open) {
        m.search_open = false;
        m.search[0] = '\0';
    } else if (c.state.presenting) {
        c.emit("present off");
    } else if (!m.focus.empty()) {
        m.focus.clear();
    } else if (m.tool != Tool::look) {
        m.tool = Tool::look;
    } else if (m.map_open) {
        m.map_open = false;
    } else if (!c.state.selection.empty()) {
        c.emit("deselect");
    } else if (!c.state.lit.empty()) {
        c.emit("highlight none");
    }
}

// Tab goes through the controls in the order in which they are drawn; Enter presses the one that has the ring.
void handle_tab(Context& c, bool back) {
    Memory& m = c.memory;
    const auto& stops = m.stops_before;
    if (stops.empty()) {
        return;
    }
    const auto count = static_cast<std::ptrdiff_t>(stops.size());
    const auto found = std::find(stops.begin(), stops.end(), m.focus) - stops.begin();
    const auto next = found == count ? (back ? count - 1 : 0) : (found + (back ? count - 1 : 1)) % count;
    m.focus = stops[static_cast<std::size_t>(next)];
    m.focus_moved = true;
}

void handle_control_keys(Context& c, const Hand& pressed) {
    if (pressed(GLFW_KEY_Z)) {
        c.emit(pressed.press.shift ? "redo" : "undo");
    } else if (pressed(GLFW_KEY_Y)) {
        c.emit("redo");
    } else if (pressed(GLFW_KEY_F) || pressed(GLFW_KEY_K)) {
        c.memory.focus_search = true;
    } else if (pressed(GLFW_KEY_LEFT) || pressed(GLFW_KEY_RIGHT)) {
        c.emit(pressed(GLFW_KEY_LEFT) ? "pan -0.05 0" : "pan 0.05 0");
    } else if (pressed(GLFW_KEY_UP) || pressed(GLFW_KEY_DOWN)) {
        c.emit(pressed(GLFW_KEY_UP) ? "pan 0 0.05" : "pan 0 -0.05");
    } else if (pressed(GLFW_KEY_S)) {
        c.memory.dialogue = Dialogue::save_view;
    } else if (pressed(GLFW_KEY_EQUAL) || pressed(GLFW_KEY_KP_ADD)) {
        c.emit("scale " + std::to_string(std::min(250, c.state.settings.scale_percent + 25)));
    } else if (pressed(GLFW_KEY_MINUS) || pressed(GLFW_KEY_KP_SUBTRACT)) {
        c.emit("scale " + std::to_string(std::max(100, c.state.settings.scale_percent - 25)));
    }
}

void handle_look_keys(Context& c, const Hand& pressed) {
    if (c.memory.focus_slides && (pressed(GLFW_KEY_LEFT) || pressed(GLFW_KEY_RIGHT))) {
        return;  // they move the handle that has the ring
    }
    const float turn = pressed.press.shift ? 45.0f : 10.0f;
    const std::pair<int, std::string> keys[] = {{GLFW_KEY_LEFT, "orbit " + number(turn) + " 0"},
                                                {GLFW_KEY_RIGHT, "orbit " + number(-turn) + " 0"},
                                                {GLFW_KEY_UP, "orbit 0 " + number(turn)},
                                                {GLFW_KEY_DOWN, "orbit 0 " + number(-turn)},
                                                {GLFW_KEY_EQUAL, "zoom 1.15"},
                                                {GLFW_KEY_KP_ADD, "zoom 1.15"},
                                                {GLFW_KEY_MINUS, "zoom 0.87"},
                                                {GLFW_KEY_KP_SUBTRACT, "zoom 0.87"},
                                                {GLFW_KEY_KP_1, "view anterior"},
                                                {GLFW_KEY_KP_7, "view posterior"},
                                                {GLFW_KEY_KP_3, "view right"},
                                                {GLFW_KEY_KP_9, "view left"}};
    for (const auto& [key, command] : keys) {
        if (pressed(key)) {
            c.emit(command);
        }
    }
}

void handle_plain_keys(Context& c, const Hand& pressed) {
    const auto& regions = c.library.body.regions;
    for (std::size_t i = 0; i < std::min<std::size_t>(regions.size(), 9); ++i) {
        if (pressed(GLFW_KEY_1 + static_cast<int>(i))) {
            c.emit("deselect; highlight " + regions[i].id + "; view " + regions[i].view);
        }
    }
    const bool selected = !c.state.selection.empty();
    const std::string id = selected ? c.library.body.structures[c.state.selection.front()].id : "";
    if (pressed(GLFW_KEY_HOME) || pressed(GLFW_KEY_0)) {
        c.emit("home");
    } else if (pressed(GLFW_KEY_SPACE) && c.state.clip >= 0) {
        c.emit(c.state.playing ? "pause" : "play");
    } else if (pressed(GLFW_KEY_COMMA) && c.state.clip >= 0) {
        c.emit("step -1");
    } else if (pressed(GLFW_KEY_PERIOD) && c.state.clip >= 0) {
        c.emit("step 1");
    } else if (pressed(GLFW_KEY_K) && c.state.clip >= 0) {
        c.emit(graph_switch(c));
    } else if (pressed(GLFW_KEY_J) && c.state.clip >= 0) {
        c.emit(c.state.backwards ? "reverse off" : "reverse on");
    } else if (pressed(GLFW_KEY_L)) {
        start_motion(c, "half_kneeling_lunge");
    } else if (pressed(GLFW_KEY_S)) {
        start_motion(c, "sit_to_stand");
    } else if (pressed(GLFW_KEY_C) && c.state.clip >= 0) {
        c.emit(c.state.compare == workspace::Compare::off ? "compare tight" : "compare off");
    } else if (pressed(GLFW_KEY_W)) {
        c.emit(c.clinical() ? "words client" : "words clinical");
    } else if (pressed(GLFW_KEY_N)) {
        c.emit(c.state.show_labels ? "labels off" : "labels on");
    } else if (pressed(GLFW_KEY_H) && selected) {
        c.emit("hide " + id);
    } else if (pressed(GLFW_KEY_O) && selected) {
        c.emit("show only " + id);
    } else if (pressed(GLFW_KEY_F) && selected) {
        c.emit("focus " + id);
    } else if (pressed(GLFW_KEY_B)) {
        c.memory.map_open = !pain_map_open(c);
    } else if (pressed(GLFW_KEY_X)) {
        c.emit(c.state.xray ? "xray off" : "xray on");
    } else if (pressed(GLFW_KEY_G) && selected) {
        c.emit(c.state.followed == anatomy::none ? "follow " + id : "follow off");
    } else if (pressed(GLFW_KEY_KP_5)) {
        c.emit(c.state.camera.orthographic ? "projection perspective" : "projection orthographic");
    } else if (pressed(GLFW_KEY_R)) {
        c.emit("reset");
    } else if (pressed(GLFW_KEY_P)) {
        c.memory.tool = c.memory.tool == Tool::pen ? Tool::look : Tool::pen;
    } else if (pressed(GLFW_KEY_A)) {
        c.memory.tool = c.memory.tool == Tool::arrow ? Tool::look : Tool::arrow;
    } else if (pressed(GLFW_KEY_E)) {
        c.emit("erase all");
    } else if (pressed(GLFW_KEY_M)) {
        c.emit(c.state.show_marks ? "marks off" : "marks on");
    } else if (pressed(GLFW_KEY_D)) {
        c.emit(c.state.settings.dark_theme ? "theme light" : "theme dark");
    } else if (pressed(GLFW_KEY_LEFT_BRACKET)) {
        c.emit("depth " + number(std::max(0.0f, c.state.depth - 0.5f)));
    } else if (pressed(GLFW_KEY_RIGHT_BRACKET)) {
        c.emit("depth " + number(std::min(4.0f, c.state.depth + 0.5f)));
    } else if (pressed(GLFW_KEY_SLASH)) {
        if (pressed.press.shift) {
            c.memory.dialogue = Dialogue::help;
        } else {
            c.memory.focus_search = true;
        }
    }
}

void handle_function_keys(Context& c, const Hand& pressed) {
    static constexpr const char* modes[] = {"mode explain", "mode explore", "mode learn"};
    for (int i = 0; i < 3; ++i) {
        if (pressed(GLFW_KEY_F2 + i)) {
            c.emit(modes[i]);
        }
    }
    if (pressed(GLFW_KEY_F1)) {
        c.memory.dialogue = Dialogue::help;
    }
    if (pressed(GLFW_KEY_F5)) {
        c.emit(c.state.presenting ? "present off" : "present on");
    }
    if (pressed(GLFW_KEY_PAGE_DOWN) || pressed(GLFW_KEY_PAGE_UP)) {
        const bool on = pressed(GLFW_KEY_PAGE_DOWN);
        if (c.state.lesson >= 0) {
            c.emit(on ? "lesson next" : "lesson back");
        } else {
            c.emit(on ? "next view" : "previous view");
        }
    }
}

std::string place_words(const glm::vec3& place) {
    return number(std::clamp(place.x, -10.0f, 10.0f)) + " " + number(std::clamp(place.y, -10.0f, 10.0f)) + " " +
           number(std::clamp(place.z, -10.0f, 10.0f));
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
           (c.memory.pivot ? " about " + place_words(*c.memory.pivot) : ""));
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
               (known.world ? " to " + place_words(*known.world) : ""));
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

const std::vector<Shortcut>& shortcuts() {
    static const std::vector<Shortcut> all = {
        {"1 2 3 4 5", "Light an area: neck, mid back, low back, hip flexors, hip extensors"},
        {"Home or 0", "Back to the beginning"},
        {"/ or Ctrl F", "Search; a line that starts with > is a command"},
        {"Arrow keys", "Turn the body"},
        {"+ and -", "Come closer, go back (with Ctrl: size of all words)"},
        {"L, S", "Half-kneeling lunge, sit-to-stand"},
        {"Space , .", "Play or pause; one step back; one step on"},
        {"G", "The picture goes along with what is selected, or stays again"},
        {"Keypad 1 7 3 9 5", "From the front, the back, the right, the left; with or without perspective"},
        {"Shift arrows, Ctrl arrows", "Turn quickly; move the picture"},
        {"C", "Compare free and tight"},
        {"K, J", "Graph under the timeline; play backwards"},
        {"[ and ]", "Look less deep, deeper"},
        {"H, O, F, R", "Hide it, show only it, look closer, show everything again"},
        {"W, N, D", "Client or clinical words, names, dark or light"},
        {"P, A, E, M", "Pen, arrow, erase all lines, show or hide drawings and pins"},
        {"Ctrl Z, Ctrl Y", "Undo, redo"},
        {"Ctrl S", "Keep this view"},
        {"Page down, up", "Next and previous view, or lesson step"},
        {"F2 F3 F4", "Explain, Explore, Learn"},
        {"F5", "Present: hide all controls; Esc brings them back"},
        {"Tab, Enter", "Go through the controls; press the one with the ring (arrows move a slider)"},
        {"B, X", "Where does it hurt; x-ray"},
        {"? or F1", "This help"},
        {"Esc", "Close, deselect, go back one"},
        {"Left drag", "Turn about what is under the pointer; right drag or Shift and drag: move"},
        {"Wheel, two fingers", "Closer to what is under the pointer; sideways: turn"},
        {"Alt click", "Hide what is clicked; Ctrl click: select it as well"},
    };
    return all;
}

void handle_keys(Context& c) {
    for (const KeyPress& press : c.keys) {
        const Hand pressed{press};
        if (pressed(GLFW_KEY_ESCAPE)) {
            handle_escape(c);
        }
        if (pressed(GLFW_KEY_TAB) && !ImGui::GetIO().WantTextInput && !press.control && !press.alt) {
            handle_tab(c, press.shift);
        }
        if (ImGui::GetIO().WantTextInput || c.memory.dialogue != Dialogue::none) {
            continue;
        }
        handle_function_keys(c, pressed);
        if (press.control) {
            handle_control_keys(c, pressed);
        } else if (!press.alt) {
            handle_look_keys(c, pressed);
            handle_plain_keys(c, pressed);
        }
    }
}

void handle_pointer(Context& c, const Rect& free, FrameResult& result) {
    const ImGuiIO& io = ImGui::GetIO();
    Memory& m = c.memory;
    const bool on_picture = !io.WantCaptureMouse && io.MousePos.x >= 0.0f && io.MousePos.y >= 0.0f &&
                            io.MousePos.x < c.size.x && io.MousePos.y < c.size.y;
    (void)free;
    if (ImGui::IsMouseClicked(0)) {
        m.focus.clear();  // the hand has taken over
    }
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
                result.clicked = m.pressed_at;
                result.add_to_selection = io.KeyCtrl;
                result.points_at_pain = m.tool == Tool::point;
                m.tool = m.tool == Tool::point ? Tool::look : m.tool;
                result.hide_clicked = m.tool == Tool::peel || io.KeyAlt;
            }
        }
    }
    if (on_picture) {
        scroll_view(c, result);
    }
    if (on_picture && !m.dragging_view && !drawing && !at_section) {
        result.pointed = io.MousePos;
    } else if (c.state.hovered != anatomy::none) {
        c.emit("hover none");
    }
}

}  // namespace backstory::ui
