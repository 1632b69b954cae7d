// The list of keys in Help is the truth: whatever a key does stands there, and whatever stands there does something.
#include "screen.hpp"
#include "ui/panels.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace backstory::ui {
namespace {

// Everything on the screen as one number, so that any change is seen.
ImU32 drawn() {
    ImU32 sum = 0;
    const ImDrawData& data = *ImGui::GetDrawData();
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const auto& corners = data.CmdLists[i]->VtxBuffer;
        sum = ImHashData(corners.Data, static_cast<std::size_t>(corners.size_in_bytes()), sum);
    }
    return sum;
}

struct Situation {
    const char* name;
    std::string commands;
    std::vector<KeyPress> before = {};
};

const std::string busy =
    "mode explore; calm on; highlight psoas; select psoas_major_r; open sit_to_stand; pause; at 0.3; hide rib_5_r; "
    "draw arrow 0 0 0.1 0.1; depth 2";

const Situation situations[] = {
    {"at the beginning", "mode explore"},     {"with everything open", busy},
    {"in Learn", busy + "; mode learn"},      {"with a control that has the ring", busy, {{GLFW_KEY_TAB}}},
    {"with the cross", busy, {{GLFW_KEY_V}}},
};

std::unique_ptr<Screen> opened(const Situation& situation) {
    auto screen = std::make_unique<Screen>();
    auto& workspace = screen->workspace();
    EXPECT_TRUE(workspace.perform("tour seen; safety asked").ok());
    EXPECT_TRUE(workspace.perform("save view first").ok());
    EXPECT_TRUE(workspace.perform(situation.commands).ok());
    EXPECT_TRUE(workspace.perform("save view second").ok());
    EXPECT_TRUE(workspace.perform("view anterior").ok());
    EXPECT_TRUE(workspace.perform("undo").ok());
    screen->settle(6);
    for (const KeyPress& press : situation.before) {
        screen->press(press);
    }
    screen->settle(6);
    return screen;
}

// Whether it sends a command or changes what is drawn.
bool does_something(const Situation& situation, const KeyPress& press) {
    const auto screen = opened(situation);
    const std::size_t said = screen->said().size();
    const int clicks = screen->picture_clicks();
    const ImU32 before = drawn();
    screen->settle(1);
    EXPECT_EQ(drawn(), before) << "the screen is still, " << situation.name;
    screen->press(press);
    return screen->said().size() > said || screen->picture_clicks() > clicks || drawn() != before;
}

std::string spelt(const KeyPress& press) {
    return std::string(press.control ? "Ctrl " : "") + (press.shift ? "Shift " : "") + std::to_string(press.key);
}

bool is_listed(const KeyPress& press) {
    return std::any_of(shortcuts().begin(), shortcuts().end(), [&](const Shortcut& one) {
        return std::find(one.presses.begin(), one.presses.end(), press) != one.presses.end();
    });
}

TEST(Shortcuts, WhatIsListedDoesSomething) {
    ASSERT_NE(library(), nullptr);
    std::size_t keys = 0;
    for (const Shortcut& one : shortcuts()) {
        for (const KeyPress& press : one.presses) {
            ++keys;
            EXPECT_TRUE(std::any_of(std::begin(situations), std::end(situations),
                                    [&](const Situation& s) { return does_something(s, press); }))
                << one.keys << ": " << spelt(press);
        }
    }
    EXPECT_GT(keys, 60U);
}

TEST(Shortcuts, WhatDoesSomethingIsListed) {
    ASSERT_NE(library(), nullptr);
    std::vector<int> keys;
    for (int key = GLFW_KEY_SPACE; key <= GLFW_KEY_GRAVE_ACCENT; ++key) {
        keys.push_back(key);
    }
    for (int key = GLFW_KEY_ESCAPE; key <= GLFW_KEY_F12; ++key) {
        keys.push_back(key);
    }
    for (int key = GLFW_KEY_KP_0; key <= GLFW_KEY_KP_EQUAL; ++key) {
        keys.push_back(key);
    }
    std::size_t working = 0;
    for (const int key : keys) {
        for (const bool control : {false, true}) {
            const KeyPress press{key, control};
            if (is_listed(press)) {
                ++working;
                continue;
            }
            for (const Situation& situation : situations) {
                EXPECT_FALSE(does_something(situation, press)) << spelt(press) << " " << situation.name;
            }
        }
    }
    EXPECT_GT(working, 60U);
}

}  // namespace
}  // namespace backstory::ui
