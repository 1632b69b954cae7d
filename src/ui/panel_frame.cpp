#include "ui/panel_frame.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {

bool begin_panel(Context& c, const char* name, const Rect& rect, bool scrolls) {
    // The rim keeps what scrolls, and the scroll bar, away from the rounded corners.
    const ImVec2 padding = ImGui::GetStyle().WindowPadding, rim{std::floor(c.px(6)), std::floor(c.px(6))};
    constexpr ImGuiWindowFlags still = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoScrollWithMouse |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                       ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus;
    ImGui::SetNextWindowPos({std::floor(rect.x), std::floor(rect.y)});
    ImGui::SetNextWindowSize({std::floor(rect.width), std::floor(rect.height)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, rim);
    ImGui::Begin(name, nullptr, still);
    ImGui::PopStyleVar();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                        {std::max(0.0f, padding.x - rim.x), std::max(0.0f, padding.y - rim.y)});
    const bool seen =
        ImGui::BeginChild("content", {0.0f, 0.0f}, false,
                          ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoNav |
                              (scrolls ? 0 : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse));
    ImGui::PopStyleVar();
    return seen;
}

void end_panel() {
    // Where more stands below, the panel fades out instead of cutting a line in two.
    if (ImGui::GetScrollY() + 1.0f < ImGui::GetScrollMaxY()) {
        const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
        ImVec4 solid = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);
        solid.w = 1.0f;
        const ImU32 below = ImGui::GetColorU32(solid);
        const ImU32 above = below & ~IM_COL32_A_MASK;
        const float right = at.x + size.x - ImGui::GetStyle().ScrollbarSize;
        ImGui::GetWindowDrawList()->AddRectFilledMultiColor({at.x, at.y + size.y - 2.0f * ImGui::GetFontSize()},
                                                            {right, at.y + size.y}, above, above, below, below);
    }
    ImGui::EndChild();
    ImGui::End();
}

}  // namespace backstory::ui
