// The list of keys and gestures as Help prints it. A test holds it against what the keys do.
#include "ui/panels.hpp"

#include <GLFW/glfw3.h>

namespace backstory::ui {
namespace {

constexpr KeyPress with_control(int key) {
    return {key, true, false, false};
}
constexpr KeyPress with_shift(int key) {
    return {key, false, true, false};
}

const std::vector<Shortcut> looking = {
    {"1 2 3 4 5",
     "Light an area: neck, mid back, low back, hip flexors, hip extensors",
     {{GLFW_KEY_1}, {GLFW_KEY_2}, {GLFW_KEY_3}, {GLFW_KEY_4}, {GLFW_KEY_5}}},
    {"Home or 0", "Back to the beginning", {{GLFW_KEY_HOME}, {GLFW_KEY_0}}},
    {"/ or Ctrl F, K",
     "Search; a line that starts with > is a command",
     {{GLFW_KEY_SLASH}, with_control(GLFW_KEY_F), with_control(GLFW_KEY_K)}},
    {"Arrow keys", "Turn the body", {{GLFW_KEY_LEFT}, {GLFW_KEY_RIGHT}, {GLFW_KEY_UP}, {GLFW_KEY_DOWN}}},
    {"Shift arrows, Ctrl arrows",
     "Turn quickly; move the picture",
     {with_shift(GLFW_KEY_LEFT), with_shift(GLFW_KEY_RIGHT), with_shift(GLFW_KEY_UP), with_shift(GLFW_KEY_DOWN),
      with_control(GLFW_KEY_LEFT), with_control(GLFW_KEY_RIGHT), with_control(GLFW_KEY_UP),
      with_control(GLFW_KEY_DOWN)}},
    {"+ and -",
     "Come closer, go back (with Ctrl: size of all words)",
     {{GLFW_KEY_EQUAL},
      {GLFW_KEY_KP_ADD},
      {GLFW_KEY_MINUS},
      {GLFW_KEY_KP_SUBTRACT},
      with_control(GLFW_KEY_EQUAL),
      with_control(GLFW_KEY_KP_ADD),
      with_control(GLFW_KEY_MINUS),
      with_control(GLFW_KEY_KP_SUBTRACT)}},
    {"Keypad 1 7 3 9 5",
     "From the front, the back, the right, the left; with or without perspective",
     {{GLFW_KEY_KP_1}, {GLFW_KEY_KP_7}, {GLFW_KEY_KP_3}, {GLFW_KEY_KP_9}, {GLFW_KEY_KP_5}}},
    {"[ and ]", "Look less deep, deeper", {{GLFW_KEY_LEFT_BRACKET}, {GLFW_KEY_RIGHT_BRACKET}}},
    {"H, O, F, R",
     "Hide it, show only it, look closer, show everything again",
     {{GLFW_KEY_H}, {GLFW_KEY_O}, {GLFW_KEY_F}, {GLFW_KEY_R}}},
    {"B, X", "Where does it hurt; x-ray", {{GLFW_KEY_B}, {GLFW_KEY_X}}},
    {"G", "The picture goes along with what is selected, or stays again", {{GLFW_KEY_G}}},
};

const std::vector<Shortcut> moving = {
    {"L, S", "Half-kneeling lunge, sit-to-stand", {{GLFW_KEY_L}, {GLFW_KEY_S}}},
    {"Space , .", "Play or pause; one step back; one step on", {{GLFW_KEY_SPACE}, {GLFW_KEY_COMMA}, {GLFW_KEY_PERIOD}}},
    {"C", "Compare free and tight", {{GLFW_KEY_C}}},
    {"K, J", "Graph under the timeline; play backwards", {{GLFW_KEY_K}, {GLFW_KEY_J}}},
};

const std::vector<Shortcut> keeping = {
    {"P, A, E, M",
     "Pen, arrow, erase all lines, show or hide drawings and pins",
     {{GLFW_KEY_P}, {GLFW_KEY_A}, {GLFW_KEY_E}, {GLFW_KEY_M}}},
    {"V",
     "A cross to point with: arrows move it, Enter clicks or draws (Ctrl Enter: selects as well), Delete hides",
     {{GLFW_KEY_V}, {GLFW_KEY_DELETE}, with_control(GLFW_KEY_ENTER), with_control(GLFW_KEY_KP_ENTER)}},
    {"Ctrl Z, Ctrl Y",
     "Undo, redo (also Ctrl Shift Z)",
     {with_control(GLFW_KEY_Z), with_control(GLFW_KEY_Y), {GLFW_KEY_Z, true, true, false}}},
    {"Ctrl S", "Keep this view", {with_control(GLFW_KEY_S)}},
    {"Page down, up", "Next and previous view, or lesson step", {{GLFW_KEY_PAGE_DOWN}, {GLFW_KEY_PAGE_UP}}},
    {"F5", "Present: hide all controls; Esc brings them back", {{GLFW_KEY_F5}}},
};

const std::vector<Shortcut> around = {
    {"F2 F3 F4", "Explain, Explore, Learn", {{GLFW_KEY_F2}, {GLFW_KEY_F3}, {GLFW_KEY_F4}}},
    {"W, N, D", "Client or clinical words, names, dark or light", {{GLFW_KEY_W}, {GLFW_KEY_N}, {GLFW_KEY_D}}},
    {"U", "Where the body's weight falls", {{GLFW_KEY_U}}},
    {"Tab, Enter",
     "Go through the controls (Shift Tab: back); press the one with the ring (arrows move a slider)",
     {{GLFW_KEY_TAB}, with_shift(GLFW_KEY_TAB), {GLFW_KEY_ENTER}, {GLFW_KEY_KP_ENTER}}},
    {"? or F1", "This help", {with_shift(GLFW_KEY_SLASH), {GLFW_KEY_F1}}},
    {"Esc", "Close, cancel a film or picture, deselect, go back one", {{GLFW_KEY_ESCAPE}}},
    {"Left drag", "Turn about what is under the pointer; right drag or Shift and drag: move", {}},
    {"Wheel, two fingers", "Closer to what is under the pointer; sideways: turn", {}},
    {"Alt click", "Hide what is clicked; Ctrl click: select it as well", {}},
};

}  // namespace

const std::vector<Shortcut>& shortcuts() {
    static const std::vector<Shortcut> all = [] {
        std::vector<Shortcut> joined;
        for (const auto* some : {&looking, &moving, &keeping, &around}) {
            joined.insert(joined.end(), some->begin(), some->end());
        }
        return joined;
    }();
    return all;
}

}  // namespace backstory::ui
