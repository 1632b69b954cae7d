#include "motion/clip.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::motion {

namespace {

// Slope at a knot between the secants on both sides: their weighted harmonic mean, 0 at a turning point.
double knot_slope(double left, double right, double left_width, double right_width) {
    if (left * right <= 0.0) {
        return 0.0;
    }
    const double a = 2.0 * right_width + left_width, b = right_width + 2.0 * left_width;
    return (a + b) / (a / left + b / right);
}

}  // namespace

const Prop* Clip::find_prop(std::string_view prop_id) const {
    const auto it = std::find_if(props.begin(), props.end(), [&](const Prop& prop) { return prop.id == prop_id; });
    return it == props.end() ? nullptr : &*it;
}

int Clip::phase_at(double time_s) const {
    int found = phases.empty() ? -1 : 0;
    for (std::size_t i = 0; i < phases.size(); ++i) {
        if (time_s >= phases[i].start_s) {
            found = static_cast<int>(i);
        }
    }
    return found;
}

double curve_at(std::span<const double> times, std::span<const double> values, double time_s, bool periodic) {
    BACKSTORY_ASSERT(!times.empty() && times.size() == values.size());
    const std::size_t n = times.size();
    if (n == 1 || !(time_s > times.front())) {
        return values.front();
    }
    if (time_s >= times.back()) {
        return values.back();
    }
    const auto next = std::upper_bound(times.begin(), times.end(), time_s);
    const auto i = static_cast<std::size_t>(next - times.begin()) - 1;
    const auto width = [&](std::size_t k) { return times[k + 1] - times[k]; };
    const auto secant = [&](std::size_t k) { return (values[k + 1] - values[k]) / width(k); };
    const auto slope = [&](std::size_t k) {
        if (k == 0 || k == n - 1) {
            return periodic ? knot_slope(secant(n - 2), secant(0), width(n - 2), width(0)) : 0.0;
        }
        return knot_slope(secant(k - 1), secant(k), width(k - 1), width(k));
    };
    const double h = width(i), u = (time_s - times[i]) / h;
    const double u2 = u * u, u3 = u2 * u;
    return values[i] * (2.0 * u3 - 3.0 * u2 + 1.0) + h * slope(i) * (u3 - 2.0 * u2 + u) +
           values[i + 1] * (3.0 * u2 - 2.0 * u3) + h * slope(i + 1) * (u3 - u2);
}

}  // namespace backstory::motion
