// What lies under the pointer in the picture that was drawn last, and the command that a tap there stands for.
#pragma once

#include "render/renderer.hpp"
#include "ui/context.hpp"
#include "workspace/scene_builder.hpp"

#include <optional>
#include <string>

namespace backstory::app {

// The id of the structure at the pixel (from the top left); empty beside the body.
std::string structure_at(render::Renderer& renderer, const workspace::Library& library, glm::ivec2 pixel);

// The command that marks pain where the body was tapped, carried back to the rest pose in which the map is drawn. Front
// or back is the face of the body that `camera` looks at. Empty beside the body.
std::string pain_command(render::Renderer& renderer, const workspace::SceneBuilder& builder,
                         const scene::Camera& camera, glm::ivec2 pixel);

// Which place of a structure was tapped, in the rest pose, m; nothing beside the body.
std::optional<ui::TappedPlace> tapped_place(render::Renderer& renderer, const workspace::SceneBuilder& builder,
                                            glm::ivec2 pixel);

}  // namespace backstory::app
