// Height, curves of the back, pelvis and legs of unequal length: what they do to standing, and what is refused.
#include "io/body_settings_reader.hpp"
#include "library_fixture.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/scene_builder.hpp"
#include "workspace/workspace.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

namespace backstory::workspace {
namespace {

namespace fs = std::filesystem;
constexpr double degree = std::numbers::pi / 180.0;

class BodySettings : public testing::Test {
  protected:
    void set(const std::string& command) {
        const Status status = perform_all(*library(), state, command);
        ASSERT_TRUE(status.ok()) << status.error().text();
        const auto& skeleton = library()->skeleton;
        pose = motion::standing(skeleton, library()->body_settings, state.body);
        skeleton.forward(pose, transforms);
    }
    void refuse(const std::string& command, const std::string& says) {
        const Status status = perform(*library(), state, command);
        ASSERT_FALSE(status.ok()) << command;
        EXPECT_NE(status.error().message.find(says), std::string::npos) << status.error().message;
    }
    // Lowest point of a pad's soles, m.
    double sole(const char* pad) const {
        double low = 1e9;
        for (const auto& point : library()->skeleton.find_pad(pad)->points) {
            low = std::min(low, transforms[point.segment].point(point.point).y - point.radius_m);
        }
        return low;
    }
    // How far a segment has turned from where it stands in the measured body.
    double turned_deg(const char* id) const {
        motion::SegmentTransforms before;
        library()->skeleton.forward(library()->skeleton.relaxed(), before);
        const auto segment = library()->body.find_segment(id);
        const glm::dquat turn = transforms[segment].rotation * glm::conjugate(before[segment].rotation);
        return 2.0 * std::acos(std::min(1.0, std::abs(turn.w))) / degree;
    }
    double of(const char* coordinate) const { return library()->skeleton.value(pose, coordinate) / degree; }

    State state = initial_state(*library());
    motion::Pose pose;
    motion::SegmentTransforms transforms;
};

TEST_F(BodySettings, TheMeasuredHeightIsThatOfTheBody) {
    set("set lordosis 0");
    const auto head = library()->body.find_segment("head");
    const double crown = transforms[head].point(library()->body.landmarks.at("vertex")).y;
    const auto& settings = library()->body_settings;
    // Skin on the crown: 5 to 10 mm.
    EXPECT_NEAR(settings[static_cast<std::size_t>(motion::find_setting(settings, "stature"))].measured, crown + 0.0075,
                0.004);
}

TEST_F(BodySettings, PostureBendsTheSpineAndKeepsGazeAndFeet) {
    for (const std::string command :
         {"set lordosis 15 more", "set lordosis 15 less", "set kyphosis 20 more", "set kyphosis 10 less",
          "set pelvic_tilt 10 forward", "set pelvic_tilt 10 backward"}) {
        SCOPED_TRACE(command);
        set("set body measured; " + command);
        EXPECT_LT(turned_deg("head"), 0.1);
        EXPECT_LT(turned_deg("foot_r"), 0.1);
        EXPECT_NEAR(sole("foot_r"), 0.0, 0.001);
        EXPECT_NEAR(sole("foot_l"), 0.0, 0.001);
        EXPECT_GT(turned_deg("l1") + turned_deg("t6") + turned_deg("pelvis"), 5.0);
    }
    set("set body measured; set lordosis 15 more");
    EXPECT_NEAR(of("lumbar_flexion"), -15.0, 0.01);
    set("set pelvic_tilt 5 forward");
    EXPECT_NEAR(of("lumbar_flexion"), -20.0, 0.01);
    EXPECT_NEAR(of("pelvis_tilt"), -12.5, 0.01);
}

TEST_F(BodySettings, TheLongerLegRaisesItsHipOverABoard) {
    for (const std::string side : {"right", "left"}) {
        SCOPED_TRACE(side);
        set("set leg_difference 20 " + side);
        const bool right = side == "right";
        EXPECT_NEAR(sole(right ? "foot_r" : "foot_l"), 0.020, 0.001);
        EXPECT_NEAR(sole(right ? "foot_l" : "foot_r"), 0.0, 0.001);
        EXPECT_NEAR(turned_deg("pelvis"), std::asin(20.0 / 163.2) / degree, 0.1);
        EXPECT_LT(turned_deg("foot_r"), 0.1);
        EXPECT_LT(turned_deg("foot_l"), 0.1);
        EXPECT_LT(turned_deg("t1"), 0.1);
        SceneBuilder builder(library());
        const auto& props = builder.build(state).props;
        ASSERT_EQ(props.size(), 1u);
        EXPECT_EQ(props.front().centre.z > 0.0f, right);
        EXPECT_NEAR(2.0f * props.front().half_size.y, 0.020f, 1e-6f);
    }
}

TEST_F(BodySettings, MusclesFollow) {
    SceneBuilder builder(library());
    const auto stretch = [&](const char* id) {
        builder.build(state);
        return library()->muscles->stretch_of(library()->body.find_structure(id), builder.muscles());
    };
    const float left = stretch("quadratus_lumborum_l"), back = stretch("rectus_abdominis_r");
    set("set leg_difference 25 right");
    EXPECT_GT(stretch("quadratus_lumborum_l"), left + 0.01f);
    set("set body measured; set lordosis 15 more");
    EXPECT_GT(stretch("rectus_abdominis_r"), back + 0.01f);
}

TEST_F(BodySettings, HeightScalesEverythingEvenly) {
    SceneBuilder builder(library());
    const auto before = builder.build(state).palette;
    const glm::vec3 middle = builder.middle_of(library()->body.find_structure("femur_r"));
    set("set stature 188.1");
    const auto& after = builder.build(state).palette;
    EXPECT_NEAR(builder.scale(), 1.1f, 1e-5f);
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); i += 97) {
        EXPECT_LT(glm::length(after[i][1] - 1.1f * before[i][1]), 1e-5f);
    }
    EXPECT_LT(glm::distance(builder.middle_of(library()->body.find_structure("femur_r")), 1.1f * middle), 1e-4f);
}

TEST_F(BodySettings, UndoAndMeasuredBringTheMeasuredBodyBack) {
    const State fresh = state;
    set("set kyphosis 8 more; set stature 180");
    EXPECT_FALSE(state.body.empty());
    set("set body measured");
    EXPECT_EQ(state, fresh);
    set("set kyphosis 8 more; set kyphosis 0");
    EXPECT_EQ(state, fresh);
    Workspace workspace(library());
    ASSERT_TRUE(workspace.perform("set pelvic_tilt 5 backward").ok());
    EXPECT_FALSE(workspace.state().body.empty());
    ASSERT_TRUE(workspace.perform("undo").ok());
    EXPECT_TRUE(workspace.state().body.empty());
}

TEST_F(BodySettings, WhatCannotBeIsRefusedInWords) {
    refuse("set stature 100", "140 to 205");
    refuse("set stature", "none was given");
    refuse("set lordosis 8", "more, less");
    refuse("set lordosis 40 more", "0 to 20");
    refuse("set kyphosis 18 less", "goes to 15 less");
    refuse("set leg_difference 10 longer", "right, left");
    refuse("set body round", "measured");
    EXPECT_TRUE(state.body.empty());
}

TEST_F(BodySettings, FaultyTablesAreNamedWithTheirLine) {
    const fs::path folder = fs::path(testing::TempDir()) / "body_settings";
    fs::create_directories(folder / "skeleton");
    const auto read = [&](const std::string& setting) {
        std::ofstream(folder / "skeleton/body_settings.json") << "{\"settings\": [\n" << setting << "\n]}\n";
        const auto settings = io::read_body_settings(folder, library()->skeleton);
        return settings.ok() ? std::string() : settings.error().text();
    };
    const std::string names =
        R"("id": "a", "name": "A", "clinical_name": "A", "more": "more", "less": "less", "sources": ["consensus"])";
    EXPECT_EQ(read("{" + names + R"(, "low_deg": -5, "high_deg": 5, "shifts": {"lumbar_flexion": 1}})"), "");
    const std::string unknown = read("{" + names + R"(, "low_deg": -5, "high_deg": 5, "shifts": {"tail": 1}})");
    EXPECT_NE(unknown.find("unknown coordinate 'tail'"), std::string::npos) << unknown;
    EXPECT_NE(unknown.find("body_settings.json:2"), std::string::npos) << unknown;
    EXPECT_NE(read("{" + names + "}").find("low_cm"), std::string::npos);
    EXPECT_NE(read("{" + names + R"(, "low_deg": 2, "high_deg": 5})").find("outside the range"), std::string::npos);
    EXPECT_NE(
        read("{" + names + R"(, "low_mm": -2, "high_mm": 5, "boards": {"more": "x", "less": "y"}})").find("pad 'x'"),
        std::string::npos);
}

}  // namespace
}  // namespace backstory::workspace
