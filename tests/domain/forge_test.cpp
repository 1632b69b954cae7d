// The forge on hand-made tables: closed surfaces of the right size, mirror images, fibre places without steps.
#include "forge/forge.hpp"

#include "anatomy/derive.hpp"
#include "forge/extent.hpp"
#include "forge/manifold.hpp"
#include "forge/overlap.hpp"
#include "forge/primitive.hpp"
#include "forge/simplify.hpp"
#include "forge_fixture.hpp"
#include "io/body_builder.hpp"
#include "io/forge_report.hpp"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace backstory::forge {
namespace {

using anatomy::Structure;
using testing_tables::ball_and_rod;
using testing_tables::sheet;

TEST(Primitive, DistancesOfBallConeAndSlab) {
    const std::array<glm::vec4, 3> corners = {glm::vec4{0, 0, 0, 0.01f}, {0.1f, 0, 0, 0.01f}, {0, 0.1f, 0, 0.01f}};
    EXPECT_NEAR(Primitive(std::span(corners).first(1)).distance({0, 0, 0.03f}), 0.02f, 1e-6f);
    EXPECT_NEAR(Primitive(std::span(corners).first(2)).distance({0.05f, 0, 0.03f}), 0.02f, 1e-6f);
    EXPECT_NEAR(Primitive(corners).distance({0.03f, 0.03f, 0.03f}), 0.02f, 1e-6f);
    EXPECT_NEAR(Primitive(corners).distance({0.03f, 0.03f, 0.0f}), -0.01f, 1e-6f);
}

// A tapered rod's surface is tangent to all its balls: measured against many balls along it.
TEST(Primitive, TaperIsTheEnvelopeOfItsBalls) {
    const std::array<glm::vec4, 3> corners = {
        glm::vec4{0, 0, 0, 0.02f}, {0.1f, 0, 0, 0.005f}, {0.02f, 0.08f, 0, 0.01f}};
    const Primitive slab(corners);
    for (const glm::vec3 p : {glm::vec3{0.04f, 0.02f, 0.05f}, {-0.03f, 0.01f, 0.02f}, {0.06f, 0.06f, -0.04f}}) {
        float least = 1.0f;
        constexpr int steps = 200;
        for (int i = 0; i <= steps; ++i) {
            for (int j = 0; i + j <= steps; ++j) {
                const float u = static_cast<float>(i) / steps, v = static_cast<float>(j) / steps;
                const glm::vec4 ball = (1 - u - v) * corners[0] + u * corners[1] + v * corners[2];
                least = std::min(least, glm::length(p - glm::vec3(ball)) - ball.w);
            }
        }
        EXPECT_NEAR(slab.distance(p), least, 5e-5f);
    }
}

TEST(Forge, BallHasItsVolumeAndCloses) {
    Structure ball;
    ball.id = "ball";
    ball.sphere_mesh.spheres = {{0.1f, 0.2f, 0.3f, 0.02f}};
    const auto surface = forge_structure(ball, {});
    ASSERT_TRUE(surface) << surface.error().text();
    const geometry::Mesh& mesh = surface.value().mesh;
    const double volume = 4.0 / 3.0 * std::numbers::pi * 0.02 * 0.02 * 0.02;
    EXPECT_NEAR(geometry::volume_m3(mesh) / volume, 1.0, 0.02);
    EXPECT_EQ(geometry::open_edge_count(mesh), 0u);
    EXPECT_EQ(geometry::component_count(mesh), 1u);
    ASSERT_EQ(mesh.normals.size(), mesh.positions.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        const glm::vec3 out = glm::normalize(mesh.positions[i] - glm::vec3(0.1f, 0.2f, 0.3f));
        EXPECT_GT(glm::dot(out, mesh.normals[i]), 0.98f);
    }
}

TEST(Forge, LeftIsTheExactMirrorImage) {
    Structure right = ball_and_rod();
    Structure left = right;
    left.side = anatomy::Side::left;
    for (glm::vec4& sphere : left.sphere_mesh.spheres) {
        sphere.z = -sphere.z;
    }
    const auto a = forge_structure(right, {}), b = forge_structure(left, {});
    ASSERT_TRUE(a && b);
    ASSERT_EQ(a.value().mesh.positions.size(), b.value().mesh.positions.size());
    for (std::size_t i = 0; i < a.value().mesh.positions.size(); ++i) {
        const glm::vec3 p = a.value().mesh.positions[i], q = b.value().mesh.positions[i];
        EXPECT_EQ(p, glm::vec3(q.x, q.y, -q.z));
    }
    EXPECT_GT(geometry::volume_m3(b.value().mesh), 0.0);
    EXPECT_EQ(content_key(right, {}), content_key(left, {}));
}

// A part of a bone ends at its plane; two parts together are the whole.
TEST(Forge, CutsKeepTheirSide) {
    const Structure whole = ball_and_rod();
    Structure lower = whole, upper = whole;
    lower.sphere_mesh.cuts = {{0.0f, -1.0f, 0.0f, -0.04f}};
    upper.sphere_mesh.cuts = {{0.0f, 1.0f, 0.0f, 0.04f}};
    EXPECT_NE(content_key(whole, {}), content_key(lower, {}));
    double volume = 0.0;
    for (const Structure& part : {lower, upper}) {
        const auto surface = forge_structure(part, {});
        ASSERT_TRUE(surface) << surface.error().text();
        const geometry::Mesh& mesh = surface.value().mesh;
        EXPECT_EQ(geometry::open_edge_count(mesh), 0u);
        volume += geometry::volume_m3(mesh);
        const geometry::Bounds bounds = geometry::bounds_of(mesh);
        EXPECT_TRUE(bounds.high.y < 0.041f || bounds.low.y > 0.039f);
    }
    EXPECT_NEAR(volume / geometry::volume_m3(forge_structure(whole, {}).value().mesh), 1.0, 0.02);
}

// A bar of four balls in two pieces, the second of which is nearer to its neighbour's ball than to its own others.
Structure bar_of_two_pieces() {
    Structure bar = ball_and_rod();
    anatomy::SphereMesh& mesh = bar.sphere_mesh;
    mesh.spheres = {{-0.03f, 0.0f, 0.05f, 0.008f},
                    {-0.01f, 0.0f, 0.05f, 0.008f},
                    {0.0f, 0.0f, 0.05f, 0.008f},
                    {0.01f, 0.0f, 0.05f, 0.008f},
                    {0.03f, 0.0f, 0.05f, 0.008f}};
    mesh.edges = {{0, 1}, {1, 2}, {2, 3}, {3, 4}};
    mesh.triangles.clear();
    mesh.pieces = {{"back", {0, 1}}, {"front", {3, 4}}};
    mesh.undecided = {2};
    return bar;
}

// The pieces of a bone meet midway between their balls, with a seam between them, and miss nothing.
TEST(Forge, PiecesMeetAtASeam) {
    const Structure bar = bar_of_two_pieces();
    double volume = 0.0;
    for (const anatomy::SphereMesh::Piece& piece : bar.sphere_mesh.pieces) {
        Structure part = bar;
        part.sphere_mesh = anatomy::piece_of(bar.sphere_mesh, piece);
        EXPECT_NE(content_key(bar, {}), content_key(part, {}));
        const auto surface = forge_structure(part, {});
        ASSERT_TRUE(surface) << surface.error().text();
        const geometry::Mesh& mesh = surface.value().mesh;
        EXPECT_EQ(geometry::open_edge_count(mesh), 0u);
        EXPECT_EQ(geometry::component_count(mesh), 1u);
        volume += geometry::volume_m3(mesh);
        const geometry::Bounds bounds = geometry::bounds_of(mesh);
        const float end = piece.id == "back" ? -bounds.high.x : bounds.low.x;
        EXPECT_GT(end, -0.0001f) << piece.id;  // this short bar gives back more than a skull does
        EXPECT_LT(end, 0.0006f) << piece.id;
    }
    EXPECT_NEAR(volume / geometry::volume_m3(forge_structure(bar, {}).value().mesh), 1.0, 0.03);
}

// An extent never says that a ball is wholly in or out when a place in it is not.
TEST(Forge, ExtentsKeepBallsOnlyWhole) {
    const Structure bar = bar_of_two_pieces();
    const Extent extent(anatomy::piece_of(bar.sphere_mesh, bar.sphere_mesh.pieces[0]));
    ASSERT_FALSE(extent.everything());
    EXPECT_TRUE(Extent(bar.sphere_mesh).everything());
    int kept = 0, left = 0, crossed = 0;
    for (int i = -40; i <= 40; ++i) {
        const glm::vec3 centre{0.001f * static_cast<float>(i), 0.003f, 0.05f};
        constexpr float radius = 0.004f;
        const int keeps = extent.keeps(centre, radius);
        (keeps > 0 ? kept : keeps < 0 ? left : crossed) += 1;
        for (const float step : {-radius, 0.0f, radius}) {
            const float beyond = extent.beyond(centre + glm::vec3(step, 0.0f, 0.0f));
            EXPECT_TRUE(keeps == 0 || (keeps > 0) == (beyond < 0.0f)) << i;
        }
    }
    EXPECT_GT(kept, 20);
    EXPECT_GT(left, 20);
    EXPECT_GT(crossed, 3);
}

TEST(Forge, KeyChangesWithTheTableAndTheSettings) {
    Structure structure = ball_and_rod();
    const std::string before = content_key(structure, {});
    Settings finer;
    finer.triangle_budget = 1'200'000;
    EXPECT_NE(before, content_key(structure, finer));
    structure.sphere_mesh.spheres[1].w += 1e-5f;
    EXPECT_NE(before, content_key(structure, {}));
}

// A rod of few triangles is a prism: it holds what the round rod held.
TEST(Forge, FewTrianglesKeepTheVolume) {
    const Structure rod = ball_and_rod();
    Settings coarse;
    coarse.triangle_budget = 75'000;
    const auto fine = forge_structure(rod, {}), few = forge_structure(rod, coarse);
    ASSERT_TRUE(fine && few);
    ASSERT_LT(few.value().mesh.indices.size(), fine.value().mesh.indices.size() / 4);
    EXPECT_NEAR(geometry::volume_m3(few.value().mesh) / geometry::volume_m3(fine.value().mesh), 1.0, 0.01);
}

// Where a tendon is shown as another structure, the surface ends with the flesh; the fibres run on.
TEST(Forge, TendonShownAsAnotherEndsTheSurface) {
    Structure muscle = sheet(0.003f);
    for (anatomy::Fascicle& fascicle : muscle.bundle.fascicles) {
        fascicle.belly_last = 5;
    }
    const std::string key = content_key(muscle, {});
    const auto whole = forge_structure(muscle, {});
    muscle.bundle.tendon_shown_as = "strap_r";
    EXPECT_NE(content_key(muscle, {}), key);
    const auto ended = forge_structure(muscle, {});
    ASSERT_TRUE(whole && ended);
    EXPECT_NEAR(geometry::bounds_of(whole.value().mesh).high.y, 0.063f, 0.001f);
    EXPECT_NEAR(geometry::bounds_of(ended.value().mesh).high.y, 0.033f, 0.001f);
    for (const anatomy::FibrePlace& place : ended.value().fibre) {
        EXPECT_LE(place.s, 0.56f);
    }
}

TEST(Forge, ThinSheetHasNoHoles) {
    const auto surface = forge_structure(sheet(0.0006f), {});
    ASSERT_TRUE(surface) << surface.error().text();
    const geometry::Mesh& mesh = surface.value().mesh;
    EXPECT_EQ(geometry::open_edge_count(mesh), 0u);
    EXPECT_EQ(geometry::component_count(mesh), 1u);
    const long faces = static_cast<long>(mesh.indices.size() / 3), vertices = static_cast<long>(mesh.positions.size());
    EXPECT_EQ(vertices - faces / 2, 2) << "a sheet without holes is a ball to a topologist";
}

TEST(Forge, FibrePlacesHaveNoSteps) {
    const Structure structure = sheet(0.003f);
    const auto surface = forge_structure(structure, {});
    ASSERT_TRUE(surface);
    const auto& mesh = surface.value().mesh;
    const auto& places = surface.value().fibre;
    ASSERT_EQ(places.size(), mesh.positions.size());
    // What a vertex takes from its two fascicles must go over the surface without jumps: the blended number of the
    // fascicle (they lie side by side) and the blended s.
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const auto a = mesh.indices[i], b = mesh.indices[i + 1];
        const float length = glm::length(mesh.positions[a] - mesh.positions[b]);
        const auto number = [&](std::uint32_t v) {
            return std::lerp(float(places[v].fascicle), float(places[v].second), places[v].blend);
        };
        const auto along = [&](std::uint32_t v) { return std::lerp(places[v].s, places[v].second_s, places[v].blend); };
        EXPECT_LT(std::abs(number(a) - number(b)), 0.3f + length / 0.010f);
        EXPECT_LT(std::abs(along(a) - along(b)), 0.05f + length / 0.05f);
    }
    for (const anatomy::FibrePlace& place : places) {
        EXPECT_LT(place.fascicle, 3);
        EXPECT_LT(place.second, 3);
        EXPECT_GE(place.blend, 0.0f);
        EXPECT_LE(place.blend, 0.5f);
        EXPECT_TRUE(place.s > 0.09f || place.tendon > 0.99f) << place.s;
        EXPECT_TRUE(place.s < 0.19f || place.tendon < 0.01f) << place.s;
    }
}

// Two balls of 20 mm whose middles are 37 mm apart reach 3 mm into each other.
TEST(Overlap, DepthOfTwoBalls) {
    anatomy::Body body;
    body.segments = {{"pelvis", anatomy::none}};
    for (const float x : {0.0f, 0.037f, 0.2f}) {
        Structure ball;
        ball.id = "ball_" + std::to_string(body.structures.size());
        ball.segment = 0;
        ball.sphere_mesh.spheres = {{x, 0.0f, 0.0f, 0.02f}};
        body.structures.push_back(ball);
    }
    body.index();
    io::BuildOptions options;
    options.threads = 1;
    const auto built = io::build_body(body, options);
    ASSERT_TRUE(built);
    const auto overlaps = bone_overlaps(body, built.value().mesh, 0.0005f);
    ASSERT_EQ(overlaps.size(), 1u);
    EXPECT_EQ(overlaps[0].a, 0);
    EXPECT_EQ(overlaps[0].b, 1);
    EXPECT_NEAR(overlaps[0].depth_m, 0.003f, 0.0005f);
    const std::string report = io::forge_report(body, built.value().mesh);
    EXPECT_NE(report.find("1 pairs of bones"), std::string::npos) << report;
}

TEST(Mesh, NeedlesAreCounted) {
    geometry::Mesh mesh;
    mesh.positions = {{0, 0, 0}, {1, 0, 0}, {0, 0, 1}, {0.3f, 4, 0.3f}};
    mesh.indices = {0, 1, 2, 0, 3, 1, 1, 3, 2, 2, 3, 0};
    EXPECT_EQ(geometry::spike_count(mesh), 1u);
    mesh.positions[3].y = 1.0f;
    EXPECT_EQ(geometry::spike_count(mesh), 0u);
}

TEST(Forge, NeedlesAreBlunted) {
    geometry::Mesh mesh;
    mesh.positions = {{0, 0, 0}, {1, 0, 0}, {0, 0, 1}, {0.3f, 4, 0.3f}, {0.3f, -0.5f, 0.3f}};
    mesh.indices = {0, 3, 1, 1, 3, 2, 2, 3, 0, 0, 1, 4, 1, 2, 4, 2, 0, 4};
    ASSERT_EQ(geometry::spike_count(mesh), 1u);
    blunt_spikes(mesh);
    EXPECT_EQ(geometry::spike_count(mesh), 0u);
    EXPECT_NEAR(mesh.positions[3].y, 0.0f, 1e-6f);
    EXPECT_EQ(mesh.positions[4].y, -0.5f);
    EXPECT_EQ(geometry::open_edge_count(mesh), 0u);
}

TEST(Forge, NothingToForgeIsSaid) {
    Structure empty;
    empty.id = "empty";
    const auto surface = forge_structure(empty, {});
    ASSERT_FALSE(surface);
    EXPECT_NE(surface.error().message.find("empty"), std::string::npos);
}

// Two tetrahedra that share an edge come apart; each closes on its own.
TEST(Manifold, SheetsThatMeetInAnEdgeComeApart) {
    geometry::Mesh mesh;
    mesh.positions = {{0, 0, 0}, {0, 1, 0}, {1, 0, 0}, {0.5f, 0.5f, 1}, {-1, 0, 0}, {-0.5f, 0.5f, 1}};
    const auto tetrahedron = [&mesh](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
        mesh.indices.insert(mesh.indices.end(), {a, c, b, a, b, d, b, c, d, c, a, d});
    };
    tetrahedron(0, 2, 1, 3);
    tetrahedron(0, 1, 4, 5);
    ASSERT_EQ(geometry::open_edge_count(mesh), 1u);
    make_manifold(mesh);
    EXPECT_EQ(geometry::open_edge_count(mesh), 0u);
    EXPECT_EQ(geometry::component_count(mesh), 2u);
    EXPECT_EQ(mesh.positions.size(), 8u);
}

}  // namespace
}  // namespace backstory::forge
