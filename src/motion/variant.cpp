#include "motion/variant.hpp"

#include "motion/contact.hpp"

#include <algorithm>

namespace backstory::motion {

namespace {

constexpr double gentle_ramp_s = 0.3;

double eased(double share) {
    const double t = std::clamp(share, 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

// The column of a coordinate; a new one, relaxed throughout, where the clip has none.
std::size_t column_of(const Skeleton& skeleton, Clip& clip, CoordinateIndex coordinate) {
    const auto found = std::find(clip.columns.begin(), clip.columns.end(), coordinate);
    if (found != clip.columns.end()) {
        return static_cast<std::size_t>(found - clip.columns.begin());
    }
    clip.columns.push_back(coordinate);
    clip.values.emplace_back(clip.times_s.size(), skeleton.coordinates[coordinate].relaxed);
    return clip.columns.size() - 1;
}

// The curves get values where the mistake comes and goes, so that it lasts as long as its data says and no longer.
void add_moments(Clip& clip, const MotionError& error) {
    std::vector<double> times = clip.times_s;
    for (const double time : {error.start_s - error.ramp_s, error.start_s, error.end_s, error.end_s + error.ramp_s}) {
        const auto is_near = [&](double known) { return std::abs(known - time) < 1e-3; };
        if (time > 0.0 && time < clip.duration_s && std::none_of(times.begin(), times.end(), is_near)) {
            times.push_back(time);
        }
    }
    std::sort(times.begin(), times.end());
    for (auto& column : clip.values) {
        std::vector<double> values;
        values.reserve(times.size());
        for (const double time : times) {
            values.push_back(curve_at(clip.times_s, column, time, clip.periodic));
        }
        column = std::move(values);
    }
    clip.times_s = std::move(times);
}

void hold_by_other_pads(Clip& clip, const MotionError& error) {
    for (Contact& contact : clip.contacts) {
        for (const auto& [usual, other] : error.other_pads) {
            for (const char* side : {"_r", "_l"}) {
                if (contact.pad == usual + side) {
                    contact.pad = other + side;
                }
            }
        }
    }
}

}  // namespace

double error_share(const MotionError& error, double time_s) {
    if (error.ramp_s <= 0.0) {
        return time_s >= error.start_s && time_s <= error.end_s ? 1.0 : 0.0;
    }
    return eased(std::min((time_s - error.start_s) / error.ramp_s, (error.end_s - time_s) / error.ramp_s) + 1.0);
}

Clip with_error(const Skeleton& skeleton, const Clip& clip, const MotionError& error) {
    Clip wrong = clip;
    wrong.id = clip.id + ":" + error.id;
    wrong.tight_levels.clear();
    wrong.tight_values.clear();
    add_moments(wrong, error);
    for (std::size_t i = 0; i < error.columns.size(); ++i) {
        auto& values = wrong.values[column_of(skeleton, wrong, error.columns[i])];
        const Coordinate& coordinate = skeleton.coordinates[error.columns[i]];
        for (std::size_t k = 0; k < values.size(); ++k) {
            const double added = error.added[i] * error_share(error, wrong.times_s[k]);
            values[k] = std::clamp(values[k] + added, coordinate.hard_low, coordinate.hard_high);
        }
    }
    // Wanted and held lie further apart than in the movement itself: what lets go takes longer, so that nothing snaps.
    for (Contact& contact : wrong.contacts) {
        contact.ramp_s = std::min(std::max(contact.ramp_s, gentle_ramp_s), 0.5 * (contact.end_s - contact.start_s));
    }
    hold_by_other_pads(wrong, error);
    settle_contacts(skeleton, wrong);
    return wrong;
}

Clip with_stride(const Skeleton& skeleton, const Clip& clip, double share) {
    Clip shorter = clip;
    shorter.belt_m_per_s *= share;
    for (auto& values : shorter.values) {
        double mean = 0.0;
        for (std::size_t i = 0; i + 1 < values.size(); ++i) {
            const double width = clip.times_s[i + 1] - clip.times_s[i];
            mean += 0.5 * (values[i] + values[i + 1]) * width / clip.duration_s;
        }
        for (double& value : values) {
            value = mean + share * (value - mean);
        }
    }
    for (Contact& contact : shorter.contacts) {
        if (contact.at) {
            contact.at->x *= share;
        }
    }
    settle_contacts(skeleton, shorter);
    return shorter;
}

}  // namespace backstory::motion
