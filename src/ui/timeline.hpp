// Inside of ui: the parts of the panel under an open movement.
#pragma once

#include "ui/context.hpp"
#include "workspace/course.hpp"

namespace backstory::ui {

// The comparison: what with, how shown, in words where the bodies part.
void draw_compare_row(Context& c);
float compare_row_height(const Context& c);  // px
// The graph, where one is chosen.
void draw_graph(Context& c);
float graph_height(const Context& c);        // px
std::string graph_switch(const Context& c);  // the command that opens it with the movement's first figure, or closes it
// Both bodies through the whole movement, as far as solved; made and followed here, a few milliseconds a frame.
const workspace::Course& followed_course(Context& c);

}  // namespace backstory::ui
