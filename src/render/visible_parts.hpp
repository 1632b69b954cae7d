// Sorts the surface's parts into what is drawn together.
#pragma once

#include "anatomy/body_mesh.hpp"
#include "render/body_arena.hpp"
#include "scene/scene.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace backstory::render {

// Opacity from which a structure counts as solid, and below which it is not drawn.
inline constexpr float solid_opacity = 0.995f;
inline constexpr float least_opacity = 0.004f;

PartsByClass visible_parts(const std::vector<anatomy::BodyMesh::Part>& parts,
                           const std::vector<scene::Appearance>& appearance);
// Of a ghost body only what would be solid is drawn, all of it as one shell.
PartsByClass ghost_body_parts(const PartsByClass& sorted);

}  // namespace backstory::render
