// Common borders of muscles: what lies in each other parts, what is named meets, nothing tears or turns over.
#include "forge/borders.hpp"

#include "forge/nearest.hpp"
#include "forge/refine.hpp"
#include "forge_fixture.hpp"
#include "io/body_builder.hpp"
#include "io/border_reader.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace backstory::forge {
namespace {

constexpr float radius = 0.015f, half_length = 0.06f;

// A round muscle along Y whose middle lies at x; far from the midline.
anatomy::Structure rod(const std::string& id, float x, float half_thickness = radius) {
    anatomy::Structure structure;
    structure.id = id;
    structure.kind = anatomy::Kind::muscle;
    structure.side = anatomy::Side::right;
    anatomy::Fascicle fascicle;
    fascicle.origin.point = {x, -half_length, 0.2f};
    fascicle.insertion.point = {x, half_length, 0.2f};
    fascicle.stations = {{fascicle.origin.point, half_thickness, 0.0f},
                         {fascicle.insertion.point, half_thickness, 1.0f}};
    fascicle.belly_last = 1;
    structure.bundle.fascicles = {fascicle};
    return structure;
}

class TwoRods : public ::testing::Test {
  protected:
    // Two rods of 30 mm, `gap` apart (below 0: that deep in each other).
    void make(float gap, float half_thickness = radius) {
        structures_ = {rod("one_r", 0.0f, half_thickness), rod("other_r", 2.0f * half_thickness + gap, half_thickness)};
        for (const anatomy::Structure& structure : structures_) {
            auto made = forge_structure(structure, {});
            ASSERT_TRUE(made) << made.error().text();
            surfaces_.push_back(std::move(made).value());
        }
        alone_ = surfaces_;
        border_ = {"one_r", "other_r", {}};
        for (int i = -8; i <= 8; ++i) {
            border_.places.push_back({radius + 0.5f * gap, 0.004f * static_cast<float>(i), 0.2f});
        }
    }
    void settle(const std::vector<anatomy::Border>& borders, const std::vector<const geometry::Mesh*>& obstacles = {}) {
        settle_borders({{&structures_[0], &surfaces_[0]}, {&structures_[1], &surfaces_[1]}}, obstacles, borders);
    }
    // Between the two at the middle of their length: below 0 where they lie in each other.
    float gap() const {
        const NearestOn other(surfaces_[1].mesh);
        float least = 1.0f;
        // Long triangles have no vertex in the middle: places along edges do.
        const geometry::Mesh& mesh = surfaces_[0].mesh;
        for (const Edge& edge : edges_of(mesh)) {
            for (int i = 0; i <= 16; ++i) {
                const glm::vec3 p =
                    glm::mix(mesh.positions[edge[0]], mesh.positions[edge[1]], static_cast<float>(i) / 16.0f);
                if (const auto place = std::abs(p.y) < 0.02f ? other(p, 0.02f) : std::nullopt) {
                    least = std::min(least, place->distance);
                }
            }
        }
        return least;
    }
    void expect_sound() const {
        for (std::size_t i = 0; i < surfaces_.size(); ++i) {
            const geometry::Mesh& mesh = surfaces_[i].mesh;
            EXPECT_EQ(geometry::open_edge_count(mesh), 0u);
            EXPECT_EQ(geometry::spike_count(mesh), 0u);
            EXPECT_EQ(mesh.normals.size(), mesh.positions.size());
            EXPECT_EQ(surfaces_[i].fibre.size(), mesh.positions.size());
            EXPECT_EQ(surfaces_[i].fibre_uv.size(), mesh.positions.size());
            EXPECT_NEAR(geometry::volume_m3(mesh) / geometry::volume_m3(alone_[i].mesh), 1.0, 0.05);
            // A rod's triangles look away from its middle line.
            const float x = structures_[i].bundle.fascicles[0].origin.point.x;
            for (std::size_t t = 0; t < mesh.indices.size(); t += 3) {
                const glm::vec3 a = mesh.positions[mesh.indices[t]], b = mesh.positions[mesh.indices[t + 1]],
                                c = mesh.positions[mesh.indices[t + 2]];
                const glm::vec3 middle = (a + b + c) / 3.0f;
                const glm::vec3 line{x, std::clamp(middle.y, -half_length, half_length), 0.2f};
                EXPECT_GT(glm::dot(glm::cross(b - a, c - a), middle - line), 0.0f);
            }
        }
    }

    std::vector<anatomy::Structure> structures_;
    std::vector<Surface> surfaces_, alone_;
    anatomy::Border border_;
};

TEST_F(TwoRods, ThatLieInEachOtherPart) {
    make(-0.004f);
    ASSERT_LT(gap(), -0.003f);
    settle({});
    EXPECT_GT(gap(), -0.0018f);
    EXPECT_LT(gap(), 0.0005f);
    expect_sound();
}

TEST_F(TwoRods, ThatStandApartMeetWhereABorderSaysSo) {
    make(0.004f);
    ASSERT_GT(gap(), 0.0035f);
    settle({border_});
    EXPECT_LT(gap(), 0.0017f);
    EXPECT_GT(gap(), -0.0005f);
    expect_sound();
}

TEST_F(TwoRods, ThatStandApartStayWithoutABorder) {
    make(0.004f);
    settle({});
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(surfaces_[i].mesh.positions, alone_[i].mesh.positions);
        EXPECT_EQ(surfaces_[i].mesh.indices, alone_[i].mesh.indices);
    }
}

TEST_F(TwoRods, FarApartStay) {
    make(0.012f);
    settle({border_});
    EXPECT_EQ(surfaces_[0].mesh.positions, alone_[0].mesh.positions);
}

// Up to where the fascicles end nothing moves.
TEST_F(TwoRods, KeepTheirEnds) {
    make(-0.0025f, 0.006f);
    settle({});
    EXPECT_NE(surfaces_[0].mesh.positions, alone_[0].mesh.positions);
    const NearestOn before(alone_[0].mesh);
    for (const glm::vec3& p : surfaces_[0].mesh.positions) {
        if (std::abs(std::abs(p.y) - half_length) < 0.004f) {
            const auto place = before(p, 0.02f);
            EXPECT_TRUE(place && std::abs(place->distance) < 0.0003f);
        }
    }
}

TEST_F(TwoRods, OneThatDoesNotYieldStays) {
    make(-0.004f);
    const float before = gap();
    settle_borders({{&structures_[0], &surfaces_[0], false}, {&structures_[1], &surfaces_[1]}}, {}, {});
    EXPECT_EQ(surfaces_[0].mesh.positions, alone_[0].mesh.positions);
    EXPECT_GT(gap(), before + 0.0005f);
    expect_sound();
}

// A thin bone between the two: neither grows into it, but for what turned triangles give back (below 0.5 mm).
TEST_F(TwoRods, DoNotGrowIntoBone) {
    make(0.004f);
    anatomy::Structure bone = rod("bone", radius + 0.002f, 0.0019f);
    bone.kind = anatomy::Kind::bone;
    const auto made = forge_structure(bone, {});
    ASSERT_TRUE(made);
    settle({border_}, {&made.value().mesh});
    const NearestOn on(made.value().mesh);
    for (const Surface& surface : surfaces_) {
        for (const glm::vec3& p : surface.mesh.positions) {
            const auto place = on(p, 0.01f);
            EXPECT_TRUE(!place || place->distance > -0.0005f)
                << place->distance << ' ' << p.x << ' ' << p.y << ' ' << p.z;
        }
    }
}

TEST_F(TwoRods, SettleTheSameEachTime) {
    make(-0.004f);
    settle({});
    const std::vector<Surface> first = surfaces_;
    surfaces_ = alone_;
    settle({});
    EXPECT_EQ(surfaces_[0].mesh.positions, first[0].mesh.positions);
    EXPECT_EQ(surfaces_[1].mesh.normals, first[1].mesh.normals);
}

TEST(Borders, KeyChangesWithThem) {
    const std::vector<anatomy::Border> borders = {{"a_r", "b_r", {{0.1f, 1.0f, 0.1f}}}};
    auto others = borders;
    others[0].places[0].y += 0.001f;
    EXPECT_EQ(borders_key(borders), borders_key(borders));
    EXPECT_NE(borders_key(borders), borders_key({}));
    EXPECT_NE(borders_key(borders), borders_key(others));
}

// Muscles of one body part, alone they do not; both sides are mirror images.
TEST(Borders, AreSettledInABody) {
    anatomy::Body body;
    body.segments = {{"pelvis", anatomy::none}};
    for (const float side : {1.0f, -1.0f}) {
        for (const float x : {0.0f, 0.026f}) {
            anatomy::Structure structure = rod(x == 0.0f ? "one" : "other", x);
            structure.id += side > 0.0f ? "_r" : "_l";
            structure.side = side > 0.0f ? anatomy::Side::right : anatomy::Side::left;
            for (anatomy::Fascicle& fascicle : structure.bundle.fascicles) {
                fascicle.origin.segment = fascicle.insertion.segment = 0;
                fascicle.origin.point.z *= side;
                fascicle.insertion.point.z *= side;
                for (anatomy::Station& station : fascicle.stations) {
                    station.centre.z *= side;
                }
            }
            body.structures.push_back(structure);
        }
    }
    body.index();
    io::BuildOptions options;
    const auto settled = io::build_body(body, options);
    options.alone = true;
    const auto alone = io::build_body(body, options);
    ASSERT_TRUE(settled && alone);
    const auto reach = [](const anatomy::BodyMesh& mesh, int structure) {
        return mesh.parts[static_cast<std::size_t>(mesh.part_of_structure[static_cast<std::size_t>(structure)])];
    };
    const auto &one = reach(settled.value().mesh, 0), &left = reach(settled.value().mesh, 2);
    EXPECT_GT(one.vertex_count, reach(alone.value().mesh, 0).vertex_count);
    ASSERT_EQ(one.vertex_count, left.vertex_count);
    for (std::uint32_t v = 0; v < one.vertex_count; ++v) {
        const glm::vec3 p = settled.value().mesh.positions[one.first_vertex + v];
        EXPECT_EQ(settled.value().mesh.positions[left.first_vertex + v], glm::vec3(p.x, p.y, -p.z));
    }
    EXPECT_NE(io::body_key(body, {}), io::body_key(body, options));
    // One alone, or one with neighbours that are not shown.
    options.alone = false;
    options.only = {"one_r"};
    const auto only = io::build_body(body, options);
    options.with_neighbours = true;
    const auto beside = io::build_body(body, options);
    ASSERT_TRUE(only && beside);
    ASSERT_EQ(beside.value().mesh.parts.size(), 1u);
    EXPECT_EQ(only.value().mesh.parts[0].vertex_count, reach(alone.value().mesh, 0).vertex_count);
    EXPECT_EQ(beside.value().mesh.parts[0].vertex_count, one.vertex_count);
}

TEST(Nearest, KnowsInsideFromOutside) {
    anatomy::Structure ball;
    ball.id = "ball";
    ball.sphere_mesh.spheres = {{0.1f, 0.2f, 0.3f, 0.02f}};
    const auto made = forge_structure(ball, {});
    ASSERT_TRUE(made);
    const NearestOn on(made.value().mesh);
    for (const glm::vec3 way : {glm::vec3(1, 0, 0), glm::vec3(0, -1, 0), glm::normalize(glm::vec3(1, 2, -3))}) {
        const glm::vec3 centre{0.1f, 0.2f, 0.3f};
        const auto out = on(centre + 0.025f * way, 0.01f), in = on(centre + 0.015f * way, 0.01f);
        ASSERT_TRUE(out && in);
        EXPECT_NEAR(out->distance, 0.005f, 0.0003f);
        EXPECT_NEAR(in->distance, -0.005f, 0.0003f);
        EXPECT_FALSE(on(centre + 0.04f * way, 0.01f));
    }
}

TEST(Refine, SplitTrianglesStayClosed) {
    geometry::Mesh mesh;
    mesh.positions = {{0, 0, 0}, {1, 0, 0}, {0, 0, 1}, {0.3f, 1, 0.3f}};
    mesh.indices = {0, 1, 2, 0, 3, 1, 1, 3, 2, 2, 3, 0};
    const double volume = geometry::volume_m3(mesh);
    const std::vector<Edge> all = edges_of(mesh);
    ASSERT_EQ(all.size(), 6u);
    for (std::uint32_t chosen = 0; chosen < 64; ++chosen) {
        geometry::Mesh split = mesh;
        std::vector<Edge> edges;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if ((chosen >> i & 1u) != 0) {
                edges.push_back(all[i]);
            }
        }
        split_edges(split, edges);
        EXPECT_EQ(geometry::open_edge_count(split), 0u) << chosen;
        EXPECT_EQ(split.positions.size(), mesh.positions.size() + edges.size());
        EXPECT_NEAR(geometry::volume_m3(split), volume, 1e-6) << chosen;
    }
}

}  // namespace
}  // namespace backstory::forge

namespace backstory::io {
namespace {

// The first fault of a borders.json for a body with two muscles and a bone.
std::string fault_of(const std::string& list) {
    anatomy::Body body = testing_tables::small_body();
    anatomy::Structure other = body.structures[1];
    other.id = "other_r";
    body.structures.push_back(other);
    body.index();
    const auto file = parse_json("{\"borders\": " + list + "}", "borders.json");
    EXPECT_TRUE(file);
    const Status status = read_borders(file.value(), body);
    if (status) {
        return "read " + std::to_string(body.borders.size());
    }
    EXPECT_TRUE(body.borders.empty());
    return status.error().text();
}

TEST(BorderReader, ReadsPairsAndNamesFaults) {
    const std::string good = R"({"between": ["sheet_r", "other_r"], "places": [[0.1, 1.0, 0.05]]})";
    EXPECT_EQ(fault_of("[" + good + "]"), "read 1");
    EXPECT_EQ(fault_of("[]"), "read 0");
    const auto names = [](const std::string& list, const std::string& line, const std::string& reason) {
        const std::string fault = fault_of(list);
        EXPECT_NE(fault.find("borders.json:" + line), std::string::npos) << fault;
        EXPECT_NE(fault.find(reason), std::string::npos) << fault;
    };
    EXPECT_EQ(fault_of("[" + good + "], \"unyielding\": [\"sheet_r\"]"), "read 1");
    names("[" + good + "],\n\"unyielding\": [\"nobody_r\"]", "2", "no muscle is called 'nobody_r'");
    names("{}", "1", "must be a list");
    names("[\n{\"between\": [\"sheet_r\", \"nobody_r\"], \"places\": [[0, 1, 0]]}]", "2",
          "no muscle is called 'nobody_r'");
    names("[\n{\"between\": [\"sheet_r\", \"rod_r\"], \"places\": [[0, 1, 0]]}]", "2", "no muscle is called 'rod_r'");
    names("[\n{\"between\": [\"sheet_r\", \"other_l\"], \"places\": [[0, 1, 0]]}]", "2", "left side");
    names("[\n{\"between\": [\"sheet_r\"], \"places\": [[0, 1, 0]]}]", "2", "two muscles");
    names("[\n{\"between\": [\"sheet_r\", \"sheet_r\"], \"places\": [[0, 1, 0]]}]", "2", "with itself");
    names("[\n{\"between\": [\"sheet_r\", \"other_r\"], \"places\": []}]", "2", "must hold 1 to");
    names("[\n{\"between\": [\"sheet_r\", \"other_r\"], \"places\": [\n[0, 1]]}]", "3", "3 numbers");
    names("[\n{\"between\": [\"sheet_r\", \"other_r\"], \"places\": [\n[0, 1000, 0]]}]", "3", "metres");
    names("[" + good + ",\n{\"between\": [\"other_r\", \"sheet_r\"], \"places\": [[0, 1, 0]]}]", "2", "there already");
}

}  // namespace
}  // namespace backstory::io
