// How sharp a moving picture is drawn follows how quickly pictures come.
#include "render/renderer.hpp"

#include <gtest/gtest.h>

namespace backstory::test {
namespace {

TEST(MovingScale, falls_when_pictures_come_slowly_and_stays_useful) {
    render::MovingScale scale;
    const float before = scale.now();
    for (int i = 0; i < 12; ++i) {
        scale.took(0.120);
    }
    EXPECT_LT(scale.now(), before);
    for (int i = 0; i < 500; ++i) {
        scale.took(0.120);
    }
    EXPECT_GE(scale.now(), 0.65f);
}

TEST(MovingScale, rises_to_the_whole_size_when_they_come_quickly) {
    render::MovingScale scale;
    for (int i = 0; i < 500; ++i) {
        scale.took(0.012);
    }
    EXPECT_FLOAT_EQ(scale.now(), 1.0f);
}

TEST(MovingScale, one_slow_picture_changes_nothing) {
    render::MovingScale scale;
    for (int i = 0; i < 20; ++i) {
        scale.took(0.035);
    }
    const float before = scale.now();
    scale.took(0.060);
    EXPECT_EQ(scale.now(), before);
}

}  // namespace
}  // namespace backstory::test
