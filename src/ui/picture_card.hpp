// A wide button with a small picture of a state: a saved view, a movement.
#pragma once

#include "ui/context.hpp"

#include <functional>
#include <string>

namespace backstory::ui {

struct PictureCard {
    std::string title, detail;  // detail stands below, small
    std::string picture;        // the name under which it is kept
    bool chosen = false;
};
// `name` identifies it. The state is asked for only where its picture is not there yet. True when pressed.
bool picture_card(Context& c, const std::string& name, const PictureCard& card,
                  const std::function<workspace::State()>& state);

}  // namespace backstory::ui
