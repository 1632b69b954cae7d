// A library, a context without a display and a renderer: what `render` and `tour` need to take pictures.
#pragma once

#include "base/result.hpp"
#include "platform/context.hpp"
#include "render/renderer.hpp"
#include "workspace/scene_builder.hpp"
#include "workspace/state.hpp"

#include <memory>

namespace backstory::app {

// Prints where two compared bodies part; nothing when one body is shown.
void say_parting(const workspace::Library& library, const workspace::State& state);

class Photographer {
  public:
    static Result<std::unique_ptr<Photographer>> create();
    const workspace::Library& library() const { return *library_; }
    // `samples`: sub-pictures, see render::Quality.
    render::Picture take(const workspace::State& state, int width, int height, int samples = 8);
    render::Renderer& renderer() { return *renderer_; }
    workspace::SceneBuilder& builder() { return builder_; }

  private:
    explicit Photographer(std::shared_ptr<const workspace::Library> library);
    std::shared_ptr<const workspace::Library> library_;
    workspace::SceneBuilder builder_;
    std::unique_ptr<platform::HeadlessContext> context_;  // before the renderer: must outlive it
    std::unique_ptr<render::Renderer> renderer_;
};

}  // namespace backstory::app
