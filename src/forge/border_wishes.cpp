#include "forge/border_wishes.hpp"

#include "base/parallel.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace backstory::forge {

namespace {

constexpr float attached_m = 0.008f, free_m = 0.014f;          // from an attachment: nothing moves .. all does
constexpr float widest_m = 0.009f, closed_m = 0.006f;          // from a border's place: stays .. is drawn to it
constexpr float closed_gap_m = 0.008f, widest_gap_m = 0.011f;  // wider ones stay open
constexpr float pulled_m = 0.006f;                             // how far over a surface a pull reaches
constexpr float deepest_m = 0.012f;  // deeper, muscles are not side by side but one in the other
// What may stay, so that nothing moves where the forge is as exact as its grid.
constexpr float least_deep_m = 0.0008f, least_wide_m = 0.0008f;
constexpr float midline_m = 0.0002f;

bool touch(const geometry::Bounds& a, const geometry::Bounds& b, float apart_m) {
    return glm::all(glm::lessThan(a.low - apart_m, b.high)) && glm::all(glm::lessThan(b.low - apart_m, a.high));
}

bool is(const anatomy::Structure& structure, const std::string& id) {
    return structure.id == id || (!structure.part_of.empty() && structure.part_of == id);
}

// 1 below `full`, 0 from `none` on, without steps.
float fading(float x, float full, float none) {
    return 1.0f - glm::smoothstep(full, none, x);
}

// The share of a gap (or depth) that is too much.
float beyond(float width, float least) {
    return (1.0f - least / width) * glm::smoothstep(least, 1.6f * least, width);
}

}  // namespace

Wishes::Wishes(const std::vector<BorderSurface>& muscles, const std::vector<const geometry::Mesh*>& obstacles,
               const std::vector<anatomy::Border>& borders)
    : muscles_(muscles.size()) {
    for (const geometry::Mesh* obstacle : obstacles) {
        obstacles_.emplace_back(*obstacle);
    }
    for (std::size_t i = 0; i < muscles.size(); ++i) {
        Muscle& muscle = muscles_[i];
        muscle.right = muscles[i].structure->side == anatomy::Side::right;
        muscle.fixed = !muscle.right || !muscles[i].yields;
        update(i, muscles[i].surface->mesh);
        for (const anatomy::Fascicle& fascicle : muscles[i].structure->bundle.fascicles) {
            muscle.ends.insert(muscle.ends.end(), {fascicle.origin.point, fascicle.insertion.point,
                                                   fascicle.stations.front().centre, fascicle.stations.back().centre});
        }
    }
    for (std::size_t i = 0; i < muscles.size(); ++i) {
        const anatomy::Structure& one = *muscles[i].structure;
        for (std::size_t j = 0; j < muscles.size(); ++j) {
            const anatomy::Structure& other = *muscles[j].structure;
            const bool parts_of_one = !one.part_of.empty() && one.part_of == other.part_of;
            if (i == j || parts_of_one || !touch(muscles_[i].on->bounds(), muscles_[j].on->bounds(), widest_m)) {
                continue;
            }
            muscles_[i].neighbours.push_back({j, muscles_[j].fixed ? 1.0f : 0.5f});
        }
        for (std::size_t k = 0; k < obstacles_.size(); ++k) {
            if (touch(muscles_[i].on->bounds(), obstacles_[k].bounds(), widest_m)) {
                muscles_[i].obstacles.push_back(k);
            }
        }
    }
    for (const anatomy::Border& border : borders) {
        Sides sides{{}, {}, &border};
        for (std::size_t i = 0; i < muscles.size(); ++i) {
            if (is(*muscles[i].structure, border.a)) {
                sides.a.push_back(i);
            } else if (is(*muscles[i].structure, border.b)) {
                sides.b.push_back(i);
            }
        }
        borders_.push_back(std::move(sides));
    }
    find_pulls();
}

// 0 at attachments, 1 away from them.
float Wishes::freedom(const Muscle& muscle, const glm::vec3& p) const {
    float least2 = std::numeric_limits<float>::max();
    for (const glm::vec3& end : muscle.ends) {
        const glm::vec3 off = p - end;
        least2 = std::min(least2, glm::dot(off, off));
    }
    return glm::smoothstep(attached_m, free_m, std::sqrt(least2));
}

struct Wishes::Found {
    std::size_t muscle = 0;
    NearestOn::Place place;
};

std::optional<Wishes::Found> Wishes::nearest_of(const std::vector<std::size_t>& muscles, const glm::vec3& place) const {
    std::optional<Found> best;
    for (const std::size_t muscle : muscles) {
        const auto found = (*muscles_[muscle].on)(place, widest_m);
        if (found && (!best || found->distance < best->place.distance)) {
            best = {muscle, *found};
        }
    }
    return best;
}

// Whether a way goes through another muscle: round its edge, or to the far side of it.
bool Wishes::leads_through(std::size_t self, const glm::vec3& from, const glm::vec3& way) const {
    constexpr std::array along = {0.33f, 0.67f};
    const auto& near = muscles_[self].neighbours;
    return std::any_of(near.begin(), near.end(), [&](const Neighbour& neighbour) {
        const NearestOn& on = *muscles_[neighbour.muscle].on;
        return std::any_of(along.begin(), along.end(), [&](float share) {
            const glm::vec3 place = from + share * way;
            const auto found = distance2(on.bounds(), place) > 0.0f ? std::nullopt : on(place, deepest_m);
            return found && found->distance < -least_deep_m;
        });
    });
}

// Where the two stand apart at a place of their border, both are drawn to it; where it lies in one already, the other
// to that one's surface.
void Wishes::pull(const Sides& sides, const glm::vec3& place, std::vector<std::pair<std::size_t, Pull>>& out) const {
    const auto a = nearest_of(sides.a, place), b = nearest_of(sides.b, place);
    if (!a || !b) {
        return;
    }
    const auto gap = [this](const Found& one, const Found& other) {
        const auto found = (*muscles_[other.muscle].on)(one.place.point, 2.0f * widest_m);
        return found ? found->distance : 2.0f * widest_m;
    };
    const float wide = std::max(gap(*a, *b), gap(*b, *a));
    if (wide <= least_wide_m) {
        return;
    }
    const float share = beyond(wide, least_wide_m) * fading(wide, closed_gap_m, widest_gap_m);
    const auto draw = [&](const Found& one, const Found& other) {
        if (one.place.distance <= 0.0f || muscles_[one.muscle].fixed) {
            return;
        }
        const glm::vec3 to = other.place.distance < 0.0f ? other.place.point : place;
        const glm::vec3 way = to - one.place.point;
        if (leads_through(one.muscle, one.place.point, way)) {
            return;
        }
        out.push_back({one.muscle, {one.place.point, share * fading(glm::length(way), closed_m, widest_m) * way}});
    };
    draw(*a, *b);
    draw(*b, *a);
}

void Wishes::find_pulls() {
    std::vector<std::vector<std::pair<std::size_t, Pull>>> found(borders_.size());
    in_parallel(borders_.size(), [&](std::size_t i) {
        for (const glm::vec3& place : borders_[i].border->places) {
            pull(borders_[i], place, found[i]);
        }
    });
    for (Muscle& muscle : muscles_) {
        muscle.pulls.clear();
    }
    for (const auto& some : found) {
        for (const auto& [muscle, way] : some) {
            muscles_[muscle].pulls.push_back(way);
        }
    }
}

// The mean of the pulls near p, less the farther they are.
glm::vec3 Wishes::grow(std::size_t self, const glm::vec3& p) const {
    const Muscle& muscle = muscles_[self];
    constexpr float none = 9.0f;  // squared, in lengths of pulled_m
    glm::vec3 sum{0.0f};
    float weights = 0.0f, most = 0.0f;
    for (const Pull& one : muscle.pulls) {
        const glm::vec3 off = (p - one.from) / pulled_m;
        const float square = glm::dot(off, off);
        if (square < none) {
            const float weight = std::exp(-square);
            sum += weight * one.way;
            weights += weight;
            most = std::max(most, weight);
        }
    }
    return weights > 0.0f ? freedom_at(self, p) * (most / weights) * sum : sum;
}

glm::vec3 Wishes::yield(std::size_t self, const glm::vec3& p) const {
    glm::vec3 result{0.0f};
    float deepest = least_deep_m;
    for (const Neighbour& neighbour : muscles_[self].neighbours) {
        const Muscle& other = muscles_[neighbour.muscle];
        if (distance2(other.on->bounds(), p) > 0.0f) {
            continue;
        }
        const auto place = (*other.on)(p, deepest_m);
        if (place && -place->distance > deepest) {
            deepest = -place->distance;
            result = neighbour.share * freedom(other, p) * beyond(deepest, least_deep_m) * (place->point - p);
        }
    }
    return result == glm::vec3(0.0f) ? result : freedom_at(self, p) * result;
}

namespace {

// Whether a surface holds `to` deeper than `least`, and deeper than it holds `from`.
bool is_deeper(const NearestOn& on, const glm::vec3& from, const glm::vec3& to, float least) {
    const auto then = distance2(on.bounds(), to) > 0.0f ? std::nullopt : on(to, deepest_m);
    if (!then || then->distance >= -least) {
        return false;
    }
    const auto before = on(from, deepest_m);
    return !before || then->distance < before->distance;
}

}  // namespace

bool Wishes::is_clear(std::size_t self, const glm::vec3& from, const glm::vec3& to) const {
    const auto& obstacles = muscles_[self].obstacles;
    return std::none_of(obstacles.begin(), obstacles.end(),
                        [&](std::size_t k) { return is_deeper(obstacles_[k], from, to, 0.0f); });
}

bool Wishes::is_free(std::size_t self, const glm::vec3& from, const glm::vec3& to) const {
    const Muscle& muscle = muscles_[self];
    if (from == to || (muscle.right && to.z < midline_m && to.z < from.z)) {
        return from == to;
    }
    return is_clear(self, from, to) &&
           std::none_of(muscle.neighbours.begin(), muscle.neighbours.end(), [&](const Neighbour& neighbour) {
               return is_deeper(*muscles_[neighbour.muscle].on, from, to, least_deep_m);
           });
}

}  // namespace backstory::forge
