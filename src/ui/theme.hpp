// How the window looks: colours of the light and dark theme, the type scale, spacing. Everything is given at 100 % and
// scaled by one factor (user setting times the monitor's content scale).
#pragma once

#include <imgui.h>

#include <array>
#include <filesystem>
#include <string>

namespace backstory::ui {

enum class TextStyle { title, heading, strong, body, small, caption };

struct Palette {
    ImVec4 panel, panel_edge, well;  // panels float on the picture; wells are sunk into panels
    ImVec4 text, text_soft, text_on_accent;
    ImVec4 control, control_hover, control_press;
    ImVec4 accent, accent_hover, accent_soft;  // accent_soft: background of what is chosen
    ImVec4 caution, caution_soft;              // errors and safety, calm
    ImVec4 shade;                              // behind dialogues
};

class Theme {
  public:
    // Colours and spacing into ImGui's style. Fonts stay.
    void apply(bool dark, float scale);
    // Builds the font atlas at the scale; a missing font falls back to ImGui's own. Returns a sentence about what is
    // missing, empty when nothing is.
    std::string load_fonts(const std::filesystem::path& folder, float scale);

    float px(float at_100) const {
        return at_100 * scale_;
    }  // rounded down to whole pixels by the callers that need it
    float scale() const { return scale_; }
    bool dark() const { return dark_; }
    bool has_icons() const { return has_icons_; }
    const Palette& palette() const { return palette_; }
    ImFont* font(TextStyle style) const { return fonts_[static_cast<std::size_t>(style)]; }

  private:
    Palette palette_{};
    std::array<ImFont*, 6> fonts_{};
    float scale_ = 1.0f;
    bool dark_ = false, has_icons_ = false;
};

}  // namespace backstory::ui
