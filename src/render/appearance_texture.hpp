// How each structure looks, as a small texture that every shader reads (shaders/appearance.glsl).
#pragma once

#include "gl/handle.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace backstory::render {

class AppearanceTexture {
  public:
    // Looks of all bodies, one body behind the other; `stretch` alike, or empty.
    void upload(const std::vector<scene::Appearance>& looks, const std::vector<float>& stretch);
    GLuint name() const { return texture_.name(); }

  private:
    gl::Texture texture_;
    int rows_ = 0;
    std::vector<float> staging_;
};

}  // namespace backstory::render
