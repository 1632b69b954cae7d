// Passive tension of muscle fibres: nothing until they are as long as their optimal length, then exponential.
// Thelen DG (2003) Adjustment of muscle mechanics model parameters, J Biomech Eng 125:70-77, equation 3.
#pragma once

#include <algorithm>
#include <cmath>

namespace backstory::posture {

struct PassiveCurve {
    double strain_at_max = 0.6;  // fibre strain at which the passive force reaches the greatest active one
    double shape = 4.0;          // steepness of the exponential
    // Beyond this tension (in greatest active forces) the curve goes on as a straight line, so that a search that
    // wanders off sees a finite wall.
    double straight_from = 4.0;
};

struct Tension {
    double value = 0.0;  // in greatest active forces
    double slope = 0.0;  // by normalised fibre length
};

// Tension of a fibre of the given length in optimal lengths; value and slope are continuous. Below the optimal length
// the exponential is not cut off but lies within -1 / (e^shape - 1) of zero, here lifted to be zero at most.
inline Tension passive_tension(const PassiveCurve& curve, double fibre) {
    const double scale = std::expm1(curve.shape);
    const double rate = curve.shape / curve.strain_at_max;
    const double straight_fibre = 1.0 + std::log1p(curve.straight_from * scale) / rate;
    const double at = std::min(fibre, straight_fibre);
    if (at <= 1.0) {
        return {};
    }
    // The square at the start takes away the kink at the optimal length (the first 5 % of strain).
    constexpr double blend = 0.05;
    const double strain = at - 1.0;
    const double grown = std::expm1(rate * strain) / scale;
    const double growth = rate * std::exp(rate * strain) / scale;
    const double ramp = strain < blend ? strain / blend : 1.0;
    const double smooth = ramp * ramp * (3.0 - 2.0 * ramp);
    const double smooth_slope = strain < blend ? 6.0 * ramp * (1.0 - ramp) / blend : 0.0;
    const double slope = growth * smooth + grown * smooth_slope;
    return {grown * smooth + slope * (fibre - at), slope};
}

}  // namespace backstory::posture
