// How hands, keys and presets move the camera.
#include "scene/camera_motion.hpp"

#include "library_fixture.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/scene_builder.hpp"

#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>
#include <gtest/gtest.h>

#include <cmath>

namespace backstory::scene {
namespace {

constexpr float aspect = 1.6f;

// In the picture, +-1 at its edges.
glm::vec2 place_of(const Camera& camera, const glm::vec3& world) {
    const glm::vec4 clip = camera.projection(aspect) * camera.view() * glm::vec4(world, 1.0f);
    return glm::vec2(clip) / clip.w;
}

Camera some_camera(bool orthographic) {
    Camera camera;
    camera.target = {0.08f, 1.0f, 0.02f};
    camera.distance = 1.4f;
    camera.azimuth_rad = 0.7f;
    camera.elevation_rad = 0.2f;
    camera.orthographic = orthographic;
    return camera;
}

TEST(CameraMotion, OrbitAboutAPointKeepsItInItsPlace) {
    const glm::vec3 point(0.12f, 1.2f, -0.08f);
    for (const bool orthographic : {false, true}) {
        Camera camera = some_camera(orthographic);
        const glm::vec2 before = place_of(camera, point);
        for (int i = 0; i < 50; ++i) {
            camera = orbited_about(camera, point, 0.13f, i % 7 == 0 ? 0.2f : -0.03f);
            EXPECT_NEAR(glm::length(place_of(camera, point) - before), 0.0f, 2e-3f) << i;
        }
    }
}

TEST(CameraMotion, ZoomToAPointKeepsItInItsPlaceAndStopsBeforeIt) {
    const glm::vec3 point(0.12f, 1.2f, -0.08f);
    for (const bool orthographic : {false, true}) {
        Camera camera = some_camera(orthographic);
        const glm::vec2 before = place_of(camera, point);
        for (int i = 0; i < 40; ++i) {
            camera = zoomed_to(camera, point, 0.9f);
            EXPECT_NEAR(glm::length(place_of(camera, point) - before), 0.0f, 2e-3f) << i;
            EXPECT_GE(camera.distance, nearest_distance_m);
        }
        for (int i = 0; i < 100; ++i) {
            camera = zoomed_to(camera, point, 1.2f);
        }
        EXPECT_LE(camera.distance, farthest_distance_m);
    }
}

TEST(CameraMotion, PanningMovesTheTargetsDepthWithTheHand) {
    for (const bool orthographic : {false, true}) {
        const Camera camera = some_camera(orthographic);
        const Camera moved = panned(camera, {0.25f, -0.1f});
        const glm::vec2 way = place_of(moved, camera.target) - place_of(camera, camera.target);
        EXPECT_NEAR(way.x * aspect, 2.0f * 0.25f, 1e-4f);
        EXPECT_NEAR(way.y, 2.0f * -0.1f, 1e-4f);
    }
}

TEST(CameraMotion, WithinPutsTheTargetInTheMiddleOfTheFreeArea) {
    const Camera whole;
    const glm::vec2 size{1440.0f, 900.0f}, low{320.0f, 100.0f}, extent{700.0f, 600.0f};
    const Camera camera = within(whole, low, extent, size);
    // Where the target of the whole picture comes to lie: picture heights from the middle, up.
    const float height = 2.0f * camera.distance * std::tan(0.5f * camera.field_of_view_rad);
    const glm::vec3 from_middle = whole.target - camera.target;
    EXPECT_NEAR(glm::dot(from_middle, camera.right()) / height, (320.0f + 350.0f - 720.0f) / 900.0f, 1e-4f);
    EXPECT_NEAR(glm::dot(from_middle, camera.up()) / height, -(100.0f + 300.0f - 450.0f) / 900.0f, 1e-4f);
    EXPECT_GT(camera.distance, whole.distance);
    const Camera all = within(whole, {0.0f, 0.0f}, size, size);
    EXPECT_NEAR(glm::length(all.target - whole.target), 0.0f, 1e-6f);
}

TEST(CameraMotion, StraightAboveAndBelowNothingRolls) {
    Camera camera = some_camera(false);
    for (int i = 0; i < 200; ++i) {
        const Camera before = camera;
        camera = orbited(camera, 0.05f, i < 100 ? 0.1f : -0.1f);
        EXPECT_LE(std::abs(camera.elevation_rad), glm::half_pi<float>());
        EXPECT_NEAR(glm::length(camera.up()), 1.0f, 1e-5f);
        EXPECT_NEAR(glm::dot(camera.up(), camera.direction()), 0.0f, 1e-5f);
        EXPECT_GT(glm::dot(camera.up(), before.up()), 0.97f) << "no sudden turn of the picture";
        EXPECT_FALSE(std::isnan(camera.view()[0][0]));
    }
}

TEST(CameraMotion, AFlightIsSmoothAndTurnsTheShortWay) {
    Camera from = some_camera(false), to = some_camera(false);
    from.azimuth_rad = 3.0f;
    to.azimuth_rad = -3.0f;
    float turned = 0.0f;
    Camera before = from;
    for (int i = 1; i <= 100; ++i) {
        const Camera now = flight(from, to, 0.01f * static_cast<float>(i));
        turned += std::acos(std::clamp(glm::dot(now.direction(), before.direction()), -1.0f, 1.0f));
        EXPECT_LT(glm::length(now.position() - before.position()), 0.12f) << i;
        before = now;
    }
    EXPECT_LT(turned, 0.5f);
    EXPECT_EQ(flight(from, to, 1.0f), to);
    EXPECT_EQ(flight(from, to, 0.0f), from);
}

}  // namespace
}  // namespace backstory::scene

namespace backstory::workspace {
namespace {

TEST(CameraFlights, BetweenAnyTwoViewsTheEyeStaysOutsideTheBody) {
    constexpr float flesh_m = 0.02f;
    struct Ball {
        glm::vec3 centre;
        float radius;
    };
    std::vector<Ball> body;
    for (const auto& structure : library()->body.structures) {
        if (structure.kind == anatomy::Kind::bone) {
            for (const auto& sphere : structure.sphere_mesh.spheres) {
                body.push_back({glm::vec3(sphere), sphere.w + flesh_m});
            }
        }
    }
    ASSERT_GT(body.size(), 1000u);
    for (const auto& from : library()->views) {
        for (const auto& to : library()->views) {
            for (int i = 0; i <= 20; ++i) {
                const glm::vec3 eye = scene::flight(from.camera, to.camera, 0.05f * static_cast<float>(i)).position();
                const bool inside = std::any_of(body.begin(), body.end(), [&](const Ball& ball) {
                    return glm::length(eye - ball.centre) < ball.radius;
                });
                ASSERT_FALSE(inside) << from.id << " to " << to.id << " at " << 5 * i << " %";
            }
        }
    }
}

TEST(CameraCommands, OrbitAndZoomAboutAPlace) {
    State state = initial_state(*library());
    const scene::Camera start = state.camera;
    ASSERT_TRUE(perform_all(*library(), state, "orbit 30 10 about 0.1 1.2 0.05; zoom 2 to 0.1 1.2 0.05").ok());
    const scene::Camera expected =
        scene::zoomed_to(scene::orbited_about(start, {0.1f, 1.2f, 0.05f}, glm::radians(30.0f), glm::radians(10.0f)),
                         {0.1f, 1.2f, 0.05f}, 0.5f);
    EXPECT_NEAR(glm::length(state.camera.position() - expected.position()), 0.0f, 1e-5f);
    EXPECT_FALSE(perform(*library(), state, "orbit 30 about 1 2").ok());
    EXPECT_FALSE(perform(*library(), state, "zoom 2 to here").ok());
    for (int i = 0; i < 60; ++i) {
        ASSERT_TRUE(perform(*library(), state, "orbit 37 11 about 9 9 9").ok());
    }
    EXPECT_LT(glm::length(state.camera.target), 3.5f) << "nobody gets lost";
}

TEST(CameraCommands, FollowingKeepsAPartInItsPlaceThroughAMovement) {
    SceneBuilder builder(library());
    State state = initial_state(*library());
    ASSERT_TRUE(perform_all(*library(), state, "open sit_to_stand; follow femur_r").ok());
    const auto femur = library()->body.find_structure("femur_r");
    for (const char* moment : {"at 0", "at 0.3", "at 0.6", "at 1"}) {
        ASSERT_TRUE(perform(*library(), state, moment).ok());
        const scene::Scene& scene = builder.build(state);
        EXPECT_NEAR(glm::length(scene.camera.target - builder.middle_of(femur)), 0.0f, 1e-4f) << moment;
        EXPECT_EQ(scene.camera.azimuth_rad, state.camera.azimuth_rad);
    }
    ASSERT_TRUE(perform(*library(), state, "follow off").ok());
    EXPECT_EQ(builder.build(state).camera, state.camera);
    ASSERT_TRUE(perform_all(*library(), state, "follow femur_r; view anterior").ok());
    EXPECT_TRUE(state.followed == anatomy::none) << "a named view stands still";
    EXPECT_FALSE(perform(*library(), state, "follow nosuch").ok());
}

}  // namespace
}  // namespace backstory::workspace
