#include "ui/fold.hpp"

#include "ui/icons.hpp"
#include "ui/widgets.hpp"

namespace backstory::ui {

bool fold(Context& c, const std::string& id, const std::string& title, std::set<std::string>& open) {
    const bool now = open.contains(id);
    // Where the icon font is missing the state is told by a sign as well.
    const std::string sign = c.theme.has_icons() ? "" : now ? "- " : "+ ";
    if (button(c, sign + title + "##" + id,
               {.icon = now ? icon::caret_down : icon::caret_right,
                .look = Look::quiet,
                .width = -1,
                .left_aligned = true})) {
        if (now) {
            open.erase(id);
        } else {
            open.insert(id);
        }
    }
    return open.contains(id);
}

}  // namespace backstory::ui
