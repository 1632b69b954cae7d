// Spine and shoulder move as published: each level its share, the shoulder blade a third of the arm's lift.
#include "workspace/library_loader.hpp"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numbers>
#include <string>

namespace backstory::motion {
namespace {

constexpr double degree = std::numbers::pi / 180.0;

class JointTruth : public testing::Test {
  protected:
    void SetUp() override {
        auto loaded = workspace::load_library_without_surface(std::filesystem::path(BACKSTORY_SOURCE_DIR) / "assets");
        ASSERT_TRUE(loaded.ok()) << loaded.error().text();
        library = loaded.value();
        pose = library->skeleton.neutral();
    }
    const Coordinate& coordinate(const char* id) const {
        return library->skeleton.coordinates[library->skeleton.find(id)];
    }
    // Turn of one segment against another from where the coordinate is `from` to where it is `to`, degrees.
    double turn_deg(const std::string& below, const std::string& above, const char* id, double from, double to) {
        const auto between = [&](double value) {
            pose[library->skeleton.find(id)] = value;
            library->skeleton.forward(pose, transforms);
            return glm::conjugate(transforms[library->body.find_segment(below)].rotation) *
                   transforms[library->body.find_segment(above)].rotation;
        };
        const glm::dquat turn = between(to) * glm::conjugate(between(from));
        pose[library->skeleton.find(id)] = 0.0;
        return 2.0 * std::acos(std::min(1.0, std::abs(turn.w))) / degree;
    }

    std::shared_ptr<const workspace::Library> library;
    Pose pose;
    SegmentTransforms transforms;
};

struct Level {
    const char *below, *above;
    double most_deg;  // as named where it is used
};

// White & Panjabi 1990, representative bending forwards and backwards together; our hard limits are the whole range.
TEST_F(JointTruth, ThoracicLevelsHaveTheirRanges) {
    constexpr Level levels[] = {{"t2", "t1", 4},  {"t3", "t2", 4},   {"t4", "t3", 4},    {"t5", "t4", 4},
                                {"t6", "t5", 4},  {"t7", "t6", 5},   {"t8", "t7", 6},    {"t9", "t8", 6},
                                {"t10", "t9", 6}, {"t11", "t10", 9}, {"t12", "t11", 12}, {"l1", "t12", 12}};
    const Coordinate& bend = coordinate("thoracic_flexion");
    for (const Level& level : levels) {
        const double range = turn_deg(level.below, level.above, "thoracic_flexion", bend.hard_low, bend.hard_high);
        EXPECT_NEAR(range, level.most_deg, 1.0) << level.above;
    }
}

// Christophy 2012: where his joints stop, both ways; ours stay inside at the limits of comfort. Pearcy 1984 measured
// less at L1-L2 and more at L5-S1 in living people; the two sources disagree on the shares, and we follow the first.
TEST_F(JointTruth, LumbarLevelsStayInsideTheirLimits) {
    constexpr Level forwards[] = {{"l2", "l1", 17.9}, {"l3", "l2", 16.2}, {"l4", "l3", 14.3}, {"l5", "l4", 10.7}};
    constexpr Level backwards[] = {{"l2", "l1", 6.6}, {"l3", "l2", 6.0}, {"l4", "l3", 5.3}, {"l5", "l4", 4.8}};
    const Coordinate& bend = coordinate("lumbar_flexion");
    double sum = turn_deg("pelvis", "l5", "lumbar_flexion", 0.0, bend.soft_high);
    std::printf("[ MEASURED ] lumbar flexion by level, L5-S1 upwards: %.1f", sum);
    for (const Level& level : {forwards[3], forwards[2], forwards[1], forwards[0]}) {
        const double turn = turn_deg(level.below, level.above, "lumbar_flexion", 0.0, bend.soft_high);
        std::printf(" %.1f", turn);
        sum += turn;
        EXPECT_LE(turn, level.most_deg) << level.above;
        EXPECT_GT(turn, 5.0) << level.above;
    }
    std::printf(" degrees\n");
    EXPECT_NEAR(sum, bend.soft_high / degree, 0.1);
    for (const Level& level : backwards) {
        EXPECT_LE(turn_deg(level.below, level.above, "lumbar_flexion", 0.0, bend.soft_low), level.most_deg)
            << level.above;
    }
}

// Inman 1944: for two degrees in the shoulder joint about one of the blade on the chest; Ludewig 2009: the blade turns
// up by 45 to 60 degrees at full lift. Turning up is about the normal of the blade's own plane.
TEST_F(JointTruth, TheShoulderBladeTakesAThirdOfTheLift) {
    const auto& marks = library->body.landmarks;
    const glm::dvec3 corner = marks.at("scapula_inferior_angle_r");
    const glm::dvec3 normal = glm::normalize(
        glm::cross(marks.at("scapula_superior_angle_r") - corner, marks.at("acromial_angle_r") - corner));
    const auto on_chest = [&](double lift_deg) {
        pose[library->skeleton.find("arm_add_r")] = -lift_deg * degree;
        library->skeleton.forward(pose, transforms);
        return glm::conjugate(transforms[library->body.find_segment("sternum")].rotation) *
               transforms[library->body.find_segment("scapula_r")].rotation;
    };
    const auto turned_up_deg = [&](double from_deg, double to_deg) {
        const glm::dquat turn = glm::conjugate(on_chest(from_deg)) * on_chest(to_deg);
        return std::abs(2.0 * std::atan2(turn.x * normal.x + turn.y * normal.y + turn.z * normal.z, turn.w)) / degree;
    };
    const double blade = turned_up_deg(30.0, 150.0), full = turned_up_deg(0.0, 175.0);
    const double ratio = (120.0 - blade) / blade;
    std::printf("[ MEASURED ] shoulder joint to blade %.2f : 1 from 30 to 150 degrees; blade up by %.1f at full lift\n",
                ratio, full);
    EXPECT_NEAR(ratio, 2.0, 0.4);
    EXPECT_GT(full, 45.0);
    EXPECT_LT(full, 60.0);
}

}  // namespace
}  // namespace backstory::motion
