// Words on the screen: in a panel, on a plate over the picture, shortened to fit.
#pragma once

#include "ui/context.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace backstory::ui {

void text(Context& c, TextStyle style, std::string_view words, const ImVec4* colour = nullptr);
void paragraph(Context& c, std::string_view words, TextStyle style = TextStyle::body, const ImVec4* colour = nullptr);
// One of a list: a dot, and the words beside it, all their lines under each other.
void bullet_point(Context& c, std::string_view words);
void small_heading(Context& c, std::string_view words);
void gap(Context& c, float at_100);
float text_width(Context& c, TextStyle style, std::string_view words);
// `words` shortened with "..." to fit.
std::string fitted(Context& c, TextStyle style, std::string words, float width);
// `words` in one line, or where they do not fit in two; only the second is shortened.
std::pair<std::string, std::string> in_two_lines(Context& c, TextStyle style, const std::string& words, float width);
// Of a control's name what is shown: all before "##".
std::string shown_part(const std::string& name);

// Words on a small rounded plate over the picture; `at` is its upper left corner.
void pill(Context& c, ImDrawList& draw, ImVec2 at, const std::string& words, TextStyle style, const ImVec4& back,
          const ImVec4& front);

}  // namespace backstory::ui
