// What the hands hold follows them, and arms that nothing moves hang.
#include "library_fixture.hpp"
#include "workspace/performer.hpp"
#include "workspace/scene_builder.hpp"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

namespace backstory::workspace {
namespace {

TEST(Band, RunsFromItsPlaceToBothHandsAtEveryMoment) {
    const Library& lib = *library();
    SceneBuilder builder(library());
    Poser poser(lib);
    motion::SegmentTransforms x;
    double shortest = 1e9, longest = 0.0;
    for (const char* at : {"0", "0.2", "0.4", "0.7"}) {
        const State state = state_after(std::string("open band_row; at ") + at);
        const auto& clip = lib.clips[static_cast<std::size_t>(state.clip)];
        const motion::Prop& band = *clip.find_prop("band");
        ASSERT_EQ(band.held_by.size(), 2u);
        const auto& props = builder.build(state).props;
        lib.skeleton.forward(shown_pose(lib, state, poser), x);
        const glm::dvec3 place = band.position + glm::dvec3(0.0, band.height, 0.0);
        std::size_t found = 0;
        for (const scene::Prop& prop : props) {
            if (prop.shape != scene::Prop::Shape::cylinder) {
                continue;
            }
            const auto& point = lib.skeleton.find_pad(band.held_by[found++])->points.front();
            const glm::dvec3 hand = x[point.segment].point(point.point);
            const glm::vec3 reach = prop.half_size.z * prop.along;
            EXPECT_LT(glm::length(glm::dvec3(prop.centre - reach) - place), 1e-3) << at;
            EXPECT_LT(glm::length(glm::dvec3(prop.centre + reach) - hand), 1e-3) << at;
            shortest = std::min(shortest, glm::length(hand - place));
            longest = std::max(longest, glm::length(hand - place));
        }
        EXPECT_EQ(found, 2u);
    }
    EXPECT_GT(longest, 1.3 * shortest);  // it is pulled
}

// Beside the first body the second holds a band of its own, with its own hands.
TEST(Band, OfASecondBodyRunsToItsOwnHands) {
    const Library& lib = *library();
    SceneBuilder builder(library());
    Poser poser(lib);
    motion::SegmentTransforms x;
    const State state = state_after("open band_row; at 0.45; compare error shrug");
    ASSERT_TRUE(compares(lib, state));
    const auto& built = builder.build(state);
    ASSERT_EQ(built.others.size(), 1u);
    std::vector<glm::dvec3> ends;
    for (const scene::Prop& prop : built.props) {
        if (prop.shape == scene::Prop::Shape::cylinder) {
            ends.emplace_back(prop.centre + prop.half_size.z * prop.along);
        }
    }
    ASSERT_EQ(ends.size(), 4u);
    const auto hand = [&](const Performer& performer, const char* pad) {
        lib.skeleton.forward(poser.pose(performer, state.time_s), x);
        const auto& point = lib.skeleton.find_pad(pad)->points.front();
        return x[point.segment].point(point.point);
    };
    const glm::dvec3 offset(built.others.front().offset);
    const glm::dvec3 first = hand(first_performer(state), "grip_r"), second = hand(second_performer(state), "grip_r");
    EXPECT_GT(glm::length(first - second), 0.02);  // they do move differently
    EXPECT_LT(glm::length(ends[0] - first), 1e-3);
    EXPECT_LT(glm::length(ends[2] - (second + offset)), 1e-3);
}

TEST(Action, ArmsHangWhileTheTrunkBends) {
    const Library& lib = *library();
    Poser poser(lib);
    motion::SegmentTransforms x;
    const auto arm_slope_deg = [&](const std::string& commands) {
        lib.skeleton.forward(shown_pose(lib, state_after(commands), poser), x);
        const auto at = [&](const char* joint) {
            return x[lib.body.find_segment("humerus_r")].point(lib.body.joints.at(joint).centre);
        };
        const glm::dvec3 arm = at("elbow_r") - at("glenohumeral_r");
        return 57.29577951 * std::atan2(arm.x, -arm.y);
    };
    const double standing = arm_slope_deg("home");
    EXPECT_NEAR(arm_slope_deg("act rectus_abdominis_r; at 0.5"), standing, 5.0);
    EXPECT_NEAR(arm_slope_deg("act longissimus_lumborum_r; at 0"), standing, 5.0);
    // A muscle that moves the arm moves it.
    EXPECT_GT(arm_slope_deg("act coracobrachialis_r; at 0.5"), standing + 40.0);
}

// Along the chest, as it lies upright, the hand of the lower side would point into the thigh.
TEST(Action, TheArmThatTheTrunkLeansOverHangs) {
    const Library& lib = *library();
    Poser poser(lib);
    motion::SegmentTransforms x;
    const auto outwards_deg = [&](const std::string& commands, const std::string& side) {
        lib.skeleton.forward(shown_pose(lib, state_after(commands), poser), x);
        const auto at = [&](const std::string& joint) {
            return x[lib.body.find_segment("humerus_" + side)].point(lib.body.joints.at(joint + side).centre);
        };
        const glm::dvec3 arm = at("elbow_") - at("glenohumeral_");
        return 57.29577951 * std::atan2(side == "r" ? arm.z : -arm.z, -arm.y);
    };
    for (const std::string side : {"r", "l"}) {
        const std::string other = side == "r" ? "l" : "r", bend = "act quadratus_lumborum_" + side + "; at 0.5";
        EXPECT_NEAR(outwards_deg(bend, side), outwards_deg("home", side), 6.0) << side;
        EXPECT_GT(outwards_deg(bend, other), outwards_deg("home", other) + 10.0) << "along the flank";
    }
}

}  // namespace
}  // namespace backstory::workspace
