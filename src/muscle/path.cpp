#include "muscle/path.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace backstory::muscle {

namespace {

using glm::vec3;
using Workspace = MuscleState::Workspace;
using Motion = Workspace::Motion;

// Nodes before the first and after the last are read, not used.
constexpr std::size_t guard = lane_count;
constexpr std::size_t row_count = 3 * 4 + 5 * 3 + 11;

vec3 apply(const Motion& motion, const vec3& p) {
    return motion.rotation * p + motion.translation;
}

// Part of a turn: the quaternion mixed with the identity, close to even in angle up to a right angle and past it. Not
// of unit length.
LaneTurn part_of(const LaneTurn& q, const Lanes& share) {
    return {share * q.x, share * q.y, share * q.z, 1.0f - share + share * q.w};
}

// As a quaternion that is not of unit length turns it.
LanePoint turned(const LaneTurn& q, const LanePoint& p) {
    const LanePoint axis{q.x, q.y, q.z}, beside = cross(axis, p);
    return p + (2.0f / dot(q, q)) * (q.w * beside + cross(axis, beside));
}

// Parts of four records, or of the first for all.
template <typename Record>
LaneTurn turns_of(const Record& records, const auto& at, bool is_one, const auto& part) {
    return is_one ? muscle::turns_of(&part(records[at[0]]).x)
                  : muscle::turns_of(&part(records[at[0]]).x, &part(records[at[1]]).x, &part(records[at[2]]).x,
                                     &part(records[at[3]]).x);
}
template <typename Record>
LanePoint points_of(const Record& records, const auto& at, bool is_one, const auto& part) {
    return is_one ? muscle::points_of(&part(records[at[0]]).x)
                  : muscle::points_of(&part(records[at[0]]).x, &part(records[at[1]]).x, &part(records[at[2]]).x,
                                      &part(records[at[3]]).x);
}

// Where each node would lie if it only turned with the joints, its share of each: it keeps its distance to them.
void find_guide(const StructureFrame& f, const NodeBlock& block, LanePoint& guide, LaneTurn& turn) {
    const std::vector<Workspace::StepMotion>& steps = f.shared.steps;
    guide = block.rest;
    turn = {0.0f, 0.0f, 0.0f, 1.0f};
    const TurnRound* rounds = f.plan.turn_rounds.data() + block.first_turn;
    for (std::size_t k = 0; k < block.turn_count; ++k) {
        const auto& at = rounds[k].step;
        const bool is_one = rounds[k].one_step;
        const auto part = [&](const auto& of) { return points_of(steps, at, is_one, of); };
        const LaneTurn q =
            part_of(turns_of(
                        steps, at, is_one, [](const auto& step) -> const auto& { return step.rotation; }),
                    rounds[k].share);
        const LanePoint shift = part([](const auto& step) -> const auto& { return step.shift; });
        const LanePoint centre = part([](const auto& step) -> const auto& { return step.centre; });
        guide = centre + turned(q, guide - centre) + rounds[k].share * shift;
        turn = k == 0 ? q : q * turn;
    }
    const std::vector<Motion>& segments = f.shared.segments;
    const LaneTurn q = turns_of(
        segments, block.base, block.one_base, [](const Motion& motion) -> const auto& { return motion.rotation; });
    guide = q * guide + points_of(
                            segments, block.base, block.one_base,
                            [](const Motion& motion) -> const auto& { return motion.translation; });
    turn = block.turn_count == 0 ? q : q * normalized(turn);
}

// Pulled straight between its anchors, with the rest shape turned along. Where the rest path bows out over a joint and
// the joint now bends the other way, it leaves what it lay on: a string, never higher than at rest.
void find_straight(const StructureFrame& f) {
    std::vector<Workspace::SpanEnds>& ends = f.room.spans;
    for (std::size_t k = 0; k < f.spans.size(); ++k) {
        const SpanPlan& span = f.spans[k];
        if (span.pulled) {
            ends[k].from = apply(f.shared.segments[span.from.segment], span.from.point);
            ends[k].chord = apply(f.shared.segments[span.to.segment], span.to.point) - ends[k].from;
        }
    }
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const NodeBlock& block = f.blocks[b];
        expect(&block + 2, offsetof(NodeBlock, taut_height));
        const std::size_t node = lane_count * b;
        LanePoint guide;
        LaneTurn turn;
        find_guide(f, block, guide, turn);
        f.guides.store(node, guide);
        f.turns.store(node, turn);
        const LaneMatrix matrix = matrix_of(turn);
        f.bends.store(node, matrix * block.bend);
        block.hold.store(f.holds + node);
        LanePoint path = guide;
        if (block.any_pulled) {
            const LanePoint from = points_of(
                ends, block.span, block.one_span, [](const auto& span) -> const auto& { return span.from; });
            const LanePoint line = points_of(
                ends, block.span, block.one_span, [](const auto& span) -> const auto& { return span.chord; });
            const LanePoint chord = from + block.tau * line;
            const LanePoint out = matrix * block.out;
            const Lanes height = clamp(dot(guide - chord, out), 0.0f, max(block.height, 0.0f));
            height.store(f.heights + node);
            f.outs.store(node, out);
            path = chord + matrix * block.aside;
        }
        f.paths.store(node, path);
    }
}

void settle_straight(const StructureFrame& f) {
    for (const SpanPlan& span : f.spans) {
        float* heights = f.heights + span.first_node;
        // A string that nothing lifts is straight as it is.
        if (span.pulled && std::any_of(heights, heights + span.count, [](float h) { return h > 0.0f; })) {
            pull_taut(&f.plan.node_tau[f.first_node + span.first_node], heights, span.count, f.room.corners.data());
        }
    }
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const NodeBlock& block = f.blocks[b];
        if (!block.any_pulled) {
            continue;
        }
        const std::size_t node = lane_count * b;
        const LanePoint lifted =
            f.paths.load(node) + (Lanes::load(f.heights + node) + block.height - block.taut_height) * f.outs.load(node);
        const LanePoint guide = f.guides.load(node);
        f.paths.store(
            node, {if_less(0.5f, block.is_pulled, lifted.x, guide.x), if_less(0.5f, block.is_pulled, lifted.y, guide.y),
                   if_less(0.5f, block.is_pulled, lifted.z, guide.z)});
    }
    keep_out_of_bone(f);
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        if (f.blocks[b].any_pulled) {
            const std::size_t node = lane_count * b;
            const LanePoint here = f.paths.load(node);
            f.paths.store(node, here + Lanes::load(f.holds + node) * (f.guides.load(node) - here));
        }
    }
}

// Rounds the corners that the straight spans make at via points: bends beyond those of the rest path are shared with
// the neighbours.
void round_corners(StructureFrame& f) {
    for (int pass = 0; pass < 2; ++pass) {
        for (std::size_t b = 0; b < f.blocks.size(); ++b) {
            const NodeBlock& block = f.blocks[b];
            const std::size_t node = lane_count * b;
            const LanePoint before = f.paths.load(node - 1), here = f.paths.load(node), after = f.paths.load(node + 1);
            const LanePoint bend = here - before - block.between * (after - before);
            f.next.store(node, here - (0.5f * block.free) * (bend - f.bends.load(node)));
        }
        std::swap(f.next, f.paths);
    }
}

// Tendon hardly stretches, belly does: stations slide along the path until each part has its own stretch.
void slide(const StructureFrame& f, const FasciclePlan& fascicle, FascicleState& state) {
    const std::size_t count = fascicle.station_count;
    float* along = f.along + fascicle.first_node;
    const float* gaps = f.gaps + fascicle.first_node;
    along[0] = 0.0f;
    for (std::size_t i = 1; i < count + 2; ++i) {
        along[i] = along[i - 1] + gaps[i];
    }
    state.length_m = along[count + 1];
    const float stretch = state.stretch = state.length_m / fascicle.rest_length;
    const float share = fascicle.fleshy_share;
    const float gain = 1.0f / (share + 0.15f * (1.0f - share));
    const float belly = std::pow(stretch, std::min(gain, 2.5f));
    const float tendon = share > 0.995f ? stretch : (stretch - share * belly) / (1.0f - share);
    // Places along the path that the stations slide to, scaled so that the sum comes out exactly.
    const float* rest = &f.plan.node_rest_along[f.first_node + fascicle.first_node];
    const float* flesh = &f.plan.node_flesh_along[f.first_node + fascicle.first_node];
    const float scale = along[count + 1] / (tendon * rest[count + 1] + (belly - tendon) * flesh[count + 1]);
    const float of_rest = scale * tendon, of_flesh = scale * (belly - tendon);
    const std::size_t first = fascicle.first_node;
    std::size_t k = 0;
    for (std::size_t i = 1; i <= count; ++i) {
        const float wanted = of_rest * rest[i] + of_flesh * flesh[i];
        while (k < count && along[k + 1] < wanted) {
            ++k;
        }
        const float t = std::clamp((wanted - along[k]) / std::max(gaps[k + 1], 1e-7f), 0.0f, 1.0f);
        f.next.put(first + i, glm::mix(f.paths.at(first + k), f.paths.at(first + k + 1), t));
    }
}

void slide_all(StructureFrame& f) {
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const std::size_t node = lane_count * b;
        length(f.paths.load(node) - f.paths.load(node - 1)).store(f.gaps + node);
    }
    for (std::size_t i = 0; i < f.fascicles.size(); ++i) {
        slide(f, f.fascicles[i], f.out.fascicles[f.first_fascicle + i]);
    }
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const std::size_t node = lane_count * b;
        // Attached stations stay where their bone takes them.
        f.next.store(node, mix(f.guides.load(node), f.next.load(node), f.blocks[b].free));
    }
    std::swap(f.next, f.paths);
}

}  // namespace

StructureFrame::StructureFrame(const Plan& all, std::size_t structure, MuscleState& state, Workspace::PathRoom& own)
    : plan(all),
      blocks(std::span(all.blocks).subspan(all.nodes_of[structure].first_block, all.nodes_of[structure].block_count)),
      spans(std::span(all.spans).subspan(all.nodes_of[structure].first_span, all.nodes_of[structure].span_count)),
      fascicles(std::span(all.fascicles).subspan(all.fascicles_of[structure].first, all.fascicles_of[structure].count)),
      first_fascicle(all.fascicles_of[structure].first),
      first_node(lane_count * all.nodes_of[structure].first_block),
      out(state),
      shared(state.workspace),
      room(own) {
    const std::size_t length = all.most_nodes + 2 * guard;
    float* memory = own.rows.data() + guard;
    const auto row = [&memory, length] { return std::exchange(memory, memory + length); };
    for (TurnRow* turn : {&turns, &fibres, &evened}) {
        *turn = {row(), row(), row(), row()};
    }
    for (PointRow* points : {&guides, &paths, &next, &outs, &bends}) {
        *points = {row(), row(), row()};
    }
    for (float** numbers : {&heights, &holds, &gaps, &along, &stretches, &evened_stretches, &widths, &losses, &flesh,
                            &growths, &presses}) {
        *numbers = row();
    }
}

std::size_t StructureFrame::room_for(const Plan& plan) {
    return row_count * (plan.most_nodes + 2 * guard);
}

void find_paths(StructureFrame& f) {
    find_straight(f);
    settle_straight(f);
    round_corners(f);
    slide_all(f);
    for (std::size_t i = 0; i < f.fascicles.size(); ++i) {
        if (f.is_rigid(i)) {
            const FasciclePlan& fascicle = f.fascicles[i];
            for (std::size_t node = fascicle.first_node; node < fascicle.first_node + fascicle.station_count + 2;
                 ++node) {
                f.paths.put(node, f.guides.at(node));
            }
            f.out.fascicles[f.first_fascicle + i] = {fascicle.rest_length, 1.0f};
        }
    }
}

}  // namespace backstory::muscle
