// Signs of the icon font (Fork Awesome), as UTF-8.
#pragma once

namespace backstory::ui::icon {

inline constexpr const char* play = "\uf04b";
inline constexpr const char* pause = "\uf04c";
inline constexpr const char* to_start = "\uf049";
inline constexpr const char* step_back = "\uf048";
inline constexpr const char* reverse = "\uf04a";
inline constexpr const char* step_on = "\uf051";
inline constexpr const char* home = "\uf015";
inline constexpr const char* search = "\uf002";
inline constexpr const char* help = "\uf059";
inline constexpr const char* learn = "\uf19d";
inline constexpr const char* explain = "\uf086";
inline constexpr const char* explore = "\uf14e";
inline constexpr const char* eye = "\uf06e";
inline constexpr const char* eye_off = "\uf070";
inline constexpr const char* undo = "\uf0e2";
inline constexpr const char* redo = "\uf01e";
inline constexpr const char* moon = "\uf186";
inline constexpr const char* sun = "\uf185";
inline constexpr const char* close = "\uf00d";
inline constexpr const char* left = "\uf053";
inline constexpr const char* right = "\uf054";
inline constexpr const char* up = "\uf077";
inline constexpr const char* down = "\uf078";
inline constexpr const char* settings = "\uf013";
inline constexpr const char* present = "\uf108";
inline constexpr const char* picture = "\uf03e";
inline constexpr const char* film = "\uf008";
inline constexpr const char* pin = "\uf08d";
inline constexpr const char* pencil = "\uf040";
inline constexpr const char* eraser = "\uf12d";
inline constexpr const char* bookmark = "\uf02e";
inline constexpr const char* compare = "\uf0db";
inline constexpr const char* loop = "\uf021";
inline constexpr const char* prescribed = "\uf0cb";
inline constexpr const char* caution = "\uf071";
inline constexpr const char* info = "\uf05a";
inline constexpr const char* check = "\uf00c";
inline constexpr const char* focus = "\uf05b";
inline constexpr const char* mirror = "\uf0ec";
inline constexpr const char* graph = "\uf201";
inline constexpr const char* peel = "\uf25a";
inline constexpr const char* marker = "\uf041";
inline constexpr const char* xray = "\uf042";
inline constexpr const char* arrow = "\uf178";
inline constexpr const char* circle = "\uf111";
inline constexpr const char* caret_right = "\uf0da";
inline constexpr const char* caret_down = "\uf0d7";
inline constexpr const char* body = "\uf183";
inline constexpr const char* tag = "\uf02b";
inline constexpr const char* tint = "\uf043";
inline constexpr const char* trash = "\uf1f8";
inline constexpr const char* plus = "\uf067";
inline constexpr const char* lesson = "\uf02d";
inline constexpr const char* layers = "\uf24d";

}  // namespace backstory::ui::icon
