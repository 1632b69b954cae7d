// The panels, one file each. To add one: a file, a line here, a line in interface.cpp.
#pragma once

#include "ui/context.hpp"
#include "ui/interface.hpp"

namespace backstory::ui {

void draw_top_bar(Context& c, const Rect& rect);
void draw_left_panel(Context& c, const Rect& rect);  // by mode: Explain, Explore, Learn
void draw_learn_panel(Context& c, const Rect& rect);
void draw_parts(Context& c);   // Explore: everything there is, as a tree with eyes
void draw_layers(Context& c);  // Explore: how deep, what is shown, moved apart, cut open
void draw_build(Context& c);   // Explore: how the person is built and stands
void draw_views(Context& c);   // Explore: from where to look, saved views, drawing
// What the right panel would show; false when there is nothing to say.
bool has_card(const Context& c);
void draw_card_panel(Context& c, const Rect& rect);
void draw_timeline(Context& c, const Rect& rect);
float timeline_height(const Context& c);  // px
void draw_footer(Context& c, const Rect& free);
void draw_work(Context& c, const Rect& free);     // how far what is being written is, and how to stop it
float footer_height(const Context& c);            // px, kept free below the body
void draw_tool(Context& c, const Rect& free);     // that a pen or another tool is in hand
void draw_overlay(Context& c, const Rect& free);  // labels, angles, pins, strokes, words over compared bodies
void draw_labels(Context& c, const Rect& free);   // names with leader lines
void draw_legends(Context& c, const Rect& free);  // what painted bone and stretch colours mean
void draw_angles(Context& c, const Rect& free);   // of the open movement
void draw_dialogue(Context& c);
void draw_search_results(Context& c, const Rect& field);
// Keys and the pointer on the picture.
void handle_keys(Context& c);
void handle_pointer(Context& c, const Rect& free, FrameResult& result);

// Pieces that several panels share.
void draw_region_buttons(Context& c);
void draw_motion_buttons(Context& c);
void draw_seat(Context& c);     // of an open rise
void draw_balance(Context& c);  // where the weight falls, in the picture
void draw_tightness(Context& c);
// Front and back to point at; fills the panel that is open.
void draw_pain_map(Context& c);
bool pain_map_open(const Context& c);
// Starts a movement, asking the safety questions first where that has not happened yet.
void start_motion(Context& c, const std::string& clip_id);
void draw_exercise(Context& c);  // its dose and cautions, before it plays for the first time

void draw_function(Context& c, anatomy::StructureIndex index);  // of a muscle's card
// Draws the ring of the section and follows the hand on it; true while the hand is at it.
bool handle_section(Context& c, bool on_picture, FrameResult& result);
void emit_section(Context& c, workspace::BodySection cut);  // the command that makes it
void draw_with_pen(Context& c, bool over_picture);
// Pieces of the pen, for whatever moves it. Places as in workspace::Stroke.
glm::vec2 in_picture(const Context& c, ImVec2 at);
ImVec2 on_screen(const Context& c, glm::vec2 place);
void add_to_line(Context& c, glm::vec2 place);
void finish_line(Context& c);         // what is drawn becomes a command
void rub_out(Context& c, ImVec2 at);  // the line or the pin there
// A click on the picture, by hand or by the cross: a pin there, or what the body has there.
void click_picture(Context& c, ImVec2 at, FrameResult& result);
void handle_cross(Context& c, const Rect& free, FrameResult& result);
void show_cross(Context& c, bool shown);
void show_red_flags(Context& c);  // when to ask a doctor

struct Shortcut {
    const char* keys;               // as printed
    const char* meaning;            // in words
    std::vector<KeyPress> presses;  // the keys among them; none for the pointer's
};
const std::vector<Shortcut>& shortcuts();

}  // namespace backstory::ui
