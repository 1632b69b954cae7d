// What lies under the pointer in the picture that was drawn last, and the command that a tap there stands for.
#pragma once

#include "render/renderer.hpp"
#include "workspace/scene_builder.hpp"

#include <string>

namespace backstory::app {

// The id of the structure at the pixel (from the top left); empty beside the body.
std::string structure_at(render::Renderer& renderer, const workspace::Library& library, glm::ivec2 pixel);

// The command that marks pain where the body was tapped, carried back to the rest pose in which the map is drawn. Front
// or back is the face that the hand can reach from where `camera` looks. Empty beside the body.
std::string pain_command(render::Renderer& renderer, const workspace::Library& library,
                         const workspace::SceneBuilder& builder, const scene::Camera& camera, glm::ivec2 pixel);

}  // namespace backstory::app
