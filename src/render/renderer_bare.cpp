// Renderer: the body in one flat colour, for measuring.
#include "render/kept_bindings.hpp"
#include "render/renderer_data.hpp"

#include <glad/gl.h>

namespace backstory::render {

bool Renderer::render_bare(const scene::Camera& camera) {
    Data& d = *data_;
    if (!d.valid) {
        return false;
    }
    const KeptBindings kept;
    if (!d.bare || d.bare.size() != d.size) {
        Result<gl::Target> made = gl::Target::create({d.size, {gl::rgba8}, gl::depth24});
        if (!made.ok()) {
            return false;
        }
        d.bare = std::move(made).value();
    }
    const scene::Camera shown = d.scene.camera;
    d.scene.camera = camera;
    const geometry::Bounds body = d.bodies->solid_bounds();
    const glm::mat4 view = make_frame_block(d.scene, d.size, body, body).clip_from_world;
    d.scene.camera = shown;
    d.bare.bind();
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_BLEND);
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LEQUAL);
    glDepthMask(GL_TRUE);
    glEnable(GL_CULL_FACE);
    glClearColor(1.0f, 1.0f, 1.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    const gl::Program& program = d.bare_program.get();
    program.use();
    program.set("clip_from_world_here", view);
    d.statistics = {};
    d.statistics.draw_calls = d.bodies->draw(program, DrawClass::opaque, Detail::full);
    d.statistics.triangles = d.bodies->triangles(DrawClass::opaque, Detail::full);
    return true;
}

}  // namespace backstory::render
