#include "motion/body_settings.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace backstory::motion {

int find_setting(const std::vector<BodySetting>& settings, std::string_view id) {
    const auto it = std::find_if(settings.begin(), settings.end(), [id](const auto& s) { return s.id == id; });
    return it == settings.end() ? -1 : static_cast<int>(it - settings.begin());
}

BodyValues measured_values(const std::vector<BodySetting>& settings) {
    BodyValues values;
    std::transform(settings.begin(), settings.end(), std::back_inserter(values),
                   [](const auto& setting) { return setting.measured; });
    return values;
}

Pose standing(const Skeleton& skeleton, const std::vector<BodySetting>& settings, const BodyValues& values) {
    BACKSTORY_ASSERT(values.empty() || values.size() == settings.size());
    Pose pose = skeleton.relaxed();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double from_measured = values[i] - settings[i].measured;
        for (const BodySetting::Shift& shift : settings[i].shifts) {
            pose[shift.coordinate] += shift.factor * (shift.either_way ? std::abs(from_measured) : from_measured);
        }
    }
    skeleton.clamp(pose);
    return pose;
}

double scale_of(const std::vector<BodySetting>& settings, const BodyValues& values) {
    double scale = 1.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (settings[i].kind == BodySetting::Kind::stature) {
            scale *= values[i] / settings[i].measured;
        }
    }
    return scale;
}

}  // namespace backstory::motion
