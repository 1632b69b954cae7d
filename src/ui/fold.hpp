// A heading that opens and closes what stands below it: by a click, or by Enter where Tab has put the ring.
#pragma once

#include "ui/context.hpp"

#include <set>
#include <string>

namespace backstory::ui {

// `id` names it among the controls and in `open`; `title` is shown. True while open.
bool fold(Context& c, const std::string& id, const std::string& title, std::set<std::string>& open);

}  // namespace backstory::ui
