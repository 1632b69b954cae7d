// Names beside the body: never over each other, never over what is looked at.
#include "scene/label_layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace backstory::scene {
namespace {

constexpr PixelArea area{{300.0f, 60.0f}, {1180.0f, 700.0f}};
constexpr float gap = 4.0f;

std::vector<LabelWish> wishes_in(const PixelArea& focus, std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    const auto between = [&](float low, float high) {
        return std::uniform_real_distribution<float>(low, high)(random);
    };
    std::vector<LabelWish> wishes;
    for (std::size_t i = 0; i < count; ++i) {
        wishes.push_back({{between(focus.low.x, focus.high.x), between(focus.low.y, focus.high.y)},
                          {between(30.0f, 190.0f), 26.0f},
                          between(0.2f, 1.0f)});
    }
    return wishes;
}

void expect_apart(const std::vector<PlacedLabel>& placed, const PixelArea& kept_free) {
    for (std::size_t i = 0; i < placed.size(); ++i) {
        EXPECT_FALSE(placed[i].box.overlaps(kept_free)) << "label " << i << " covers what is looked at";
        EXPECT_GE(placed[i].box.low.x, area.low.x - 0.01f);
        EXPECT_GE(placed[i].box.low.y, area.low.y - 0.01f);
        EXPECT_LE(placed[i].box.high.x, area.high.x + 0.01f);
        EXPECT_LE(placed[i].box.high.y, area.high.y + 0.01f);
        for (std::size_t j = i + 1; j < placed.size(); ++j) {
            const PixelArea& a = placed[i].box;
            const PixelArea& b = placed[j].box;
            const bool apart = a.high.x <= b.low.x || b.high.x <= a.low.x || a.high.y <= b.low.y + 0.01f ||
                               b.high.y <= a.low.y + 0.01f;
            EXPECT_TRUE(apart) << i << " and " << j;
        }
    }
}

TEST(LabelLayout, NoBoxOverlapsAnotherNorTheFocus) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        const float half = 20.0f + static_cast<float>(seed);
        const PixelArea focus{{740.0f - half, 100.0f}, {740.0f + half, 640.0f}};
        const auto wishes = wishes_in(focus, 1 + seed % 40, seed);
        const auto placed = lay_out_labels(wishes, area, focus, gap);
        EXPECT_EQ(placed.size(), wishes.size()) << "seed " << seed << ": there is room for all";
        expect_apart(placed, focus);
    }
}

TEST(LabelLayout, AFocusThatFillsThePictureKeepsItsMiddleThird) {
    const PixelArea third{{area.low.x + area.size().x / 3.0f + 0.1f, area.low.y},
                          {area.high.x - area.size().x / 3.0f - 0.1f, area.high.y}};
    for (unsigned seed = 0; seed < 50; ++seed) {
        const PixelArea focus{{-200.0f, -100.0f}, {2000.0f, 1500.0f}};
        const auto placed = lay_out_labels(wishes_in(area, 12, seed), area, focus, gap);
        EXPECT_FALSE(placed.empty());
        expect_apart(placed, third);
    }
}

TEST(LabelLayout, WhereThereIsNoRoomTheWeakestStayAway) {
    const PixelArea focus{{700.0f, 100.0f}, {780.0f, 640.0f}};
    auto wishes = wishes_in(focus, 90, 7);
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        wishes[i].strength = i < 10 ? 1.0f : 0.3f;
    }
    const auto placed = lay_out_labels(wishes, area, focus, gap);
    EXPECT_LT(placed.size(), wishes.size());
    EXPECT_GT(placed.size(), 30u);
    expect_apart(placed, focus);
    for (std::size_t strong = 0; strong < 10; ++strong) {
        EXPECT_TRUE(std::any_of(placed.begin(), placed.end(), [&](const auto& p) { return p.wish == strong; }));
    }
}

TEST(LabelLayout, AloneItStandsAtTheHeightOfWhatItNames) {
    const PixelArea focus{{700.0f, 300.0f}, {780.0f, 400.0f}};
    const LabelWish wish{{710.0f, 350.0f}, {100.0f, 26.0f}, 1.0f};
    const auto placed = lay_out_labels({&wish, 1}, area, focus, gap);
    ASSERT_EQ(placed.size(), 1u);
    EXPECT_TRUE(placed[0].on_left);
    EXPECT_FLOAT_EQ(placed[0].line_from().y, 350.0f);
    EXPECT_FLOAT_EQ(placed[0].box.high.x, focus.low.x - gap);
}

TEST(LabelLayout, LinesOfAColumnDoNotCross) {
    const PixelArea focus{{700.0f, 100.0f}, {780.0f, 640.0f}};
    const auto wishes = wishes_in(focus, 20, 3);
    const auto placed = lay_out_labels(wishes, area, focus, gap);
    for (std::size_t i = 1; i < placed.size(); ++i) {
        if (placed[i].on_left == placed[i - 1].on_left) {
            EXPECT_LE(wishes[placed[i - 1].wish].anchor.y, wishes[placed[i].wish].anchor.y);
            EXPECT_LE(placed[i - 1].box.low.y, placed[i].box.low.y);
        }
    }
}

TEST(LabelLayout, NamesFadeWhereTheSurfaceTurnsAwayOrIsHiddenOrFar) {
    EXPECT_GT(label_strength(1.0f, false, 0.0f), 0.95f);
    EXPECT_LT(label_strength(-0.5f, false, 0.0f), 0.3f);
    EXPECT_LT(label_strength(1.0f, true, 0.0f), label_strength(1.0f, false, 0.0f));
    EXPECT_LT(label_strength(1.0f, false, 0.4f), label_strength(1.0f, false, 0.0f));
}

}  // namespace
}  // namespace backstory::scene
