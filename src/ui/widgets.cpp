#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

constexpr float usual_height = 36.0f;

std::string shown_part(const std::string& name) {
    return name.substr(0, name.find("##"));
}

struct Colours {
    ImVec4 back, front;
};

Colours colours_of(const Palette& p, Look look, bool hovered, bool held) {
    switch (look) {
        case Look::accent:
            return {hovered || held ? p.accent_hover : p.accent, p.text_on_accent};
        case Look::chosen:
            return {hovered ? mixed(p.accent_soft, p.control_hover, 0.4f) : p.accent_soft, p.text};
        case Look::quiet: {
            ImVec4 none = p.control;
            none.w = 0.0f;
            return {held ? p.control_press : hovered ? p.control_hover : none, p.text};
        }
        case Look::plain:
            break;
    }
    return {held ? p.control_press : hovered ? p.control_hover : p.control, p.text};
}

void tip(Context& c, const char* words) {
    if (words != nullptr && ImGui::IsItemHovered()) {
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {c.px(10), c.px(6)});
        ImGui::BeginTooltip();
        ImGui::PushTextWrapPos(c.px(280));
        ImGui::TextUnformatted(words);
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
        ImGui::PopStyleVar();
    }
}

}  // namespace

ImVec4 mixed(const ImVec4& a, const ImVec4& b, float t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.z + (b.z - a.z) * t, a.w + (b.w - a.w) * t};
}

void note_item(Context& c, const std::string& name, ImVec2 low, ImVec2 high) {
    const ImVec2 clip_low = ImGui::GetWindowDrawList()->GetClipRectMin();
    const ImVec2 clip_high = ImGui::GetWindowDrawList()->GetClipRectMax();
    low = {std::max(low.x, clip_low.x), std::max(low.y, clip_low.y)};
    high = {std::min(high.x, clip_high.x), std::min(high.y, clip_high.y)};
    if (high.x > low.x && high.y > low.y) {
        c.items.push_back({shown_part(name).empty() ? name : name, {low.x, low.y, high.x - low.x, high.y - low.y}});
    }
}

float text_width(Context& c, TextStyle style, std::string_view words) {
    ImFont* font = c.theme.font(style);
    return font->CalcTextSizeA(font->FontSize, 1.0e6f, 0.0f, words.data(), words.data() + words.size()).x;
}

std::string fitted(Context& c, TextStyle style, std::string words, float width) {
    if (text_width(c, style, words) <= width) {
        return words;
    }
    while (!words.empty() && text_width(c, style, words + "...") > width) {
        // Whole UTF-8 letters only.
        do {
            words.pop_back();
        } while (!words.empty() && (static_cast<unsigned char>(words.back()) & 0xC0U) == 0x80U);
    }
    while (!words.empty() && (static_cast<unsigned char>(words.back()) >= 0xC0U || words.back() == ' ')) {
        words.pop_back();
    }
    return words.empty() ? words : words + "...";
}

void text(Context& c, TextStyle style, std::string_view words, const ImVec4* colour) {
    ImGui::PushFont(c.theme.font(style));
    if (colour != nullptr) {
        ImGui::PushStyleColor(ImGuiCol_Text, *colour);
    }
    ImGui::TextUnformatted(words.data(), words.data() + words.size());
    if (colour != nullptr) {
        ImGui::PopStyleColor();
    }
    ImGui::PopFont();
}

void paragraph(Context& c, std::string_view words, TextStyle style, const ImVec4* colour) {
    ImGui::PushTextWrapPos(0.0f);
    text(c, style, words, colour);
    ImGui::PopTextWrapPos();
}

void small_heading(Context& c, std::string_view words) {
    gap(c, 4);
    text(c, TextStyle::small, words, &c.theme.palette().text_soft);
}

void gap(Context& c, float at_100) {
    ImGui::Dummy({0.0f, c.px(at_100)});
}

bool button(Context& c, const std::string& name, const ButtonOptions& o) {
    const Palette& p = c.theme.palette();
    const std::string label = shown_part(name);
    const TextStyle style = o.look == Look::accent ? TextStyle::strong : TextStyle::body;
    const float pad = c.px(12), inner = c.px(9);
    const bool with_icon = o.icon != nullptr && c.theme.has_icons();
    const float icon_width = with_icon ? c.px(20) : 0.0f;
    const float chip_width = o.chip != nullptr ? c.px(14) : 0.0f;
    const float lead = (with_icon ? icon_width + inner : 0.0f) + (o.chip != nullptr ? chip_width + inner : 0.0f);
    const float words_width = text_width(c, style, label);
    const float available = ImGui::GetContentRegionAvail().x;
    float width = o.width < 0.0f ? available : o.width > 0.0f ? o.width : words_width + lead + 2.0f * pad;
    width = std::max(std::floor(std::min(width, std::max(available, c.px(40)))), 1.0f);
    const float height = o.height > 0.0f ? o.height : std::floor(c.px(usual_height));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(name.c_str());
    const bool pressed = ImGui::InvisibleButton("b", {width, height}) && o.enabled;
    const Colours colours =
        colours_of(p, o.look, o.enabled && ImGui::IsItemHovered(), o.enabled && ImGui::IsItemActive());
    ImGui::PopID();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + width, at.y + height};
    draw.AddRectFilled(at, end, c.colour(colours.back), c.px(9));
    if (o.look == Look::chosen) {
        // Chosen is told by an edge as well, not by colour alone.
        draw.AddRect(at, end, c.colour(p.accent), c.px(9), 0, std::max(1.5f, c.px(1.5f)));
    }
    const std::string fit = fitted(c, style, label, width - lead - 2.0f * pad * 0.8f);
    const float used = lead + text_width(c, style, fit);
    float x = o.left_aligned ? at.x + pad : std::floor(at.x + std::max(0.5f * (width - used), c.px(4)));
    ImVec4 front = colours.front;
    front.w *= o.enabled ? 1.0f : 0.4f;
    ImFont* font = c.theme.font(style);
    const float y = std::floor(at.y + 0.5f * (height - font->FontSize));
    if (o.chip != nullptr) {
        draw.AddCircleFilled({x + 0.5f * chip_width, at.y + 0.5f * height}, 0.5f * chip_width, c.colour(*o.chip), 24);
        x += chip_width + inner;
    }
    if (with_icon) {
        const float sign = text_width(c, style, o.icon);
        draw.AddText(font, font->FontSize, {std::floor(x + 0.5f * (icon_width - sign)), y}, c.colour(front), o.icon);
        x += icon_width + inner;
    }
    draw.AddText(font, font->FontSize, {x, y}, c.colour(front), fit.c_str());
    note_item(c, name, at, end);
    tip(c, o.tip != nullptr ? o.tip : fit != label ? label.c_str() : nullptr);
    return pressed;
}

bool icon_button(Context& c, const std::string& name, const char* icon, bool chosen, bool enabled) {
    const Palette& p = c.theme.palette();
    const float side = std::floor(c.px(usual_height));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(name.c_str());
    const bool pressed = ImGui::InvisibleButton("i", {side, side}) && enabled;
    ImGui::PopID();
    const Colours colours = colours_of(p, chosen ? Look::chosen : Look::quiet, enabled && ImGui::IsItemHovered(),
                                       enabled && ImGui::IsItemActive());
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + side, at.y + side};
    draw.AddRectFilled(at, end, c.colour(colours.back), c.px(9));
    if (chosen) {
        draw.AddRect(at, end, c.colour(p.accent), c.px(9), 0, std::max(1.5f, c.px(1.5f)));
    }
    const std::string fallback = shown_part(name).substr(0, 1);
    const char* sign = c.theme.has_icons() ? icon : fallback.c_str();
    ImVec4 front = colours.front;
    front.w *= enabled ? 1.0f : 0.35f;
    ImFont* font = c.theme.font(TextStyle::body);
    const ImVec2 size = font->CalcTextSizeA(font->FontSize, 1.0e6f, 0.0f, sign);
    draw.AddText(font, font->FontSize,
                 {std::floor(at.x + 0.5f * (side - size.x)), std::floor(at.y + 0.5f * (side - font->FontSize))},
                 c.colour(front), sign);
    note_item(c, name, at, end);
    const std::string words = shown_part(name);
    tip(c, words.c_str());
    return pressed;
}

int segments(Context& c, const std::string& name, const std::vector<std::string>& labels, int chosen, float width) {
    const Palette& p = c.theme.palette();
    const float height = std::floor(c.px(34));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + height}, c.colour(p.well), c.px(9));
    const float each = width / static_cast<float>(labels.size());
    int clicked = -1;
    ImGui::PushID(name.c_str());
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, ImGui::GetStyle().ItemSpacing.y});
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i > 0) {
            ImGui::SameLine();
        }
        const ImVec2 from{std::floor(at.x + each * static_cast<float>(i)), at.y};
        const ImVec2 to{std::floor(at.x + each * static_cast<float>(i + 1)), at.y + height};
        ImGui::SetCursorScreenPos(from);
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::InvisibleButton("s", {to.x - from.x, height})) {
            clicked = static_cast<int>(i);
        }
        ImGui::PopID();
        const bool on = static_cast<int>(i) == chosen;
        const float inset = c.px(3);
        if (on || ImGui::IsItemHovered()) {
            draw.AddRectFilled({from.x + inset, from.y + inset}, {to.x - inset, to.y - inset},
                               c.colour(on ? p.accent : p.control_hover), c.px(7));
        }
        const TextStyle style = on ? TextStyle::strong : TextStyle::body;
        ImFont* font = c.theme.font(style);
        const std::string fit = fitted(c, style, labels[i], to.x - from.x - c.px(8));
        const float w = text_width(c, style, fit);
        draw.AddText(
            font, font->FontSize,
            {std::floor(from.x + 0.5f * (to.x - from.x - w)), std::floor(at.y + 0.5f * (height - font->FontSize))},
            c.colour(on ? p.text_on_accent : p.text), fit.c_str());
        note_item(c, labels[i] + "##" + name, from, to);
    }
    ImGui::PopStyleVar();
    ImGui::PopID();
    return clicked;
}

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

bool toggle(Context& c, const std::string& name, bool on) {
    const Palette& p = c.theme.palette();
    const float height = std::floor(c.px(32)), track_width = c.px(38), track_height = c.px(22);
    const std::string label = shown_part(name);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float available = ImGui::GetContentRegionAvail().x;
    const float width = std::min(available, track_width + c.px(10) + text_width(c, TextStyle::body, label));
    ImGui::PushID(name.c_str());
    const bool pressed = ImGui::InvisibleButton("t", {std::max(width, track_width), height});
    ImGui::PopID();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float top = std::floor(at.y + 0.5f * (height - track_height));
    draw.AddRectFilled({at.x, top}, {at.x + track_width, top + track_height},
                       c.colour(on                       ? p.accent
                                : ImGui::IsItemHovered() ? p.text_soft
                                                         : p.control_press),
                       0.5f * track_height);
    const float knob = 0.5f * track_height - c.px(3);
    const float x = on ? at.x + track_width - 0.5f * track_height : at.x + 0.5f * track_height;
    draw.AddCircleFilled({x, top + 0.5f * track_height}, knob, c.colour(on ? p.text_on_accent : p.panel), 24);
    ImFont* font = c.theme.font(TextStyle::body);
    const std::string fit = fitted(c, TextStyle::body, label, available - track_width - c.px(10));
    draw.AddText(font, font->FontSize,
                 {at.x + track_width + c.px(10), std::floor(at.y + 0.5f * (height - font->FontSize))}, c.colour(p.text),
                 fit.c_str());
    note_item(c, name, at, {at.x + std::max(width, track_width), at.y + height});
    return pressed;
}

bool begin_panel(Context& c, const char* name, const Rect& rect, bool scrolls) {
    ImGui::SetNextWindowPos({std::floor(rect.x), std::floor(rect.y)});
    ImGui::SetNextWindowSize({std::floor(rect.width), std::floor(rect.height)});
    const ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration * (scrolls ? 0 : 1) | ImGuiWindowFlags_NoTitleBar |
                                   ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                   ImGuiWindowFlags_NoBringToFrontOnFocus |
                                   (scrolls ? 0 : ImGuiWindowFlags_NoScrollWithMouse);
    (void)c;
    return ImGui::Begin(name, nullptr, flags);
}

void end_panel() {
    ImGui::End();
}

}  // namespace backstory::ui
