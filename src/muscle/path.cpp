#include "muscle/path.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstory::muscle {

namespace {

using glm::quat;
using glm::vec3;
using Workspace = MuscleState::Workspace;
using Motion = Workspace::Motion;
using PathRoom = Workspace::PathRoom;

vec3 apply(const Motion& motion, const vec3& p) {
    return motion.rotation * p + motion.translation;
}

// Part of a turn: the quaternion mixed with the identity, close to even in angle up to a right angle and past it.
quat part_of(const quat& q, float share) {
    const float w = 1.0f - share + share * q.w, x = share * q.x, y = share * q.y, z = share * q.z;
    const float scale = 1.0f / std::sqrt(w * w + x * x + y * y + z * z);
    return {w * scale, x * scale, y * scale, z * scale};
}

// Path points carry the attachments at both ends: node 0 is the origin, node count + 1 the insertion.
struct Fascicle {
    const Plan& plan;
    const FasciclePlan& self;
    const StationPlan* stations;
    std::size_t count;
    Workspace& shared;
    PathRoom& room;
};

// Where each station would lie if it only turned with the joints, its share of each: it keeps its distance to them.
void find_guides(const Fascicle& f) {
    for (std::size_t i = 0; i < f.count; ++i) {
        const StationPlan& station = f.stations[i];
        const PartTurn* parts = f.plan.parts.data() + station.first_part;
        vec3 p = station.rest;
        quat turn{1.0f, 0.0f, 0.0f, 0.0f};
        for (std::size_t k = station.part_count; k-- > 0;) {
            if (f.shared.step_is_still[parts[k].step] != 0) {
                continue;
            }
            const Motion& step = f.shared.steps[parts[k].step];
            const vec3 centre = f.plan.steps[parts[k].step].centre;
            const quat q = part_of(step.rotation, parts[k].share);
            p = centre + q * (p - centre) + parts[k].share * step.translation;
            turn = q * turn;
        }
        const Motion& base = f.shared.segments[station.base];
        f.room.guides[i + 1] = apply(base, p);
        f.room.turns[i + 1] = base.rotation * turn;
    }
}

// Where an attachment lies: on its bone, or beside the station next to it.
vec3 end_of(const Fascicle& f, const Anchor& anchor, bool is_free, std::size_t station) {
    return is_free ? f.room.guides[station + 1] + f.room.turns[station + 1] * (anchor.point - f.stations[station].rest)
                   : apply(f.shared.segments[anchor.segment], anchor.point);
}

constexpr float way_tolerance_m = 2e-5f;
// A path that dips into a bone's cover this deep is turned wholly to the guide's side. Less deep, partly: where bone
// lies between the path and its guide, the path swings round it instead of popping.
constexpr float soft_depth_m = 4e-3f;

// Where the line from low to high leaves the bone, 0 .. 1: regula falsi with the kept end's value halved (Illinois), so
// that both ends close in.
template <typename Depth>
float crossing(const Depth& value_at, float at_low, float at_high) {
    float low = 0.0f, high = 1.0f, middle = 1.0f, value = at_low;
    for (int step = 0; step < 8 && std::abs(value) > way_tolerance_m; ++step) {
        middle = low + (high - low) * at_low / (at_low - at_high);
        value = value_at(middle);
        if (value < 0.0f) {
            low = middle;
            at_low = value;
            at_high *= 0.5f;
        } else {
            high = middle;
            at_high = value;
            at_low *= 0.5f;
        }
    }
    return middle;
}

const Workspace::IntoBone& into_bone(const Plan& plan, const Touch& touch, const Workspace& shared) {
    return shared.into_bones[touch.mirrored ? plan.segment_count + touch.segment : touch.segment];
}

constexpr float off_bone = std::numeric_limits<float>::max();

// How far a place (in the bone's frame) lies off a bone, over the clearance; `off_bone` where it surely lies more than
// -slack off it.
float gap_at(const Plan& plan, std::size_t touch, const vec3& there, float slack, Workspace& shared) {
    constexpr float steepest = 1.75f;  // no grid rises faster than a distance does along all three axes
    Workspace::OffBone& known = shared.off_bone[touch];
    const vec3 moved = there - known.place;
    const float room = known.gap + slack;
    if (room > 0.0f && steepest * steepest * glm::dot(moved, moved) < room * room) {
        return off_bone;
    }
    const Touch& of = plan.touches[touch];
    known = {there, plan.fields[of.field].distance(there) - of.clearance};
    return known.gap;
}

// How far (0 .. 1) from the straight place to the guide a station has to go to be out of bone.
float way_out(const Fascicle& f, const StationPlan& station, const vec3& straight, const vec3& guide) {
    float way = 0.0f;
    for (std::size_t k = station.first_touch; k < station.first_touch + station.touch_count; ++k) {
        const Touch& touch = f.plan.touches[k];
        const BoneField& field = f.plan.fields[touch.field];
        const Workspace::IntoBone& into = into_bone(f.plan, touch, f.shared);
        const vec3 from = into.turn * straight + into.shift;
        const float depth = gap_at(f.plan, k, from, 0.0f, f.shared);
        if (depth >= 0.0f) {
            continue;
        }
        const vec3 line = into.turn * (guide - straight);
        const auto value_at = [&](float share) { return field.distance(from + share * line) - touch.clearance; };
        const float at_guide = value_at(1.0f);
        const float share = std::min(1.0f, -depth / soft_depth_m);
        const float soft = share * share * (3.0f - 2.0f * share);
        way = std::max(way, soft * (at_guide <= 0.0f ? 1.0f : crossing(value_at, depth, at_guide)));
    }
    return way;
}

// Out of bone by the shortest way, as far as a station lies off it at rest less `slack`: where the guide lies in bone
// too (a knee bent far: the tendon turns with the joint into the condyles), where rounding, sliding and neighbours cut
// a corner.
void push_out(const Plan& plan, const StationPlan& station, float slack, Workspace& shared, vec3& place) {
    constexpr float step = 0.5f * BoneField::cell_m;
    for (std::size_t k = station.first_touch; k < station.first_touch + station.touch_count; ++k) {
        const Touch& touch = plan.touches[k];
        const Workspace::IntoBone& into = into_bone(plan, touch, shared);
        const vec3 there = into.turn * place + into.shift;
        const float gap = gap_at(plan, k, there, slack, shared), depth = -slack - gap;
        if (depth <= 0.0f) {
            continue;
        }
        const BoneField& field = plan.fields[touch.field];
        vec3 out(0.0f);
        for (int axis = 0; axis < 3; ++axis) {
            vec3 beside(0.0f);
            beside[axis] = step;
            out[axis] = field.distance(there + beside) - field.distance(there - beside);
        }
        // Where the slope is less than one, deep inside, no way is the shortest: less far, so that nothing jumps.
        out *= 1.0f / (2.0f * step);
        place += (1.0f - station.end) * depth * (out * into.turn);  // from the right: turned back into the world
    }
}

// Pulled straight between its anchors, with the rest shape turned along. Where the rest path bows out over a joint and
// the joint now bends the other way, it leaves what it lay on: a string, never higher than at rest.
void find_straight(const Fascicle& f, const SpanPlan& span, std::size_t first) {
    const vec3 from = apply(f.shared.segments[span.from.segment], span.from.point);
    const vec3 to = apply(f.shared.segments[span.to.segment], span.to.point);
    float* heights = f.room.along.data();
    for (std::size_t i = 0; i < span.count; ++i) {
        const StationPlan& station = f.stations[first + i];
        const vec3 chord = from + station.tau * (to - from);
        const vec3 out = f.room.turns[first + i + 1] * station.out;
        heights[i] =
            std::clamp(glm::dot(f.room.guides[first + i + 1] - chord, out), 0.0f, std::max(station.height, 0.0f));
        f.room.paths[first + i + 1] = chord + f.room.turns[first + i + 1] * station.aside;
        f.room.next[first + i + 1] = out;
    }
    pull_taut(f.stations + first, heights, span.count, f.room.corners.data());
    for (std::size_t i = 0; i < span.count; ++i) {
        const StationPlan& station = f.stations[first + i];
        f.room.paths[first + i + 1] += (heights[i] + station.height - station.taut_height) * f.room.next[first + i + 1];
    }
}

// How deep a place lies in the cover of the bones that a station keeps out of; 0 outside.
float depth_in_cover(const Fascicle& f, const StationPlan& station, const vec3& place) {
    float deepest = 0.0f;
    for (std::size_t k = station.first_touch; k < station.first_touch + station.touch_count; ++k) {
        const Workspace::IntoBone& into = into_bone(f.plan, f.plan.touches[k], f.shared);
        deepest = std::max(deepest, -gap_at(f.plan, k, into.turn * place + into.shift, 0.0f, f.shared));
    }
    return deepest;
}

// Where a station that lies in bone makes for: its guide, without the way along the fascicle. A guide lags behind at
// the joint, so that the whole way to it would draw the fascicle back along itself and its length would jump as it
// touches. Where the place beside lies in bone too (the kneecap's tendon round the bent knee), more and more the guide.
vec3 way_beside(const Fascicle& f, const StationPlan& station, const vec3& straight, const vec3& guide,
                const vec3& chord) {
    const float square = std::max(glm::dot(chord, chord), 1e-8f);
    const vec3 along = glm::dot(guide - straight, chord) / square * chord;
    const float share = std::min(1.0f, depth_in_cover(f, station, guide - along) / soft_depth_m);
    return guide - (1.0f - share * share * (3.0f - 2.0f * share)) * along;
}

// Out of bone where the straight way leads through it, and taut between the places that touch.
void keep_out_of_bone(const Fascicle& f, const SpanPlan& span, std::size_t first) {
    float* heights = f.room.along.data();
    bool touched = false;
    for (std::size_t i = first; i < first + span.count && span.touches; ++i) {
        const StationPlan& station = f.stations[i];
        // At its attachments a fascicle lies on bone, and stays there with it.
        heights[i - first] = station.end < 1.0f ? depth_in_cover(f, station, f.room.paths[i + 1]) : 0.0f;
        touched = touched || heights[i - first] > 0.0f;
    }
    if (!touched) {
        for (std::size_t i = first; i < first + span.count; ++i) {
            f.room.paths[i + 1] += f.stations[i].hold * (f.room.guides[i + 1] - f.room.paths[i + 1]);
        }
        return;
    }
    const vec3 chord = apply(f.shared.segments[span.to.segment], span.to.point) -
                       apply(f.shared.segments[span.from.segment], span.from.point);
    for (std::size_t i = first; i < first + span.count; ++i) {
        const StationPlan& station = f.stations[i];
        const vec3 straight = f.room.paths[i + 1];
        vec3& beside = f.room.beside[i + 1];
        beside = way_beside(f, station, straight, f.room.guides[i + 1], chord);
        const float far = glm::distance(straight, beside);
        const bool in_bone = heights[i - first] > 0.0f && far > 1e-5f;
        heights[i - first] = in_bone ? (1.0f - station.end) * far * way_out(f, station, straight, beside) : 0.0f;
    }
    pull_taut(f.stations + first, heights, span.count, f.room.corners.data());
    for (std::size_t i = first; i < first + span.count; ++i) {
        const float hold = f.stations[i].hold;
        const vec3 straight = f.room.paths[i + 1], line = f.room.beside[i + 1] - straight;
        const float way = std::min(1.0f, heights[i - first] / std::max(glm::length(line), 1e-6f));
        f.room.paths[i + 1] += hold * (f.room.guides[i + 1] - straight) + std::max(0.0f, way - hold) * line;
    }
}

void find_paths(const Fascicle& f) {
    for (std::uint32_t k = f.self.first_span; k < f.self.first_span + f.self.span_count; ++k) {
        const SpanPlan& span = f.plan.spans[k];
        const std::size_t first = span.first - f.self.first_station;
        if (span.rigid || f.self.held) {
            std::copy_n(&f.room.guides[first + 1], span.count, &f.room.paths[first + 1]);
        } else if (span.count > 0) {
            find_straight(f, span, first);
            keep_out_of_bone(f, span, first);
        }
    }
}

// Rounds the corners that the straight spans make at via points: bends beyond those of the rest path are shared with
// the neighbours.
void round_corners(const Fascicle& f) {
    std::vector<vec3>& wanted = f.room.next;
    for (std::size_t i = 1; i <= f.count; ++i) {
        wanted[i] = f.room.turns[i] * f.stations[i - 1].bend;
    }
    for (int pass = 0; pass < 2; ++pass) {
        vec3 before = f.room.paths[0];
        for (std::size_t i = 1; i <= f.count; ++i) {
            const StationPlan& station = f.stations[i - 1];
            const vec3 here = f.room.paths[i], after = f.room.paths[i + 1];
            const vec3 bend = here - before - station.between * (after - before);
            f.room.paths[i] = here - 0.5f * (1.0f - station.end) * (bend - wanted[i]);
            before = here;
        }
    }
}

float measure(const Fascicle& f) {
    float along = 0.0f;
    f.room.along[0] = 0.0f;
    for (std::size_t i = 1; i < f.count + 2; ++i) {
        along += glm::distance(f.room.paths[i], f.room.paths[i - 1]);
        f.room.along[i] = along;
    }
    return along;
}

// Tendon hardly stretches, belly does: stations slide along the path until each part has its own stretch.
void slide(const Fascicle& f, float stretch) {
    const float share = f.self.fleshy_share;
    const float gain = 1.0f / (share + 0.15f * (1.0f - share));
    const float belly = std::pow(stretch, std::min(gain, 2.5f));
    const float tendon = share > 0.995f ? stretch : (stretch - share * belly) / (1.0f - share);
    // Places along the path that the stations slide to, scaled so that the sum comes out exactly.
    float sum = 0.0f, rest_gap = glm::distance(f.stations[0].rest, f.self.origin.point);
    for (std::size_t i = 0; i < f.count; ++i) {
        sum += rest_gap * (tendon + f.stations[i].fleshy * (belly - tendon));
        f.room.stretches[i + 1] = sum;
        rest_gap = f.plan.interval_rest[f.self.first_station + i];
    }
    sum += rest_gap * (tendon + f.stations[f.count - 1].fleshy * (belly - tendon));
    const float scale = f.room.along[f.count + 1] / sum;
    std::size_t k = 0;
    for (std::size_t i = 1; i <= f.count; ++i) {
        const float wanted = f.room.stretches[i] * scale;
        while (k + 1 < f.count + 1 && f.room.along[k + 1] < wanted) {
            ++k;
        }
        const float gap = std::max(f.room.along[k + 1] - f.room.along[k], 1e-7f);
        const float t = std::clamp((wanted - f.room.along[k]) / gap, 0.0f, 1.0f);
        const vec3 there = glm::mix(f.room.paths[k], f.room.paths[k + 1], t);
        // Attached stations stay where their bone takes them.
        f.room.next[i] = glm::mix(there, f.room.guides[i], f.stations[i - 1].end);
    }
    f.room.next[0] = f.room.paths[0];
    f.room.next[f.count + 1] = f.room.paths[f.count + 1];
    std::swap(f.room.next, f.room.paths);
}

void carry_rigidly(const Fascicle& f, MuscleState& out) {
    const Motion& motion = f.shared.segments[f.self.origin.segment];
    for (std::size_t i = 0; i < f.count; ++i) {
        out.station_centres[f.self.first_station + i] = apply(motion, f.stations[i].rest);
        f.shared.station_turns[f.self.first_station + i] = motion.rotation;
    }
}

}  // namespace

void find_path(const Plan& plan, std::size_t fascicle, MuscleState& out, PathRoom& room) {
    const FasciclePlan& self = plan.fascicles[fascicle];
    Workspace& shared = out.workspace;
    const Fascicle f{plan, self, &plan.stations[self.first_station], self.station_count, shared, room};
    FascicleState& state = out.fascicles[fascicle];
    const std::uint32_t* steps = plan.own_steps.data() + self.first_own_step;
    shared.is_rigid[fascicle] = std::all_of(steps, steps + self.own_step_count,
                                            [&shared](auto step) { return shared.step_is_still[step] != 0; });
    if (shared.is_rigid[fascicle]) {
        carry_rigidly(f, out);
        state = {self.rest_length, 1.0f};
        return;
    }
    find_guides(f);
    room.paths[0] = end_of(f, self.origin, self.origin_is_free, 0);
    room.paths[f.count + 1] = end_of(f, self.insertion, self.insertion_is_free, f.count - 1);
    find_paths(f);
    round_corners(f);
    state.length_m = measure(f);
    state.stretch = state.length_m / self.rest_length;
    slide(f, state.stretch);
    for (std::size_t i = 0; i < f.count; ++i) {
        out.station_centres[self.first_station + i] = room.paths[i + 1];
        shared.station_turns[self.first_station + i] = room.turns[i + 1];
    }
}

void keep_off_bone(const Plan& plan, std::size_t fascicle, float slack, MuscleState& out, PathRoom& room) {
    const FasciclePlan& self = plan.fascicles[fascicle];
    Workspace& shared = out.workspace;
    if (self.held || shared.is_rigid[fascicle]) {
        return;
    }
    const StationPlan* stations = &plan.stations[self.first_station];
    vec3* centres = &out.station_centres[self.first_station];
    const std::size_t count = self.station_count;
    bool moved = false;
    for (std::size_t i = 0; i < count; ++i) {
        vec3 place = centres[i];
        push_out(plan, stations[i], slack, shared, place);
        room.next[i] = place - centres[i];
        moved = moved || room.next[i] != vec3(0.0f);
    }
    if (!moved) {
        return;
    }
    // Those beside a station that had to go come along, or the fibre would zigzag; then out again where that took some
    // of the way back.
    vec3 before = room.next[0];
    for (std::size_t i = 0; i < count; ++i) {
        const vec3 here = room.next[i], after = room.next[std::min(i + 1, count - 1)];
        centres[i] += 0.25f * before + 0.5f * here + 0.25f * after;
        push_out(plan, stations[i], slack, shared, centres[i]);
        before = here;
    }
}

}  // namespace backstory::muscle
