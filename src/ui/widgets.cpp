#include "ui/widgets.hpp"

#include "ui/icons.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace backstory::ui {
namespace {

constexpr float usual_height = 36.0f, captioned_height = 46.0f;

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
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {c.px(10), c.px(7)});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, c.px(8));
        ImGui::BeginTooltip();
        ImGui::PushTextWrapPos(c.px(280));
        ImGui::TextUnformatted(words);
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
        ImGui::PopStyleVar(2);
    }
}

}  // namespace

ImVec4 mixed(const ImVec4& a, const ImVec4& b, float t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.z + (b.z - a.z) * t, a.w + (b.w - a.w) * t};
}

void note_item(Context& c, const std::string& name, ImVec2 low, ImVec2 high, bool chosen) {
    const ImVec2 clip_low = ImGui::GetWindowDrawList()->GetClipRectMin();
    const ImVec2 clip_high = ImGui::GetWindowDrawList()->GetClipRectMax();
    const ImVec2 whole_low = low, whole_high = high;
    low = {std::max(low.x, clip_low.x), std::max(low.y, clip_low.y)};
    high = {std::min(high.x, clip_high.x), std::min(high.y, clip_high.y)};
    const bool cut = low.y > whole_low.y || high.y < whole_high.y;
    if (high.x > low.x && high.y > low.y) {
        c.items.push_back({name, {low.x, low.y, high.x - low.x, high.y - low.y}, cut, chosen, !c.reachable});
    }
}

bool focus_stop(Context& c, const std::string& id, ImVec2 low, ImVec2 high) {
    if (!c.reachable) {
        return false;
    }
    Memory& m = c.memory;
    m.stops.push_back(id);
    if (m.focus != id) {
        return false;
    }
    if (m.focus_moved) {
        ImGui::SetScrollFromPosY(0.5f * (low.y + high.y) - ImGui::GetWindowPos().y, 0.5f);
        m.focus_moved = false;
    }
    const float out = c.px(2);
    ImGui::GetWindowDrawList()->AddRect({low.x - out, low.y - out}, {high.x + out, high.y + out},
                                        c.colour(c.theme.palette().text), c.px(10), 0, std::max(2.0f, c.px(2.5f)));
    return !ImGui::GetIO().WantTextInput && (c.pressed(GLFW_KEY_ENTER) || c.pressed(GLFW_KEY_KP_ENTER));
}

bool button(Context& c, const std::string& name, const ButtonOptions& o) {
    const Palette& p = c.theme.palette();
    const std::string label = shown_part(name);
    TextStyle style = o.look == Look::accent ? TextStyle::strong : TextStyle::body;
    const float pad = c.px(12), inner = c.px(9);
    const bool with_icon = o.icon != nullptr && c.theme.has_icons();
    const float icon_width = with_icon ? c.px(20) : 0.0f;
    const float chip_width = o.chip != nullptr ? c.px(14) : 0.0f;
    const float lead = (with_icon ? icon_width + inner : 0.0f) + (o.chip != nullptr ? chip_width + inner : 0.0f);
    const float words_width = text_width(c, style, label);
    const float available = ImGui::GetContentRegionAvail().x;
    float width = o.width < 0.0f ? available : o.width > 0.0f ? o.width : words_width + lead + 2.0f * pad;
    width = std::max(std::floor(std::min(width, std::max(available, c.px(40)))), 1.0f);
    auto [fit, below] = in_two_lines(c, style, label, width - lead - 2.0f * pad * 0.8f);
    if (below.ends_with("...")) {
        style = TextStyle::small;
        std::tie(fit, below) = in_two_lines(c, style, label, width - lead - 2.0f * pad * 0.8f);
    }
    ImFont* font = c.theme.font(style);
    const float lines = below.empty() ? 1.0f : 2.0f;
    const float height = std::max(o.height > 0.0f ? o.height : std::floor(c.px(usual_height)),
                                  std::floor(lines * font->FontSize + c.px(4)));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(name.c_str());
    bool pressed = ImGui::InvisibleButton("b", {width, height}) && o.enabled;
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
    const float used = lead + std::max(text_width(c, style, fit), text_width(c, style, below));
    float x = o.left_aligned ? at.x + pad : std::floor(at.x + std::max(0.5f * (width - used), c.px(4)));
    ImVec4 front = colours.front;
    front.w *= o.enabled ? 1.0f : 0.4f;
    const float y = std::floor(at.y + 0.5f * (height - lines * font->FontSize));
    if (o.chip != nullptr) {
        draw.AddCircleFilled({x + 0.5f * chip_width, at.y + 0.5f * height}, 0.5f * chip_width, c.colour(*o.chip), 24);
        x += chip_width + inner;
    }
    if (with_icon) {
        const float sign = text_width(c, style, o.icon);
        draw.AddText(font, font->FontSize,
                     {std::floor(x + 0.5f * (icon_width - sign)), std::floor(at.y + 0.5f * (height - font->FontSize))},
                     c.colour(front), o.icon);
        x += icon_width + inner;
    }
    draw.AddText(font, font->FontSize, {x, y}, c.colour(front), fit.c_str());
    draw.AddText(font, font->FontSize, {x, y + font->FontSize}, c.colour(front), below.c_str());
    note_item(c, name, at, end, o.look == Look::chosen);
    tip(c, o.tip != nullptr ? o.tip : below.ends_with("...") ? label.c_str() : nullptr);
    pressed |= o.enabled && focus_stop(c, name, at, end);
    return pressed;
}

bool icon_button(Context& c, const std::string& name, const char* icon, bool chosen, bool enabled,
                 const std::string& caption) {
    const Palette& p = c.theme.palette();
    const bool captioned = !caption.empty();
    const ImVec2 size{std::floor(captioned ? captioned_width(c, caption) : c.px(usual_height)),
                      std::floor(c.px(captioned ? captioned_height : usual_height))};
    const ImVec2 at = ImGui::GetCursorScreenPos(), end{at.x + size.x, at.y + size.y};
    ImGui::PushID(name.c_str());
    bool pressed = ImGui::InvisibleButton("i", size) && enabled;
    ImGui::PopID();
    const Colours colours = colours_of(p, chosen ? Look::chosen : Look::quiet, enabled && ImGui::IsItemHovered(),
                                       enabled && ImGui::IsItemActive());
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, end, c.colour(colours.back), c.px(9));
    if (chosen) {
        draw.AddRect(at, end, c.colour(p.accent), c.px(9), 0, std::max(1.5f, c.px(1.5f)));
    }
    const std::string words = shown_part(name), fallback = words.substr(0, 1);
    const char* sign = c.theme.has_icons() ? icon : fallback.c_str();
    ImVec4 front = colours.front;
    front.w *= enabled ? 1.0f : 0.35f;
    const auto centred = [&](TextStyle style, const char* what, float y) {
        ImFont* font = c.theme.font(style);
        draw.AddText(font, font->FontSize,
                     {std::floor(at.x + 0.5f * (size.x - text_width(c, style, what))), std::floor(y)}, c.colour(front),
                     what);
    };
    const float body = c.theme.font(TextStyle::body)->FontSize;
    if (captioned) {
        centred(TextStyle::body, sign, at.y + c.px(5));
        centred(TextStyle::caption, caption.c_str(), end.y - c.theme.font(TextStyle::caption)->FontSize - c.px(5));
    } else {
        centred(TextStyle::body, sign, at.y + 0.5f * (size.y - body));
    }
    note_item(c, name, at, end, chosen);
    tip(c, words != caption ? words.c_str() : nullptr);
    return (enabled && focus_stop(c, name, at, end)) || pressed;
}

bool close_sign(Context& c, const std::string& name) {
    const float side = std::floor(c.px(usual_height));
    const ImVec2 low = ImGui::GetItemRectMin(), next = ImGui::GetCursorScreenPos();
    const float line = std::min(ImGui::GetItemRectSize().y, c.px(30));
    ImGui::SetCursorScreenPos(
        {next.x + ImGui::GetContentRegionAvail().x - side + c.px(6), std::floor(low.y + 0.5f * (line - side))});
    const bool pressed = icon_button(c, name, icon::close);
    ImGui::SetCursorScreenPos({next.x, std::max(next.y, low.y + side * 0.75f)});
    return pressed;
}

float captioned_width(Context& c, const std::string& caption) {
    return std::max(c.px(44), text_width(c, TextStyle::caption, caption) + c.px(10));
}

namespace {
// Where the cells of `segments` begin and end: equal where all words fit, else each as wide as its words need.
std::vector<float> cell_edges(Context& c, const std::vector<std::string>& labels, TextStyle style, float width) {
    const auto count = static_cast<float>(labels.size());
    const float each = width / count;
    std::vector<float> needed;
    float all = 0.0f, most = 0.0f;
    for (const auto& label : labels) {
        needed.push_back(text_width(c, style, label) + c.px(8));
        all += needed.back();
        most = std::max(most, needed.back());
    }
    std::vector<float> edges{0.0f};
    for (const float need : needed) {
        const float cell = most <= each ? each : need + (width - all) / count;
        edges.push_back(edges.back() + cell);
    }
    return edges;
}
// Smaller letters where the usual ones have no room.
bool fits_usual(Context& c, const std::vector<std::string>& labels, float width) {
    float all = 0.0f;
    for (const auto& label : labels) {
        all += text_width(c, TextStyle::strong, label) + c.px(8);
    }
    return all <= width;
}
}  // namespace

int segments(Context& c, const std::string& name, const std::vector<std::string>& labels, int chosen, float width) {
    const Palette& p = c.theme.palette();
    const float height = std::floor(c.px(usual_height));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + height}, c.colour(p.well), c.px(9));
    const bool usual = fits_usual(c, labels, width);
    const TextStyle strong = usual ? TextStyle::strong : TextStyle::small;
    const std::vector<float> edges = cell_edges(c, labels, strong, width);
    int clicked = -1;
    ImGui::PushID(name.c_str());
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, ImGui::GetStyle().ItemSpacing.y});
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i > 0) {
            ImGui::SameLine();
        }
        const ImVec2 from{std::floor(at.x + edges[i]), at.y};
        const ImVec2 to{std::floor(at.x + edges[i + 1]), at.y + height};
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
        const TextStyle style = on ? strong : usual ? TextStyle::body : TextStyle::small;
        ImFont* font = c.theme.font(style);
        const std::string fit = fitted(c, style, labels[i], to.x - from.x - c.px(4));
        const float w = text_width(c, style, fit);
        draw.AddText(
            font, font->FontSize,
            {std::floor(from.x + 0.5f * (to.x - from.x - w)), std::floor(at.y + 0.5f * (height - font->FontSize))},
            c.colour(on ? p.text_on_accent : p.text), fit.c_str());
        note_item(c, labels[i] + "##" + name, from, to, on);
        if (focus_stop(c, labels[i] + "##" + name, from, to)) {
            clicked = static_cast<int>(i);
        }
    }
    ImGui::PopStyleVar();
    ImGui::PopID();
    return clicked;
}

bool toggle(Context& c, const std::string& name, bool on) {
    const Palette& p = c.theme.palette();
    const float height = std::floor(c.px(32)), track_width = c.px(38), track_height = c.px(22);
    const std::string label = shown_part(name);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float available = ImGui::GetContentRegionAvail().x;
    const float width = std::min(available, track_width + c.px(10) + text_width(c, TextStyle::body, label));
    ImGui::PushID(name.c_str());
    bool pressed = ImGui::InvisibleButton("t", {std::max(width, track_width), height});
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
    const auto [fit, below] = in_two_lines(c, TextStyle::body, label, available - track_width - c.px(10));
    const float lines = below.empty() ? 1.0f : 2.0f;
    const ImVec2 words{at.x + track_width + c.px(10), std::floor(at.y + 0.5f * (height - lines * font->FontSize))};
    draw.AddText(font, font->FontSize, words, c.colour(p.text), fit.c_str());
    draw.AddText(font, font->FontSize, {words.x, words.y + font->FontSize}, c.colour(p.text), below.c_str());
    const ImVec2 end{at.x + std::max(width, track_width), at.y + height};
    note_item(c, name, at, end, on);
    pressed |= focus_stop(c, name, at, end);
    return pressed;
}

}  // namespace backstory::ui
