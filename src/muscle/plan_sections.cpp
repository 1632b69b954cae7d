#include "muscle/plan.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

namespace backstory::muscle {

namespace {

using glm::vec3;

// Fascicles keep their places among each other this far from the attachments, as shares of their length; nearer, each
// goes to its own.
constexpr float cohesion_none_s = 0.02f, cohesion_full_s = 0.16f;

float smooth_step(float low, float high, float x) {
    const float t = std::clamp((x - low) / (high - low), 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

Mate mate_at(const Plan& plan, std::uint32_t fascicle, float s) {
    const FasciclePlan& path = plan.fascicles[fascicle];
    const StationPlan* stations = &plan.stations[path.first_station];
    std::uint32_t k = 0;
    while (k + 2 < path.station_count && stations[k + 1].s < s) {
        ++k;
    }
    const float gap = std::max(stations[k + 1].s - stations[k].s, 1e-6f);
    return {path.first_station + k, std::clamp((s - stations[k].s) / gap, 0.0f, 1.0f), 0.0f};
}

vec3 rest_of(const Plan& plan, const Mate& mate) {
    return glm::mix(plan.stations[mate.index].rest, plan.stations[mate.index + 1].rest, mate.share);
}

class Section {
  public:
    Section(const anatomy::FibreBundle& bundle, bool is_layer, std::uint32_t first, Plan& plan)
        : bundle_(bundle),
          is_layer_(is_layer),
          first_(first),
          count_(static_cast<std::uint32_t>(bundle.fascicles.size())),
          plan_(plan) {}

    void add(std::uint32_t f, StationPlan& station) {
        if (bundle_.layout == anatomy::FibreBundle::Layout::bundle) {
            add_lateral(f, station);
        } else if (is_layer_ || bundle_.layout == anatomy::FibreBundle::Layout::sheet) {
            add_thin(f, station);
        }
        add_mates(f, station);
    }

  private:
    void add_lateral(std::uint32_t f, StationPlan& station) const {
        vec3 middle{0.0f};
        for (std::uint32_t g = 0; g < count_; ++g) {
            const vec3 there = g == f ? station.rest : rest_of(plan_, mate_at(plan_, first_ + g, station.s));
            middle += there / static_cast<float>(count_);
        }
        const vec3 away = station.rest - middle;
        station.lateral = away - glm::dot(away, station.tangent) * station.tangent;
    }

    void add_thin(std::uint32_t f, StationPlan& station) const {
        vec3 across{0.0f};
        for (const anatomy::FibreBundle::Neighbours& pair : bundle_.neighbours) {
            if (pair.a == f || pair.b == f) {
                const std::uint32_t other = first_ + (pair.a == f ? pair.b : pair.a);
                const vec3 line = rest_of(plan_, mate_at(plan_, other, station.s)) - station.rest;
                across += pair.a == f ? line : -line;
            }
        }
        const vec3 thin = glm::cross(station.tangent, across);
        station.width = glm::length(thin);
        station.thin = station.width > 1e-4f ? thin / station.width : vec3(0.0f);
    }

    // In a bundle all others, else the neighbours.
    void add_mates(std::uint32_t f, StationPlan& station) {
        station.first_mate = static_cast<std::uint32_t>(plan_.mates.size());
        if (bundle_.layout == anatomy::FibreBundle::Layout::bundle) {
            for (std::uint32_t g = 0; g < count_; ++g) {
                if (g != f) {
                    plan_.mates.push_back(mate_at(plan_, first_ + g, station.s));
                }
            }
        } else {
            for (const anatomy::FibreBundle::Neighbours& pair : bundle_.neighbours) {
                if (pair.a == f || pair.b == f) {
                    const std::uint32_t other = pair.a == f ? pair.b : pair.a;
                    plan_.mates.push_back(mate_at(plan_, first_ + other, station.s));
                    plan_.mates.back().side = pair.a == f ? 1.0f : -1.0f;
                }
            }
        }
        station.mate_count = static_cast<std::uint16_t>(plan_.mates.size() - station.first_mate);
        vec3 middle{0.0f};
        for (std::uint32_t k = 0; k < station.mate_count; ++k) {
            middle += rest_of(plan_, plan_.mates[station.first_mate + k]) / static_cast<float>(station.mate_count);
        }
        station.among = station.rest - middle;
        const float to_end = std::min(station.s, 1.0f - station.s);
        // With the station itself counted in, one step takes a bundle to its common middle.
        const float share = static_cast<float>(station.mate_count) / static_cast<float>(station.mate_count + 1);
        station.cohesion = station.mate_count == 0
                               ? 0.0f
                               : share * (1.0f - station.end) * smooth_step(cohesion_none_s, cohesion_full_s, to_end);
    }

    const anatomy::FibreBundle& bundle_;
    bool is_layer_;
    std::uint32_t first_, count_;
    Plan& plan_;
};

}  // namespace

void add_cross_sections(const anatomy::FibreBundle& bundle, bool is_layer, std::uint32_t first, Plan& plan) {
    Section section(bundle, is_layer, first, plan);
    for (std::uint32_t f = 0; f < bundle.fascicles.size(); ++f) {
        const FasciclePlan& fascicle = plan.fascicles[first + f];
        for (std::uint32_t i = 0; i < fascicle.station_count; ++i) {
            section.add(f, plan.stations[fascicle.first_station + i]);
        }
    }
}

}  // namespace backstory::muscle
