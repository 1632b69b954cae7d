#include "render/surface_pass.hpp"

#include <utility>

namespace backstory::render {

namespace {

// Muscles that bulge through faded skin in a pose, by less than this, stay behind it.
constexpr float skin_lift_m = 0.035f;

void bind_map(const gl::Program& program, const char* uniform, int unit, GLuint texture) {
    program.set(uniform, unit);
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(GL_TEXTURE_2D, texture);
}

}  // namespace

Result<SurfacePass> SurfacePass::create() {
    SurfacePass pass;
    Result<gl::Program> surface = build_program("surface");
    Result<gl::Program> wall = build_program("wall");
    if (!surface.ok() || !wall.ok()) {
        return surface.ok() ? wall.error() : surface.error();
    }
    if (const Status shade = pass.shade_programs_[0].build(); !shade.ok()) {
        return shade.error();
    }
    pass.surface_program_ = std::move(surface).value();
    pass.wall_program_ = std::move(wall).value();
    pass.no_vertices_ = gl::make_vertex_array();
    return pass;
}

Status SurfacePass::resize(glm::ivec2 size) {
    if (surface_ && surface_.size() == size) {
        return Done{};
    }
    Result<gl::Target> surface =
        gl::Target::create({size, {gl::rgba8_nearest, gl::rgba8_nearest, gl::rgba8_nearest}, gl::depth24});
    if (!surface.ok()) {
        return surface.error();
    }
    Result<gl::Target> drawn = gl::Target::create({size, {gl::rgba8}, {}, surface.value().depth()});
    if (!drawn.ok()) {
        return drawn.error();
    }
    Result<gl::Target> capped = gl::Target::create({size, {}, {}, surface.value().depth()});
    if (!capped.ok()) {
        return capped.error();
    }
    surface_ = std::move(surface).value();
    capped_ = std::move(capped).value();
    drawn_ = std::move(drawn).value();
    return Done{};
}

// Without the memory for it cuts are closed by what is nearest, as skin is.
int SurfacePass::count_insides(const Bodies& bodies, Detail detail) {
    if (!inside_ || inside_.size() != surface_.size()) {
        Result<gl::Target> made = gl::Target::create({surface_.size(), {gl::rgba8_nearest, gl::rgba8_nearest}});
        if (!made.ok()) {
            return 0;
        }
        inside_ = std::move(made).value();
    }
    inside_.bind();
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    const gl::Program& program = inside_program_.get();
    program.use();
    bind_map(program, "appearance_texture", 0, bodies.looks());
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE);
    const int calls = bodies.draw(program, DrawClass::opaque, detail);
    glDisable(GL_BLEND);
    return calls;
}

int SurfacePass::draw_surface(const Bodies& bodies, const PropBatch& props, Detail detail, bool cut) {
    int calls = cut ? count_insides(bodies, detail) : 0;
    surface_.bind();
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LEQUAL);
    glDepthMask(GL_TRUE);
    glEnable(GL_CULL_FACE);
    glDisable(GL_BLEND);
    glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    if (cut) {
        glDisable(GL_CULL_FACE);  // the inside shows through the cut
    }
    const gl::Program& program = cut ? cut_program_.get() : surface_program_;
    program.use();
    if (cut) {
        bind_map(program, "appearance_texture", 0, bodies.looks());
        bind_map(program, "inside_map", 1, inside_.colour(0));
        bind_map(program, "second_inside_map", 2, inside_.colour(1));
    }
    calls += bodies.draw(program, DrawClass::opaque, detail);
    if (cut) {
        close_cut();
        ++calls;
    }
    return calls + props.draw_surface();
}

void SurfacePass::close_cut() const {
    capped_.bind();
    glDepthFunc(GL_ALWAYS);
    cap_program_.get().use();
    bind_map(cap_program_.get(), "first_map", 0, surface_.colour(0));
    glBindVertexArray(no_vertices_.name());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
    glDepthFunc(GL_LEQUAL);
    surface_.bind();
    glEnable(GL_CULL_FACE);
}

PixelBox pixel_box(const geometry::Bounds& bounds, const glm::mat4& clip_from_world, glm::ivec2 size) {
    if (bounds.empty()) {
        return {};
    }
    glm::vec2 low(1.0e9f);
    glm::vec2 high(-1.0e9f);
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 pick{corner & 1 ? bounds.high.x : bounds.low.x, corner & 2 ? bounds.high.y : bounds.low.y,
                             corner & 4 ? bounds.high.z : bounds.low.z};
        const glm::vec4 clip = clip_from_world * glm::vec4(pick, 1.0f);
        if (clip.w <= 1.0e-4f) {
            return {glm::ivec2(0), size};
        }
        low = glm::min(low, glm::vec2(clip) / clip.w);
        high = glm::max(high, glm::vec2(clip) / clip.w);
    }
    const glm::vec2 whole(size);
    const auto to_pixels = [&](glm::vec2 ndc) {
        return glm::clamp((glm::clamp(ndc, -2.0f, 2.0f) * 0.5f + 0.5f) * whole, glm::vec2(-1.0f), whole + 1.0f);
    };
    return {glm::clamp(glm::ivec2(glm::floor(to_pixels(low))) - 1, glm::ivec2(0), size),
            glm::clamp(glm::ivec2(glm::ceil(to_pixels(high))) + 1, glm::ivec2(0), size)};
}

// Drawn once and copied from then on, which costs software OpenGL much less.
int SurfacePass::draw_wall(const Studio& studio, scene::Background background) {
    if (background == scene::Background::transparent) {
        glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
        glClear(GL_COLOR_BUFFER_BIT);
        return 0;
    }
    const bool stands =
        wall_ && wall_.size() == drawn_.size() && wall_background_ == background && wall_tile_ == studio.tile;
    if (stands) {
        blit_colour(wall_, drawn_);
        drawn_.bind();
        return 1;
    }
    glBindVertexArray(no_vertices_.name());
    wall_program_.use();
    glDrawArrays(GL_TRIANGLES, 0, 3);
    Result<gl::Target> kept = wall_ && wall_.size() == drawn_.size() ? Result<gl::Target>(std::move(wall_))
                                                                     : gl::Target::create({drawn_.size()});
    wall_ = kept.ok() ? std::move(kept).value() : gl::Target();
    if (wall_) {
        blit_colour(drawn_, wall_);
        wall_background_ = background;
        wall_tile_ = studio.tile;
    }
    drawn_.bind();
    return 1;
}

// Beyond the shadows there is only the pool of light under the body, and on a plain wall not even that.
int SurfacePass::draw_floor(const Maps& maps, const Studio& studio, scene::Background background, bool quick) const {
    const glm::vec4 area(studio.floor_shadows.low, studio.floor_shadows.high);
    const bool has_pool = background == scene::Background::studio_light || background == scene::Background::studio_dark;
    glBindVertexArray(no_vertices_.name());
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    if (has_pool) {
        const gl::Program& around = floor_around_program_.get();
        around.use();
        around.set("shadow_area", area);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 10);
    }
    const gl::Program& program = floor_programs_[quick ? 1 : 0].get();
    program.use();
    program.set("shadow_area", area);
    bind_map(program, "shadow_map", 1, maps.shadow);
    bind_map(program, "contact_map", 3, maps.contact);
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    glDisable(GL_BLEND);
    return has_pool ? 2 : 1;
}

// Shading is confined to where something solid can be: software OpenGL pays for every pixel it looks at, and for
// everything that a program could do.
int SurfacePass::shade(const Maps& maps, const Studio& studio, const scene::Scene& scene, const ScreenBoxes& lit,
                       bool quick) {
    drawn_.bind();
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glDepthMask(GL_FALSE);
    // The depth picture is read here, so it must not be attached while drawing.
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, 0, 0);
    int calls = draw_wall(studio, scene.background);
    if (scene.floor && scene.camera.position().y > scene.floor_y) {
        calls += draw_floor(maps, studio, scene.background, quick);
    }
    const bool painted = scene.paint != nullptr && !scene.paint->empty();
    const bool all = scene.section.on || scene.colour_by != 0 || painted;
    const gl::Program& program = (all ? shade_all_programs_ : shade_programs_)[quick ? 1 : 0].get();
    program.use();
    bind_map(program, "appearance_texture", 0, maps.appearance);
    bind_map(program, "shadow_map", 1, maps.shadow);
    bind_map(program, "occlusion_map", 2, maps.occlusion);
    bind_map(program, "first_map", 4, surface_.colour(0));
    bind_map(program, "second_map", 5, surface_.colour(1));
    bind_map(program, "third_map", 6, surface_.colour(2));
    bind_map(program, "depth_map", 7, surface_.depth());
    lit.draw();
    glBindTexture(GL_TEXTURE_2D, 0);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, surface_.depth(), 0);
    return calls + 1;
}

// Each group shows its front surface only: depth first, then colour where depth is equal. Inner groups come first, so
// nothing has to be sorted and nothing is seen twice.
int SurfacePass::draw_ghosts(const Bodies& bodies, Detail detail, GLuint appearance, bool cut) const {
    int calls = 0;
    drawn_.bind();
    glEnable(GL_DEPTH_TEST);
    glEnable(GL_CULL_FACE);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LEQUAL);
    const gl::Program& program = (cut ? ghost_cut_program_ : ghost_program_).get();
    program.use();
    bind_map(program, "appearance_texture", 0, appearance);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    for (const DrawClass ghost :
         {DrawClass::ghost_deep, DrawClass::ghost_middle, DrawClass::ghost_outer, DrawClass::ghost_body}) {
        if (bodies.empty(ghost)) {
            continue;
        }
        program.set("lifted_m", ghost == DrawClass::ghost_outer ? skin_lift_m : 0.0f);
        glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
        calls += bodies.draw(program, ghost, detail);
        glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
        glEnable(GL_BLEND);
        calls += bodies.draw(program, ghost, detail);
        glDisable(GL_BLEND);
    }
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    return calls;
}

}  // namespace backstory::render
