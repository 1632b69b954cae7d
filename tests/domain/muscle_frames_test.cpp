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

}  // namespace
}  // namespace backstory
