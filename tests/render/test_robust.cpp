// What goes wrong outside: odd windows, shaders that do not compile, a context that is gone.
#include "fixture.hpp"
#include "gl/program.hpp"
#include "gl/target.hpp"

#include <glad/gl.h>

namespace backstory::test {
namespace {

using Robust = RenderTest;

TEST_F(Robust, windows_without_a_pixel_and_very_thin_ones_are_survived) {
    const scene::Scene scene = synthetic_scene();
    const geometry::Image usual = draw(scene);
    for (const glm::ivec2 size : {glm::ivec2(0, 0), glm::ivec2(-5, 20), glm::ivec2(1, 1), glm::ivec2(1, 300),
                                  glm::ivec2(300, 1), glm::ivec2(3, 2)}) {
        const geometry::Image small = draw(scene, size);
        EXPECT_EQ(small.width, std::max(1, size.x));
        EXPECT_EQ(small.height, std::max(1, size.y));
        EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
        glm::vec3 place;
        renderer_->pick_point({0, 0}, place);
        EXPECT_EQ(renderer_->pick({size.x + 10, 0}), anatomy::none);
    }
    EXPECT_TRUE(differing(usual, draw(scene), 0).empty()) << "back at its size it is as before";
}

TEST_F(Robust, a_window_on_a_finer_monitor_shows_the_same_picture_finer) {
    const scene::Scene scene = synthetic_scene();
    const geometry::Image coarse = draw(scene, {160, 200}), fine = draw(scene, {320, 400});
    std::size_t far_off = 0;
    for (int y = 0; y < coarse.height; ++y) {
        for (int x = 0; x < coarse.width; ++x) {
            const glm::ivec3 mean = (pixel(fine, 2 * x, 2 * y) + pixel(fine, 2 * x + 1, 2 * y) +
                                     pixel(fine, 2 * x, 2 * y + 1) + pixel(fine, 2 * x + 1, 2 * y + 1)) /
                                    4;
            const glm::ivec3 off = glm::abs(mean - pixel(coarse, x, y));
            far_off += std::max({off.x, off.y, off.z}) > 40 ? 1 : 0;
        }
    }
    EXPECT_LT(far_off, static_cast<std::size_t>(coarse.width * coarse.height / 50));
}

TEST_F(Robust, a_faulty_shader_is_an_error_that_names_it) {
    const gl::Dialect dialect = gl::current_dialect();
    const auto broken = gl::Program::create(
        {"broken", "void main() { gl_Position = vec4(0.0); }", "void main() { this is no shader; }"}, dialect);
    ASSERT_FALSE(broken.ok());
    EXPECT_NE(broken.error().text().find("broken"), std::string::npos) << broken.error().text();
    const auto unlinked = gl::Program::create(
        {"unlinked", "out vec2 passed; void main() { passed = vec2(1.0); gl_Position = vec4(0.0); }",
         "in vec4 passed; layout(location = 0) out vec4 c; void main() { c = passed; }"},
        dialect);
    ASSERT_FALSE(unlinked.ok());
    EXPECT_NE(unlinked.error().text().find("unlinked"), std::string::npos);
    EXPECT_FALSE(
        differing(draw(synthetic_scene()), geometry::Image{160, 200, std::vector<std::uint8_t>(4 * 160 * 200)}).empty())
        << "drawing goes on";
}

TEST_F(Robust, a_picture_that_the_driver_cannot_hold_is_an_error) {
    GLint largest = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
    EXPECT_FALSE(gl::Target::create({{largest + 1, 4}}).ok());
    while (glGetError() != GL_NO_ERROR) {
    }
    EXPECT_FALSE(draw(synthetic_scene()).rgba.empty());
}

TEST_F(Robust, after_a_lost_context_a_new_one_draws_the_same_bytes) {
    const scene::Scene scene = synthetic_scene();
    const geometry::Image before = draw(scene);
    renderer_.reset();
    context_.reset();
    auto context = platform::HeadlessContext::create();
    ASSERT_TRUE(context.ok()) << context.error().text();
    context_ = std::move(context).value();
    auto renderer = render::Renderer::create(body_.mesh, body_.skin);
    ASSERT_TRUE(renderer.ok()) << renderer.error().text();
    renderer_ = std::move(renderer).value();
    EXPECT_TRUE(differing(before, draw(scene), 0).empty());
}

}  // namespace
}  // namespace backstory::test
