#include "ui/lettering.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {

std::string shown_part(const std::string& name) {
    return name.substr(0, name.find("##"));
}

float text_width(Context& c, TextStyle style, std::string_view words) {
    ImFont* font = c.theme.font(style);
    return font->CalcTextSizeA(font->FontSize, 1.0e6f, 0.0f, words.data(), words.data() + words.size()).x;
}

void pill(Context& c, ImDrawList& draw, ImVec2 at, const std::string& words, TextStyle style, const ImVec4& back,
          const ImVec4& front) {
    ImFont* font = c.theme.font(style);
    const float width = text_width(c, style, words), pad = c.px(9);
    draw.AddRectFilled(at, {at.x + width + 2.0f * pad, at.y + font->FontSize + c.px(10)}, c.colour(back), c.px(8));
    draw.AddText(font, font->FontSize, {at.x + pad, at.y + c.px(5)}, c.colour(front), words.c_str());
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

std::pair<std::string, std::string> in_two_lines(Context& c, TextStyle style, const std::string& words, float width) {
    if (text_width(c, style, words) <= width) {
        return {words, {}};
    }
    const ImFont* font = c.theme.font(style);
    const char* from = words.c_str();
    std::string first(from, font->CalcWordWrapPositionA(1.0f, from, from + words.size(), std::max(width, 1.0f)));
    std::string second = words.substr(first.size());
    second.erase(0, std::min(second.find_first_not_of(' '), second.size()));
    first.erase(first.find_last_not_of(' ') + 1);
    return {fitted(c, style, first, width), fitted(c, style, second, width)};
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

void bullet_point(Context& c, std::string_view words) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = c.theme.font(TextStyle::body)->FontSize;
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + c.px(6), at.y + 0.5f * line}, c.px(3),
                                                ImGui::GetColorU32(ImGuiCol_Text), 16);
    ImGui::Indent(c.px(20));
    paragraph(c, words);
    ImGui::Unindent(c.px(20));
}

void small_heading(Context& c, std::string_view words) {
    gap(c, 4);
    text(c, TextStyle::small, words, &c.theme.palette().text_soft);
}

void gap(Context& c, float at_100) {
    ImGui::Dummy({0.0f, c.px(at_100)});
}

}  // namespace backstory::ui
