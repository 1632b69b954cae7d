// Pictures that a person has looked at.
#include "fixture.hpp"

namespace backstory::test {
namespace {

using Goldens = RenderTest;

TEST_F(Goldens, synthetic_front) {
    expect_golden(draw(synthetic_scene(), {320, 400}), "synthetic_front");
}

TEST_F(Goldens, synthetic_ghost_and_furniture) {
    scene::Scene scene = synthetic_scene();
    scene.camera.azimuth_rad = 0.7f;
    scene.camera.elevation_rad = 0.3f;
    scene.appearance[shell].opacity = 0.2f;
    scene.appearance[strap].highlight = 1.0f;
    scene.appearance[strap].colour = {0.05f, 0.30f, 0.55f};
    scene.appearance[strap].outline = 2;
    scene.props.push_back({scene::Prop::Shape::box, {-0.3f, 0.22f, 0.0f}, {0.22f, 0.22f, 0.25f}, glm::vec3(0.5f)});
    scene.props.push_back({scene::Prop::Shape::cylinder, {0.5f, 0.1f, 0.3f}, {0.1f, 0.1f, 0.2f}, glm::vec3(0.3f)});
    expect_golden(draw(scene, {320, 400}), "synthetic_ghost_and_furniture");
}

TEST_F(Goldens, synthetic_dark) {
    scene::Scene scene = synthetic_scene();
    scene.camera.azimuth_rad = 2.6f;
    scene.background = scene::Background::studio_dark;
    expect_golden(draw(scene, {320, 400}), "synthetic_dark");
}

}  // namespace
}  // namespace backstory::test
