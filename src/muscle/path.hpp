// One fascicle in a pose: from segment motions to its stations' places and palette matrices. Internal to the floor.
#pragma once

#include "muscle/plan.hpp"
#include "muscle/system.hpp"

#include <cstddef>

namespace backstory::muscle {

// Reads workspace.segments and workspace.steps, writes the fascicle's centres, state and palette entries.
void solve_fascicle(const Plan& plan, std::size_t fascicle, MuscleState& out);

PaletteMatrix palette_of(const MuscleState::Workspace::Motion& motion);

}  // namespace backstory::muscle
