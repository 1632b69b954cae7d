// A number by a handle on a track.
#include "ui/widgets.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>

namespace backstory::ui {

bool slider(Context& c, const std::string& name, float& value, float low, float high, float width) {
    const Palette& p = c.theme.palette();
    const float height = std::floor(c.px(32)), radius = c.px(9);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(name.c_str());
    ImGui::InvisibleButton("s", {std::max(width, 4.0f * radius), height});
    ImGui::PopID();
    bool changed = false;
    const float from = at.x + radius, to = at.x + width - radius;
    if (ImGui::IsItemActive()) {
        const float share = std::clamp((ImGui::GetIO().MousePos.x - from) / std::max(1.0f, to - from), 0.0f, 1.0f);
        const float wanted = low + share * (high - low);
        changed = wanted != value;
        value = wanted;
    }
    const bool hovered = ImGui::IsItemHovered() || ImGui::IsItemActive();
    focus_stop(c, name, at, {at.x + width, at.y + height});
    if (c.memory.focus == name && c.reachable) {
        c.memory.focus_slides = true;
        const float steps = (c.pressed(GLFW_KEY_RIGHT) ? 1.0f : 0.0f) - (c.pressed(GLFW_KEY_LEFT) ? 1.0f : 0.0f);
        const float wanted = std::clamp(value + steps * (high - low) / 20.0f, low, high);
        changed |= wanted != value;
        value = wanted;
    }
    const float share = std::clamp((value - low) / (high - low), 0.0f, 1.0f);
    const float x = from + share * (to - from), y = at.y + 0.5f * height, half = c.px(2.5f);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled({at.x, y - half}, {at.x + width, y + half}, c.colour(p.control_press), half);
    draw.AddRectFilled({at.x, y - half}, {x, y + half}, c.colour(p.accent), half);
    draw.AddCircleFilled({x, y}, radius, c.colour(hovered ? p.accent_hover : p.accent), 32);
    draw.AddCircleFilled({x, y}, radius * 0.45f, c.colour(p.text_on_accent), 24);
    note_item(c, name, at, {at.x + width, at.y + height});
    return changed;
}

bool labelled_slider(Context& c, const std::string& name, const std::string& says, float& value, float low,
                     float high) {
    const float width = ImGui::GetContentRegionAvail().x, from = ImGui::GetCursorPosX();
    const float says_width = text_width(c, TextStyle::small, says);
    text(c, TextStyle::small, fitted(c, TextStyle::small, shown_part(name), width - says_width - c.px(8)));
    ImGui::SameLine();
    ImGui::SetCursorPosX(from + width - says_width);
    text(c, TextStyle::small, says, &c.theme.palette().text_soft);
    return slider(c, name, value, low, high, width);
}

}  // namespace backstory::ui
