// A vertex that follows the wrong fascicles is given those of a vertex beside it.
#include "muscle/rebind.hpp"

#include "muscle_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace backstory::muscle {
namespace {

class Rebind : public testing::Test {
  protected:
    Rebind() {
        motion::Coordinate bend;
        bend.id = "bend";
        bend.soft_low = 0.0;
        bend.soft_high = 1.2;
        skeleton.coordinates = {bend};
        skeleton.index();
        motion::Drive drive;
        drive.centre = {0.0, test::hinge_y, 0.0};
        drive.axis = {0.0, 0.0, 1.0};
        drive.terms = {{0, {1.0}}};
        skeleton.drives = {{}, {drive}};
    }
    float longest_edge(double angle_rad) {
        MuscleState state;
        system.solve(test::hinge_pose(angle_rad), state);
        std::vector<glm::vec3> positions, normals;
        deform(mesh, system.bind(mesh), state.palette, positions, normals);
        float longest = 0.0f;
        for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
            const std::uint32_t a = mesh.indices[i], b = mesh.indices[i % 3 == 2 ? i - 2 : i + 1];
            longest = std::max(longest, glm::distance(positions[a], positions[b]) /
                                            glm::distance(mesh.positions[a], mesh.positions[b]));
        }
        return longest;
    }

    anatomy::Body body = test::two_segment_body();
    motion::Skeleton skeleton = test::hinge_skeleton();
    MuscleSystem system{body, skeleton};
    anatomy::BodyMesh mesh = test::tube_mesh();
};

TEST_F(Rebind, AStrayVertexGoesWithItsNeighbours) {
    const float before = longest_edge(1.0);
    const std::size_t stray = 1 + 24 * 24 + 5;  // in the middle of the belly
    mesh.fibre[stray].s = mesh.fibre[stray].second_s = 0.05f;
    mesh.fibre[stray].tendon = 0.7f;
    const float torn = longest_edge(1.0);
    ASSERT_GT(torn, 2.0f * before);
    EXPECT_GE(rebind(body, skeleton, system, mesh), 1u);
    EXPECT_GT(mesh.fibre[stray].s, 0.3f);
    EXPECT_EQ(mesh.fibre[stray].tendon, 0.7f);
    EXPECT_LT(longest_edge(1.0), 0.6f * torn);
}

TEST_F(Rebind, WhatIsWholeStaysAsItIs) {
    const std::vector<anatomy::FibrePlace> before = mesh.fibre;
    EXPECT_EQ(rebind(body, skeleton, system, mesh), 0u);
    for (std::size_t v = 0; v < before.size(); ++v) {
        EXPECT_EQ(mesh.fibre[v].s, before[v].s);
    }
}

TEST_F(Rebind, TheKeyTellsHowTheBodyMoves) {
    const std::string key = rebind_key(skeleton, system);
    EXPECT_EQ(rebind_key(skeleton, system), key);
    skeleton.coordinates[0].soft_high = 0.6;
    EXPECT_NE(rebind_key(skeleton, system), key);
}

}  // namespace
}  // namespace backstory::muscle
