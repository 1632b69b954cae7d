// Inside of Renderer: what it keeps, and the steps of a picture. Used by the files that make up Renderer only.
#pragma once

#include "gl/program.hpp"
#include "gl/target.hpp"
#include "render/bodies.hpp"
#include "render/covered_tiles.hpp"
#include "render/frame_block.hpp"
#include "render/occlusion_pass.hpp"
#include "render/passes.hpp"
#include "render/renderer.hpp"
#include "render/shader_library.hpp"
#include "render/surface_pass.hpp"

#include <memory>
#include <span>

namespace backstory::render {

// Moving pictures that may be drawn with the contact shadow of an earlier one.
inline constexpr int latest_contact_pictures = 4;
// The same for shadows.
inline constexpr int latest_shadow_pictures = 3;

struct Renderer::Data {
    PoseOn pose_on = PoseOn::card;
    std::unique_ptr<scene::RestSurface> own_rest;  // where nobody else has worked it out
    std::unique_ptr<Bodies> bodies;
    PropBatch props;
    ShadowPass shadow;
    ContactPass contact;
    OcclusionPass occlusion;
    SurfacePass surface;
    IdPass marks;      // outlined structures
    IdPass ghost_ids;  // faded structures, for picking; on demand
    DepthProbe probe;
    gl::Program finish_program;
    gl::Buffer frame_buffer;
    gl::VertexArray no_vertices;
    gl::Texture white;      // stands in for maps that are off
    gl::Texture no_shadow;  // likewise

    gl::Target sum;       // mean of the sub-pictures so far
    gl::Target finished;  // the kept picture
    gl::Target bare;      // see Renderer::render_bare; made when asked for
    ProgramOnDemand bare_program{"bare"};
    FrameBlock frame;
    CoveredTiles tiles;
    ScreenBoxes solid_boxes;  // where something solid can be
    scene::Scene scene;
    glm::ivec2 size{0};  // of the kept picture
    Tile tile;
    glm::ivec2 drawn_size{0};  // of what is drawn for it
    Quality quality;
    int taken = 0;        // sub-pictures so far
    bool in_sum = false;  // their mean is in `sum`; else the one picture is as drawn
    bool valid = false;   // finished holds the picture of scene
    bool ghost_ids_valid = false;
    bool soiled = false;  // something foreign was drawn over the kept picture
    scene::Sight sight;
    bool sight_valid = false;
    Statistics statistics;
    // What need not be drawn again while only the camera moves.
    bool contact_valid = false, shadow_valid = false;
    bool shadow_there = false;               // the map holds a picture, be it a late one
    int shadow_age = 0;                      // moving pictures since it was drawn
    glm::vec3 shadow_key{0.0f, 1.0f, 0.0f};  // the light's direction that it was drawn in,
    geometry::Bounds shadow_casting;         // and what cast it
    FloorArea contact_area;                  // where the contact map can darken the floor, from its middle
    glm::mat4 shadow_view{0.0f};
    int contact_age = latest_contact_pictures;  // moving pictures since the contact map was drawn

    Detail detail() const { return quality.coarse_surface ? Detail::coarse : Detail::full; }
    // Lower left corner and size of what is drawn, in the whole picture, 0 .. 1.
    glm::vec4 place_in_whole() const;
    Status build();
    Status take_surface(const anatomy::BodyMesh& mesh, const scene::RestSurface& rest,
                        std::span<const muscle::SkinVertex> skin);
    bool make_targets(glm::ivec2 new_size, const Quality& new_quality);
    void take(const scene::Scene& next);
    geometry::Bounds with_props(geometry::Bounds all) const;
    FloorArea floor_shadows() const;
    void upload_frame() const;
    void draw_shadow(const geometry::Bounds& casting);
    void draw_light_maps();
    void find_solid_boxes();
    void draw_sub_picture();
    void finish();
    void blend_over(const gl::Target& from, const gl::Target& to, float share) const;
    void draw_ghost_ids();
    Bodies::Place structure_at(glm::ivec2 pixel, bool& in_ghost);
};

}  // namespace backstory::render
