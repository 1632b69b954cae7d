#include "muscle/plan.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace backstory::muscle {

namespace {

using glm::vec3;

vec3 unit_or(const vec3& v, const vec3& fallback) {
    const float length = glm::length(v);
    return length > 1e-9f ? v / length : fallback;
}

// Away from the joints that the span crosses, the nearest counting most.
void add_outs(const SpanPlan& span, Plan& plan) {
    for (std::uint32_t i = span.first; i < span.first + span.count; ++i) {
        StationPlan& station = plan.stations[i];
        vec3 away{0.0f};
        for (std::uint32_t k = span.first_step; k < span.first_step + span.step_count; ++k) {
            const Step& step = plan.steps[plan.span_steps[k]];
            if (!step.bows) {
                continue;
            }
            const vec3 line = station.rest - step.centre;
            away += line / std::max(std::pow(glm::dot(line, line), 1.5f), 1e-9f);
        }
        away -= glm::dot(away, station.tangent) * station.tangent;
        station.out = unit_or(away, vec3(0.0f));
    }
}

// Fascicles side by side move out side by side, or a flat muscle would narrow as it leaves the bone.
void align_outs(std::uint32_t first, std::uint32_t count, Plan& plan) {
    std::vector<vec3> aligned;
    for (std::uint32_t f = first; f < first + count; ++f) {
        const FasciclePlan& fascicle = plan.fascicles[f];
        for (std::uint32_t i = 0; i < fascicle.station_count; ++i) {
            const StationPlan& station = plan.stations[fascicle.first_station + i];
            vec3 sum{0.0f};
            for (std::uint32_t g = first; g < first + count; ++g) {
                const FasciclePlan& other = plan.fascicles[g];
                const StationPlan* begin = &plan.stations[other.first_station];
                const StationPlan& there =
                    *std::min_element(begin, begin + other.station_count, [&](const auto& a, const auto& b) {
                        return std::abs(a.s - station.s) < std::abs(b.s - station.s);
                    });
                const float alike = std::max(0.0f, glm::dot(there.out, station.out));
                sum += alike * alike * alike * alike * there.out;
            }
            sum -= glm::dot(sum, station.tangent) * station.tangent;
            aligned.push_back(unit_or(sum, station.out));
        }
    }
    if (count > 0) {
        const std::uint32_t begin = plan.fascicles[first].first_station;
        for (std::size_t i = 0; i < aligned.size(); ++i) {
            plan.stations[begin + i].out = aligned[i];
        }
    }
}

// The rest path's bow over the joints, split from its other bends.
void add_heights(const SpanPlan& span, Plan& plan) {
    std::vector<float> heights(span.count), places(span.count);
    for (std::uint32_t i = 0; i < span.count; ++i) {
        StationPlan& station = plan.stations[span.first + i];
        const vec3 offset = station.rest - glm::mix(span.from.point, span.to.point, station.tau);
        station.height = glm::dot(offset, station.out);
        station.aside = offset - station.height * station.out;
        heights[i] = std::max(station.height, 0.0f);
        places[i] = station.tau;
    }
    std::vector<Corner> corners(span.count + 2);
    pull_taut(places.data(), heights.data(), span.count, corners.data());
    for (std::uint32_t i = 0; i < span.count; ++i) {
        plan.stations[span.first + i].taut_height = heights[i];
    }
}

}  // namespace

void pull_taut(const float* places, float* heights, std::size_t count, Corner* corners) {
    // The corners of the string so far, from the span's beginning to the peg before this one.
    Corner* last = corners;
    *last = {0.0f, 0.0f, 0};
    const auto lay_over = [&last, corners](const Corner& peg) {
        while (last != corners) {
            const Corner &a = last[-1], &b = *last;
            if ((b.place - a.place) * (peg.height - a.height) < (b.height - a.height) * (peg.place - a.place)) {
                break;
            }
            --last;
        }
        *++last = peg;
    };
    for (std::size_t i = 0; i < count; ++i) {
        lay_over({places[i], heights[i], static_cast<std::uint32_t>(i + 1)});
    }
    lay_over({1.0f, 0.0f, static_cast<std::uint32_t>(count + 1)});
    for (const Corner* corner = corners; corner != last; ++corner) {
        const Corner &a = corner[0], &b = corner[1];
        if (b.peg == a.peg + 1) {
            continue;
        }
        const float rise = (b.height - a.height) / std::max(b.place - a.place, 1e-6f);
        for (std::uint32_t peg = a.peg + 1; peg < b.peg; ++peg) {
            heights[peg - 1] = a.height + rise * (places[peg - 1] - a.place);
        }
    }
}

void add_heights(Plan& plan) {
    for (const SpanPlan& span : plan.spans) {
        add_outs(span, plan);
    }
    for (const Plan::Range& range : plan.fascicles_of) {
        align_outs(range.first, range.count, plan);
    }
    for (const SpanPlan& span : plan.spans) {
        if (span.count > 0) {
            add_heights(span, plan);
        }
    }
}

}  // namespace backstory::muscle
