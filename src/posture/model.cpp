#include "posture/model.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backstory::posture {

Dials Dials::hip_flexors(const motion::Tightness& tightness) {
    Dials dials;
    for (const Group group : {Group::iliopsoas, Group::rectus_femoris, Group::tensor_fasciae_latae}) {
        dials.of(Side::right, group) = std::clamp(tightness.right, 0.0, 1.0);
        dials.of(Side::left, group) = std::clamp(tightness.left, 0.0, 1.0);
    }
    return dials;
}

bool Dials::any() const {
    return !(*this == Dials{});
}

LengthModel::Value LengthModel::evaluate(const motion::Pose& pose) const {
    constexpr std::size_t highest = 8;
    const std::size_t count = coordinates.size();
    BACKSTORY_ASSERT(count <= most);
    // Powers of each scaled coordinate; outside the range the value stays and the slope is zero.
    std::array<std::array<double, highest + 1>, most> power{};
    std::array<double, most> inside{};
    for (std::size_t i = 0; i < count; ++i) {
        const double value = pose[coordinates[i]];
        const double half = 0.5 * (high[i] - low[i]);
        const double clamped = std::clamp(value, low[i], high[i]);
        inside[i] = clamped == value ? 1.0 / half : 0.0;
        const double scaled = (clamped - low[i]) / half - 1.0;
        power[i][0] = 1.0;
        for (std::size_t k = 1; k <= highest; ++k) {
            power[i][k] = power[i][k - 1] * scaled;
        }
    }
    Value result;
    for (std::size_t row = 0; row < powers.size(); ++row) {
        const auto& p = powers[row];
        double product = coefficients[row];
        for (std::size_t i = 0; i < count; ++i) {
            product *= power[i][p[i]];
        }
        result.length_m += product;
        for (std::size_t i = 0; i < count; ++i) {
            if (p[i] == 0) {
                continue;
            }
            double slope = coefficients[row] * p[i] * power[i][p[i] - 1];
            for (std::size_t j = 0; j < count; ++j) {
                slope *= j == i ? 1.0 : power[j][p[j]];
            }
            result.slope_m[i] += slope * inside[i];
        }
    }
    return result;
}

void LengthModel::set_degree(int degree) {
    powers.clear();
    std::array<std::uint8_t, most> power{};
    // Counts like an odometer, the first coordinate fastest, leaving out what is too high.
    for (;;) {
        if (std::accumulate(power.begin(), power.end(), 0) <= degree) {
            powers.push_back(power);
        }
        std::size_t i = 0;
        while (i < coordinates.size() && power[i] == degree) {
            power[i++] = 0;
        }
        if (i == coordinates.size()) {
            return;
        }
        ++power[i];
    }
}

void share_with_left(Model& model, const motion::Skeleton& skeleton) {
    for (Muscle& left : model.muscles) {
        if (left.side != Side::left) {
            continue;
        }
        const std::string right_id = left.id.substr(0, left.id.size() - 1) + "r";
        const auto right = std::find_if(model.muscles.begin(), model.muscles.end(),
                                        [&](const Muscle& muscle) { return muscle.id == right_id; });
        BACKSTORY_ASSERT(right != model.muscles.end());
        left.length.low = right->length.low;
        left.length.high = right->length.high;
        left.length.powers = right->length.powers;
        left.length.coefficients = right->length.coefficients;
    }
    for (Muscle& muscle : model.muscles) {
        muscle.neutral_length_m = muscle.length.evaluate(skeleton.neutral()).length_m;
    }
}

namespace {
// Slope at a step of a monotone cubic through even steps (Fritsch & Butland 1984: harmonic mean of the neighbours).
double step_slope(const std::vector<double>& values, std::size_t i) {
    if (values.size() < 2) {
        return 0.0;
    }
    if (i == 0) {
        return values[1] - values[0];
    }
    if (i + 1 == values.size()) {
        return values[i] - values[i - 1];
    }
    const double before = values[i] - values[i - 1], after = values[i + 1] - values[i];
    return before * after <= 0.0 ? 0.0 : 2.0 * before * after / (before + after);
}
}  // namespace

double Shortening::at(double dial) const {
    if (at_step.empty()) {
        return 0.0;
    }
    const double position = std::clamp(dial, 0.0, 1.0) * static_cast<double>(at_step.size() - 1);
    const auto first =
        std::min(static_cast<std::size_t>(position), at_step.size() - std::min<std::size_t>(2, at_step.size()));
    const std::size_t second = std::min(first + 1, at_step.size() - 1);
    const double u = position - static_cast<double>(first);
    const double a = at_step[first], b = at_step[second];
    const double u2 = u * u, u3 = u2 * u;
    return a * (2 * u3 - 3 * u2 + 1) + step_slope(at_step, first) * (u3 - 2 * u2 + u) + b * (3 * u2 - 2 * u3) +
           step_slope(at_step, second) * (u3 - u2);
}

double Shortening::dial_for(double shortening) const {
    double low = 0.0, high = 1.0;
    if (at_step.size() < 2 || shortening <= at_step.front()) {
        return 0.0;
    }
    if (shortening >= at_step.back()) {
        return 1.0;
    }
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (low + high);
        (at(middle) < shortening ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

}  // namespace backstory::posture
