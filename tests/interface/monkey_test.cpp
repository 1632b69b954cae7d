// Any sequence of keys and clicks: the whole interface driven through ImGui without a window, with fixed seeds. It must
// not crash or assert, and `home` must bring back the beginning.
#include "screen.hpp"

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <random>

namespace backstory::ui {
namespace {

void random_input(std::mt19937& dice, Screen& screen, ImVec2 size) {
    ImGuiIO& io = ImGui::GetIO();
    const auto below = [&](unsigned n) { return dice() % n; };
    const unsigned what = below(100);
    if (what < 35) {
        static constexpr int keys[] = {GLFW_KEY_SPACE, GLFW_KEY_ENTER, GLFW_KEY_ESCAPE,  GLFW_KEY_TAB,
                                       GLFW_KEY_HOME,  GLFW_KEY_F1,    GLFW_KEY_F2,      GLFW_KEY_F3,
                                       GLFW_KEY_F4,    GLFW_KEY_F5,    GLFW_KEY_PAGE_UP, GLFW_KEY_PAGE_DOWN,
                                       GLFW_KEY_UP,    GLFW_KEY_LEFT,  GLFW_KEY_SLASH,   GLFW_KEY_COMMA};
        const unsigned pick = below(60);
        const int key = pick < std::size(keys) ? keys[pick] : static_cast<int>('0' + below('Z' - '0' + 1));
        screen.interface().press({key, below(5) == 0, below(5) == 0, below(10) == 0});
    } else if (what < 45) {
        io.AddInputCharacter(below(20) == 0 ? 0x20acU + below(500) : 32U + below(95));
    } else if (what < 50) {
        io.MouseWheel = static_cast<float>(static_cast<int>(below(9)) - 4);
    } else if (what < 75 && !screen.interface().items().empty()) {
        // People aim at controls.
        const auto& items = screen.interface().items();
        const auto& rect = items[below(static_cast<unsigned>(items.size()))].rect;
        io.MousePos = {rect.x + 0.5f * rect.width, rect.y + 0.5f * rect.height};
        io.MouseDown[0] = true;
    } else {
        io.MousePos = {static_cast<float>(below(static_cast<unsigned>(size.x))),
                       static_cast<float>(below(static_cast<unsigned>(size.y)))};
        io.MouseDown[below(3)] = below(2) == 0;
        io.KeyShift = below(6) == 0;
    }
    if (below(3) == 0) {
        io.MouseDown[0] = io.MouseDown[1] = io.MouseDown[2] = false;
    }
}

class Monkey : public ::testing::TestWithParam<unsigned> {};

TEST_P(Monkey, NeverBreaksTheProgram) {
    ASSERT_NE(library(), nullptr);
    Screen screen;
    std::mt19937 dice(GetParam());
    ImVec2 size{1280.0f, 800.0f};
    constexpr int inputs = 2500;
    for (int i = 0; i < inputs; ++i) {
        if (dice() % 200 == 0) {
            size = {300.0f + static_cast<float>(dice() % 3600), 200.0f + static_cast<float>(dice() % 2000)};
        }
        random_input(dice, screen, size);
        const auto result = screen.frame(size);
        ImGui::GetIO().MouseWheel = 0.0f;
        ASSERT_GT(result.free.width, 0.0f);
        const auto& camera = screen.workspace().state().camera;
        ASSERT_TRUE(std::isfinite(camera.distance) && std::isfinite(camera.target.x) &&
                    std::isfinite(camera.azimuth_rad));
    }
    EXPECT_GT(screen.performed(), inputs / 20) << "the monkey must reach the commands";
    ASSERT_TRUE(screen.workspace().perform("home").ok());
    const auto& state = screen.workspace().state();
    EXPECT_TRUE(state.camera == workspace::initial_state(*library()).camera);
    EXPECT_EQ(state.clip, -1);
    EXPECT_TRUE(state.selection.empty() && state.lit.empty() && state.pain.empty());
    for (const float opacity : state.opacity) {
        ASSERT_FLOAT_EQ(opacity, 1.0f);
    }
}

INSTANTIATE_TEST_SUITE_P(FixedSeeds, Monkey, ::testing::Values(1U, 2U, 3U, 4U));

}  // namespace
}  // namespace backstory::ui
