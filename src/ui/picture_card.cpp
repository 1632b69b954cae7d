#include "ui/picture_card.hpp"

#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

// Pictures come as 4 : 3.
constexpr float picture_width = 100.0f, picture_height = 75.0f, rim = 6.0f;

void draw_picture(Context& c, ImVec2 low, ImVec2 high, const PictureCard& card,
                  const std::function<workspace::State()>& state) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(low, high, c.colour(p.well), c.px(7));
    const auto found = c.pictures.ready.find(card.picture);
    if (found == c.pictures.ready.end()) {
        c.pictures.wanted.push_back({card.picture, state()});
        ImFont* small = c.theme.font(TextStyle::small);
        const std::string waiting = "Drawing...";
        const float width = text_width(c, TextStyle::small, waiting);
        draw.AddText(
            small, small->FontSize,
            {std::floor(0.5f * (low.x + high.x - width)), std::floor(0.5f * (low.y + high.y - small->FontSize))},
            c.colour(p.text_soft), waiting.c_str());
    } else if (found->second != nullptr) {
        draw.AddImageRounded(found->second, low, high, {0.0f, 0.0f}, {1.0f, 1.0f}, IM_COL32_WHITE, c.px(7));
    }
}

// The title in at most two lines, then the detail.
void draw_words(Context& c, ImVec2 at, ImVec2 end, const PictureCard& card) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImFont *font = c.theme.font(TextStyle::strong), *small = c.theme.font(TextStyle::small);
    const float width = std::max(end.x - at.x, 1.0f);
    const auto [first, second] = in_two_lines(c, TextStyle::strong, card.title, width);
    const float lines = second.empty() ? 1.0f : 2.0f, gap_px = card.detail.empty() ? 0.0f : c.px(3) + small->FontSize;
    float y = std::floor(0.5f * (at.y + end.y - lines * font->FontSize - gap_px));
    for (const std::string* line : {&first, &second}) {
        draw.AddText(font, font->FontSize, {at.x, y}, c.colour(p.text), line->c_str());
        y += line->empty() ? 0.0f : font->FontSize;
    }
    const std::string detail = fitted(c, TextStyle::small, card.detail, width);
    draw.AddText(small, small->FontSize, {at.x, y + c.px(3)}, c.colour(p.text_soft), detail.c_str());
}

}  // namespace

bool picture_card(Context& c, const std::string& name, const PictureCard& card,
                  const std::function<workspace::State()>& state) {
    const Palette& p = c.theme.palette();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size{std::max(ImGui::GetContentRegionAvail().x, c.px(140)),
                      std::floor(c.px(picture_height + 2.0f * rim))};
    const ImVec2 end{at.x + size.x, at.y + size.y};
    ImGui::PushID(name.c_str());
    bool pressed = ImGui::InvisibleButton("card", size);
    ImGui::PopID();
    pressed |= focus_stop(c, name, at, end);
    if (!ImGui::IsItemVisible()) {
        return pressed;
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, end,
                       c.colour(card.chosen              ? p.accent_soft
                                : ImGui::IsItemHovered() ? p.control_hover
                                                         : p.control),
                       c.px(9));
    if (card.chosen) {
        draw.AddRect(at, end, c.colour(p.accent), c.px(9), 0, std::max(1.5f, c.px(1.5f)));
    }
    const ImVec2 low{at.x + c.px(rim), at.y + c.px(rim)};
    const ImVec2 high{low.x + std::floor(c.px(picture_width)), low.y + std::floor(c.px(picture_height))};
    draw_picture(c, low, high, card, state);
    draw_words(c, {high.x + c.px(10), at.y}, {end.x - c.px(8), end.y}, card);
    note_item(c, name, at, end, card.chosen);
    return pressed;
}

}  // namespace backstory::ui
