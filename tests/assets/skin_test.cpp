// The skin: one closed surface round the whole body, as large as an adult's, that stays whole when the body moves.
#include "io/body_glb.hpp"
#include "io/body_reader.hpp"
#include "io/skeleton_reader.hpp"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <numbers>
#include <string>
#include <vector>

namespace backstory {
namespace {

namespace fs = std::filesystem;

const fs::path assets = fs::path(BACKSTORY_SOURCE_DIR) / "assets";

const anatomy::Body& body() {
    static const Result<anatomy::Body> read = io::read_body(assets);
    EXPECT_TRUE(read.ok()) << read.error().text();
    return read.value();
}

const anatomy::BodyMesh& mesh() {
    static const auto read = io::read_body_glb(fs::path(BACKSTORY_BINARY_DIR) / "body.glb", body());
    EXPECT_TRUE(read.ok()) << read.error().text();
    return read.value();
}

const anatomy::BodyMesh::Part& skin_part() {
    return mesh().parts[static_cast<std::size_t>(mesh().part_of_structure[body().find_structure("skin")])];
}

geometry::Mesh skin() {
    const auto& part = skin_part();
    geometry::Mesh out;
    out.positions.assign(mesh().positions.begin() + part.first_vertex,
                         mesh().positions.begin() + part.first_vertex + part.vertex_count);
    for (std::uint32_t i = part.first_index; i < part.first_index + part.index_count; ++i) {
        out.indices.push_back(mesh().indices[i] - part.first_vertex);
    }
    return out;
}

// How often a ray upwards leaves the surface less how often it enters.
int inside(const geometry::Mesh& surface, const glm::vec3& p) {
    int crossings = 0;
    for (std::size_t i = 0; i + 2 < surface.indices.size(); i += 3) {
        const glm::vec3 a = surface.positions[surface.indices[i]] - p,
                        b = surface.positions[surface.indices[i + 1]] - p,
                        c = surface.positions[surface.indices[i + 2]] - p;
        const auto cross = [](const glm::vec3& u, const glm::vec3& v) { return u.x * v.z - u.z * v.x; };
        const float ab = cross(a, b), bc = cross(b, c), ca = cross(c, a), area = ab + bc + ca;
        if ((ab >= 0 && bc >= 0 && ca >= 0) || (ab < 0 && bc < 0 && ca < 0)) {
            if (area != 0.0f && (a.y * bc + b.y * ca + c.y * ab) / area > 0.0f) {
                crossings += area > 0.0f ? -1 : 1;
            }
        }
    }
    return crossings;
}

TEST(Skin, IsOneClosedSurfaceOfAnAdultsSize) {
    const geometry::Mesh surface = skin();
    EXPECT_EQ(geometry::open_edge_count(surface), 0u);
    EXPECT_EQ(geometry::component_count(surface), 1u);
    // A lean man of 1.71 m: about 60 to 70 litres and 1.7 to 1.8 m2 (Du Bois 1916); this one has neither hair nor
    // folds.
    EXPECT_GT(geometry::volume_m3(surface), 0.052);
    EXPECT_LT(geometry::volume_m3(surface), 0.075);
    EXPECT_GT(geometry::area_m2(surface), 1.45);
    EXPECT_LT(geometry::area_m2(surface), 2.0);
}

TEST(Skin, HoldsTheBonesOfEveryLimbAndFinger) {
    const geometry::Mesh surface = skin();
    for (const char* id : {"frontal_bone", "occipital_bone", "parietal_bone_l", "mandible", "rib_7_r", "l3", "femur_l",
                           "tibia_r", "calcaneus_r", "humerus_r", "hand_phalanx_distal_1_r", "hand_phalanx_distal_3_r",
                           "hand_phalanx_distal_5_l", "foot_phalanx_distal_1_r", "foot_phalanx_distal_5_l"}) {
        const auto index = body().find_structure(id);
        ASSERT_NE(index, anatomy::none) << id;
        const auto& part = mesh().parts[static_cast<std::size_t>(mesh().part_of_structure[index])];
        int out = 0, asked = 0;
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count;
             v += std::max(1u, part.vertex_count / 40)) {
            ++asked;
            out += inside(surface, mesh().positions[v]) == 1 ? 0 : 1;
        }
        EXPECT_EQ(out, 0) << id << ": " << out << " of " << asked << " points come through";
    }
}

TEST(Skin, IsCarriedByTheSegmentsNearIt) {
    const auto& part = skin_part();
    ASSERT_EQ(mesh().carriers.size(), part.vertex_count);
    const auto hand = body().find_segment("hand_r"), femur = body().find_segment("femur_r");
    for (std::size_t v = 0; v < part.vertex_count; ++v) {
        const auto& carriers = mesh().carriers[v];
        float sum = 0.0f, of_hand = 0.0f, of_thigh = 0.0f;
        for (std::size_t k = 0; k < 4; ++k) {
            sum += carriers.weights[k];
            of_hand += carriers.segments[k] == hand ? carriers.weights[k] : 0.0f;
            of_thigh += carriers.segments[k] == femur ? carriers.weights[k] : 0.0f;
        }
        ASSERT_NEAR(sum, 1.0f, 1e-3f);
        // The hand hangs beside the thigh and must not take its skin along.
        ASSERT_TRUE(of_hand < 0.01f || of_thigh < 0.01f) << v;
    }
}

// Arms forward as on all fours, thighs up, back round: where a vertex has more carriers than are kept, the wrong ones
// left out tear the skin between the shoulder blade and the ribs.
TEST(Skin, DoesNotTearWhereLimbsMeetTheTrunk) {
    const auto skeleton = io::read_skeleton(assets, body());
    ASSERT_TRUE(skeleton.ok()) << skeleton.error().text();
    const auto degrees = [](double value) { return value * std::numbers::pi / 180.0; };
    motion::Pose pose = skeleton.value().neutral();
    for (const char* side : {"_r", "_l"}) {
        pose[skeleton.value().find(std::string("arm_flex") + side)] = degrees(90);
        pose[skeleton.value().find(std::string("scapula_protraction") + side)] = degrees(15);
        pose[skeleton.value().find(std::string("hip_flexion") + side)] = degrees(90);
    }
    pose[skeleton.value().find("thoracic_flexion")] = degrees(20);
    pose[skeleton.value().find("lumbar_flexion")] = degrees(20);
    motion::SegmentTransforms transforms;
    skeleton.value().forward(pose, transforms);
    const auto& part = skin_part();
    const geometry::Mesh rest = skin();
    std::vector<glm::vec3> posed;
    for (std::size_t v = 0; v < rest.positions.size(); ++v) {
        const anatomy::Carriers& carriers = mesh().carriers[static_cast<std::size_t>(part.first_carrier) + v];
        glm::dvec3 sum{0.0};
        for (std::size_t k = 0; k < carriers.segments.size(); ++k) {
            sum += static_cast<double>(carriers.weights[k]) *
                   transforms[carriers.segments[k]].point(glm::dvec3(rest.positions[v]));
        }
        posed.emplace_back(sum);
    }
    int torn = 0;
    float worst = 1.0f;
    for (std::size_t i = 0; i < rest.indices.size(); ++i) {
        const std::uint32_t a = rest.indices[i], b = rest.indices[i % 3 == 2 ? i - 2 : i + 1];
        const float length = glm::distance(rest.positions[a], rest.positions[b]);
        if (length < 0.003f || a > b) {
            continue;
        }
        const float stretch = glm::distance(posed[a], posed[b]) / length;
        worst = std::max(worst, stretch);
        torn += stretch > 3.0f ? 1 : 0;
    }
    std::printf("[ MEASURED ] skin on all fours: %d edges stretched over three times, most %.1f times\n", torn,
                static_cast<double>(worst));
    EXPECT_LT(torn, 260);
    EXPECT_LT(worst, 9.0f);
}

}  // namespace
}  // namespace backstory
