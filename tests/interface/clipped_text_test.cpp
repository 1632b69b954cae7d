// No words are cut off, run over the rim of their control, or lie over each other: in every corner of the interface, at
// three sizes of the window, in both themes, at two scales, with the fonts that users see.
#include "corners.hpp"
#include "visible_text.hpp"

#include <set>
#include <string>

namespace backstory::ui {
namespace {

const char* const fonts = BACKSTORY_BINARY_DIR "/fonts";

struct Shown {
    ImVec2 size;
    int scale_percent;
    bool dark;
};
std::string named(const Shown& shown) {
    return std::to_string(static_cast<int>(shown.size.x)) + " x " + std::to_string(static_cast<int>(shown.size.y)) +
           " at " + std::to_string(shown.scale_percent) + " %" + (shown.dark ? ", dark" : "");
}

// Faults by what they say, so that one is told once.
class Faults {
  public:
    void look(const Screen& screen, ImVec2 size, const std::string& where) {
        const VisibleText text;
        for (const Line& line : text.lines()) {
            ++seen_;
            const bool outside = line.x < -0.5f || line.right > size.x + 0.5f || line.bottom > size.y + 0.5f;
            if (line.cut_sideways || outside || (line.cut_upright && !line.scrolls)) {
                add("cut off by \"" + line.window + "\": " + line.words, where);
            }
            if (line.words.ends_with("...") && line.words != "Drawing...") {
                add("shortened: " + line.words, where);
            }
        }
        over_rims(screen, text, where);
        over_each_other(text, where);
    }
    void tell() const {
        EXPECT_GT(seen_, 1000U);
        for (const auto& [fault, where] : faults_) {
            ADD_FAILURE() << fault << " (" << where << ")";
        }
    }

  private:
    void add(const std::string& fault, const std::string& where) { faults_.emplace(fault, where); }
    // Words that begin in a control end in it.
    void over_rims(const Screen& screen, const VisibleText& text, const std::string& where) {
        const ImGuiWindow* dialogue = ImGui::FindWindowByName("dialogue");
        const bool asked = dialogue != nullptr && dialogue->Active;
        for (const Item& item : screen.interface().items()) {
            for (const Line& line : text.lines()) {
                const bool in_panel = line.window.starts_with("##") == false && line.window != "search results";
                if (!in_panel || item.cut || item.behind || asked != (line.window == "dialogue")) {
                    continue;
                }
                const float y = 0.5f * (line.y + line.bottom);
                if (item.rect.contains({line.x, y}) && line.right > item.rect.right() + 1.0f) {
                    add("over the rim of \"" + item.name + "\": " + line.words, where);
                }
            }
        }
    }
    void over_each_other(const VisibleText& text, const std::string& where) {
        constexpr float slack = 1.5f;  // px: soft rims, and tails of one line between letters of the next
        const auto& lines = text.lines();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const Line &a = lines[i], &b = lines[j];
                if (a.window == b.window && a.x + slack < b.right && b.x + slack < a.right && a.y + slack < b.bottom &&
                    b.y + slack < a.bottom) {
                    add("over each other: \"" + b.words + "\" and \"" + a.words + "\"", where);
                }
            }
        }
    }

    std::map<std::string, std::string> faults_;
    std::size_t seen_ = 0;
};

// What opens over the panels.
const std::pair<const char*, KeyPress> openers[] = {
    {"help", {GLFW_KEY_F1}}, {"keep a view", {GLFW_KEY_S, true}}, {"safety", {GLFW_KEY_L}}};

class ClippedText : public ::testing::TestWithParam<Shown> {};

TEST_P(ClippedText, NowhereInTheInterface) {
    ASSERT_NE(library(), nullptr);
    const Shown shown = GetParam();
    const std::string settings = std::string("scale ") + std::to_string(shown.scale_percent) + "; theme " +
                                 (shown.dark ? "dark" : "light") + "; ";
    Faults faults;
    for (const char* corner : corners) {
        Screen screen(fonts);
        ASSERT_TRUE(screen.workspace().perform("tour seen; safety asked; " + settings + corner).ok()) << corner;
        screen.resize(shown.size);
        look_around(screen, [&] {
            look_through(screen, [&] { faults.look(screen, shown.size, named(shown) + ": " + corner); });
        });
    }
    for (const auto& [what, key] : openers) {
        Screen screen(fonts);
        ASSERT_TRUE(screen.workspace().perform("tour seen; " + settings + "mode explain").ok());
        screen.resize(shown.size);
        screen.press(key);
        screen.settle(4);
        look_through(screen, [&] { faults.look(screen, shown.size, named(shown) + ": " + what); });
    }
    faults.tell();
}

INSTANTIATE_TEST_SUITE_P(Sizes, ClippedText,
                         ::testing::Values(Shown{{1024, 640}, 100, false}, Shown{{1024, 640}, 200, true},
                                           Shown{{1600, 1000}, 100, true}, Shown{{1600, 1000}, 200, false},
                                           Shown{{3840, 2160}, 200, false}, Shown{{3840, 2160}, 100, true},
                                           Shown{{1280, 800}, 100, false}),
                         [](const auto& one) {
                             const Shown& s = one.param;
                             return "W" + std::to_string(static_cast<int>(s.size.x)) + "At" +
                                    std::to_string(s.scale_percent) + (s.dark ? "Dark" : "Light");
                         });

}  // namespace
}  // namespace backstory::ui
