// Presses and releases that come faster than frames.
#include "app/pointer_clicks.hpp"

#include <gtest/gtest.h>

namespace backstory::app {
namespace {

using Place = PointerClicks::Place;

TEST(PointerClicks, ADragAndATapElsewhereInOneFrameAreSeenOneAfterTheOther) {
    PointerClicks clicks;
    const Place from{10, 5}, to{90, 5}, button{40, 70};
    clicks.move(from);
    clicks.change(0, true);
    clicks.move(to);
    clicks.change(0, false);
    clicks.move(button);
    clicks.change(0, true);
    clicks.change(0, false);

    EXPECT_EQ(clicks.next_frame(), from);
    EXPECT_TRUE(clicks.down(0));
    EXPECT_EQ(clicks.next_frame(), to) << "still held where it is let go";
    EXPECT_TRUE(clicks.down(0));
    EXPECT_EQ(clicks.next_frame(), to);
    EXPECT_FALSE(clicks.down(0));
    EXPECT_EQ(clicks.next_frame(), button);
    EXPECT_TRUE(clicks.down(0));
    EXPECT_TRUE(clicks.waits());
    EXPECT_EQ(clicks.next_frame(), button);
    EXPECT_FALSE(clicks.down(0));
    EXPECT_FALSE(clicks.waits());
    EXPECT_EQ(clicks.next_frame(), std::nullopt) << "now it is where it is";
}

TEST(PointerClicks, WhatStaysHeldIsHeldInEveryFrame) {
    PointerClicks clicks;
    clicks.move({3, 4});
    clicks.change(1, true);
    EXPECT_EQ(clicks.next_frame(), (Place{3, 4}));
    clicks.move({30, 4});
    EXPECT_EQ(clicks.next_frame(), std::nullopt);
    EXPECT_TRUE(clicks.down(1));
    clicks.change(1, false);
    EXPECT_EQ(clicks.next_frame(), (Place{30, 4}));
    EXPECT_FALSE(clicks.down(1)) << "let go where the frame before saw it: no further frame is needed";
}

TEST(PointerClicks, AButtonThatNobodyKnowsIsNothing) {
    PointerClicks clicks;
    clicks.change(PointerClicks::most_buttons, true);
    EXPECT_FALSE(clicks.waits());
    EXPECT_FALSE(clicks.down(PointerClicks::most_buttons));
}

}  // namespace
}  // namespace backstory::app
