// Controls with the house's look. Each notes its name and place (Context::items), is at least 32 px high at 100 %, and
// shows state by more than colour.
#pragma once

#include "ui/lettering.hpp"

#include <initializer_list>
#include <string>
#include <vector>

namespace backstory::ui {

enum class Look : std::uint8_t { plain, accent, quiet, chosen };

struct ButtonOptions {
    const char* icon = nullptr;
    Look look = Look::plain;
    float width = 0.0f;            // px; 0 fits the text, < 0 fills the line
    const ImVec4* chip = nullptr;  // a coloured dot before the text
    const char* tip = nullptr;     // shown on hover
    bool left_aligned = false;
    bool enabled = true;
    float height = 0.0f;  // px; 0 for the usual
};
// `name` identifies and is shown; what stands behind "##" is not shown.
bool button(Context& c, const std::string& name, const ButtonOptions& options = {});
// A sign; `name` is its tip and its name.
// With a caption it is a larger one, the word below the sign.
bool icon_button(Context& c, const std::string& name, const char* icon, bool chosen = false, bool enabled = true,
                 const std::string& caption = {});
// At the end of the line of the heading before it.
bool close_sign(Context& c, const std::string& name);
float captioned_width(Context& c, const std::string& caption);  // px
// One of several, side by side; returns the index clicked or -1. Fills `width`.
int segments(Context& c, const std::string& name, const std::vector<std::string>& labels, int chosen, float width);
// A number by a handle on a track; true while it changes. Fills `width`.
bool slider(Context& c, const std::string& name, float& value, float low, float high, float width);
// A slider below its name, what it stands for at the line's end; fills the line.
bool labelled_slider(Context& c, const std::string& name, const std::string& says, float& value, float low, float high);
// A line to type in, as wide as ImGui's next item; true when Enter was pressed in it. Tab reaches it, Enter begins.
bool text_field(Context& c, const std::string& name, const char* hint, char* words, std::size_t size);
// On or off, with words.
bool toggle(Context& c, const std::string& name, bool on);

// A place that Tab reaches, in the order of drawing; true when Enter was pressed on it. Draws the ring.
bool focus_stop(Context& c, const std::string& id, ImVec2 low, ImVec2 high);
void note_item(Context& c, const std::string& name, ImVec2 low, ImVec2 high, bool chosen = false);
ImVec4 mixed(const ImVec4& a, const ImVec4& b, float t);

}  // namespace backstory::ui
