// The front and back drawings: where it hurts is pointed at. Left and right are the client's own.
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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

// What is pointed at needs no steady hand: an area means its surroundings as well.
constexpr float reach_at_100 = 16.0f, least_target_at_100 = 34.0f;
// The drawings are shown from the face to below the knees: nothing is asked about beyond.
constexpr float shown_from = 0.05f, shown_height = 0.69f;

float distance_to(const std::vector<glm::vec2>& outline, glm::vec2 p, glm::vec2 scale) {
    float nearest = std::numeric_limits<float>::max();
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const glm::vec2 a = outline[j] * scale, along = outline[i] * scale - a, to = p * scale - a;
        const float t = std::clamp(glm::dot(to, along) / std::max(glm::dot(along, along), 1e-12f), 0.0f, 1.0f);
        nearest = std::min(nearest, glm::length(to - t * along));
    }
    return nearest;
}

// The area at a place, or the nearest one within reach (px); -1 for none.
int area_under(const anatomy::PainMap& map, PainArea::Face face, glm::vec2 place, glm::vec2 size, float reach) {
    int nearest = -1;
    for (std::size_t i = 0; i < map.areas.size(); ++i) {
        if (map.areas[i].face != face) {
            continue;
        }
        for (const auto& outline : map.areas[i].outlines) {
            if (inside(outline, place)) {
                return static_cast<int>(i);
            }
            if (const float away = distance_to(outline, place, size); away < reach) {
                reach = away;
                nearest = static_cast<int>(i);
            }
        }
    }
    return nearest;
}

struct Figure {
    ImVec2 at, size;  // of the whole figure, px; the legs go on below what is shown
    ImVec2 on_screen(glm::vec2 p) const { return {at.x + p.x * size.x, at.y + p.y * size.y}; }
};

void draw_area(Context& c, const Figure& figure, std::size_t index, bool over) {
    const auto& area = c.library.pain_map.areas[index];
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const auto mark = std::find_if(c.state.pain.begin(), c.state.pain.end(),
                                   [&](const auto& m) { return m.area == static_cast<int>(index); });
    const bool marked = mark != c.state.pain.end();
    geometry::Bounds bounds;
    for (const auto& outline : area.outlines) {
        ImVec4 colour = marked ? p.caution : over ? p.accent : p.panel;
        colour.w = marked || over ? 0.85f : 0.45f;
        fill(draw, outline, figure.at, figure.size, c.colour(colour));
        edge(draw, outline, figure.at, figure.size,
             c.colour(marked ? p.caution
                      : over ? p.accent
                             : p.text_soft),
             std::max(1.0f, c.px(marked || over ? 2.5f : 1.25f)));
        for (const auto& q : outline) {
            bounds.add({q.x, q.y, 0.0f});
        }
    }
    const glm::vec3 middle = bounds.centre();
    const ImVec2 spot = figure.on_screen({middle.x, middle.y});
    if (marked) {
        // The mark is a figure as well as a colour.
        const std::string words = mark->intensity > 0 ? std::to_string(mark->intensity) : "x";
        ImFont* font = c.theme.font(TextStyle::strong);
        draw.AddText(font, font->FontSize,
                     {std::floor(spot.x - 0.5f * text_width(c, TextStyle::strong, words)),
                      std::floor(spot.y - 0.5f * font->FontSize)},
                     c.colour(p.panel), words.c_str());
    }
    const float least = 0.5f * c.px(least_target_at_100);
    const float half_x = std::max(least, 0.5f * (bounds.high.x - bounds.low.x) * figure.size.x);
    const float half_y = std::max(least, 0.5f * (bounds.high.y - bounds.low.y) * figure.size.y);
    const ImVec2 low{spot.x - half_x, spot.y - half_y}, high{spot.x + half_x, spot.y + half_y};
    note_item(c, "pain: " + area.id, low, high);
    if (focus_stop(c, "pain: " + area.id, low, high)) {
        c.emit("pain " + area.id + "; deselect");
        c.memory.map_open = false;
    }
}

// Left and right are the client's own, as the figure faces.
void draw_sides(Context& c, ImVec2 at, float room, bool front) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImFont* font = c.theme.font(TextStyle::strong);
    const float y = std::floor(at.y + c.px(6)), pad = c.px(9);
    const char* words[] = {front ? "Right" : "Left", front ? "Left" : "Right"};
    for (int i = 0; i < 2; ++i) {
        const float width = text_width(c, TextStyle::strong, words[i]) + 2.0f * pad;
        const float x = std::floor(i == 0 ? at.x : at.x + room - width);
        draw.AddRectFilled({x, y}, {x + width, y + font->FontSize + c.px(10)}, c.colour(p.well), c.px(8));
        draw.AddText(font, font->FontSize, {x + pad, y + c.px(5)}, c.colour(p.text), words[i]);
    }
}

void draw_figure(Context& c, PainArea::Face face, float room, float height) {
    const auto& map = c.library.pain_map;
    const Palette& p = c.theme.palette();
    const bool front = face == PainArea::Face::front;
    const float width = std::floor(std::min(room, height / shown_height * map.aspect));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 shown{room, std::floor(width / map.aspect * shown_height)};
    ImGui::PushID(front ? "front" : "back");
    const bool pressed = ImGui::InvisibleButton("map", shown);
    const bool hovered = ImGui::IsItemHovered();
    ImGui::PopID();
    const Figure figure{{std::floor(at.x + 0.5f * (room - width)), at.y - shown_from * width / map.aspect},
                        {width, width / map.aspect}};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(at, {at.x + shown.x, at.y + shown.y}, true);
    for (const auto& outline : front ? map.front : map.back) {
        fill(draw, outline, figure.at, figure.size, c.colour(p.control_press));
        edge(draw, outline, figure.at, figure.size, c.colour(p.text_soft), std::max(1.0f, c.px(1.25f)));
    }
    int under = -1;
    if (hovered) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const glm::vec2 size{figure.size.x, figure.size.y};
        under = area_under(map, face, glm::vec2{mouse.x - figure.at.x, mouse.y - figure.at.y} / size, size,
                           c.px(reach_at_100));
    }
    for (std::size_t i = 0; i < map.areas.size(); ++i) {
        if (map.areas[i].face == face) {
            draw_area(c, figure, i, under == static_cast<int>(i));
        }
    }
    ImVec4 solid = p.panel, none = p.panel;
    solid.w = 1.0f;
    none.w = 0.0f;
    draw.AddRectFilledMultiColor({at.x, at.y + shown.y - c.px(22)}, {at.x + shown.x, at.y + shown.y}, c.colour(none),
                                 c.colour(none), c.colour(solid), c.colour(solid));
    draw.PopClipRect();
    draw_sides(c, at, room, front);
    if (under >= 0) {
        const auto& area = map.areas[static_cast<std::size_t>(under)];
        const std::string name = fitted(c, TextStyle::strong, c.say(area.name, area.clinical_name), room);
        ImFont* font = c.theme.font(TextStyle::strong);
        const ImVec2 spot{std::floor(at.x + 0.5f * (room - text_width(c, TextStyle::strong, name))),
                          at.y + shown.y - font->FontSize - c.px(3)};
        draw.AddText(font, font->FontSize, spot, c.colour(p.text), name.c_str());
        if (pressed) {
            c.emit("pain " + area.id + "; deselect");
            c.memory.map_open = false;
        }
    }
}

}  // namespace

bool pain_map_open(const Context& c) {
    if (c.library.pain_map.areas.empty()) {
        return false;
    }
    const bool nothing_else =
        c.state.selection.empty() && c.state.pain.empty() && c.state.region < 0 && c.state.clip < 0;
    return c.memory.map_open ||
           (nothing_else && c.state.mode == workspace::Mode::explain && !c.compact && c.state.lit.empty());
}

void draw_pain_map(Context& c) {
    const float room = ImGui::GetContentRegionAvail().x, side = std::floor(c.px(36));
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + room - side);
    text(c, TextStyle::heading, "Where does it hurt?");
    ImGui::PopTextWrapPos();
    if (c.memory.map_open && close_sign(c, "Close the map")) {
        c.memory.map_open = false;
    }
    const int face = segments(c, "face", {"Back", "Front"}, c.memory.map_front ? 1 : 0, room);
    if (face >= 0) {
        c.memory.map_front = face == 1;
    }
    const float below = c.px(36) + ImGui::GetStyle().ItemSpacing.y;
    draw_figure(c, c.memory.map_front ? PainArea::Face::front : PainArea::Face::back, room,
                std::max(c.px(240), ImGui::GetContentRegionAvail().y - below));
    const bool pointing = c.memory.tool == Tool::point;
    const float half = std::floor(0.5f * (room - ImGui::GetStyle().ItemSpacing.x));
    if (button(c, pointing ? "Tap the body" : "On the body",
               {.icon = c.narrow ? nullptr : icon::marker,
                .look = pointing ? Look::chosen : Look::plain,
                .width = half,
                .tip = "Then tap the body itself where it hurts. Left and right are the client's own."})) {
        c.memory.tool = pointing ? Tool::look : Tool::point;
    }
    ImGui::SameLine();
    if (button(
            c, "Warning signs",
            {.icon = c.narrow ? nullptr : icon::info, .width = half, .tip = "When to ask a doctor, and how soon."})) {
        show_red_flags(c);
    }
}

}  // namespace backstory::ui
