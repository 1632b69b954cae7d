// The fascicles of one structure in a pose: from segment motions to their stations' places and palette matrices. Done
// for all nodes at a time (see nodes.hpp), four side by side, step by step. Internal to the floor.
#pragma once

#include "muscle/plan.hpp"
#include "muscle/system.hpp"

#include <cstddef>
#include <span>

namespace backstory::muscle {

// One structure, and room for its nodes.
struct StructureFrame {
    const Plan& plan;
    std::span<const NodeBlock> blocks;
    std::span<const SpanPlan> spans;
    std::span<const FasciclePlan> fascicles;
    std::size_t first_fascicle, first_node;
    MuscleState& out;
    MuscleState::Workspace& shared;
    MuscleState::Workspace::PathRoom& room;

    // By node.
    TurnRow turns;     // with the segments' shares
    TurnRow fibres;    // into the line of the posed path as well
    TurnRow evened;    // with those beside
    PointRow guides;   // where a node would lie if it only turned with the joints
    PointRow paths;    // where it lies
    PointRow next;     // room for the next step
    PointRow outs;     // away from the joints; later how far a node was pushed out of bone; last the way out of it
    PointRow bends;    // as at rest, turned along
    float* heights;    // of a string over the joints
    float* holds;      // how far a node is held to its guide
    float* gaps;       // to the node before
    float* along;      // from the origin
    float* stretches;  // of the fibre
    float* evened_stretches;
    float* widths;          // of a sheet, over rest
    float *losses, *flesh;  // of volume, and what flesh there is of it
    float* growths;         // of the flesh
    float* presses;         // thickness against bone, over that without

    StructureFrame(const Plan& all, std::size_t structure, MuscleState& state, MuscleState::Workspace::PathRoom& own);
    static std::size_t room_for(const Plan& plan);
    bool is_rigid(std::size_t fascicle) const { return shared.is_rigid[first_fascicle + fascicle] != 0; }
};

// What lies beyond a fascicle's last station is as that.
template <typename Row>
void copy_ends(const StructureFrame& f, const Row& row) {
    for (const FasciclePlan& fascicle : f.fascicles) {
        const std::size_t first = fascicle.first_node, last = first + fascicle.station_count + 1;
        row.copy(first, first + 1);
        row.copy(last, last - 1);
    }
}

// Reads the motions of segments and steps, writes paths, turns and the fascicles' states.
void find_paths(StructureFrame& f);

// Where no bone has been looked up yet.
void forget_bone(const Plan& plan, MuscleState::Workspace& room);

// Out of bone where the straight way leads through it, and taut between the places that touch.
void keep_out_of_bone(const StructureFrame& f);

// Out of the bone that rounding, sliding and neighbours leave a fascicle in, but for `slack` (m). For the surface only:
// the length is that of the path before, which the tables of assets/posture are fitted to.
void keep_off_bone(const StructureFrame& f, float slack);

// How flat bone presses each station's surroundings that have not the room they have at rest: `presses` gets the share
// of the thickness, 1 for none, and `outs` the way out of bone where there is one.
void find_presses(const StructureFrame& f);

// Fascicles side by side keep their order and distances.
void keep_together(StructureFrame& f);

// How thick each station has become, from the stations' final places.
void find_girths(StructureFrame& f);

// The matrices of all stations; their flesh grows by a factor beyond what find_girths() found.
void write_palette(StructureFrame& f, float growth);

PaletteMatrix palette_of(const MuscleState::Workspace::Motion& motion);

}  // namespace backstory::muscle
