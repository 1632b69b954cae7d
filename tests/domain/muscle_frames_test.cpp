// What is kept from frame to frame, and how many cores work, must not change a muscle's path.
#include "library_fixture.hpp"
#include "motion/player.hpp"
#include "muscle/system.hpp"

#include <gtest/gtest.h>

namespace backstory {
namespace {

TEST(MuscleFrames, DependNeitherOnEarlierFramesNorOnCores) {
    const workspace::Library& lib = *workspace::library();
    const int index = lib.find_clip("squat");
    ASSERT_GE(index, 0);
    const motion::Clip& clip = lib.clips[static_cast<std::size_t>(index)];
    motion::Player player(lib.skeleton);
    motion::SegmentTransforms transforms;
    muscle::MuscleState used, shared;
    for (int frame = 0; frame <= 12; ++frame) {
        lib.skeleton.forward(player.pose(clip, clip.duration_s * frame / 12.0), transforms);
        muscle::MuscleState fresh;
        lib.muscles->solve(transforms, fresh);
        lib.muscles->solve(transforms, used);
        lib.muscles->solve(transforms, shared, muscle::MuscleSystem::Cores::all);
        EXPECT_EQ(used.palette, fresh.palette) << frame;
        EXPECT_EQ(shared.palette, fresh.palette) << frame;
    }
}

// What a moving joint does not reach is not solved again; a knee that comes back finds all as it was.
TEST(MuscleFrames, WhatDoesNotMoveIsAsIfSolvedAnew) {
    const workspace::Library& lib = *workspace::library();
    const auto knee = lib.skeleton.find("knee_angle_r");
    ASSERT_NE(knee, motion::no_coordinate);
    motion::SegmentTransforms transforms;
    muscle::MuscleState used;
    for (const double angle : {0.0, 0.0, 0.6, 1.2, 1.2, 0.0}) {
        motion::Pose pose = lib.skeleton.relaxed();
        pose[knee] = angle;
        lib.skeleton.forward(pose, transforms);
        muscle::MuscleState fresh;
        lib.muscles->solve(transforms, fresh);
        lib.muscles->solve(transforms, used);
        EXPECT_EQ(used.palette, fresh.palette) << angle;
        EXPECT_EQ(used.station_centres, fresh.station_centres) << angle;
        for (std::size_t i = 0; i < fresh.fascicles.size(); ++i) {
            ASSERT_EQ(used.fascicles[i].length_m, fresh.fascicles[i].length_m) << angle;
        }
    }
}

}  // namespace
}  // namespace backstory
