// The moving skeleton: neutral standing, signs of the coordinates, sums over the spine.
#include "motion_fixture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace backstory::test {

namespace {

using motion::Pose;
using motion::SegmentTransforms;

// Angle of the line from a to b against straight down, in the sagittal plane, + = b in front of a; degrees.
double lean(const glm::dvec3& a, const glm::dvec3& b) {
    return degrees * std::atan2(b.x - a.x, a.y - b.y);
}

SegmentTransforms posed(const std::vector<std::pair<const char*, double>>& angles_deg) {
    const auto& skeleton = shipped_skeleton();
    Pose pose = skeleton.neutral();
    for (const auto& [id, angle] : angles_deg) {
        EXPECT_NE(skeleton.find(id), motion::no_coordinate) << id;
        pose[skeleton.find(id)] = angle / degrees;
    }
    SegmentTransforms out;
    skeleton.forward(pose, out);
    return out;
}

// How far a turn goes, and about which world axis: rotation vector in degrees.
glm::dvec3 rotation_vector(const glm::dquat& q) {
    const double angle = glm::angle(q.w < 0 ? -q : q);
    return angle == 0.0 ? glm::dvec3(0.0) : glm::axis(q.w < 0 ? -q : q) * angle * degrees;
}

}  // namespace

TEST(Skeleton, all_zero_stands_with_thighs_and_shanks_upright_and_soles_on_the_floor) {
    const SegmentTransforms pose = posed({});
    for (const std::string side : {"_r", "_l"}) {
        const auto at = [&](const std::string& joint, const std::string& segment) {
            return posed_joint(pose, (joint + side).c_str(), (segment + side).c_str());
        };
        const glm::dvec3 hip = at("hip", "femur"), knee = at("knee", "tibia"), ankle = at("ankle", "tibia");
        EXPECT_NEAR(lean(hip, knee), 0.0, 0.05);
        EXPECT_NEAR(lean(knee, ankle), 0.0, 0.05);
        // In the frontal plane legs converge a little, as they do in people.
        EXPECT_LT(std::abs(knee.z - hip.z) / (hip.y - knee.y), std::tan(2.0 / degrees));
        const auto& body = shipped_body();
        const glm::dquat foot = pose[body.find_segment("foot" + side)].rotation;
        EXPECT_LT(glm::length(rotation_vector(foot)), 0.05);
        const glm::dvec3 heel = body.landmarks.at("calcaneal_tuberosity_plantar" + side);
        EXPECT_NEAR(pose[body.find_segment("foot" + side)].point(heel).y, heel.y, 0.0003);
    }
}

TEST(Skeleton, undoing_the_neutral_offsets_gives_the_rest_pose) {
    const SegmentTransforms pose = posed({{"hip_flexion_r", -4.29},
                                          {"knee_angle_r", -4.47},
                                          {"ankle_angle_r", -0.18},
                                          {"hip_flexion_l", -4.29},
                                          {"knee_angle_l", -4.47},
                                          {"ankle_angle_l", -0.18}});
    const auto& body = shipped_body();
    for (const char* id : {"pelvis", "l3", "t5", "head", "sternum", "femur_r", "femur_l", "tibia_r", "foot_l"}) {
        const auto& x = pose[body.find_segment(id)];
        EXPECT_LT(glm::length(rotation_vector(x.rotation)), 0.5) << id;
        const glm::dvec3 middle(0.08, 0.5, 0.08);
        EXPECT_LT(glm::length(x.point(middle) - middle), 0.006) << id;
    }
}

TEST(Skeleton, signs_are_those_of_opensim) {
    const auto ankle_of = [](const SegmentTransforms& pose) { return posed_joint(pose, "ankle_r", "tibia_r"); };
    const glm::dvec3 still = ankle_of(posed({}));
    EXPECT_GT(ankle_of(posed({{"hip_flexion_r", 30}})).x, still.x + 0.1);
    EXPECT_LT(ankle_of(posed({{"hip_adduction_r", 20}})).z, still.z - 0.1);
    EXPECT_LT(ankle_of(posed({{"knee_angle_r", 30}})).x, still.x - 0.1);
    const auto& body = shipped_body();
    const auto toe = [&](const SegmentTransforms& pose, const char* side) {
        return pose[body.find_segment(std::string("toes") + side)].point(
            body.landmarks.at(std::string("hallux_tip") + side));
    };
    const glm::dvec3 toe_still = toe(posed({}), "_r");
    EXPECT_GT(toe(posed({{"ankle_angle_r", 20}}), "_r").y, toe_still.y + 0.03);
    EXPECT_GT(toe(posed({{"mtp_angle_r", 30}}), "_r").y, toe_still.y + 0.01);
    EXPECT_LT(toe(posed({{"hip_rotation_r", 20}}), "_r").z, toe_still.z - 0.03);
    // Left is the mirror image.
    const glm::dvec3 right = toe(posed({{"hip_rotation_r", 20}, {"hip_adduction_r", -10}}), "_r");
    const glm::dvec3 left = toe(posed({{"hip_rotation_l", 20}, {"hip_adduction_l", -10}}), "_l");
    EXPECT_LT(glm::length(left - glm::dvec3(right.x, right.y, -right.z)), 1e-9);
    // pelvis_tilt + tips the front of the pelvis up.
    const auto asis = [&](const SegmentTransforms& pose) {
        return pose[body.find_segment("pelvis")].point(body.landmarks.at("asis_r"));
    };
    EXPECT_GT(asis(posed({{"pelvis_tilt", 15}})).y, asis(posed({})).y);
    EXPECT_LT(asis(posed({{"pelvis_list", 15}})).y, asis(posed({})).y);
    EXPECT_GT(asis(posed({{"pelvis_rotation", 15}})).x, asis(posed({})).x);
}

TEST(Skeleton, spine_regions_turn_by_exactly_what_their_coordinates_say) {
    const auto turn = [](const char* coordinate, const char* segment) {
        return rotation_vector(posed({{coordinate, 10}})[shipped_body().find_segment(segment)].rotation);
    };
    EXPECT_LT(glm::length(turn("lumbar_flexion", "l1") - glm::dvec3(0, 0, -10)), 0.05);
    EXPECT_LT(glm::length(turn("lumbar_flexion", "l5") - glm::dvec3(0, 0, -1.25)), 0.05);
    EXPECT_LT(glm::length(turn("thoracic_flexion", "t1") - glm::dvec3(0, 0, -10)), 0.05);
    EXPECT_LT(glm::length(turn("neck_flexion", "head") - glm::dvec3(0, 0, -10)), 0.05);
    EXPECT_LT(glm::length(turn("head_flexion", "head") - glm::dvec3(0, 0, -10)), 0.05);
    EXPECT_LT(glm::length(turn("lumbar_lateral_bending", "l1") - glm::dvec3(10, 0, 0)), 0.05);
    EXPECT_LT(glm::length(turn("thoracic_axial_rotation", "t1") - glm::dvec3(0, 10, 0)), 0.05);
    EXPECT_LT(glm::length(turn("neck_axial_rotation", "head") - glm::dvec3(0, 10, 0)), 0.05);
    // About half of turning the head happens between atlas and axis.
    EXPECT_NEAR(turn("neck_axial_rotation", "c1").y - turn("neck_axial_rotation", "c2").y, 5.0, 0.7);
}

TEST(Skeleton, opensim_trunk_coordinates_are_sums_of_ours) {
    const auto& skeleton = shipped_skeleton();
    Pose pose = skeleton.neutral();
    pose[skeleton.find("lumbar_flexion")] = 0.3;
    pose[skeleton.find("thoracic_flexion")] = -0.1;
    EXPECT_DOUBLE_EQ(skeleton.value(pose, "lumbar_extension"), -0.2);
    pose[skeleton.find("lumbar_axial_rotation")] = 0.05;
    pose[skeleton.find("thoracic_axial_rotation")] = 0.2;
    EXPECT_DOUBLE_EQ(skeleton.value(pose, "lumbar_rotation"), 0.25);
    EXPECT_NE(skeleton.find_combined("lumbar_bending"), nullptr);
}

TEST(Skeleton, upper_arm_angle_is_measured_against_the_chest_while_the_blade_turns_a_third) {
    const auto& body = shipped_body();
    for (const double angle : {40.0, 90.0, 140.0}) {
        const SegmentTransforms pose = posed({{"arm_add_r", -angle}});
        const glm::dvec3 shoulder = posed_joint(pose, "glenohumeral_r", "scapula_r");
        EXPECT_LT(glm::length(shoulder - posed_joint(pose, "glenohumeral_r", "humerus_r")), 1e-9);
        const glm::dvec3 elbow = posed_joint(pose, "elbow_r", "humerus_r");
        EXPECT_NEAR(degrees * std::atan2(elbow.z - shoulder.z, shoulder.y - elbow.y), angle, 0.5);
    }
    // Scapulohumeral rhythm between 30 and 150 degrees: the upward turn of the blade about its own normal.
    const auto blade = [&](double angle) {
        return glm::length(rotation_vector(posed({{"arm_add_r", -angle}})[body.find_segment("scapula_r")].rotation));
    };
    const double share = (blade(150) - blade(30)) / 120.0;
    EXPECT_GT(share, 0.28);
    EXPECT_LT(share, 0.42);
}

TEST(Skeleton, limits_enclose_each_other_and_ids_are_unique) {
    const auto& skeleton = shipped_skeleton();
    std::set<std::string> ids;
    for (const auto& coordinate : skeleton.coordinates) {
        EXPECT_TRUE(ids.insert(coordinate.id).second) << coordinate.id;
        EXPECT_LE(coordinate.hard_low, coordinate.soft_low) << coordinate.id;
        EXPECT_LE(coordinate.soft_low, coordinate.soft_high) << coordinate.id;
        EXPECT_LE(coordinate.soft_high, coordinate.hard_high) << coordinate.id;
        EXPECT_GE(coordinate.relaxed, coordinate.hard_low) << coordinate.id;
        EXPECT_LE(coordinate.relaxed, coordinate.hard_high) << coordinate.id;
    }
    EXPECT_NEAR(degrees * skeleton.coordinates[skeleton.find("hip_flexion_l")].hard_low, -30, 1e-9);
    EXPECT_NEAR(degrees * skeleton.coordinates[skeleton.find("lumbar_flexion")].hard_high, 60, 1e-9);
}

// Four fingers, one coordinate: straight in line with their metacarpals at 0, the tips against the palm at 80.
TEST(Skeleton, fingers_curl_as_one) {
    const SegmentTransforms straight = posed({{"finger_flexion_r", 0.0}}), fist = posed({{"finger_flexion_r", 80.0}});
    for (const char* finger : {"2", "3", "4", "5"}) {
        const std::string number(finger), hand = "hand_r";
        const auto joint = [&](const SegmentTransforms& pose, const char* name, const std::string& segment) {
            return posed_joint(pose, (std::string(name) + "_" + number + "_r").c_str(), segment.c_str());
        };
        const std::string middle = "finger_" + number + "_middle_r", distal = "finger_" + number + "_distal_r";
        const auto bend_deg = [&](const SegmentTransforms& pose) {
            const glm::dvec3 palm = joint(pose, "mcp", hand) - joint(pose, "cmc", hand);
            const glm::dvec3 last = joint(pose, "finger_dip", middle) - joint(pose, "finger_pip", middle);
            return degrees * std::acos(glm::dot(glm::normalize(palm), glm::normalize(last)));
        };
        EXPECT_LT(bend_deg(straight), 20.0) << number;  // fingers spread a little
        EXPECT_NEAR(bend_deg(fist), 0.9 * 80.0 + 1.15 * 80.0, 22.0) << number;
        const double reach = glm::length(joint(straight, "finger_dip", distal) - joint(straight, "cmc", hand));
        EXPECT_LT(glm::length(joint(fist, "finger_dip", distal) - joint(fist, "cmc", hand)), 0.65 * reach) << number;
        // Joints do not come apart.
        EXPECT_LT(glm::length(joint(fist, "finger_dip", distal) - joint(fist, "finger_dip", middle)), 1e-9) << number;
    }
}

TEST(Skeleton, masses_add_up_and_the_centre_stands_over_the_feet) {
    const auto& skeleton = shipped_skeleton();
    double total = 0.0;
    for (const auto& mass : skeleton.masses) {
        total += mass.fraction;
    }
    EXPECT_NEAR(total, 1.0, 1e-9);
    const SegmentTransforms pose = posed({});
    const glm::dvec3 centre = skeleton.centre_of_mass(pose);
    const double ankle_x = posed_joint(pose, "ankle_r", "tibia_r").x;
    EXPECT_GT(centre.x, ankle_x - 0.01);
    EXPECT_LT(centre.x, ankle_x + 0.06);
    EXPECT_NEAR(centre.y / 1.71, 0.57, 0.03);  // of stature: textbook 0.55-0.58
    EXPECT_NEAR(centre.z, 0.0, 1e-9);
}

}  // namespace backstory::test
