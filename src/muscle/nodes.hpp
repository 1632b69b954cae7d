// The plan as a frame reads it: the nodes of a structure in a row, four side by side. The nodes of a fascicle are its
// origin, its stations and its insertion. Internal to the floor.
#pragma once

#include "muscle/lanes.hpp"

#include <array>
#include <cstdint>

namespace backstory::muscle {

struct Plan;

// A step's part that four nodes have made; a share of 0 for those that have made fewer.
struct TurnRound {
    LaneIndices step{};
    Lanes share;
    bool one_step = false;  // the same for all four
};

// Where one of each node's neighbours runs: between its node `index` and the next.
struct MateRound {
    LaneIndices index{};  // within the structure
    Lanes share;
    Lanes weight;  // 1 / number of mates, 0 where there are fewer
    Lanes side;    // in a sheet: which side it lies on, +1 or -1
};

// Bone that four nodes keep out of; see Touch.
struct TouchRound {
    LaneIndices bone{};                                          // in Workspace::into_bones
    std::array<std::int32_t, lane_count> field{-1, -1, -1, -1};  // in Plan::fields; none: -1
    Lanes clearance;
    unsigned movable = 0;   // a bit for each node that bone can push
    bool one_bone = false;  // the same for all four
};

// Four nodes; see StationPlan. Attachments and what fills up the last block are wholly held (end 1, cohesion 0).
struct NodeBlock {
    // In the order in which a frame reads them. First what guides and straight ways take:
    std::uint32_t first_turn = 0, first_mate = 0, first_touch = 0;  // rounds
    std::uint16_t turn_count = 0, mate_count = 0, touch_count = 0;
    bool any_pulled = false, any_together = false, any_sheet = false;
    bool one_base = false, one_span = false;       // the same for all four
    std::array<std::uint16_t, lane_count> base{};  // segment
    LaneIndices span{};                            // within the structure
    LanePoint rest, bend;
    Lanes hold, tau, height;
    LanePoint aside, out;
    // Then the way along the path:
    Lanes taut_height, is_pulled;  // is_pulled: 1 straight between anchors, 0 goes with its guide
    Lanes free, between;           // free: 1 - end
    // Then the palette:
    LanePoint tangent, among;
    Lanes cohesion;
    Lanes gaps;                             // rest distance between the stations beside, m
    Lanes fleshy, radius, width, is_sheet;  // is_sheet: 1 or 0
    LanePoint lateral, thin;
    std::array<std::int32_t, lane_count> station{-1, -1, -1, -1};  // none: -1
};

// Of a structure.
struct NodeRange {
    std::uint32_t first_block = 0, block_count = 0;
    std::uint32_t first_span = 0, span_count = 0;
    // What its nodes follow: into Plan::followed_segments and followed_steps.
    std::uint32_t first_segment = 0, segment_count = 0, first_step = 0, step_count = 0;
};

// Makes the plan's blocks; all else is made.
void add_blocks(Plan& plan);

}  // namespace backstory::muscle
