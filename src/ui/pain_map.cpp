// The front and back drawings: where it hurts is pointed at. Left and right are the client's own.
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

using anatomy::PainArea;

bool inside(const std::vector<glm::vec2>& outline, glm::vec2 p) {
    bool in = false;
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const glm::vec2 a = outline[i], b = outline[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
            in = !in;
        }
    }
    return in;
}

// ImGui fills convex shapes only; outlines of the figure are not. Rows between the crossings fill any outline.
void fill(ImDrawList& draw, const std::vector<glm::vec2>& outline, ImVec2 at, ImVec2 size, ImU32 colour) {
    const float step = 1.0f;
    float low = 1.0f, high = 0.0f;
    for (const auto& p : outline) {
        low = std::min(low, p.y);
        high = std::max(high, p.y);
    }
    std::vector<float> crossings;
    for (float y = std::floor(low * size.y); y < high * size.y; y += step) {
        const float row = (y + 0.5f) / size.y;
        crossings.clear();
        for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
            const glm::vec2 a = outline[i], b = outline[j];
            if ((a.y > row) != (b.y > row)) {
                crossings.push_back((b.x - a.x) * (row - a.y) / (b.y - a.y) + a.x);
            }
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            draw.AddRectFilled({at.x + crossings[i] * size.x, at.y + y},
                               {at.x + crossings[i + 1] * size.x, at.y + y + step}, colour);
        }
    }
}

void edge(ImDrawList& draw, const std::vector<glm::vec2>& outline, ImVec2 at, ImVec2 size, ImU32 colour, float width) {
    for (const auto& p : outline) {
        draw.PathLineTo({at.x + p.x * size.x, at.y + p.y * size.y});
    }
    draw.PathStroke(colour, ImDrawFlags_Closed, width);
}

bool is_marked(const Context& c, std::size_t area) {
    return std::any_of(c.state.pain.begin(), c.state.pain.end(),
                       [area](const auto& mark) { return mark.area == static_cast<int>(area); });
}

void draw_face(Context& c, PainArea::Face face, ImVec2 size) {
    const auto& map = c.library.pain_map;
    const Palette& p = c.theme.palette();
    const bool front = face == PainArea::Face::front;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(front ? "front" : "back");
    const bool pressed = ImGui::InvisibleButton("map", size);
    const bool hovered = ImGui::IsItemHovered();
    ImGui::PopID();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const glm::vec2 place{(mouse.x - at.x) / size.x, (mouse.y - at.y) / size.y};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const auto& outline : front ? map.front : map.back) {
        fill(draw, outline, at, size, c.colour(p.control_press));
    }
    int under = -1;
    for (std::size_t i = 0; i < map.areas.size(); ++i) {
        const auto& area = map.areas[i];
        if (area.face != face) {
            continue;
        }
        const bool over =
            hovered && under < 0 &&
            std::any_of(area.outlines.begin(), area.outlines.end(), [&](const auto& o) { return inside(o, place); });
        if (over) {
            under = static_cast<int>(i);
        }
        const bool marked = is_marked(c, i);
        geometry::Bounds bounds;
        for (const auto& outline : area.outlines) {
            if (marked || over) {
                ImVec4 colour = marked ? p.caution : p.accent;
                colour.w = marked ? 0.85f : 0.6f;
                fill(draw, outline, at, size, c.colour(colour));
            }
            edge(draw, outline, at, size, c.colour(marked ? p.caution : p.text_soft), std::max(1.0f, c.px(1)));
            for (const auto& q : outline) {
                bounds.add({q.x, q.y, 0.0f});
            }
        }
        const glm::vec3 middle = bounds.centre();
        const ImVec2 spot{at.x + middle.x * size.x, at.y + middle.y * size.y};
        note_item(c, "pain: " + area.id, {spot.x - 2, spot.y - 2}, {spot.x + 2, spot.y + 2});
    }
    if (under >= 0) {
        const auto& area = map.areas[static_cast<std::size_t>(under)];
        ImGui::SetTooltip("%s", area.name.c_str());
        if (pressed) {
            c.emit("pain " + area.id + "; deselect");
        }
    }
    // The client's own right and left, as the picture faces.
    ImFont* small = c.theme.font(TextStyle::small);
    const float y = at.y + 0.30f * size.y;
    draw.AddText(small, small->FontSize, {at.x + c.px(2), y}, c.colour(p.text_soft), front ? "R" : "L");
    draw.AddText(small, small->FontSize, {at.x + size.x - c.px(11), y}, c.colour(p.text_soft), front ? "L" : "R");
}

}  // namespace

void draw_pain_map(Context& c, float height) {
    const float aspect = c.library.pain_map.aspect;
    const float room = ImGui::GetContentRegionAvail().x;
    const float spacing = c.px(20);
    const float width = std::floor(std::min(height * aspect, 0.5f * (room - spacing)));
    const ImVec2 size{width, std::floor(width / aspect)};
    const float indent = std::max(0.0f, std::floor(0.5f * (room - 2.0f * width - spacing)));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + indent, at.y});
    draw_face(c, PainArea::Face::front, size);
    ImGui::SetCursorScreenPos({at.x + indent + width + spacing, at.y});
    draw_face(c, PainArea::Face::back, size);
    ImFont* small = c.theme.font(TextStyle::small);
    const ImU32 soft = c.colour(c.theme.palette().text_soft);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float words_y = at.y + size.y + c.px(2);
    draw.AddText(small, small->FontSize,
                 {at.x + indent + 0.5f * (width - text_width(c, TextStyle::small, "Front")), words_y}, soft, "Front");
    draw.AddText(small, small->FontSize,
                 {at.x + indent + width + spacing + 0.5f * (width - text_width(c, TextStyle::small, "Back")), words_y},
                 soft, "Back");
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({room, size.y + c.px(22)});
}

}  // namespace backstory::ui
