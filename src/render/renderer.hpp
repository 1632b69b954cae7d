// Draws a Scene with OpenGL 3.3 core (inside the WebGL2 subset). Knows meshes, colours, opacities, highlights and ids;
// no anatomy. Needs a current context at construction and at every call.
#pragma once

#include "base/result.hpp"
#include "geometry/image.hpp"
#include "scene/rest_surface.hpp"
#include "scene/scene.hpp"
#include "scene/sight.hpp"

#include <glm/vec2.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace backstory::render {

using Picture = geometry::Image;

struct Quality {
    int samples = 1;         // sub-pictures, each shifted by part of a pixel: 8 for smooth edges; see Renderer::refine
    int shadow_size = 1024;  // texels, 0 = no shadows
    bool ambient_occlusion = true;
    float resolution_scale = 1.0f;  // of the drawn picture, 0.25 .. 1
    bool coarse_surface = false;    // about two fifths of the triangles, for pictures that move on a slow machine
    bool quick_light = false;       // for the same: light with what the eye misses least left out, and no occlusion
    bool operator==(const Quality&) const = default;
};

// Which part of a larger picture is drawn.
struct Tile {
    glm::ivec2 picture_px{0};             // size of the whole; 0: what is drawn is the whole
    glm::ivec2 corner_px{0};              // of the part, from the whole's upper left
    static constexpr int guard_px = 256;  // how far what looks around itself may look: see render/tiles.hpp
    bool operator==(const Tile&) const = default;
};

struct Statistics {
    int draw_calls = 0;
    std::uint64_t triangles = 0;
    bool reused = false;  // the scene equalled the last one: nothing was drawn
};

// What lies under a pixel.
struct Picked {
    anatomy::StructureIndex structure = anatomy::none;
    int body = 0;  // 0 the scene's first body, 1 the first of scene.others, ...
    bool operator==(const Picked&) const = default;
};

// What a picture that moves is drawn with: less, and on software OpenGL much less; `scale` is
// Quality::resolution_scale.
Quality moving_quality(bool software, float scale);
// Chooses that scale from how long pictures took: smaller at once when they come slowly, larger again with patience, so
// that a hand's drag stays smooth and as sharp as the machine allows.
class MovingScale {
  public:
    float now() const { return scale_; }
    // Seconds from the last moving picture to this one.
    void took(double seconds);

  private:
    float scale_ = 0.9f;
    double mean_s_ = 0.04;
    int patience_ = 0;
};

// Whether the processor draws in the current context: no graphics card, or none that its driver could use.
bool draws_in_software();

// Who moves the surface's vertices. The processor does it on all cores, and only those that are drawn; a card is far
// quicker than both.
enum class PoseOn : std::uint8_t { card, processor };

class Renderer {
  public:
    // Compiles shaders; draws nothing before take_surface(). Errors: no OpenGL 3.3, a shader that does not compile, out
    // of memory.
    static Result<std::unique_ptr<Renderer>> create();
    static Result<std::unique_ptr<Renderer>> create(PoseOn pose_on);
    // Both in one, for a surface without a rest surface worked out before.
    static Result<std::unique_ptr<Renderer>> create(const anatomy::BodyMesh& mesh,
                                                    std::span<const muscle::SkinVertex> skin);
    static Result<std::unique_ptr<Renderer>> create(const anatomy::BodyMesh& mesh,
                                                    std::span<const muscle::SkinVertex> skin, PoseOn pose_on);
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    // Draws next to nothing, as pictures of that size and quality will be drawn: drivers finish programs only when
    // something is drawn with them, which may as well be done while the surface is still being read.
    void rehearse(glm::ivec2 size_px, const Quality& quality);
    // Uploads the surface; mesh and rest surface must outlive the renderer. Errors: out of memory.
    Status take_surface(const anatomy::BodyMesh& mesh, const scene::RestSurface& rest,
                        std::span<const muscle::SkinVertex> skin);

    // The scene's palette must hold every entry that the skin uses; a shorter one leaves the last pose standing.
    // Draws into its own picture of that size (pixels) and keeps it; draws nothing when nothing changed.
    // `size_px` is the size of the part where `tile` says so.
    void render(const scene::Scene& scene, glm::ivec2 size_px, const Quality& quality, const Tile& tile = {});
    // The solid surface of the kept picture's scene from another place, in one draw, one colour and no light, into a
    // picture that nobody sees: the least that drawing the body can cost here, for measuring. False when there is no
    // picture yet, or no memory.
    bool render_bare(const scene::Camera& camera);
    // Adds one more sub-picture to a still picture that was drawn with fewer: edges and shadows settle, frame by frame.
    // False when it has `samples` already, or was drawn small or coarse.
    bool refine(int samples);
    // The kept picture as a GL texture, for ImGui; origin bottom-left.
    unsigned texture() const;
    // Returns when the card has drawn everything it was asked for; for measuring.
    void wait() const;
    // Blits the kept picture into the framebuffer bound for drawing.
    void blit_to_default(glm::ivec2 window_size_px) const;
    Picture read_picture() const;
    // What is under a pixel of the last render (origin top-left). Ids are drawn on demand.
    Picked pick_any(glm::ivec2 pixel);
    anatomy::StructureIndex pick(glm::ivec2 pixel) { return pick_any(pixel).structure; }
    // What is solid in front at every pixel of the picture as it was drawn, of the first body only. Read back on
    // demand, kept until the next picture.
    const scene::Sight& sight();
    // Runs `draw` with the kept picture bound for drawing, once: what it adds goes with the next render.
    void draw_over(const std::function<void()>& draw);
    // World point under the pixel; false when nothing is there.
    bool pick_point(glm::ivec2 pixel, glm::vec3& world);
    const Statistics& statistics() const;
    // Positions of all vertices as they are drawn; for the test that holds muscle::deform to it.
    std::vector<glm::vec3> read_posed_positions() const;

  private:
    Renderer();
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace backstory::render
