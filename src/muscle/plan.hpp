// What MuscleSystem works out once, so that solving a pose is straight arithmetic over flat arrays. Internal to the
// floor.
//
// A fascicle runs between ANCHORS: its origin, its via points, its insertion, each rigid with one segment. Between two
// anchors lies a SPAN. The chain of segments from the one anchor's segment to the other's gives the joints that the
// span crosses; each has a place on the span, the stretch of it over which the fascicle turns with that joint. All
// points in the rest frame, metres.
#pragma once

#include "anatomy/body.hpp"
#include "motion/skeleton.hpp"
#include "muscle/bone_fields.hpp"
#include "muscle/nodes.hpp"
#include "muscle/rules.hpp"
#include "muscle/system.hpp"

#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace backstory::muscle {

// From a segment to its neighbour in the tree; the motion between them is taken as a turn about `centre` and a shift.
struct Step {
    anatomy::SegmentIndex from = 0, to = 0;
    glm::vec3 centre{0.0f};
    bool bows = true;  // muscles bow over it
};

// Where a neighbouring fascicle runs beside a station: between its station `index` and the next.
struct Mate {
    std::uint32_t index = 0;
    float share = 0.0f;
    float side = 0.0f;  // in a sheet: which side it lies on, +1 or -1
};

// How much of a step a station has made.
struct PartTurn {
    std::uint32_t step = 0;
    float share = 0.0f;  // 0 .. 1
};

struct Anchor {
    anatomy::SegmentIndex segment = 0;
    glm::vec3 point{0.0f};
    float s = 0.0f;
};

struct SpanPlan {
    Anchor from, to;
    bool rigid = false;                            // both anchors on one segment
    std::uint32_t first = 0, count = 0;            // stations
    std::uint32_t first_step = 0, step_count = 0;  // into Plan::span_steps: the joints crossed
    // For the frame, see nodes.hpp.
    bool pulled = false;           // straight between its anchors
    bool touches = false;          // some station has bone to keep out of
    std::uint32_t first_node = 0;  // of its stations, within the structure
};

// Bone that a station keeps out of, at least as far as it is at rest or by its own half thickness.
struct Touch {
    std::uint32_t field = 0;  // in Plan::fields
    anatomy::SegmentIndex segment = 0;
    bool mirrored = false;  // the field is the other side's
    float clearance = 0.0f;
};

struct StationPlan {
    glm::vec3 rest{0.0f};
    float s = 0.0f;
    glm::vec3 tangent{0.0f, 1.0f, 0.0f};  // unit, along the fibre
    float radius = 0.0f;
    glm::vec3 thin{0.0f};      // unit, through a sheet; zero in a bundle, which thins all round
    float width = 0.0f;        // of a sheet, across the fibre from mate to mate
    float tau = 0.0f;          // place on the span, 0 .. 1
    glm::vec3 aside{0.0f};     // from the span's chord, across `out`
    glm::vec3 out{0.0f};       // unit, away from the joints that the span crosses
    float height = 0.0f;       // from the chord along `out`
    float taut_height = 0.0f;  // of a string pulled taut over all heights
    float fleshy = 1.0f;       // 0 tendon .. 1 belly
    glm::vec3 lateral{0.0f};   // from the bundle's middle line, across the fibre; zero in sheets and slips
    float hold = 0.0f;         // see Rules
    float end = 0.0f;          // 1 at an attachment, where it moves as the bone does .. 0 in the free part
    glm::vec3 bend{0.0f};      // from the line between the two neighbours (stations or ends)
    float between = 0.5f;      // place between the neighbours
    std::uint32_t first_part = 0;
    std::uint32_t first_touch = 0;
    std::uint32_t first_mate = 0;
    std::uint16_t mate_count = 0;
    float cohesion = 0.0f;  // how firmly it keeps its place among its mates, 0 .. 1
    glm::vec3 among{0.0f};  // from the mates' middle
    std::uint16_t touch_count = 0;
    std::uint16_t part_count = 0;
    anatomy::SegmentIndex base = 0;  // segment whose motion is made in full
};

// How much of its muscle's growth a station takes: flesh does, tendon and the very ends on bone don't. T: a number or
// four side by side.
template <typename T>
T swelling_share(const T& fleshy, const T& end) {
    return fleshy * (1.0f - end * end);
}

struct FasciclePlan {
    std::uint32_t first_station = 0, station_count = 0;
    std::uint32_t first_span = 0, span_count = 0;
    std::uint32_t first_own_step = 0, own_step_count = 0;  // into Plan::own_steps: every step on its chain
    Anchor origin, insertion;
    float rest_length = 0.0f;   // m, attachment to attachment
    float fleshy_share = 1.0f;  // of the length
    bool held = false;          // over its whole length: it only turns with the joints
    bool in_layer = false;      // of layers that move as one: they lie on each other, not on bone
    // Ends in soft parts, not on bone, and goes with them.
    bool origin_is_free = false, insertion_is_free = false;
    std::uint32_t first_node = 0;  // its origin, within the structure
    anatomy::StructureIndex structure = anatomy::none;
};

struct Plan {
    std::uint64_t number = 0;  // no two plans have the same
    std::vector<Step> steps;
    std::vector<PartTurn> parts;
    std::vector<StationPlan> stations;
    std::vector<float> interval_rest;  // by station: rest distance to the next node (next station or the insertion)
    std::vector<SpanPlan> spans;
    std::vector<std::uint32_t> span_steps;
    std::vector<BoneField> fields;
    std::vector<Touch> touches;
    std::vector<Mate> mates;
    std::vector<std::uint32_t> own_steps;
    std::vector<FasciclePlan> fascicles;
    struct Range {
        std::uint32_t first = 0, count = 0;
    };
    std::vector<Range> fascicles_of;                // by structure
    std::vector<anatomy::SegmentIndex> carrier_of;  // by structure: the segment of a bone
    std::size_t segment_count = 0;
    std::size_t longest = 0;  // stations of the longest fascicle

    std::vector<NodeRange> nodes_of;  // by structure
    std::vector<NodeBlock> blocks;
    std::vector<TurnRound> turn_rounds;
    std::vector<MateRound> mate_rounds;
    std::vector<TouchRound> touch_rounds;
    std::vector<std::uint32_t> followed_segments, followed_steps;
    // By node: what is also read one by one.
    std::vector<float> node_tau, node_end;
    std::vector<float> node_rest_along, node_flesh_along;  // m from the origin; of flesh alone
    std::size_t most_nodes = 0;                            // of one structure
    std::size_t most_spans = 0;
};

// Finds what every station keeps out of; the rest of the plan is made.
void add_touches(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules, BoneFields& fields,
                 Plan& plan);

// Finds how a structure's fascicles lie beside each other; its stations, from fascicle `first` on, are made. Slips of a
// layer thin as a sheet does.
void add_cross_sections(const anatomy::FibreBundle& bundle, bool is_layer, std::uint32_t first, Plan& plan);

// The index in Plan::steps of the joint between a segment and its neighbour.
using StepFinder = std::function<std::uint32_t(anatomy::SegmentIndex from, anatomy::SegmentIndex to)>;

// Gives the layers that move as one their common shares in the joints' motions; stations, spans and ends are made.
void share_turns(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules,
                 const StepFinder& step_of, BoneFields& fields, Plan& plan);

// Finds how the rest paths bow over the joints they cross; spans and steps are made.
void add_heights(Plan& plan);

// A string over pegs: the least concave majorant of the heights over the places 0 .. 1, zero at both ends. It is
// continuous in the heights, so nothing pops where the string leaves a peg. Writes over the heights; `corners` is room
// for count + 2.
using Corner = MuscleState::Workspace::Corner;
void pull_taut(const float* places, float* heights, std::size_t count, Corner* corners);

Plan make_plan(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules, BoneFields& fields);

// The segments from one to another through the tree, both ends included.
std::vector<anatomy::SegmentIndex> chain_between(const std::vector<anatomy::SegmentIndex>& parents,
                                                 anatomy::SegmentIndex from, anatomy::SegmentIndex to);

}  // namespace backstory::muscle
