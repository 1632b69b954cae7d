// What lies over the picture without a panel: pins, drawings, and the lines at the foot; names are in labels.cpp.
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace backstory::ui {
namespace {

void draw_pins(Context& c) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    for (std::size_t i = 0; i < c.state.pins.size(); ++i) {
        const auto& pin = c.state.pins[i];
        const auto at = c.project(c.scene.place_of(pin));
        if (!at) {
            continue;
        }
        const std::string words = pin.text.empty() ? c.name_of(pin.structure) : pin.text;
        const float dot = c.px(6);
        draw.AddCircleFilled(*at, dot, c.colour(p.caution), 24);
        draw.AddCircle(*at, dot, c.colour(p.panel), 24, c.px(2));
        pill(c, draw, {at->x + c.px(12), at->y - c.px(14)}, words, TextStyle::body, p.caution_soft, p.text);
        // Dot and plate, high enough for a finger.
        const float half = c.px(18);
        const Rect rect{at->x - dot, at->y - half, text_width(c, TextStyle::body, words) + c.px(36), 2.0f * half};
        c.memory.pins.push_back({rect, i});
        c.items.push_back({"pin: " + words, rect});
    }
}

void draw_strokes(Context& c) {
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    const ImU32 colour = c.colour(c.theme.palette().caution);
    const auto line = [&](const std::vector<glm::vec2>& points, bool arrow) {
        if (points.size() < 2) {
            return;
        }
        for (const auto& point : arrow ? std::vector<glm::vec2>{points.front(), points.back()} : points) {
            draw.PathLineTo(on_screen(c, point));
        }
        draw.PathStroke(colour, 0, c.px(4));
        if (arrow) {
            const ImVec2 tip = on_screen(c, points.back()), from = on_screen(c, points.front());
            const float length = std::max(1.0f, std::hypot(tip.x - from.x, tip.y - from.y));
            const ImVec2 u{(tip.x - from.x) / length * c.px(18), (tip.y - from.y) / length * c.px(18)};
            draw.AddTriangleFilled({tip.x + 0.4f * u.x, tip.y + 0.4f * u.y},
                                   {tip.x - u.x - 0.6f * u.y, tip.y - u.y + 0.6f * u.x},
                                   {tip.x - u.x + 0.6f * u.y, tip.y - u.y - 0.6f * u.x}, colour);
        }
    };
    for (const auto& stroke : c.state.strokes) {
        line(stroke.points, stroke.arrow);
    }
    line(c.memory.line, c.memory.tool == Tool::arrow);
}

// What the two compared bodies are, over them.
void draw_compared_names(Context& c, const Rect& free) {
    const auto second = c.scene.middle_of_second();
    if (!second) {
        return;
    }
    const std::string words[] = {workspace::first_name(c.library, c.state), workspace::second_name(c.library, c.state)};
    const bool ghost = c.state.compare_style == workspace::CompareStyle::ghost;
    const std::optional<ImVec2> places[] = {c.project(c.scene.middle_of_first()), c.project(*second)};
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    const Palette& p = c.theme.palette();
    std::vector<Rect> all_taken = c.memory.angle_pills;
    for (int i = 0; i < 2; ++i) {
        if (!places[i]) {
            continue;
        }
        const std::string said = ghost && i == 1 ? "Pale: " + words[i] : words[i];
        const float width = text_width(c, TextStyle::heading, said) + c.px(18);
        const float x = std::clamp(places[i]->x - 0.5f * width, free.x, std::max(free.x, free.right() - width));
        float y = free.y + c.px(8) + (ghost ? static_cast<float>(i) * c.px(40) : 0.0f);
        const float high = c.theme.font(TextStyle::heading)->FontSize + c.px(10);
        // As often as there are plates: below one may stand the next.
        for (std::size_t round = 0; round < all_taken.size(); ++round) {
            for (const Rect& taken : all_taken) {
                const bool over = taken.x < x + width && x < taken.right() && taken.y < y + high && y < taken.bottom();
                y = over ? taken.bottom() + c.px(4) : y;
            }
        }
        pill(c, draw, {x, y}, said, TextStyle::heading, p.panel, p.text);
        all_taken.push_back({x, y, width, high});
    }
}

}  // namespace

// What the hand holds, while that is not the usual.
void draw_tool(Context& c, const Rect& free) {
    static constexpr std::pair<Tool, const char*> tools[] = {
        {Tool::pen, "Pen: draw on the picture. Esc puts it down."},
        {Tool::arrow, "Arrow: draw it on the picture. Esc puts it down."},
        {Tool::erase, "Eraser: rub out lines and notes. Esc puts it down."},
        {Tool::peel, "What you click is hidden. Esc ends."}};
    // Above the message, while there is one.
    const bool said = c.memory.message_left_s > 0.0 && !c.memory.message.empty();
    const float from_foot = c.px(said ? 92 : 34);
    for (const auto& [tool, words] : tools) {
        if (tool == c.memory.tool) {
            const Palette& p = c.theme.palette();
            const std::string fit = fitted(c, TextStyle::body, words, free.width - c.px(40));
            const float width = text_width(c, TextStyle::body, fit) + c.px(18);
            pill(c, *ImGui::GetBackgroundDrawList(),
                 {std::floor(free.x + 0.5f * (free.width - width)), free.bottom() - from_foot}, fit, TextStyle::body,
                 p.accent_soft, p.text);
        }
    }
}

void draw_overlay(Context& c, const Rect& free) {
    draw_balance(c);
    if (c.state.show_labels) {
        draw_labels(c, free);
    }
    draw_legends(c, free);
    c.memory.pins.clear();
    if (c.state.show_marks) {
        draw_pins(c);
        draw_strokes(c);
    }
    draw_compared_names(c, free);
}

float footer_height(const Context& c) {
    return std::floor(c.theme.font(TextStyle::small)->FontSize + c.px(26));
}

namespace {
// While presenting: which of the saved views this is.
void draw_view_name(Context& c, const Rect& free) {
    const auto& saved = c.workspace.saved_views();
    const int open = c.workspace.open_view();
    if (!c.state.presenting || open < 0) {
        return;
    }
    const Palette& p = c.theme.palette();
    ImVec4 veil = p.panel;
    veil.w = 0.75f;
    const std::string words =
        fitted(c, TextStyle::heading, saved[static_cast<std::size_t>(open)].name, 0.4f * free.width);
    const std::string count = std::to_string(open + 1) + " of " + std::to_string(saved.size());
    // At the right: angles of a movement stand at the left.
    const float right = free.right() - c.px(34), y = free.y + c.px(16);
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    pill(c, draw, {right - text_width(c, TextStyle::heading, words), y}, words, TextStyle::heading, veil, p.text);
    pill(c, draw,
         {right - text_width(c, TextStyle::small, count), y + c.theme.font(TextStyle::heading)->FontSize + c.px(14)},
         count, TextStyle::small, veil, p.text_soft);
}
}  // namespace

void draw_footer(Context& c, const Rect& free) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    draw_view_name(c, free);
    const std::string disclaimer = c.library.texts.text("disclaimer").empty()
                                       ? "This is a teaching model, not a diagnosis."
                                       : c.library.texts.text("disclaimer");
    const float width = text_width(c, TextStyle::small, disclaimer) + c.px(18);
    ImVec4 veil = p.panel;
    veil.w = 0.75f;
    pill(c, draw, {std::floor(free.x + 0.5f * (free.width - width)), free.bottom() + c.px(4)}, disclaimer,
         TextStyle::small, veil, p.text_soft);
    if (c.memory.message_left_s > 0.0 && !c.memory.message.empty()) {
        // A calm bar; it goes by itself, and what was there before stays.
        const bool error = c.memory.message_is_error;
        const float most = std::max(c.px(200), free.width - c.px(48));
        ImFont* font = c.theme.font(TextStyle::body);
        const ImVec2 size = font->CalcTextSizeA(font->FontSize, most, most, c.memory.message.c_str());
        const float pad = c.px(14);
        const ImVec2 at{std::floor(free.x + 0.5f * (free.width - size.x) - pad),
                        std::floor(free.bottom() - c.px(12) - size.y - 1.6f * pad)};
        const ImVec2 end{at.x + size.x + 2.0f * pad, at.y + size.y + 1.6f * pad};
        ImDrawList& front = *ImGui::GetForegroundDrawList();
        front.AddRectFilled(at, end, c.colour(error ? p.caution_soft : p.panel), c.px(10));
        front.AddRect(at, end, c.colour(error ? p.caution : p.panel_edge), c.px(10));
        front.AddText(font, font->FontSize, {at.x + pad, at.y + 0.8f * pad}, c.colour(error ? p.caution : p.text),
                      c.memory.message.c_str(), nullptr, most);
    } else if (c.state.hovered != anatomy::none && c.memory.dialogue == Dialogue::none &&
               (c.memory.cross_shown || !ImGui::GetIO().WantCaptureMouse)) {
        const std::string name = c.name_of(c.state.hovered);
        const ImVec2 mouse = c.memory.cross_shown ? on_screen(c, c.memory.cross) : ImGui::GetIO().MousePos;
        const float w = text_width(c, TextStyle::body, name) + c.px(18);
        pill(c, *ImGui::GetForegroundDrawList(),
             {std::min(mouse.x + c.px(16), std::max(free.right(), mouse.x + 0.5f * w) - w - c.px(4)),
              std::max(mouse.y - c.px(34), c.px(4))},
             name, TextStyle::body, p.panel, p.text);
    }
}

}  // namespace backstory::ui
