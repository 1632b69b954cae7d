// Ambient occlusion: how much of the room each visible point sees, from the depth picture of the id pass.
#pragma once

#include "base/result.hpp"
#include "gl/program.hpp"
#include "gl/target.hpp"
#include "render/passes.hpp"

#include <glm/vec2.hpp>

namespace backstory::render {

class OcclusionPass {
  public:
    static Result<OcclusionPass> create();
    // `depth` is a depth texture of that size; the uniform block "Frame" is up to date. False when the driver cannot.
    // Only pixels in these boxes are drawn.
    bool draw(GLuint depth, glm::ivec2 size, const ScreenBoxes& boxes, float most_reach);
    GLuint map() const { return smooth_.colour(); }

  private:
    gl::Program program_, smooth_program_;
    gl::Target noisy_, smooth_;
};

}  // namespace backstory::render
