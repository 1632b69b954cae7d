// The chair of an open rise: how high its seat is, and where the feet are.
#include "ui/fold.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <cmath>

namespace backstory::ui {
namespace {

constexpr double cm = 100.0, mm = 1000.0;

void draw_height(Context& c, double usual_m) {
    const double now_m = c.state.seat.height_m > 0.0 ? c.state.seat.height_m : usual_m;
    const long shown = std::lround(cm * now_m), apart = std::lround(cm * (now_m - usual_m));
    const std::string says = std::to_string(shown) + " cm, " +
                             (apart == 0  ? std::string("as usual")
                              : apart > 0 ? std::to_string(apart) + " cm higher"
                                          : std::to_string(-apart) + " cm lower");
    auto value = static_cast<float>(cm * now_m);
    const auto low = static_cast<float>(cm * motion::lowest_seat_m),
               high = static_cast<float>(cm * motion::highest_seat_m);
    if (labelled_slider(c, "Seat height", says, value, low, high) && std::lround(value) != shown) {
        c.emit("set seat " + std::to_string(std::lround(value)));
    }
}

void draw_feet(Context& c) {
    const long now = std::lround(mm * c.state.seat.feet_back_m);
    const std::string says = now == 0
                                 ? std::string("as usual")
                                 : std::to_string(std::abs(now) / 10) + " cm further " + (now > 0 ? "back" : "forward");
    auto value = static_cast<float>(now);
    if (!labelled_slider(c, "Feet", says, value, static_cast<float>(-mm * motion::feet_forward_most_m),
                         static_cast<float>(mm * motion::feet_back_most_m))) {
        return;
    }
    const long wanted = 10 * std::lround(value / 10.0f);  // whole centimetres
    if (wanted != now) {
        c.emit("set feet " + std::to_string(std::abs(wanted)) + (wanted > 0 ? " back" : wanted < 0 ? " forward" : ""));
    }
}

}  // namespace

void draw_seat(Context& c) {
    if (c.state.clip < 0) {
        return;
    }
    const auto usual_m = motion::seat_height_m(c.library.clips[static_cast<std::size_t>(c.state.clip)]);
    if (!usual_m || !fold(c, "seat and feet", "Seat and feet", c.memory.open_stages)) {
        return;
    }
    draw_height(c, *usual_m * motion::scale_of(c.library.body_settings, c.state.body));
    draw_feet(c);
    if (button(c, "The usual seat", {.width = -1, .enabled = c.state.seat.any()})) {
        c.emit("set seat usual; set feet 0");
    }
}

}  // namespace backstory::ui
