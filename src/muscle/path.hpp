// One fascicle in a pose: from segment motions to its stations' places and palette matrices. Internal to the floor.
#pragma once

#include "muscle/plan.hpp"
#include "muscle/system.hpp"

#include <cstddef>

namespace backstory::muscle {

// Reads workspace.segments and workspace.steps, writes the path of each fascicle of a structure: centres, turns, state.
void find_path(const Plan& plan, std::size_t fascicle, MuscleState& out, MuscleState::Workspace::PathRoom& room);

// Fascicles side by side keep their order and distances: after all paths of the structure.
void keep_together(const Plan& plan, const Plan::Range& fascicles, MuscleState& out,
                   MuscleState::Workspace::PathRoom& room);

// Out of the bone that rounding, sliding and neighbours leave a fascicle in, but for `slack` (m). For the surface only:
// the length is that of the path before, which the tables of assets/posture are fitted to.
void keep_off_bone(const Plan& plan, std::size_t fascicle, float slack, MuscleState& out,
                   MuscleState::Workspace::PathRoom& room);

// The matrices of a fascicle's stations, from their final centres.
void write_palette(const Plan& plan, std::size_t fascicle, MuscleState& out, MuscleState::Workspace::PathRoom& room);

PaletteMatrix palette_of(const MuscleState::Workspace::Motion& motion);

}  // namespace backstory::muscle
