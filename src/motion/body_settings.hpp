// How a person is built and stands differently from the measured body: height, curves of the back, tilt of the pelvis,
// legs of unequal length. Data: assets/skeleton/body_settings.json. A setting shifts coordinates of the standing pose;
// height scales the whole body evenly instead. A model of how postures hang together, not a measurement.
#pragma once

#include "motion/skeleton.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backstory::motion {

struct BodySetting {
    enum class Kind : std::uint8_t { stature, angle, length };
    Kind kind = Kind::angle;
    std::string id, name;       // "lordosis", "Hollow of the low back"
    std::string clinical_name;  // "Lumbar lordosis"
    double low = 0.0;           // m or rad: of the whole height, else from the measured body
    double high = 0.0;          // likewise
    double measured = 0.0;      // m: of the height; 0 for the others
    std::string more, less;     // what a value above and below the measured one is called: "forward", "backward"
    struct Shift {
        CoordinateIndex coordinate = no_coordinate;
        double factor = 0.0;      // rad or m of the coordinate for one rad or m of the setting
        bool either_way = false;  // goes with the setting's size, whatever its sign
    };
    std::vector<Shift> shifts;
    // Pads under which a board makes up for what the setting lifts off the floor, for values above and below.
    std::string board_more, board_less;
};

// Values by setting, rad or m, as BodySetting counts them; empty means that all are as measured.
using BodyValues = std::vector<double>;

int find_setting(const std::vector<BodySetting>& settings, std::string_view id);  // -1 when unknown
BodyValues measured_values(const std::vector<BodySetting>& settings);
// Easy standing of a body with these values, inside the hard limits.
Pose standing(const Skeleton& skeleton, const std::vector<BodySetting>& settings, const BodyValues& values);
// How many times the measured body it is tall.
double scale_of(const std::vector<BodySetting>& settings, const BodyValues& values);

}  // namespace backstory::motion
