// The figure under the timeline, and playing backwards.
#include "library_fixture.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/tracing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace backstory::workspace {
namespace {

TEST(Graph, FollowsBothBodiesThroughTheMovement) {
    Course course(*library());
    Performer tight;
    tight.clip = library()->find_clip("sit_to_stand");
    tight.dials = posture::Dials::hip_flexors({1.0, 1.0});
    Performer free = tight;
    free.dials = {};
    course.follow(tight, free);
    ASSERT_TRUE(course.advance(1e9));
    Tracing tracing(*library());
    const Traced hip = find_traced(*library(), "hip_flexion_r");
    ASSERT_TRUE(tracing.follow(course, hip, 1e9));
    const auto index = library()->skeleton.find("hip_flexion_r");
    for (const std::size_t moment : {std::size_t{0}, std::size_t{60}, Course::moments - 1}) {
        EXPECT_NEAR(tracing.first()[moment], course.first(moment)[index] * 180.0 / std::numbers::pi, 1e-3);
        EXPECT_NEAR(tracing.second()[moment], course.second(moment)[index] * 180.0 / std::numbers::pi, 1e-3);
    }
    EXPECT_GT(tracing.first().back(), tracing.second().back() + 10.0f);
    // Another figure begins anew. Rising opens the hip, so the psoas becomes longer.
    ASSERT_TRUE(tracing.follow(course, find_traced(*library(), "psoas_major_r"), 1e9));
    EXPECT_GT(tracing.second().back(), tracing.second().front() + 5.0f);
    // Another course as well: without a second body there is no second curve.
    course.follow(free, std::nullopt);
    course.advance(1e9);
    tracing.follow(course, hip, 1e9);
    EXPECT_TRUE(tracing.second().empty());
}

TEST(Graph, EveryMovementHasFiguresWorthALook) {
    for (const motion::Clip& clip : library()->clips) {
        const auto ids = worth_tracing(*library(), clip);
        EXPECT_FALSE(ids.empty()) << clip.id;
        for (const std::string& id : ids) {
            EXPECT_TRUE(find_traced(*library(), id).known()) << clip.id << " " << id;
        }
    }
}

TEST(Graph, SaysStretchInWords) {
    const auto& texts = library()->texts;
    EXPECT_EQ("resting", stretch_words(texts, -20.0));
    EXPECT_EQ("gentle stretch", stretch_words(texts, 5.0));
    EXPECT_EQ("end of range", stretch_words(texts, 40.0));
}

TEST(Graph, IsOpenedByNameAndRefusesWhatHasNoCurve) {
    State state;
    state.opacity.assign(library()->body.structures.size(), 1.0f);
    EXPECT_TRUE(perform_all(*library(), state, "open gait; graph hip_flexion_l").ok());
    EXPECT_EQ("hip_flexion_l", state.graph);
    EXPECT_TRUE(perform_all(*library(), state, "graph psoas_major_r").ok());
    EXPECT_EQ("psoas_major_r", state.graph);
    EXPECT_FALSE(perform_all(*library(), state, "graph l5").ok());
    EXPECT_FALSE(perform_all(*library(), state, "graph nonsense_word").ok());
    EXPECT_EQ("psoas_major_r", state.graph);
    EXPECT_TRUE(perform_all(*library(), state, "graph off").ok());
    EXPECT_TRUE(state.graph.empty());
}

TEST(Playing, GoesBackwardsRoundAndRoundOrStopsAtTheStart) {
    State state;
    state.opacity.assign(library()->body.structures.size(), 1.0f);
    ASSERT_TRUE(perform_all(*library(), state, "open sit_to_stand; loop on; reverse on; play").ok());
    const double duration_s = library()->clips[static_cast<std::size_t>(state.clip)].duration_s;
    EXPECT_DOUBLE_EQ(duration_s, state.time_s);  // at its start there is nothing left to play backwards
    EXPECT_TRUE(advance(*library(), state, 0.5));
    EXPECT_NEAR(duration_s - 0.5, state.time_s, 1e-9);
    ASSERT_TRUE(perform_all(*library(), state, "loop off").ok());
    EXPECT_TRUE(advance(*library(), state, 10.0));
    EXPECT_DOUBLE_EQ(0.0, state.time_s);
    EXPECT_FALSE(state.playing);
    // Play again starts from the end.
    ASSERT_TRUE(perform_all(*library(), state, "play").ok());
    EXPECT_DOUBLE_EQ(duration_s, state.time_s);
}

}  // namespace
}  // namespace backstory::workspace
