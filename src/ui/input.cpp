// What each key does.
#include "ui/panels.hpp"
#include "ui/timeline.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

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
    } else if (m.work) {
        m.cancels_work = true;
    } else if (c.state.presenting) {
        c.emit("present off");
    } else if (!m.focus.empty()) {
        m.focus.clear();
    } else if (m.cross_draws) {
        m.cross_draws = false;
        m.line.clear();
    } else if (m.tool != Tool::look) {
        m.tool = Tool::look;
    } else if (m.cross_shown) {
        show_cross(c, false);
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
    const bool sideways = pressed(GLFW_KEY_LEFT) || pressed(GLFW_KEY_RIGHT);
    if (c.memory.focus_slides && sideways) {
        return;  // they move the handle that has the ring
    }
    if (c.memory.cross_shown && (sideways || pressed(GLFW_KEY_UP) || pressed(GLFW_KEY_DOWN))) {
        return;  // they move the cross
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
    } else if (pressed(GLFW_KEY_U)) {
        c.emit(c.state.show_balance ? "balance off" : "balance on");
    } else if (pressed(GLFW_KEY_H) && selected) {
        c.emit("hide " + id);
    } else if (pressed(GLFW_KEY_O) && selected) {
        c.emit("show only " + id);
    } else if (pressed(GLFW_KEY_F) && selected) {
        c.emit("focus " + id);
    } else if (pressed(GLFW_KEY_B)) {
        c.memory.map_open = !pain_map_open(c);
    } else if (pressed(GLFW_KEY_V)) {
        show_cross(c, !c.memory.cross_shown);
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

}  // namespace

void handle_keys(Context& c) {
    for (const KeyPress& press : c.keys) {
        const Hand pressed{press};
        if (pressed(GLFW_KEY_ESCAPE) && !press.control) {
            handle_escape(c);
        }
        if (pressed(GLFW_KEY_TAB) && !press.control && !press.alt) {
            ImGui::SetWindowFocus(nullptr);  // out of the line that is being typed
            handle_tab(c, press.shift);
        }
        if (ImGui::GetIO().WantTextInput || c.memory.dialogue != Dialogue::none) {
            continue;
        }
        if (press.control) {
            handle_control_keys(c, pressed);
        } else if (!press.alt) {
            handle_function_keys(c, pressed);
            handle_look_keys(c, pressed);
            handle_plain_keys(c, pressed);
        }
    }
}

}  // namespace backstory::ui
