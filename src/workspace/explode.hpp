// Exploded views: the levels of the spine apart along their axis, and the layers of the body side by side.
#pragma once

#include "motion/skeleton.hpp"
#include "scene/camera.hpp"
#include "workspace/state.hpp"

namespace backstory::workspace {

// Moves the levels of the spine apart in the posed world; what hangs on a level goes with it, the root stays. Muscles,
// ligaments and nerves solved from the moved transforms follow between them. `share` 0 .. 1.
void spread_levels(const Library& library, float share, motion::SegmentTransforms& world_from_rest);

// The camera that shows what `camera` showed of the standing body, now that the levels of the spine are `share` apart.
scene::Camera framing_levels(const Library& library, float share, const scene::Camera& camera);

// How one layer is dressed when layers stand apart: everything of the others is hidden.
std::vector<scene::Appearance> only_layer(const Library& library, anatomy::Layer layer,
                                          const std::vector<scene::Appearance>& whole);

// m along the axis of the spine between neighbouring levels when wholly apart.
inline constexpr double level_gap_m = 0.022;

}  // namespace backstory::workspace
