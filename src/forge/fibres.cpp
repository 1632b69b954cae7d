#include "forge/fibres.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace backstory::forge {

namespace {

constexpr float tendon_ramp = 0.04f;    // of the fibre's length, over which red muscle turns into tendon
constexpr float least_falloff = 1e-3f;  // m; keeps weights finite on a fascicle's own surface

struct Foot {
    glm::vec3 point{0.0f};  // nearest point of the centre line
    float gap = 0.0f;       // from the position to the fascicle's surface, not below 0, m
    float radius = 0.0f;
    float s = 0.0f;
    std::size_t station = 0;  // the piece begins here
};

Foot foot_on(const anatomy::Fascicle& fascicle, const glm::vec3& p) {
    Foot best;
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i + 1 < fascicle.stations.size(); ++i) {
        const anatomy::Station &a = fascicle.stations[i], &b = fascicle.stations[i + 1];
        const glm::vec3 along = b.centre - a.centre;
        const float length2 = glm::dot(along, along);
        const float t = length2 > 0.0f ? std::clamp(glm::dot(p - a.centre, along) / length2, 0.0f, 1.0f) : 0.0f;
        const glm::vec3 point = a.centre + t * along;
        const float distance = glm::length(p - point);
        if (distance < least) {
            least = distance;
            best.point = point;
            best.radius = a.radius + t * (b.radius - a.radius);
            best.s = std::clamp(a.s + t * (b.s - a.s), 0.0f, 1.0f);
            best.gap = std::max(0.0f, distance - best.radius);
            best.station = i;
        }
    }
    return best;
}

float ramp(float x) {
    const float t = std::clamp(0.5f + 0.5f * x / tendon_ramp, 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

float tendon_at(const anatomy::Fascicle& fascicle, float s) {
    float tendon = 0.0f;
    if (fascicle.tendon_to_s) {
        tendon = std::max(tendon, ramp(*fascicle.tendon_to_s - s));
    }
    if (fascicle.tendon_from_s) {
        tendon = std::max(tendon, ramp(s - *fascicle.tendon_from_s));
    }
    // Stations before and after the fitted flesh are added tendon.
    if (fascicle.belly_first > 0) {
        tendon = std::max(tendon, ramp(fascicle.stations[fascicle.belly_first].s - tendon_ramp - s));
    }
    if (fascicle.belly_last + 1u < fascicle.stations.size()) {
        tendon = std::max(tendon, ramp(s - fascicle.stations[fascicle.belly_last].s - tendon_ramp));
    }
    return tendon;
}

// Across the fibres: fascicles laid side by side at their mean spacing, metres.
std::vector<float> lay_out(const anatomy::FibreBundle& bundle) {
    std::vector<float> across(bundle.fascicles.size(), 0.0f);
    for (std::size_t i = 1; i < across.size(); ++i) {
        const anatomy::Fascicle &a = bundle.fascicles[i - 1], &b = bundle.fascicles[i];
        float sum = 0.0f;
        for (const anatomy::Station& station : b.stations) {
            sum += glm::length(station.centre - foot_on(a, station.centre).point);
        }
        across[i] = across[i - 1] + sum / static_cast<float>(b.stations.size());
    }
    return across;
}

class Placer {
  public:
    explicit Placer(const anatomy::FibreBundle& bundle)
        : bundle_(bundle), across_(lay_out(bundle)), feet_(bundle.fascicles.size()) {}

    std::pair<anatomy::FibrePlace, glm::vec2> place(const glm::vec3& p) {
        for (std::size_t i = 0; i < feet_.size(); ++i) {
            feet_[i] = foot_on(bundle_.fascicles[i], p);
        }
        anatomy::FibrePlace place, drawn;
        const bool joined = between_neighbours(p, drawn), sheet = bundle_.layout == anatomy::FibreBundle::Layout::sheet;
        if (joined && sheet) {
            place = drawn;
        } else {
            by_distance(place);
            // Slips that are joined look like a sheet, though each moves by itself.
            drawn = joined ? drawn : place;
        }
        place.s = feet_[place.fascicle].s;
        place.second_s = feet_[place.second].s;
        place.tendon = between(drawn, [this](std::size_t i) { return tendon_at(bundle_.fascicles[i], feet_[i].s); });
        const float across = between(
            drawn, [&, this](std::size_t i) { return across_[i] + (joined || sheet ? 0.0f : round_the(i, p)); });
        return {place, {across, place.s}};
    }

  private:
    float falloff(std::size_t i) const {
        const float gap = feet_[i].gap + std::max(least_falloff, 0.25f * feet_[i].radius);
        return 1.0f / (gap * gap);
    }

    template <typename OfFascicle>
    static float between(const anatomy::FibrePlace& place, const OfFascicle& value) {
        return std::lerp(value(place.fascicle), value(place.second), place.blend);
    }

    // In a sheet or joined slips: the pair of neighbours that the position lies between, at the least distance from
    // the line that joins their feet.
    bool between_neighbours(const glm::vec3& p, anatomy::FibrePlace& place) const {
        if (bundle_.layout == anatomy::FibreBundle::Layout::bundle || bundle_.neighbours.empty()) {
            return false;
        }
        float least = std::numeric_limits<float>::max();
        for (const anatomy::FibreBundle::Neighbours& pair : bundle_.neighbours) {
            const Foot &a = feet_[pair.a], &b = feet_[pair.b];
            const glm::vec3 line = b.point - a.point;
            const float length2 = glm::dot(line, line);
            const float u = length2 > 0.0f ? std::clamp(glm::dot(p - a.point, line) / length2, 0.0f, 1.0f) : 0.0f;
            const float distance = glm::length(p - a.point - u * line) - std::lerp(a.radius, b.radius, u);
            if (distance < least) {
                least = distance;
                place.fascicle = pair.a;
                place.second = pair.b;
                place.blend = u;
            }
        }
        if (place.blend > 0.5f) {  // the first is the nearer one
            std::swap(place.fascicle, place.second);
            place.blend = 1.0f - place.blend;
        }
        return true;
    }

    void by_distance(anatomy::FibrePlace& place) const {
        std::array<std::size_t, 3> best{};
        std::array<float, 3> weight{-1.0f, -1.0f, -1.0f};
        for (std::size_t i = 0; i < feet_.size(); ++i) {
            float w = falloff(i);
            std::size_t who = i;
            for (std::size_t k = 0; k < 3; ++k) {
                if (w > weight[k]) {
                    std::swap(w, weight[k]);
                    std::swap(who, best[k]);
                }
            }
        }
        const float third = std::max(0.0f, weight[2]);
        place.fascicle = static_cast<std::uint16_t>(best[0]);
        place.second = feet_.size() > 1 ? static_cast<std::uint16_t>(best[1]) : place.fascicle;
        const float first = weight[0] - third, second = std::max(0.0f, weight[1] - third);
        place.blend = first + second > 0.0f ? second / (first + second) : (feet_.size() > 1 ? 0.5f : 0.0f);
    }

    // Half the way round a fascicle's girth, the same on its two sides, so that the grain has no seam. Sheets and
    // joined slips have none: their two faces share the grain.
    float round_the(std::size_t i, const glm::vec3& p) const {
        const anatomy::Fascicle& fascicle = bundle_.fascicles[i];
        const Foot& foot = feet_[i];
        const glm::vec3 whole = fascicle.stations.back().centre - fascicle.stations.front().centre;
        const glm::vec3 axis = whole / std::max(1e-6f, glm::length(whole));
        const glm::vec3 helper = std::abs(axis.x) < 0.8f ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
        const glm::vec3 u = glm::normalize(glm::cross(axis, helper));
        const glm::vec3 out = p - foot.point;
        const float length = glm::length(out);
        return length > 0.0f ? foot.radius * std::acos(std::clamp(glm::dot(out, u) / length, -1.0f, 1.0f)) : 0.0f;
    }

    const anatomy::FibreBundle& bundle_;
    std::vector<float> across_;
    std::vector<Foot> feet_;
};

}  // namespace

Fibres fibres_of(const anatomy::FibreBundle& bundle, const std::vector<glm::vec3>& positions) {
    Fibres fibres;
    fibres.places.reserve(positions.size());
    fibres.uv.reserve(positions.size());
    if (bundle.fascicles.empty()) {
        fibres.places.resize(positions.size());
        fibres.uv.resize(positions.size(), glm::vec2(0.0f));
        return fibres;
    }
    Placer placer(bundle);
    for (const glm::vec3& p : positions) {
        const auto [place, uv] = placer.place(p);
        fibres.places.push_back(place);
        fibres.uv.push_back(uv);
    }
    return fibres;
}

}  // namespace backstory::forge
