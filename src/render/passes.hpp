// The passes of a picture that have pictures of their own. Each is small, owns its targets, and is drawn in the fixed
// order that Renderer::render spells out.
#pragma once

#include "base/result.hpp"
#include "gl/program.hpp"
#include "gl/target.hpp"
#include "render/bodies.hpp"
#include "render/covered_tiles.hpp"
#include "render/shader_library.hpp"
#include "scene/scene.hpp"

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>

#include <initializer_list>
#include <span>
#include <vector>

namespace backstory::render {

// Boxes of a picture for passes that have something to do there only (boxes.vert); one draw.
class ScreenBoxes {
  public:
    static Result<ScreenBoxes> create();
    void send(std::span<const PixelBox> boxes, glm::ivec2 picture_px);
    // With the program in use.
    void draw() const;
    bool empty() const { return places_.empty(); }

  private:
    gl::Buffer vertices_;
    gl::VertexArray array_;
    std::vector<glm::vec2> places_;  // two triangles a box, 0 .. 1
};

// Furniture: one buffer, one draw a piece.
class PropBatch {
  public:
    static Result<PropBatch> create();
    void upload(const std::vector<scene::Prop>& props);
    // Into the surface targets, each piece in its colour; returns the draw calls.
    int draw_surface() const;
    // With whatever program is in use (depth passes).
    int draw_plain() const;

  private:
    struct Piece {
        std::uint32_t first = 0, count = 0;
        glm::vec3 colour{0.7f};
    };
    ProgramOnDemand program_{"furniture"};
    gl::Buffer vertices_, indices_;
    gl::VertexArray array_;
    std::vector<Piece> pieces_;
};

// What the key light sees: its depth picture.
class ShadowPass {
  public:
    static Result<ShadowPass> create();
    // False when the map cannot be had at that size (then shadows are off).
    bool draw(const Bodies& bodies, const PropBatch& props, const glm::mat4& light_clip_from_world, int texels,
              const scene::Section& section);
    GLuint map() const { return target_.depth(); }
    int size() const { return target_.size().x; }
    int draw_calls() const { return draw_calls_; }

  private:
    bool make_map(int texels);
    gl::Program program_;
    ProgramOnDemand cut_program_{"depth_cut"};
    gl::Target target_;
    int draw_calls_ = 0;
};

// How near the floor the body is, blurred: the soft contact shadow.
class ContactPass {
  public:
    static Result<ContactPass> create();
    void draw(const Bodies& bodies, const PropBatch& props, const glm::mat4& clip_from_world);
    GLuint map() const { return blurred_.colour(); }
    int draw_calls() const { return draw_calls_; }

  private:
    static constexpr int size = 256;
    gl::Program program_, blur_;
    gl::Target seen_, half_blurred_, blurred_;
    gl::VertexArray no_vertices_;
    int draw_calls_ = 0;
};

// Structure ids, one a pixel: the outlined structures whatever hides them, or the faded ones for picking.
class IdPass {
  public:
    // False when the driver cannot.
    bool draw(const Bodies& bodies, GLuint appearance, glm::ivec2 size, Detail detail,
              std::initializer_list<DrawClass> classes, bool cut);
    const gl::Target& target() const { return target_; }
    int draw_calls() const { return draw_calls_; }

  private:
    ProgramOnDemand program_{"id"}, cut_program_{"id_cut"};
    gl::Target target_;
    int draw_calls_ = 0;
};

// Number of the look (Bodies::place_of) in the first two bytes of a pixel of the target, origin bottom-left.
inline constexpr std::uint32_t none_there = 0xffffffffU;
std::uint32_t read_look(const gl::Target& target, glm::ivec2 pixel);

// Reads single depths out of a depth texture.
class DepthProbe {
  public:
    static Result<DepthProbe> create();
    // Window depth 0 .. 1 at a pixel, origin bottom-left; 1 where nothing is.
    float read(GLuint depth, glm::ivec2 pixel) const;

  private:
    ProgramOnDemand program_{"depth_probe"};
    gl::Target target_;
    gl::VertexArray no_vertices_;
};

}  // namespace backstory::render
