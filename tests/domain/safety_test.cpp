// What is held for safety: nerves are not pulled by settling movements, what comes before the first exercise, what is
// never offered by itself.
#include "library_fixture.hpp"
#include "motion/player.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/verbs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>

namespace backstory::workspace {
namespace {

// Length of each femoral and sciatic path at a moment, over its length in easy standing.
std::map<std::string, double> nerve_stretch(const motion::Pose& pose) {
    const Library& lib = *library();
    motion::SegmentTransforms transforms;
    muscle::MuscleState now;
    lib.skeleton.forward(pose, transforms);
    lib.muscles->solve(transforms, now);
    std::map<std::string, double> lengths;
    for (std::size_t i = 0; i < lib.body.structures.size(); ++i) {
        const auto& s = lib.body.structures[i];
        if (s.base_id == "femoral_nerve" || s.base_id == "sciatic_nerve") {
            lengths[s.id] = lib.muscles->length_of(static_cast<anatomy::StructureIndex>(i), now);
        }
    }
    return lengths;
}

TEST(Safety, SettlingMovementsDoNotPullOnNerves) {
    motion::Player player(library()->skeleton);
    const auto standing = nerve_stretch(library()->skeleton.relaxed());
    ASSERT_EQ(standing.size(), 4U);
    for (const motion::Clip& clip : library()->clips) {
        if (clip.stage != "settle") {
            continue;
        }
        const auto start = nerve_stretch(player.pose(clip, 0.0));
        std::map<std::string, double> longest;
        constexpr int moments = 60;
        for (int m = 0; m <= moments; ++m) {
            for (const auto& [id, length] : nerve_stretch(player.pose(clip, clip.duration_s * m / moments))) {
                longest[id] = std::max(longest[id], length);
            }
        }
        for (const auto& [id, length] : longest) {
            // Against where the movement begins, and where that is bent, against standing.
            const double by = length / std::max(start.at(id), standing.at(id)) - 1.0;
            std::printf("  %-30s %-18s %+.1f %% of standing, %+.1f %% of its start\n", clip.id.c_str(), id.c_str(),
                        100.0 * (length / standing.at(id) - 1.0), 100.0 * (length / start.at(id) - 1.0));
            EXPECT_LE(by, 0.03) << clip.id << " " << id;
        }
    }
}

TEST(Safety, RedFlagsAreAskedOnceBeforeTheFirstExercise) {
    State state = initial_state(*library());
    const int exercise = library()->find_clip("glute_bridge"), daily = library()->find_clip("sit_to_stand");
    EXPECT_FALSE(asks_red_flags(*library(), state, daily));
    EXPECT_TRUE(asks_red_flags(*library(), state, exercise));
    ASSERT_TRUE(perform_all(*library(), state, "safety asked").ok());
    // Not again: neither for another exercise, nor after standing still, nor after everything is set back.
    for (const char* since : {"play glute_bridge", "stop", "play squat", "reset", "home"}) {
        ASSERT_TRUE(perform_all(*library(), state, since).ok()) << since;
        EXPECT_FALSE(asks_red_flags(*library(), state, exercise)) << since;
        EXPECT_FALSE(asks_red_flags(*library(), state, library()->find_clip("squat"))) << since;
    }
}

TEST(Safety, EveryExerciseHasCautionsAndADose) {
    for (const motion::Clip& clip : library()->clips) {
        EXPECT_FALSE(clip.cautions.empty()) << clip.id;
        EXPECT_FALSE(clip.dose.empty()) << clip.id;
        EXPECT_FALSE(clip.sources.empty()) << clip.id;
        for (const auto& source : clip.sources) {
            EXPECT_FALSE(source.empty()) << clip.id;
        }
    }
}

TEST(Safety, HardStretchesAreAdvancedAndNoneOfThemSettles) {
    for (const motion::Clip& clip : library()->clips) {
        if (clip.id.starts_with("couch_stretch") || clip.id.starts_with("deep_lunge_lifted_knee")) {
            EXPECT_TRUE(clip.advanced) << clip.id;
        }
        if (clip.id.starts_with("childs_pose")) {
            EXPECT_EQ(clip.stage, "stretch");
        }
        if (clip.stage == "settle") {
            EXPECT_FALSE(clip.advanced) << clip.id;
        }
    }
}

}  // namespace
}  // namespace backstory::workspace
