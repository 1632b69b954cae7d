#include "render/occlusion_pass.hpp"

#include "render/shader_library.hpp"

namespace backstory::render {

Result<OcclusionPass> OcclusionPass::create() {
    OcclusionPass pass;
    Result<gl::Program> program = build_program("occlusion");
    Result<gl::Program> smooth = build_program("occlusion_smooth");
    if (!program.ok() || !smooth.ok()) {
        return program.ok() ? smooth.error() : program.error();
    }
    pass.program_ = std::move(program).value();
    pass.smooth_program_ = std::move(smooth).value();
    return pass;
}

bool OcclusionPass::draw(GLuint depth, glm::ivec2 size, const ScreenBoxes& boxes, float most_reach) {
    if (boxes.empty()) {
        return false;
    }
    if (!noisy_ || noisy_.size() != size) {
        Result<gl::Target> noisy = gl::Target::create({size, {gl::r8}});
        Result<gl::Target> smooth = gl::Target::create({size, {gl::r8}});
        if (!noisy.ok() || !smooth.ok()) {
            return false;
        }
        noisy_ = std::move(noisy).value();
        smooth_ = std::move(smooth).value();
    }
    constexpr float reach_m = 0.14f;
    glDisable(GL_DEPTH_TEST);
    noisy_.bind();
    program_.use();
    program_.set("depth_map", 0);
    program_.set("reach_m", reach_m);
    program_.set("most_reach", most_reach);
    program_.set("picture_size", glm::vec2(size));
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, depth);
    boxes.draw();
    smooth_.bind();
    smooth_program_.use();
    smooth_program_.set("depth_map", 0);
    smooth_program_.set("noisy", 1);
    smooth_program_.set("texel", 1.0f / glm::vec2(size));
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, noisy_.colour());
    glActiveTexture(GL_TEXTURE0);
    boxes.draw();
    return true;
}

}  // namespace backstory::render
