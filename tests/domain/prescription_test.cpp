// Movements done as prescribed: repetitions, holds, sides, sets and rests follow each other and end in rest.
#include "motion/prescription.hpp"

#include "library_fixture.hpp"
#include "workspace/command.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace backstory::test {
namespace {

using motion::Session;
using motion::SessionMoment;
using Doing = SessionMoment::Doing;
using workspace::library;

// 2 sets of 3 on each side, 10 s each of which 4 .. 8 are held, 20 s of rest.
const motion::Prescription both_sides{3, 2, 20.0, true, 4.0, 8.0};

TEST(Prescription, RunsThroughSidesSetsAndRests) {
    const Session session(both_sides, 10.0);
    EXPECT_DOUBLE_EQ(140.0, session.duration_s());
    const SessionMoment hold = session.at(15.0);
    EXPECT_EQ(Doing::holding, hold.doing);
    EXPECT_EQ(2, hold.rep);
    EXPECT_FALSE(hold.other_side);
    EXPECT_DOUBLE_EQ(1.0, hold.since_s);
    EXPECT_DOUBLE_EQ(4.0, hold.lasts_s);
    EXPECT_EQ("Hold 1 of 4 s, time 2 of 3, first side, set 1 of 2", motion::session_words(both_sides, hold));
    const SessionMoment other = session.at(31.0);
    EXPECT_TRUE(other.other_side);
    EXPECT_EQ(1, other.rep);
    EXPECT_DOUBLE_EQ(1.0, other.clip_s);
    const SessionMoment rest = session.at(65.0);
    EXPECT_EQ(Doing::resting, rest.doing);
    EXPECT_EQ("Rest 5 of 20 s, set 2 of 2", motion::session_words(both_sides, rest));
    EXPECT_EQ(Doing::moving, session.at(80.0).doing);
    EXPECT_EQ(2, session.at(80.0).set);
    EXPECT_FALSE(session.at(80.0).other_side);
    const SessionMoment done = session.at(140.0);
    EXPECT_EQ(Doing::done, done.doing);
    EXPECT_DOUBLE_EQ(10.0, done.clip_s);
}

TEST(Prescription, GoesToTheNextAndWithinTheSame) {
    const Session session(both_sides, 10.0);
    EXPECT_DOUBLE_EQ(20.0, session.next(15.0));
    EXPECT_DOUBLE_EQ(80.0, session.next(65.0));
    EXPECT_DOUBLE_EQ(140.0, session.next(139.0));
    EXPECT_DOUBLE_EQ(42.0, session.with_clip_moment(45.0, 2.0));
    EXPECT_EQ(session.at(45.0).rep, session.at(session.with_clip_moment(45.0, 10.0)).rep);
}

TEST(Prescription, PlaysUntilTheBodyRests) {
    workspace::State state = workspace::initial_state(*library());
    ASSERT_TRUE(workspace::perform_all(*library(), state, "play single_knee_to_chest; prescribed on").ok());
    const int first = state.clip, other = library()->find_clip("single_knee_to_chest_left");
    const auto& clip = library()->clips[static_cast<std::size_t>(first)];
    ASSERT_EQ(5, clip.prescription.reps);
    double longest_hold_s = 0.0, seconds = 0.0;
    bool changed_side = false;
    while (state.playing && seconds < 3600.0) {
        workspace::advance(*library(), state, 0.25);
        seconds += 0.25;
        changed_side |= state.clip == other;
        const auto now = Session(clip.prescription, clip.duration_s).at(state.session_s);
        longest_hold_s = std::max(longest_hold_s, now.doing == Doing::holding ? now.lasts_s : 0.0);
    }
    EXPECT_NEAR(10 * clip.duration_s, seconds, 0.5);
    EXPECT_TRUE(changed_side);
    EXPECT_NEAR(15.0, longest_hold_s, 1e-9);
    EXPECT_DOUBLE_EQ(clip.duration_s, state.time_s);  // its end, which is rest
    // Played again it begins anew, on the side it was opened on.
    ASSERT_TRUE(workspace::perform_all(*library(), state, "play").ok());
    EXPECT_TRUE(state.playing);
    EXPECT_DOUBLE_EQ(0.0, state.session_s);
    EXPECT_EQ(first, state.clip);
}

TEST(Prescription, EveryExerciseHasOneThatFitsItsWords) {
    for (const motion::Clip& clip : library()->clips) {
        if (clip.stage == "daily" || clip.stage == "test") {
            continue;
        }
        ASSERT_GE(clip.prescription.reps, 1) << clip.id;
        EXPECT_EQ(clip.prescription.each_side, !clip.mirror_id.empty()) << clip.id;
        // Whatever is held stands still meanwhile.
        const auto& p = clip.prescription;
        const double middle_s = 0.5 * (p.hold_start_s + p.hold_end_s);
        const motion::Pose a = motion::sample(library()->skeleton, clip, p.hold_start_s);
        const motion::Pose b = motion::sample(library()->skeleton, clip, middle_s);
        for (std::size_t c = 0; c < a.size(); ++c) {
            EXPECT_NEAR(a[c], b[c], 1e-9) << clip.id << " " << library()->skeleton.coordinates[c].id;
        }
    }
}

TEST(Prescription, IsRefusedWhereNothingIsPrescribed) {
    workspace::State state = workspace::initial_state(*library());
    EXPECT_FALSE(workspace::perform_all(*library(), state, "prescribed on").ok());
    EXPECT_FALSE(workspace::perform_all(*library(), state, "open gait; prescribed on").ok());
    EXPECT_FALSE(state.prescribed);
}

}  // namespace
}  // namespace backstory::test
