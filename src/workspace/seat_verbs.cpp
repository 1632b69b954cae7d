// set seat, set feet: the chair that a person rises from, and where the feet are.
#include "workspace/verbs.hpp"

namespace backstory::workspace {

Status set_seat(Context& c, Arguments& arguments) {
    if (arguments.take("usual")) {
        c.state.seat.height_m = 0.0;
        c.done.sentence = "Set the seat as usual";
        return Done{};
    }
    const auto height = arguments.number("the seat's height in cm", std::round(100.0 * motion::lowest_seat_m),
                                         std::round(100.0 * motion::highest_seat_m));
    if (!height.ok()) {
        return height.error();
    }
    c.state.seat.height_m = height.value() / 100.0;
    c.done.sentence = "Set how high the seat is";
    return Done{};
}

// "60 back", "40 forward", "0": never a bare sign.
Status set_feet(Context& c, Arguments& arguments) {
    const auto way_mm = arguments.number("how far the feet are moved, in mm,", 0.0, 1000.0 * motion::feet_back_most_m);
    if (!way_mm.ok()) {
        return way_mm.error();
    }
    double sign = 1.0;
    if (way_mm.value() > 0.0) {
        static constexpr Choice<double> ways[] = {{"back", 1.0}, {"forward", -1.0}};
        const auto way = choose(ways, arguments.next(), "The way of the feet");
        if (!way.ok()) {
            return way.error();
        }
        sign = way.value();
    }
    const double back_m = sign * way_mm.value() / 1000.0;
    if (back_m < -motion::feet_forward_most_m - 1e-9) {
        return Error{"Feet go at most " + std::to_string(std::lround(1000.0 * motion::feet_forward_most_m)) +
                     " mm forward."};
    }
    c.state.seat.feet_back_m = back_m;
    c.done.sentence = "Set where the feet are";
    return Done{};
}

std::vector<CommandHelp> seat_help() {
    return {{"set seat CM|usual", "How high the seat is in rising from a chair and sitting down, 30 to 56 cm.",
             "set seat 50"},
            {"set feet MM [back|forward]", "How far the feet are drawn back, or left in front, in the same.",
             "set feet 60 back"}};
}

}  // namespace backstory::workspace
