#include "muscle/plan.hpp"

#include "base/assert.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace backstory::muscle {

namespace {

using anatomy::SegmentIndex;
using glm::vec3;

// A joint's turn spreads over this much of the fascicle on either side of the nearest point, in distances to the joint:
// the arc that a wrapped fascicle takes up when the joint bends by a right angle.
constexpr float spread_by_distance = 1.5f;
constexpr float spread_least_m = 0.015f;
constexpr float spread_most_m = 0.120f;
// Near an attachment a muscle moves as the bone does, so that it does not swim on it.
constexpr float end_rigid_m = 0.004f;
constexpr float end_free_m = 0.022f;

float smooth_step(float low, float high, float x) {
    const float t = std::clamp((x - low) / std::max(high - low, 1e-6f), 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

vec3 unit_or(const vec3& v, const vec3& fallback) {
    const float length = glm::length(v);
    return length > 1e-9f ? v / length : fallback;
}

class Planner {
  public:
    Planner(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules, BoneFields& fields)
        : body_(body), skeleton_(skeleton), rules_(rules), fields_(fields) {}

    Plan make() {
        plan_.segment_count = skeleton_.parents.size();
        for (std::size_t i = 0; i < body_.structures.size(); ++i) {
            const anatomy::Structure& structure = body_.structures[i];
            const auto first = static_cast<std::uint32_t>(plan_.fascicles.size());
            for (const anatomy::Fascicle& fascicle : structure.bundle.fascicles) {
                add_fascicle(fascicle, structure, static_cast<anatomy::StructureIndex>(i));
            }
            plan_.fascicles_of.push_back({first, static_cast<std::uint32_t>(structure.bundle.fascicles.size())});
            plan_.carrier_of.push_back(structure.segment == anatomy::none ? SegmentIndex{0} : structure.segment);
            add_cross_sections(structure.bundle, rules_.moves_as_one(structure.base_id, structure.part_of), first,
                               plan_);
        }
        share_turns(
            body_, skeleton_, rules_, [this](SegmentIndex from, SegmentIndex to) { return step_index(from, to); },
            fields_, plan_);
        add_heights(plan_);
        add_touches(body_, skeleton_, rules_, fields_, plan_);
        add_blocks(plan_);
        return std::move(plan_);
    }

  private:
    void add_fascicle(const anatomy::Fascicle& fascicle, const anatomy::Structure& structure,
                      anatomy::StructureIndex index);
    void add_stations(const anatomy::Fascicle& fascicle, FasciclePlan& out);
    void add_shape(FasciclePlan& fascicle);
    void add_spans(const anatomy::Fascicle& fascicle, FasciclePlan& out);
    void add_span(const Anchor& from, const Anchor& to, const FasciclePlan& fascicle);
    std::uint32_t step_index(SegmentIndex from, SegmentIndex to);
    vec3 joint_centre(SegmentIndex child) const;
    bool bows(SegmentIndex child) const;

    const anatomy::Body& body_;
    const motion::Skeleton& skeleton_;
    const Rules& rules_;
    BoneFields& fields_;
    Plan plan_;
    std::map<std::pair<SegmentIndex, SegmentIndex>, std::uint32_t> step_by_ends_;
};

vec3 Planner::joint_centre(SegmentIndex child) const {
    vec3 sum{0.0f};
    int count = 0;
    for (const motion::Drive& drive : skeleton_.drives[child]) {
        if (drive.kind == motion::Drive::Kind::turn) {
            sum += vec3(drive.centre);
            ++count;
        }
    }
    return count > 0 ? sum / static_cast<float>(count) : vec3(0.0f);
}

bool Planner::bows(SegmentIndex child) const {
    std::string id = body_.segments[child].id;
    if (id.ends_with("_l")) {
        id.back() = 'r';
    }
    return std::find(rules_.unbowed.begin(), rules_.unbowed.end(), id) == rules_.unbowed.end();
}

std::uint32_t Planner::step_index(SegmentIndex from, SegmentIndex to) {
    const auto [it, is_new] = step_by_ends_.try_emplace({from, to}, static_cast<std::uint32_t>(plan_.steps.size()));
    if (is_new) {
        const SegmentIndex child = skeleton_.parents[to] == from ? to : from;
        plan_.steps.push_back({from, to, joint_centre(child), bows(child)});
    }
    return it->second;
}

void Planner::add_fascicle(const anatomy::Fascicle& fascicle, const anatomy::Structure& structure,
                           anatomy::StructureIndex index) {
    BACKSTORY_ASSERT(fascicle.stations.size() >= 2);
    FasciclePlan out;
    out.structure = index;
    out.origin = {fascicle.origin.segment, fascicle.origin.point, 0.0f};
    out.insertion = {fascicle.insertion.segment, fascicle.insertion.point, 1.0f};
    if (const auto landmark = rules_.origin_landmark.find(structure.base_id);
        landmark != rules_.origin_landmark.end()) {
        std::string id = landmark->second;
        if (structure.side == anatomy::Side::left && id.ends_with("_r")) {
            id.replace(id.size() - 2, 2, "_l");
        }
        if (const auto point = body_.landmarks.find(id); point != body_.landmarks.end()) {
            out.origin.point = vec3(point->second);
        }
    }
    const Rules::Hold hold = rules_.hold_of(structure.base_id, structure.part_of);
    out.held = hold.origin >= 1.0f && hold.insertion >= 1.0f;
    add_stations(fascicle, out);
    for (std::uint32_t i = out.first_station; i < out.first_station + out.station_count; ++i) {
        StationPlan& station = plan_.stations[i];
        station.hold = hold.origin + smooth_step(0.2f, 0.8f, station.s) * (hold.insertion - hold.origin);
    }
    add_shape(out);
    add_spans(fascicle, out);
    plan_.longest = std::max<std::size_t>(plan_.longest, out.station_count);
    plan_.fascicles.push_back(out);
}

void Planner::add_stations(const anatomy::Fascicle& fascicle, FasciclePlan& out) {
    out.first_station = static_cast<std::uint32_t>(plan_.stations.size());
    out.station_count = static_cast<std::uint32_t>(fascicle.stations.size());
    const std::size_t count = fascicle.stations.size();
    for (std::size_t i = 0; i < count; ++i) {
        const anatomy::Station& station = fascicle.stations[i];
        StationPlan plan;
        plan.rest = station.centre;
        plan.s = station.s;
        plan.radius = station.radius;
        const vec3 before = fascicle.stations[i == 0 ? 0 : i - 1].centre;
        const vec3 after = fascicle.stations[std::min(i + 1, count - 1)].centre;
        plan.tangent = unit_or(after - before, vec3(0.0f, 1.0f, 0.0f));
        // Added tendon lies outside the fitted belly or beyond the marked s; a short ramp joins the two.
        const float from = std::max(fascicle.tendon_to_s.value_or(0.0f), fascicle.stations[fascicle.belly_first].s);
        const float to = std::min(fascicle.tendon_from_s.value_or(1.0f), fascicle.stations[fascicle.belly_last].s);
        const float first = from > 0.05f ? smooth_step(from - 0.04f, from + 0.04f, station.s) : 1.0f;
        const float last = to < 0.95f ? 1.0f - smooth_step(to - 0.04f, to + 0.04f, station.s) : 1.0f;
        plan.fleshy = first * last;
        plan_.stations.push_back(plan);
    }
}

// Lengths, bends, ends: what the rest path itself gives.
void Planner::add_shape(FasciclePlan& fascicle) {
    const std::uint32_t first = fascicle.first_station;
    const std::uint32_t last = first + fascicle.station_count - 1;
    float along = 0.0f;
    std::vector<float> distance;
    float fleshy = 0.0f;
    vec3 previous = fascicle.origin.point;
    for (std::uint32_t i = first; i <= last; ++i) {
        const float gap = glm::length(plan_.stations[i].rest - previous);
        along += gap;
        fleshy += gap * plan_.stations[i].fleshy;
        distance.push_back(along);
        previous = plan_.stations[i].rest;
    }
    const float total = along + glm::length(fascicle.insertion.point - previous);
    for (std::uint32_t i = first; i <= last; ++i) {
        StationPlan& station = plan_.stations[i];
        const vec3 before = i == first ? fascicle.origin.point : plan_.stations[i - 1].rest;
        const vec3 after = i == last ? fascicle.insertion.point : plan_.stations[i + 1].rest;
        const float h0 = glm::length(station.rest - before), h1 = glm::length(after - station.rest);
        station.between = h0 / std::max(h0 + h1, 1e-6f);
        station.bend = station.rest - glm::mix(before, after, station.between);
        plan_.interval_rest.push_back(h1);
        const float to_end = std::min(distance[i - first], total - distance[i - first]);
        const float free = std::min(end_free_m, 0.2f * total);
        const float rigid = std::min(end_rigid_m, 0.04f * total);
        station.end = 1.0f - smooth_step(rigid, free, to_end);
    }
    // The first and last station carry the surface's rim, wherever they lie.
    plan_.stations[first].end = std::max(plan_.stations[first].end, 0.75f);
    plan_.stations[last].end = std::max(plan_.stations[last].end, 0.75f);
    fascicle.rest_length = total;
    fascicle.fleshy_share = std::clamp(fleshy / std::max(total, 1e-6f), 0.05f, 1.0f);
}

void Planner::add_spans(const anatomy::Fascicle& fascicle, FasciclePlan& out) {
    out.first_span = static_cast<std::uint32_t>(plan_.spans.size());
    out.first_own_step = static_cast<std::uint32_t>(plan_.own_steps.size());
    Anchor from = out.origin;
    for (const anatomy::Via& via : fascicle.via) {
        const Anchor to{via.segment, via.point, via.s};
        const anatomy::Structure& structure = body_.structures[out.structure];
        if (rules_.releases(structure.base_id, structure.part_of, body_.segments[via.segment].id)) {
            continue;
        }
        if (to.s > from.s + 1e-4f && to.s < 1.0f - 1e-4f) {
            add_span(from, to, out);
            from = to;
        }
    }
    add_span(from, out.insertion, out);
    out.span_count = static_cast<std::uint32_t>(plan_.spans.size()) - out.first_span;
    auto begin = plan_.own_steps.begin() + out.first_own_step;
    std::sort(begin, plan_.own_steps.end());
    plan_.own_steps.erase(std::unique(begin, plan_.own_steps.end()), plan_.own_steps.end());
    out.own_step_count = static_cast<std::uint32_t>(plan_.own_steps.size()) - out.first_own_step;
}

struct Ramp {
    std::uint32_t step;
    float low, high;  // s
};

// Where on the span the fascicle turns with a joint: around the point nearest to its centre.
Ramp ramp_on(const Plan& plan, const SpanPlan& span, std::uint32_t step, float rest_length) {
    const vec3 centre = plan.steps[step].centre;
    float best = std::numeric_limits<float>::max(), best_s = 0.5f * (span.from.s + span.to.s);
    vec3 a = span.from.point;
    float a_s = span.from.s;
    const auto consider = [&](const vec3& b, float b_s) {
        const vec3 ab = b - a;
        const float t = std::clamp(glm::dot(centre - a, ab) / std::max(glm::dot(ab, ab), 1e-12f), 0.0f, 1.0f);
        const float d = glm::length(centre - (a + t * ab));
        if (d < best) {
            best = d;
            best_s = a_s + t * (b_s - a_s);
        }
        a = b;
        a_s = b_s;
    };
    for (std::uint32_t i = span.first; i < span.first + span.count; ++i) {
        consider(plan.stations[i].rest, plan.stations[i].s);
    }
    consider(span.to.point, span.to.s);
    const float half = std::clamp(spread_by_distance * best, spread_least_m, spread_most_m) / rest_length;
    Ramp ramp{step, std::max(best_s - half, span.from.s), std::min(best_s + half, span.to.s)};
    // A joint beyond the span's end still needs room to turn in.
    const float least = std::min(2.0f * half, 0.5f * (span.to.s - span.from.s));
    if (ramp.high - ramp.low < least) {
        ramp.low = std::max(span.from.s, std::min(ramp.low, ramp.high - least));
        ramp.high = std::min(span.to.s, ramp.low + least);
        ramp.low = std::max(span.from.s, ramp.high - least);
    }
    return ramp;
}

void Planner::add_span(const Anchor& from, const Anchor& to, const FasciclePlan& fascicle) {
    SpanPlan span{from, to, from.segment == to.segment};
    const std::uint32_t end = fascicle.first_station + fascicle.station_count;
    const bool is_last = to.s >= 1.0f;
    span.first = end;
    for (std::uint32_t i = fascicle.first_station; i < end; ++i) {
        const float s = plan_.stations[i].s;
        // A station at a via point belongs to the span that begins there.
        const bool inside = s > from.s - 1e-4f && (is_last || s < to.s - 1e-4f);
        if (inside) {
            span.first = std::min(span.first, i);
            ++span.count;
        }
    }
    std::vector<Ramp> ramps;
    span.first_step = static_cast<std::uint32_t>(plan_.span_steps.size());
    const std::vector<SegmentIndex> chain = chain_between(skeleton_.parents, from.segment, to.segment);
    span.step_count = static_cast<std::uint32_t>(chain.size() - 1);
    for (std::size_t k = 0; k + 1 < chain.size(); ++k) {
        const std::uint32_t step = step_index(chain[k], chain[k + 1]);
        plan_.own_steps.push_back(step);
        plan_.span_steps.push_back(step);
        ramps.push_back(ramp_on(plan_, span, step, fascicle.rest_length));
    }
    for (std::uint32_t i = span.first; i < span.first + span.count; ++i) {
        StationPlan& station = plan_.stations[i];
        station.tau = std::clamp((station.s - from.s) / std::max(to.s - from.s, 1e-6f), 0.0f, 1.0f);
        station.first_part = static_cast<std::uint32_t>(plan_.parts.size());
        station.base = from.segment;
        std::size_t k = 0;
        while (k < ramps.size() && smooth_step(ramps[k].low, ramps[k].high, station.s) >= 1.0f) {
            station.base = chain[++k];
        }
        for (; k < ramps.size(); ++k) {
            const float share = smooth_step(ramps[k].low, ramps[k].high, station.s);
            if (share > 0.0f) {
                plan_.parts.push_back({ramps[k].step, share});
                ++station.part_count;
            }
        }
    }
    plan_.spans.push_back(span);
}

}  // namespace

std::vector<SegmentIndex> chain_between(const std::vector<SegmentIndex>& parents, SegmentIndex from, SegmentIndex to) {
    const auto to_root = [&parents](SegmentIndex segment) {
        std::vector<SegmentIndex> path{segment};
        while (parents[path.back()] != anatomy::none) {
            path.push_back(parents[path.back()]);
        }
        return path;
    };
    std::vector<SegmentIndex> up = to_root(from), down = to_root(to);
    // Drop what both share, keep the last common one.
    while (up.size() > 1 && down.size() > 1 && up[up.size() - 2] == down[down.size() - 2] && up.back() == down.back()) {
        up.pop_back();
        down.pop_back();
    }
    down.pop_back();
    up.insert(up.end(), down.rbegin(), down.rend());
    return up;
}

Plan make_plan(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules, BoneFields& fields) {
    static std::atomic<std::uint64_t> made{0};
    Plan plan = Planner(body, skeleton, rules, fields).make();
    plan.number = ++made;
    return plan;
}

}  // namespace backstory::muscle
