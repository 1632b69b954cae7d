// A second body in the picture: its own pose, place, tint, ghost; occlusion, shadows and picking.
#include "fixture.hpp"

#include <glm/geometric.hpp>

#include <cmath>

namespace backstory::test {
namespace {

using Compared = RenderTest;
using scene::OtherBody;

constexpr glm::ivec2 wide{300, 200};

// Both bodies stand side by side; the second to the subject's left, so to the viewer's right from the front.
scene::Scene side_by_side(OtherBody::Style style) {
    scene::Scene scene = synthetic_scene();
    scene.floor = false;
    OtherBody other;
    other.style = style;
    other.palette = scene.palette;
    other.offset = {0.0f, 0.0f, -1.2f};
    scene.others = {other};
    scene.camera.target = {0.0f, 0.9f, -0.6f};
    return scene;
}

glm::ivec2 place_of(const scene::Scene& scene, glm::vec3 world) {
    const glm::vec4 clip =
        scene.camera.projection(float(wide.x) / float(wide.y)) * scene.camera.view() * glm::vec4(world, 1.0f);
    return {int((0.5f + 0.5f * clip.x / clip.w) * float(wide.x)), int((0.5f - 0.5f * clip.y / clip.w) * float(wide.y))};
}

bool is_background(const geometry::Image& image, const geometry::Image& empty, glm::ivec2 at) {
    return glm::length(glm::vec3(pixel(image, at.x, at.y) - pixel(empty, at.x, at.y))) < 4.0f;
}

TEST_F(Compared, two_bodies_stand_side_by_side_and_clicks_tell_them_apart) {
    const scene::Scene scene = side_by_side(OtherBody::Style::solid);
    draw(scene, wide);
    const glm::ivec2 first = place_of(scene, {0.2f, 0.9f, 0.0f});
    const glm::ivec2 second = place_of(scene, {0.2f, 0.9f, -1.2f});
    EXPECT_EQ(renderer_->pick_any(first), (render::Picked{strap, 0}));
    EXPECT_EQ(renderer_->pick_any(second), (render::Picked{strap, 1}));
    EXPECT_EQ(renderer_->pick_any({2, 2}), render::Picked{});
    glm::vec3 world(0.0f);
    ASSERT_TRUE(renderer_->pick_point(second, world));
    EXPECT_NEAR(world.z, -1.2f, 0.06f);
    EXPECT_NEAR(world.x, 0.23f, 0.01f);
}

TEST_F(Compared, the_second_body_looks_as_the_first_unless_it_says_otherwise) {
    scene::Scene scene = side_by_side(OtherBody::Style::solid);
    // Without perspective and shadows both bodies are drawn alike.
    scene.camera.orthographic = true;
    quality_.shadow_size = 0;
    const geometry::Image same = draw(scene, wide);
    const glm::ivec2 first = place_of(scene, {0.2f, 0.9f, 0.0f});
    const glm::ivec2 second = place_of(scene, {0.2f, 0.9f, -1.2f});
    EXPECT_LT(glm::length(glm::vec3(pixel(same, first.x, first.y) - pixel(same, second.x, second.y))), 12.0f);
    scene.others[0].tint = {0.05f, 0.25f, 0.75f};
    scene.others[0].tint_share = 0.8f;
    const geometry::Image tinted = draw(scene, wide);
    EXPECT_LT(glm::length(glm::vec3(pixel(tinted, first.x, first.y) - pixel(same, first.x, first.y))), 3.0f);
    EXPECT_GT(pixel(tinted, second.x, second.y).b, pixel(same, second.x, second.y).b + 30);
    scene.others[0].appearance = scene.appearance;
    scene.others[0].appearance[strap].opacity = 0.0f;
    draw(scene, wide);
    EXPECT_EQ(renderer_->pick_any(first), (render::Picked{strap, 0}));
    EXPECT_EQ(renderer_->pick_any(second), (render::Picked{trunk, 1}));
}

TEST_F(Compared, the_second_body_has_a_pose_of_its_own) {
    scene::Scene scene = side_by_side(OtherBody::Style::solid);
    for (muscle::PaletteMatrix& rows : scene.others[0].palette) {
        rows[1].w += 0.5f;  // half a metre up
    }
    draw(scene, wide);
    const glm::ivec2 low = place_of(scene, {0.1f, 0.30f, -1.2f});
    const glm::ivec2 first_low = place_of(scene, {0.1f, 0.30f, 0.0f});
    EXPECT_EQ(renderer_->pick_any(first_low), (render::Picked{trunk, 0}));
    EXPECT_EQ(renderer_->pick_any(low), render::Picked{});
    EXPECT_EQ(renderer_->pick_any(place_of(scene, {0.1f, 1.9f, -1.2f})), (render::Picked{trunk, 1}));
}

TEST_F(Compared, what_is_nearer_hides_what_is_behind) {
    scene::Scene scene = side_by_side(OtherBody::Style::solid);
    scene.camera.target = {0.0f, 0.9f, 0.0f};
    const glm::ivec2 middle = place_of(scene, {0.2f, 0.9f, 0.0f});
    scene.others[0].offset = {-1.0f, 0.0f, 0.0f};
    draw(scene, wide);
    EXPECT_EQ(renderer_->pick_any(middle).body, 0);
    scene.others[0].offset = {1.0f, 0.0f, 0.0f};
    draw(scene, wide);
    EXPECT_EQ(renderer_->pick_any(middle).body, 1);
}

TEST_F(Compared, the_second_body_casts_its_shadow_on_the_first) {
    scene::Scene scene = synthetic_scene();
    scene.floor = false;
    const glm::ivec2 trunk_at{80, 60};
    const geometry::Image alone = draw(scene);
    OtherBody other;
    other.palette = scene.palette;
    // The key light comes from the upper left of the camera: (cos, up, sin) of 40 degrees to the subject's right.
    other.offset = 0.8f * glm::vec3(0.54f, 0.70f, 0.46f);
    scene.others = {other};
    const geometry::Image both = draw(scene);
    ASSERT_EQ(renderer_->pick_any(trunk_at).body, 0);
    EXPECT_LT(pixel(both, trunk_at.x, trunk_at.y).g, pixel(alone, trunk_at.x, trunk_at.y).g - 8);
}

TEST_F(Compared, a_ghost_is_one_pale_shell_that_solid_things_hide) {
    scene::Scene scene = side_by_side(OtherBody::Style::ghost);
    for (scene::Appearance& look : scene.appearance) {
        look.opacity = 0.0f;
    }
    scene.others.clear();
    const geometry::Image empty = draw(scene, wide);
    scene = side_by_side(OtherBody::Style::ghost);
    const geometry::Image image = draw(scene, wide);
    const glm::ivec2 second = place_of(scene, {0.2f, 0.9f, -1.2f});
    EXPECT_FALSE(is_background(image, empty, second));
    EXPECT_EQ(renderer_->pick_any(second), (render::Picked{strap, 1}));
    // Fainter is nearer to the background.
    const auto away = [&](const geometry::Image& picture) {
        return glm::length(glm::vec3(pixel(picture, second.x, second.y) - pixel(empty, second.x, second.y)));
    };
    scene.others[0].opacity = 0.1f;
    EXPECT_LT(away(draw(scene, wide)), away(image));
    // Behind the first body nothing of it is seen; in front of it the first body shines through.
    scene.camera.target = {0.0f, 0.9f, 0.0f};
    const glm::ivec2 middle = place_of(scene, {0.2f, 0.9f, 0.0f});
    scene.others[0].opacity = 0.35f;
    scene.others[0].offset = {-1.0f, 0.0f, 0.0f};
    const geometry::Image behind = draw(scene, wide);
    scene.others.clear();
    const geometry::Image alone = draw(scene, wide);
    EXPECT_EQ(pixel(behind, middle.x, middle.y), pixel(alone, middle.x, middle.y));
    scene = side_by_side(OtherBody::Style::ghost);
    scene.camera.target = {0.0f, 0.9f, 0.0f};
    scene.others[0].offset = {1.0f, 0.0f, 0.0f};
    const geometry::Image before = draw(scene, wide);
    EXPECT_NE(pixel(before, middle.x, middle.y), pixel(alone, middle.x, middle.y));
    EXPECT_EQ(renderer_->pick_any(middle).body, 0) << "a click through the ghost means what is solid behind it";
}

TEST_F(Compared, bodies_come_and_go_and_too_many_are_left_out) {
    scene::Scene scene = synthetic_scene();
    const geometry::Image alone = draw(scene);
    OtherBody other;
    other.palette = scene.palette;
    other.offset = {0.0f, 0.0f, -0.3f};
    scene.others.assign(scene::most_other_bodies + 3, other);
    EXPECT_FALSE(differing(draw(scene), alone).empty());
    scene.others.clear();
    EXPECT_EQ(draw(scene).rgba, alone.rgba);
    scene.others = {OtherBody{}};  // no palette: it stands at rest, and nothing breaks
    draw(scene);
}

}  // namespace
}  // namespace backstory::test
