// A library, a context without a display and a renderer: what `render` and `tour` need to take pictures.
#pragma once

#include "base/result.hpp"
#include "platform/context.hpp"
#include "render/renderer.hpp"
#include "ui/interface.hpp"
#include "workspace/scene_builder.hpp"
#include "workspace/state.hpp"
#include "workspace/workspace.hpp"

#include <filesystem>
#include <memory>

namespace backstory::app {

// Sub-pictures of a picture that is smooth to the eye.
inline constexpr int sharp_samples = 8;

// Prints where two compared bodies part; nothing when one body is shown.
void say_parting(const workspace::Library& library, const workspace::State& state);

class Photographer {
  public:
    // Gets ready for a first picture of that size while the body is read.
    static Result<std::unique_ptr<Photographer>> create(glm::ivec2 size, int samples);
    // In the OpenGL context that is current, beside a window.
    static Result<std::unique_ptr<Photographer>> beside(std::shared_ptr<const workspace::Library> library,
                                                        std::filesystem::path fonts);
    ~Photographer();
    Photographer(const Photographer&) = delete;
    Photographer& operator=(const Photographer&) = delete;
    const workspace::Library& library() const { return *library_; }
    // With names, legends, pins and drawings as the window shows them. `samples`: sub-pictures, see render::Quality.
    render::Picture take(const workspace::State& state, int width, int height, int samples = sharp_samples);
    // The same into a PNG file, in parts where it is large: memory stays bounded up to 8192 x 8192.
    Status write(const workspace::State& state, int width, int height, int samples, const std::filesystem::path& file);
    render::Renderer& renderer() { return *renderer_; }
    workspace::SceneBuilder& builder() { return builder_; }

  private:
    friend class LargePicture;
    Photographer(std::shared_ptr<const workspace::Library> library, std::filesystem::path fonts);
    static Result<std::unique_ptr<Photographer>> with_surface(std::unique_ptr<Photographer> photographer);
    static bool has_words(const workspace::State& state);
    workspace::State framed(const workspace::State& state, glm::ivec2 size);
    void arrange_words(const workspace::State& shown, glm::ivec2 size);
    void draw_words(const render::Tile& tile, glm::ivec2 size);
    std::shared_ptr<const workspace::Library> library_;
    workspace::SceneBuilder builder_;
    std::unique_ptr<platform::HeadlessContext> context_;  // before the renderer: must outlive it
    std::unique_ptr<render::Renderer> renderer_;
    workspace::Workspace workspace_;
    ui::Interface interface_;
    std::filesystem::path fonts_;
    bool words_ready_ = false;  // ImGui's programs are on the card
};

}  // namespace backstory::app
