// What must hold for a picture on any driver.
#include "fixture.hpp"
#include "render/tiles.hpp"

#include <glad/gl.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::test {
namespace {

// Rough place of a world point in a picture, pixels, origin top-left.
glm::vec2 place_of(const scene::Scene& scene, const glm::vec3& world, glm::ivec2 size) {
    const float aspect = static_cast<float>(size.x) / static_cast<float>(size.y);
    const glm::vec4 clip = scene.camera.projection(aspect) * scene.camera.view() * glm::vec4(world, 1.0f);
    const glm::vec2 ndc = glm::vec2(clip) / clip.w;
    return {(ndc.x * 0.5f + 0.5f) * static_cast<float>(size.x), (0.5f - ndc.y * 0.5f) * static_cast<float>(size.y)};
}

using Facts = RenderTest;
constexpr glm::ivec2 size{160, 200};

TEST_F(Facts, a_hidden_structure_has_no_pixels) {
    scene::Scene scene = synthetic_scene();
    scene.background = scene::Background::transparent;
    scene.floor = false;
    quality_.shadow_size = 0;
    for (scene::Appearance& look : scene.appearance) {
        look.opacity = 0.0f;
    }
    scene.appearance[ball_left].opacity = 1.0f;
    const geometry::Image image = draw(scene);
    const glm::vec2 ball = place_of(scene, {0.0f, 1.2f, -0.4f}, size);
    int covered = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            if (image.rgba[image.offset(x, y) + 3] > 0) {
                ++covered;
                EXPECT_LT(glm::length(glm::vec2(x, y) + 0.5f - ball), 20.0f);
            }
        }
    }
    EXPECT_GT(covered, 200);
}

TEST_F(Facts, a_section_takes_away_what_is_beyond_and_closes_what_it_opens) {
    scene::Scene scene = synthetic_scene();
    scene.background = scene::Background::transparent;
    scene.floor = false;
    scene.camera.azimuth_rad = 1.5708f;  // from the subject's right, on the cut face
    scene.section = {true, {0.0f, 0.0f, 1.0f}, 0.0f};
    draw(scene);
    const glm::ivec2 trunk_middle(place_of(scene, {0.0f, 0.9f, 0.0f}, size));
    EXPECT_EQ(renderer_->pick(trunk_middle), trunk);
    glm::vec3 world(0.0f);
    ASSERT_TRUE(renderer_->pick_point(trunk_middle, world));
    EXPECT_NEAR(world.z, 0.0f, 0.002f);  // a closed face on the plane, not the far inside
    scene.section.offset = -0.3f;        // now the trunk goes too; the left ball is halved later
    draw(scene);
    EXPECT_EQ(renderer_->pick(trunk_middle), anatomy::none);
    scene.section = {};
    draw(scene);
    EXPECT_EQ(renderer_->pick(trunk_middle), trunk);
}

// A sheet is drawn over what bulges through it; a cut shows how deep things lie.
TEST_F(Facts, a_lifted_sheet_hides_what_stands_out_of_it_but_not_in_a_cut) {
    scene::Scene scene = synthetic_scene();
    scene.camera.orthographic = true;
    anatomy::BodyMesh mesh = body_.mesh;
    const auto in_front = [&] {
        auto renderer = render::Renderer::create(mesh, body_.skin);
        EXPECT_TRUE(renderer.ok());
        renderer.value()->render(scene, size, {});
        return renderer.value()->pick(glm::ivec2(place_of(scene, {0.2f, 0.9f, 0.0f}, size)));
    };
    EXPECT_EQ(in_front(), strap);
    mesh.parts[static_cast<std::size_t>(mesh.part_of_structure[trunk])].lift = 0.05f;  // the strap stands out by 0.11
    EXPECT_EQ(in_front(), strap);
    mesh.parts[static_cast<std::size_t>(mesh.part_of_structure[trunk])].lift = 0.15f;
    EXPECT_EQ(in_front(), trunk);
    scene.section = {true, {0.0f, 0.0f, 1.0f}, 0.3f};  // beside both
    EXPECT_EQ(in_front(), strap);
}

// Roots of nerves run through bone, muscles end in it, end plates press into discs: where the plane runs through a
// solid, its cut face is closed before what lies behind in it.
TEST_F(Facts, a_cut_solid_is_closed_before_what_lies_in_it) {
    using anatomy::Kind;
    scene::Scene scene = synthetic_scene();
    scene.camera.azimuth_rad = 1.5708f;
    scene.appearance[shell].opacity = 1.0f;  // round trunk and strap
    const auto seen_at = [&](float plane, Kind outer, Kind inner) {
        scene.appearance[shell].tissue = static_cast<std::uint8_t>(outer);
        scene.appearance[trunk].tissue = static_cast<std::uint8_t>(inner);
        scene.section = {true, {0.0f, 0.0f, 1.0f}, plane};
        draw(scene);
        const glm::ivec2 middle(place_of(scene, {0.0f, 0.9f, plane}, size));
        glm::vec3 world(0.0f);
        if (renderer_->pick(middle) == shell && outer != Kind::skin) {
            EXPECT_TRUE(renderer_->pick_point(middle, world));
            EXPECT_NEAR(world.z, plane, 0.002f);
        }
        return renderer_->pick(middle);
    };
    EXPECT_EQ(seen_at(0.2f, Kind::skin, Kind::nerve), trunk) << "skin is no solid: what it holds is seen";
    EXPECT_EQ(seen_at(0.2f, Kind::bone, Kind::nerve), shell);
    EXPECT_EQ(seen_at(0.2f, Kind::disc, Kind::bone), shell);
    EXPECT_EQ(seen_at(0.2f, Kind::ligament, Kind::nerve), shell);
    EXPECT_EQ(seen_at(0.2f, Kind::muscle, Kind::bone), shell);
    // Where the plane runs through both.
    EXPECT_EQ(seen_at(0.0f, Kind::bone, Kind::nerve), shell);
    EXPECT_EQ(seen_at(0.0f, Kind::disc, Kind::muscle), shell);
    EXPECT_EQ(seen_at(0.0f, Kind::muscle, Kind::nerve), trunk);
    EXPECT_EQ(seen_at(0.0f, Kind::muscle, Kind::bone), trunk);
    scene.appearance[shell].opacity = 0.0f;
    EXPECT_EQ(seen_at(0.2f, Kind::bone, Kind::nerve), trunk) << "closed bone before the plane is no cut";
}

TEST_F(Facts, the_bare_picture_is_every_solid_triangle_in_one_draw) {
    const scene::Scene scene = synthetic_scene();
    auto renderer = render::Renderer::create(body_.mesh, body_.skin);
    ASSERT_TRUE(renderer.ok());
    EXPECT_FALSE(renderer.value()->render_bare(scene.camera)) << "nothing was drawn yet";
    renderer.value()->render(scene, size, {});
    const std::uint64_t triangles = renderer.value()->statistics().triangles;
    EXPECT_TRUE(renderer.value()->render_bare(scene.camera));
    EXPECT_EQ(renderer.value()->statistics().draw_calls, 1);
    EXPECT_EQ(renderer.value()->statistics().triangles, triangles);
}

TEST_F(Facts, paint_colours_bone_and_leaves_muscle_alone) {
    scene::Scene scene = synthetic_scene();
    const geometry::Image bare = draw(scene);
    auto paint = std::make_shared<std::vector<scene::Paint>>();
    for (const anatomy::StructureIndex structure : {ball_right, strap}) {
        const auto& part = body_.mesh.parts[structure];
        for (std::uint32_t v = 0; v < part.vertex_count; ++v) {
            paint->push_back({part.first_vertex + v, 1.0f});
        }
    }
    scene.paint = paint;
    const geometry::Image painted = draw(scene);
    const glm::vec2 ball = place_of(scene, {0.0f, 1.2f, 0.4f}, size);
    int near_ball = 0;
    for (const glm::ivec2 at : differing(bare, painted)) {
        EXPECT_LT(glm::length(glm::vec2(at) + 0.5f - ball), 20.0f);
        ++near_ball;
    }
    EXPECT_GT(near_ball, 200);
    const glm::ivec3 red = pixel(painted, static_cast<int>(ball.x), static_cast<int>(ball.y));
    EXPECT_GT(red.r, red.g + 40);
    scene.paint.reset();
    EXPECT_TRUE(differing(bare, draw(scene)).empty());
}

TEST_F(Facts, the_subjects_right_is_at_the_viewers_left_from_the_front) {
    scene::Scene scene = synthetic_scene();
    const geometry::Image both = draw(scene);
    scene.appearance[ball_right].opacity = 0.0f;
    quality_.shadow_size = 0;
    const geometry::Image without = draw(scene);
    const glm::vec2 expected = place_of(scene, {0.0f, 1.2f, 0.4f}, size);
    EXPECT_LT(expected.x, 80.0f);
    EXPECT_GT(glm::length(glm::vec3(pixel(both, static_cast<int>(expected.x), static_cast<int>(expected.y)) -
                                    pixel(without, static_cast<int>(expected.x), static_cast<int>(expected.y)))),
              20.0f);
    EXPECT_EQ(renderer_->pick({static_cast<int>(expected.x), static_cast<int>(expected.y)}), anatomy::none);
    EXPECT_EQ(renderer_->pick({159 - static_cast<int>(expected.x), static_cast<int>(expected.y)}), ball_left);
}

TEST_F(Facts, the_anterior_view_shows_the_front) {
    scene::Scene scene = synthetic_scene();
    draw(scene);
    EXPECT_EQ(renderer_->pick({80, 100}), strap);
    scene.camera.azimuth_rad = 3.14159265f;
    draw(scene);
    EXPECT_EQ(renderer_->pick({80, 100}), trunk);
}

TEST_F(Facts, sight_says_what_a_click_would_hit_and_drawing_over_lasts_one_picture) {
    const scene::Scene scene = synthetic_scene();
    const geometry::Image before = draw(scene);
    const scene::Sight& sight = renderer_->sight();
    ASSERT_TRUE(sight.known());
    EXPECT_EQ(sight.at({80.5f / 160.0f, 100.5f / 160.0f}), renderer_->pick({80, 100}));
    EXPECT_EQ(sight.at({0.01f, 0.01f}), anatomy::none);
    EXPECT_EQ(sight.at({1.5f, 0.5f}), anatomy::none);
    renderer_->draw_over([] {
        glClearColor(1.0f, 0.0f, 0.0f, 1.0f);
        glClear(GL_COLOR_BUFFER_BIT);
    });
    EXPECT_FALSE(differing(before, renderer_->read_picture()).empty());
    EXPECT_TRUE(differing(before, draw(scene)).empty());
}

TEST_F(Facts, a_picture_drawn_in_parts_is_the_picture_drawn_at_once) {
    scene::Scene scene = synthetic_scene();
    scene.appearance[strap].outline = 2;
    const glm::ivec2 whole(240, 200);
    const geometry::Image at_once = draw(scene, whole);
    geometry::Image joined = at_once;
    std::fill(joined.rgba.begin(), joined.rgba.end(), std::uint8_t{0});
    std::vector<int> covered(static_cast<std::size_t>(whole.x * whole.y), 0);
    for (const render::Part& part : render::parts_of(whole, 150, 45)) {
        renderer_->render(scene, part.size, quality_, part.tile);
        const geometry::Image drawn = renderer_->read_picture();
        for (int y = part.keep_low.y; y < part.keep_high.y; ++y) {
            for (int x = part.keep_low.x; x < part.keep_high.x; ++x) {
                const glm::ivec2 at = part.tile.corner_px + glm::ivec2(x, y);
                std::copy_n(&drawn.rgba[drawn.offset(x, y)], 4, &joined.rgba[joined.offset(at.x, at.y)]);
                ++covered[static_cast<std::size_t>(at.y) * static_cast<std::size_t>(whole.x) +
                          static_cast<std::size_t>(at.x)];
            }
        }
    }
    EXPECT_TRUE(std::all_of(covered.begin(), covered.end(), [](int n) { return n == 1; })) << "each pixel kept once";
    // What is left is the noise of the ambient occlusion, whose pattern starts anew in each part.
    EXPECT_LT(differing(at_once, joined, 24).size(), at_once.rgba.size() / 4 / 500);
    EXPECT_GT(differing(at_once, draw(synthetic_scene(), whole), 24).size(), 20U)
        << "the outline is there to be missed";
}

TEST_F(Facts, a_still_picture_never_keeps_the_late_shadow_of_a_moving_one) {
    scene::Scene scene = synthetic_scene();
    scene.camera.azimuth_rad = 0.6f;
    const geometry::Image right = draw(scene);
    const render::Quality moving = render::moving_quality(true, 1.0f);
    int fewest = 1000, most = 0;
    for (int i = 0; i < 7; ++i) {
        scene.camera.azimuth_rad = 0.1f * static_cast<float>(i);
        renderer_->render(scene, {160, 200}, moving);
        fewest = std::min(fewest, renderer_->statistics().draw_calls);
        most = std::max(most, renderer_->statistics().draw_calls);
    }
    EXPECT_LT(fewest, most) << "some moving pictures spare the shadow pass";
    scene.camera.azimuth_rad = 0.6f;
    EXPECT_TRUE(differing(right, draw(scene), 0).empty());
}

TEST_F(Facts, selecting_changes_pixels_only_near_the_structure) {
    scene::Scene scene = synthetic_scene();
    const geometry::Image before = draw(scene);
    scene.appearance[ball_left].outline = 2;
    const geometry::Image after = draw(scene);
    const std::vector<glm::ivec2> changed = differing(before, after);
    EXPECT_GT(changed.size(), 30U);
    const glm::vec2 ball = place_of(scene, {0.0f, 1.2f, -0.4f}, size);
    for (const glm::ivec2& place : changed) {
        EXPECT_LT(glm::length(glm::vec2(place) - ball), 22.0f) << place.x << ", " << place.y;
    }
}

TEST_F(Facts, hovered_and_selected_are_told_apart) {
    scene::Scene scene = synthetic_scene();
    scene.appearance[ball_left].outline = 1;
    const geometry::Image hovered = draw(scene);
    scene.appearance[ball_left].outline = 2;
    EXPECT_GT(differing(hovered, draw(scene)).size(), 20U);
}

TEST_F(Facts, the_same_scene_is_not_drawn_again) {
    const scene::Scene scene = synthetic_scene();
    const geometry::Image first = draw(scene);
    EXPECT_FALSE(renderer_->statistics().reused);
    const geometry::Image second = draw(scene);
    EXPECT_TRUE(renderer_->statistics().reused);
    EXPECT_EQ(first.rgba, second.rgba);
}

TEST_F(Facts, refining_gives_what_all_samples_at_once_give) {
    scene::Scene scene = synthetic_scene();
    scene.appearance[shell].opacity = 0.2f;
    quality_.samples = 4;
    const geometry::Image at_once = draw(scene);
    quality_.samples = 1;
    const geometry::Image first = draw(scene);
    EXPECT_GT(differing(first, at_once).size(), 50U);
    int refined = 0;
    while (renderer_->refine(4)) {
        ++refined;
    }
    EXPECT_EQ(refined, 3);
    EXPECT_TRUE(differing(renderer_->read_picture(), at_once, 2).empty());
    draw(scene);
    EXPECT_TRUE(renderer_->statistics().reused || renderer_->statistics().draw_calls > 0);
}

TEST_F(Facts, hovering_draws_only_the_outline_again) {
    scene::Scene scene = synthetic_scene();
    const geometry::Image before = draw(scene);
    scene.appearance[ball_left].outline = 1;
    draw(scene);
    EXPECT_LE(renderer_->statistics().draw_calls, 2);
    scene.appearance[ball_left].outline = 0;
    EXPECT_TRUE(differing(draw(scene), before, 1).empty());
}

TEST_F(Facts, stretch_colours_tell_short_from_long) {
    scene::Scene scene = synthetic_scene();
    scene.colour_by = 1;
    scene.stretch.assign(synthetic_count, 1.0f);
    scene.stretch[strap] = 0.8f;
    const glm::ivec3 short_pixel = pixel(draw(scene), 80, 110);
    scene.stretch[strap] = 1.2f;
    const glm::ivec3 long_pixel = pixel(draw(scene), 80, 110);
    EXPECT_GT(short_pixel.b, short_pixel.r + 20);
    EXPECT_GT(long_pixel.r, long_pixel.b + 20);
}

TEST_F(Facts, drawing_twice_gives_the_same_bytes) {
    scene::Scene scene = synthetic_scene();
    const geometry::Image first = draw(scene);
    scene.camera.azimuth_rad = 1.0f;
    draw(scene);
    scene.camera.azimuth_rad = 0.0f;
    EXPECT_EQ(first.rgba, draw(scene).rgba);
}

TEST_F(Facts, few_draw_calls) {
    quality_.samples = 1;
    draw(synthetic_scene());
    EXPECT_GT(renderer_->statistics().draw_calls, 0);
    EXPECT_LE(renderer_->statistics().draw_calls, 16);
}

TEST_F(Facts, a_click_through_a_faded_shell_means_what_is_inside) {
    scene::Scene scene = synthetic_scene();
    scene.appearance[shell].opacity = 0.12f;
    draw(scene);
    EXPECT_EQ(renderer_->pick({80, 100}), strap);
    EXPECT_EQ(renderer_->pick({102, 100}), shell);
    scene.appearance[shell].opacity = 1.0f;
    draw(scene);
    EXPECT_EQ(renderer_->pick({80, 100}), shell);
}

TEST_F(Facts, a_shell_tints_what_is_behind_it_and_looks_alike_from_all_sides) {
    scene::Scene scene = synthetic_scene();
    scene.floor = false;
    for (const Synthetic hidden : {trunk, ball_right, ball_left, strap}) {
        scene.appearance[hidden].opacity = 0.0f;
    }
    scene.appearance[shell].opacity = 0.2f;
    const geometry::Image front = draw(scene);
    scene.camera.azimuth_rad = 3.14159265f;
    const geometry::Image back = draw(scene);
    for (int side = 0; side < 2; ++side) {
        const glm::ivec3 middle = pixel(side == 0 ? front : back, 80, 100);
        scene.appearance[shell].opacity = 0.0f;
        const glm::ivec3 bare = pixel(draw(scene), 80, 100);
        const int change = std::abs(middle.r - bare.r) + std::abs(middle.g - bare.g) + std::abs(middle.b - bare.b);
        EXPECT_GT(change, 3) << side;
        EXPECT_LT(change, 200) << side;
    }
}

TEST_F(Facts, a_picked_point_lies_on_the_surface) {
    const scene::Scene scene = synthetic_scene();
    draw(scene);
    glm::vec3 world(0.0f);
    ASSERT_TRUE(renderer_->pick_point({80, 100}, world));
    // The strap's front: a capsule of 5 cm radius about x = 0.18.
    EXPECT_NEAR(glm::length(glm::vec2(world.x - 0.18f, world.z)), 0.05f, 0.002f);
    EXPECT_NEAR(world.x, 0.23f, 0.002f);
    EXPECT_FALSE(renderer_->pick_point({2, 2}, world));
    EXPECT_FALSE(renderer_->pick_point({-5, 900}, world));
    EXPECT_EQ(renderer_->pick({-5, 900}), anatomy::none);
}

TEST_F(Facts, a_white_background_is_white_and_a_transparent_one_is_empty) {
    scene::Scene scene = synthetic_scene();
    scene.background = scene::Background::white;
    EXPECT_EQ(pixel(draw(scene), 1, 1), glm::ivec3(255));
    scene.background = scene::Background::transparent;
    const geometry::Image image = draw(scene);
    EXPECT_EQ(image.rgba[image.offset(1, 1) + 3], 0);
    EXPECT_EQ(image.rgba[image.offset(80, 100) + 3], 255);
}

TEST_F(Facts, tiny_and_zero_sizes_and_an_empty_scene_survive) {
    scene::Scene scene = synthetic_scene();
    EXPECT_EQ(draw(scene, {0, 0}).width, 1);
    EXPECT_EQ(draw(scene, {1, 700}).height, 700);
    scene.appearance.clear();
    scene.palette.clear();
    EXPECT_EQ(draw(scene, {16, 16}).width, 16);
    EXPECT_EQ(renderer_->pick({8, 8}), anatomy::none);
}

TEST_F(Facts, every_quality_draws_the_same_body) {
    const scene::Scene scene = synthetic_scene();
    const geometry::Image best = draw(scene);
    for (const render::Quality& quality : {render::Quality{1, 0, false, 1.0f}, render::Quality{1, 0, false, 0.5f},
                                           render::Quality{2, 512, false, 1.0f}}) {
        quality_ = quality;
        const geometry::Image image = draw(scene);
        EXPECT_LT(differing(best, image, 90).size(), 900U);
        EXPECT_EQ(renderer_->pick({80, 100}), strap);
    }
}

TEST_F(Facts, the_card_moves_vertices_as_the_cpu_does) {
    scene::Scene scene = synthetic_scene();
    // Turned, bent, thickened: a palette that uses every number of the matrix.
    scene.palette[0] =
        muscle::PaletteMatrix({0.9f, 0.1f, -0.2f, 0.05f}, {-0.1f, 1.02f, 0.03f, -0.04f}, {0.15f, 0.0f, 0.97f, 0.01f});
    scene.palette[1] =
        muscle::PaletteMatrix({1.2f, -0.3f, 0.1f, 0.2f}, {0.25f, 0.9f, 0.0f, 0.1f}, {-0.1f, 0.05f, 1.1f, -0.15f});
    std::vector<glm::vec3> positions;
    std::vector<glm::vec3> normals;
    muscle::deform(body_.mesh, body_.skin, scene.palette, positions, normals);
    for (const render::PoseOn pose_on : {render::PoseOn::card, render::PoseOn::processor}) {
        auto renderer = render::Renderer::create(body_.mesh, body_.skin, pose_on);
        ASSERT_TRUE(renderer.ok()) << renderer.error().text();
        renderer.value()->render(scene, {64, 64}, {});
        const std::vector<glm::vec3> drawn = renderer.value()->read_posed_positions();
        ASSERT_EQ(drawn.size(), positions.size());
        float most = 0.0f;
        for (std::size_t v = 0; v < drawn.size(); ++v) {
            most = std::max(most, glm::length(drawn[v] - positions[v]));
        }
        EXPECT_LT(most, 1.0e-4f);
    }
}

// What was drawn before the surface was there leaves nothing behind, nor does the surface shown before another.
TEST_F(Facts, a_rehearsed_renderer_draws_the_same_picture) {
    const scene::Scene scene = synthetic_scene();
    const scene::RestSurface rest = scene::rest_surface_of(body_.mesh);
    for (const render::PoseOn pose_on : {render::PoseOn::card, render::PoseOn::processor}) {
        auto plain = render::Renderer::create(body_.mesh, body_.skin, pose_on);
        auto rehearsed = render::Renderer::create(pose_on);
        ASSERT_TRUE(plain.ok() && rehearsed.ok());
        for (const int samples : {1, 8}) {
            for (const bool moving : {false, true}) {
                render::Quality quality;
                quality.samples = samples;
                quality.coarse_surface = quality.quick_light = moving;
                rehearsed.value()->rehearse({320, 200}, quality);
                ASSERT_TRUE(rehearsed.value()->take_surface(body_.mesh, rest, body_.skin).ok());
                rehearsed.value()->render(scene, {320, 200}, quality);
                plain.value()->render(scene, {320, 200}, quality);
                EXPECT_TRUE(differing(rehearsed.value()->read_picture(), plain.value()->read_picture(), 0).empty());
            }
        }
    }
}

TEST_F(Facts, card_and_processor_draw_the_same_picture_at_both_levels_of_detail) {
    scene::Scene scene = synthetic_scene();
    scene.palette[0][0].w = 0.1f;
    auto card = render::Renderer::create(body_.mesh, body_.skin, render::PoseOn::card);
    auto processor = render::Renderer::create(body_.mesh, body_.skin, render::PoseOn::processor);
    ASSERT_TRUE(card.ok() && processor.ok());
    // Coarse first: the full surface needs vertices that the coarse one has left where they were.
    for (const bool coarse : {true, false, true}) {
        scene.palette[1][1].w += 0.02f;
        render::Quality quality;
        quality.coarse_surface = coarse;
        card.value()->render(scene, {320, 200}, quality);
        processor.value()->render(scene, {320, 200}, quality);
        const auto differ = differing(card.value()->read_picture(), processor.value()->read_picture(), 12);
        EXPECT_LT(differ.size(), 20u) << coarse;
        quality.coarse_surface = false;  // nothing moved since
        card.value()->render(scene, {320, 200}, quality);
        processor.value()->render(scene, {320, 200}, quality);
        EXPECT_LT(differing(card.value()->read_picture(), processor.value()->read_picture(), 12).size(), 20u);
    }
}

}  // namespace
}  // namespace backstory::test
