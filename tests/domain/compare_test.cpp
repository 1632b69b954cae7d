// Two bodies on one timeline: commands, the mistakes' clips, where the bodies part.
#include "library_fixture.hpp"
#include "motion/contact.hpp"
#include "motion/variant.hpp"
#include "workspace/command.hpp"
#include "workspace/course.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/scene_builder.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace backstory::workspace {
namespace {

constexpr double degree = std::numbers::pi / 180.0;

Course course_of(const State& state) {
    Course course(*library());
    course.follow(first_performer(state), second_performer(state));
    EXPECT_TRUE(course.advance(std::numeric_limits<double>::max()));
    return course;
}

TEST(Compare, FreeAndTightPartOnTheWayUpAndTheHipIsNamed) {
    const State state = state_after("set tightness 0.8; open sit_to_stand; compare tight");
    const Course course = course_of(state);
    ASSERT_TRUE(course.parting());
    // Seated and leaning the muscles are slack; they are taut in the last half of the rise.
    EXPECT_GT(course.parting()->time_s, 1.2);
    EXPECT_LT(course.parting()->time_s, 1.9);
    EXPECT_NEAR(std::abs(course.parting()->by_rad), parting_threshold_rad, 1e-9);
    const auto& skeleton = library()->skeleton;
    EXPECT_TRUE(skeleton.coordinates[course.largest().coordinate].id.starts_with("hip_flexion"));
    // Nowhere before the parting do two angles differ by the threshold, and right after it some do.
    for (std::size_t m = 0; m < Course::moments; ++m) {
        double most = 0.0;
        for (std::size_t i = 0; i < skeleton.coordinates.size(); ++i) {
            if (!skeleton.coordinates[i].is_length) {
                most = std::max(most, std::abs(course.first(m)[i] - course.second(m)[i]));
            }
        }
        if (course.time_s(m) < course.parting()->time_s) {
            EXPECT_LT(most, parting_threshold_rad) << course.time_s(m);
        }
    }
    EXPECT_NE(parting_words(*library(), state, course).find("They part at"), std::string::npos);
}

TEST(Compare, AlikeBodiesDoNotPartAndMoreTightnessPartsSooner) {
    const State alike = state_after("open sit_to_stand; compare tight");
    EXPECT_FALSE(course_of(alike).parting());
    EXPECT_NE(parting_words(*library(), alike, course_of(alike)).find("No difference"), std::string::npos);
    const auto half = course_of(state_after("set tightness 0.5; open sit_to_stand; compare tight")).parting();
    const auto full = course_of(state_after("set tightness 1; open sit_to_stand; compare tight")).parting();
    ASSERT_TRUE(half && full);
    EXPECT_LT(full->time_s, half->time_s);
}

TEST(Compare, TheNextVisitHasItsOwnDials) {
    const State state = state_after("set tightness 0.9; open sit_to_stand; compare visit left 0.2 right 0.4");
    const Performer second = second_performer(state);
    EXPECT_DOUBLE_EQ(second.dials.of(posture::Side::left, posture::Group::iliopsoas), 0.2);
    EXPECT_DOUBLE_EQ(second.dials.of(posture::Side::right, posture::Group::iliopsoas), 0.4);
    EXPECT_DOUBLE_EQ(first_performer(state).dials.of(posture::Side::left, posture::Group::iliopsoas), 0.9);
}

TEST(Compare, WrongInputIsRefusedInWords) {
    State state = initial_state(*library());
    EXPECT_FALSE(perform_all(*library(), state, "compare error").ok());  // nothing is open
    EXPECT_FALSE(perform_all(*library(), state, "open squat; compare error nonsense").ok());
    EXPECT_FALSE(perform_all(*library(), state, "compare visit 1.5").ok());
    EXPECT_FALSE(perform_all(*library(), state, "compare visit left").ok());
    EXPECT_FALSE(perform_all(*library(), state, "compare upside_down").ok());
    EXPECT_EQ(state.compare, Compare::off);
    // A mistake belongs to its movement.
    state = state_after("open squat; compare error; open sit_to_stand");
    EXPECT_EQ(state.compare, Compare::off);
}

TEST(Compare, TheSceneHasASecondBodyBesideOrThroughTheFirst) {
    SceneBuilder builder(library());
    const State beside = state_after("open half_kneeling_lunge; at 0.5; compare error back_arches");
    const scene::Scene& scene = builder.build(beside);
    ASSERT_EQ(scene.others.size(), 1U);
    EXPECT_GT(glm::length(scene.others[0].offset), 0.8f);
    EXPECT_EQ(scene.props.size(), 2U * library()->clips[static_cast<std::size_t>(beside.clip)].props.size());
    EXPECT_NE(scene.others[0].palette, scene.palette);
    const scene::Camera both = builder.framing_both(beside, beside.camera);
    EXPECT_GT(both.needed_aspect, beside.camera.needed_aspect);
    const State ghost = state_after("open half_kneeling_lunge; at 0.5; compare error back_arches; compare ghost");
    EXPECT_EQ(builder.build(ghost).others[0].offset, glm::vec3(0.0f));
    EXPECT_TRUE(builder.build(state_after("open half_kneeling_lunge")).others.empty());
}

// Every movement has mistakes that can be seen, keep what the joints allow and stay on floor and furniture.
void check_mistake(const motion::Clip& clip, const motion::MotionError& error) {
    const motion::Skeleton& skeleton = library()->skeleton;
    motion::Player right_player(skeleton), wrong_player(skeleton);
    const motion::Clip wrong = motion::with_error(skeleton, clip, error);
    double most = 0.0, worst_contact = 0.0;
    constexpr int moments = 40;
    for (int m = 0; m <= moments; ++m) {
        const double time_s = clip.duration_s * m / moments;
        const motion::Pose right = right_player.pose(clip, time_s);
        const motion::Pose& posed = wrong_player.pose(wrong, time_s);
        worst_contact = std::max(worst_contact, wrong_player.deviation().contact_error_m);
        for (std::size_t i = 0; i < posed.size(); ++i) {
            const auto& coordinate = skeleton.coordinates[i];
            EXPECT_GE(posed[i], coordinate.hard_low - 1e-6) << wrong.id << " " << coordinate.id;
            EXPECT_LE(posed[i], coordinate.hard_high + 1e-6) << wrong.id << " " << coordinate.id;
            most = coordinate.is_length ? most : std::max(most, std::abs(posed[i] - right[i]));
        }
    }
    EXPECT_GT(most, 5.0 * degree) << wrong.id << " cannot be seen";
    EXPECT_LT(worst_contact, 0.006) << wrong.id;
}

TEST(Mistakes, ShowInThePoseAndKeepContactsAndLimits) {
    for (const motion::Clip& clip : library()->clips) {
        EXPECT_FALSE(clip.errors.empty()) << clip.id;
        for (const auto& error : clip.errors) {
            check_mistake(clip, error);
        }
    }
}

}  // namespace
}  // namespace backstory::workspace
