#include "render/quality_governor.hpp"

#include <gtest/gtest.h>

namespace backstory::render {
namespace {

TEST(QualityGovernor, steps_down_on_a_slow_machine_and_stays_there) {
    QualityGovernor governor;
    const std::size_t start = governor.level();
    for (int i = 0; i < 30; ++i) {
        governor.drew_moving_ms(80.0);
    }
    EXPECT_EQ(governor.level(), 0U);
    EXPECT_LT(governor.level(), start);
    for (int i = 0; i < 200; ++i) {
        governor.drew_moving_ms(30.0);
    }
    EXPECT_EQ(governor.level(), 0U);
}

TEST(QualityGovernor, one_slow_picture_is_forgiven) {
    QualityGovernor governor;
    const std::size_t start = governor.level();
    governor.drew_moving_ms(60.0);
    governor.drew_moving_ms(20.0);
    EXPECT_EQ(governor.level(), start);
}

TEST(QualityGovernor, climbs_on_a_quick_machine) {
    QualityGovernor governor;
    for (int i = 0; i < 400; ++i) {
        governor.drew_moving_ms(5.0);
    }
    EXPECT_EQ(governor.level(), moving_levels().size() - 1);
}

}  // namespace
}  // namespace backstory::render
