// The nearest solid surface of every pixel (surface targets), its light (shade), and the faded shells over it.
#pragma once

#include "base/result.hpp"
#include "gl/program.hpp"
#include "gl/target.hpp"
#include "render/bodies.hpp"
#include "render/covered_tiles.hpp"
#include "render/frame_block.hpp"
#include "render/passes.hpp"
#include "render/shader_library.hpp"

#include <glm/vec2.hpp>

#include <array>

namespace backstory::render {

// Where bounds can appear in a picture of that size, one pixel wider; all of it when they reach behind the eye.
PixelBox pixel_box(const geometry::Bounds& bounds, const glm::mat4& clip_from_world, glm::ivec2 size);

class SurfacePass {
  public:
    // What shading reads besides the surface.
    struct Maps {
        GLuint appearance = 0, shadow = 0, occlusion = 0, contact = 0;
    };
    // What the studio round the body is drawn by, besides the frame block.
    struct Studio {
        glm::vec4 tile{0.0f};     // FrameBlock::tile
        FloorArea floor_shadows;  // no shadow lies on the floor beyond
    };

    static Result<SurfacePass> create();
    // Targets for that size. Errors: too large for the driver.
    Status resize(glm::ivec2 size);
    // Solid structures and furniture into the surface targets; returns the draw calls.
    // With `cut` beyond the frame's section plane nothing is drawn, and its faces are closed.
    int draw_surface(const Bodies& bodies, const PropBatch& props, Detail detail, bool cut);
    // Wall, floor and light into drawn(); returns the draw calls. `lit` covers all that is solid in the picture;
    // `quick` as Quality::quick_light.
    int shade(const Maps& maps, const Studio& studio, const scene::Scene& scene, const ScreenBoxes& lit, bool quick);
    // Faded structures over drawn(); returns the draw calls.
    int draw_ghosts(const Bodies& bodies, Detail detail, GLuint appearance, bool cut) const;

    GLuint depth() const { return surface_.depth(); }
    const gl::Target& surface() const { return surface_; }
    const gl::Target& drawn() const { return drawn_; }

  private:
    int count_insides(const Bodies& bodies, Detail detail);
    void close_cut() const;
    int draw_wall(const Studio& studio, scene::Background background);
    int draw_floor(const Maps& maps, const Studio& studio, scene::Background background, bool quick) const;

    gl::Program surface_program_, wall_program_;
    ProgramOnDemand cut_program_{"surface_cut"}, cap_program_{"cap"}, ghost_program_{"ghost"};
    ProgramOnDemand inside_program_{"inside"};
    ProgramOnDemand ghost_cut_program_{"ghost_cut"};
    // Second: quick.
    std::array<ProgramOnDemand, 2> floor_programs_{ProgramOnDemand("floor"), ProgramOnDemand("floor_fast")};
    ProgramOnDemand floor_around_program_{"floor_around"};
    // Of what scenes mostly need, or of everything.
    std::array<ProgramOnDemand, 2> shade_programs_{ProgramOnDemand("shade"), ProgramOnDemand("shade_fast")};
    std::array<ProgramOnDemand, 2> shade_all_programs_{ProgramOnDemand("shade_all"), ProgramOnDemand("shade_fast_all")};
    gl::Target surface_;  // see shaders/gbuffer.glsl
    gl::Target capped_;   // the same depth alone, for moving cut faces to their plane
    gl::Target inside_;   // see shaders/inside.frag; made by the first section
    gl::Target drawn_;    // the shaded picture, over the surface's depth
    gl::Target wall_;     // the wall alone: it only changes with what follows
    scene::Background wall_background_ = scene::Background::transparent;
    glm::vec4 wall_tile_{0.0f};
    gl::VertexArray no_vertices_;
};

}  // namespace backstory::render
