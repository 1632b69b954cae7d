// The panels' frame: floating, rounded, fading where more stands below.
#pragma once

#include "ui/context.hpp"

namespace backstory::ui {

// End it with end_panel(), whatever it returns.
bool begin_panel(Context& c, const char* name, const Rect& rect, bool scrolls = true);
void end_panel();

}  // namespace backstory::ui
