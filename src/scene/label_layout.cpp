#include "scene/label_layout.hpp"

#include <glm/common.hpp>

#include <algorithm>
#include <numeric>

namespace backstory::scene {

namespace {

struct Column {
    std::vector<std::size_t> wishes;  // from top to bottom
    float edge = 0.0f;                // x of the side towards the focus
};

float height_of(std::span<const LabelWish> wishes, const Column& column, float gap) {
    float height = -gap;
    for (const std::size_t w : column.wishes) {
        height += wishes[w].size.y + gap;
    }
    return height;
}

void drop_weakest(std::span<const LabelWish> wishes, Column& column) {
    column.wishes.erase(std::min_element(column.wishes.begin(), column.wishes.end(), [&](std::size_t a, std::size_t b) {
        return wishes[a].strength < wishes[b].strength;
    }));
}

// The tops that lie nearest, in the mean square, to where each box wants to be: pools of touching boxes are merged
// while they would overlap (the "pool adjacent violators" way of isotonic regression).
std::vector<float> stacked_tops(std::span<const LabelWish> wishes, const Column& column, const PixelArea& area,
                                float gap) {
    struct Pool {
        float sum = 0.0f;  // of wanted offsets
        std::size_t count = 0;
        float mean() const { return sum / static_cast<float>(count); }
    };
    std::vector<Pool> pools;
    float above = 0.0f;  // height of all boxes before this one
    std::vector<float> starts;
    for (const std::size_t w : column.wishes) {
        starts.push_back(above);
        pools.push_back({wishes[w].anchor.y - 0.5f * wishes[w].size.y - above, 1});
        above += wishes[w].size.y + gap;
        while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
            pools[pools.size() - 2].sum += pools.back().sum;
            pools[pools.size() - 2].count += pools.back().count;
            pools.pop_back();
        }
    }
    const float latest = area.high.y - (above - gap);
    std::vector<float> tops;
    for (const Pool& pool : pools) {
        for (std::size_t i = 0; i < pool.count; ++i) {
            tops.push_back(std::clamp(pool.mean(), area.low.y, std::max(area.low.y, latest)) + starts[tops.size()]);
        }
    }
    return tops;
}

// Those nearest the middle change sides while the fuller column has no room and the other has.
void balance(std::span<const LabelWish> wishes, Column& full, Column& other, float room, float gap, float middle) {
    while (height_of(wishes, full, gap) > room && !full.wishes.empty()) {
        const auto nearest =
            std::min_element(full.wishes.begin(), full.wishes.end(), [&](std::size_t a, std::size_t b) {
                return std::abs(wishes[a].anchor.x - middle) < std::abs(wishes[b].anchor.x - middle);
            });
        if (height_of(wishes, other, gap) + gap + wishes[*nearest].size.y > room) {
            return;
        }
        other.wishes.push_back(*nearest);
        full.wishes.erase(nearest);
    }
}

// Fits the column into the area: the widest that finds no room beside the focus and the weakest beyond its height go.
void trim(std::span<const LabelWish> wishes, Column& column, float width, float height, float gap) {
    std::erase_if(column.wishes, [&](std::size_t w) { return wishes[w].size.x > width; });
    while (!column.wishes.empty() && height_of(wishes, column, gap) > height) {
        drop_weakest(wishes, column);
    }
    std::sort(column.wishes.begin(), column.wishes.end(), [&](std::size_t a, std::size_t b) {
        return wishes[a].anchor.y != wishes[b].anchor.y ? wishes[a].anchor.y < wishes[b].anchor.y : a < b;
    });
}

// Right beside the focus; over its rim where there is no room, but never over the middle third.
Column column_beside(std::span<const LabelWish> wishes, const PixelArea& area, float edge_of_focus, bool left,
                     float gap) {
    const float third = area.size().x / 3.0f;
    float widest = 0.0f;
    for (const LabelWish& wish : wishes) {
        widest = std::max(widest, wish.size.x);
    }
    Column column;
    column.edge = left ? std::max(edge_of_focus - gap, area.low.x + std::min(widest, third))
                       : std::min(edge_of_focus + gap, area.high.x - std::min(widest, third));
    return column;
}

}  // namespace

std::vector<PlacedLabel> lay_out_labels(std::span<const LabelWish> wishes, const PixelArea& area,
                                        const PixelArea& focus, float gap) {
    Column left = column_beside(wishes, area, std::clamp(focus.low.x, area.low.x, area.high.x), true, gap);
    Column right = column_beside(wishes, area, std::clamp(focus.high.x, area.low.x, area.high.x), false, gap);
    const float middle = 0.5f * (std::max(focus.low.x, area.low.x) + std::min(focus.high.x, area.high.x));
    for (std::size_t w = 0; w < wishes.size(); ++w) {
        (wishes[w].anchor.x < middle ? left : right).wishes.push_back(w);
    }
    const float room = area.size().y;
    balance(wishes, left, right, room, gap, middle);
    balance(wishes, right, left, room, gap, middle);
    trim(wishes, left, left.edge - area.low.x, room, gap);
    trim(wishes, right, area.high.x - right.edge, room, gap);
    std::vector<PlacedLabel> placed;
    for (const Column* column : {&left, &right}) {
        const std::vector<float> tops = stacked_tops(wishes, *column, area, gap);
        for (std::size_t i = 0; i < tops.size(); ++i) {
            const glm::vec2 size = wishes[column->wishes[i]].size;
            const float x = column == &left ? column->edge - size.x : column->edge;
            placed.push_back({column->wishes[i], {{x, tops[i]}, {x + size.x, tops[i] + size.y}}, column == &left});
        }
    }
    return placed;
}

float label_strength(float facing, bool hidden, float behind_m) {
    const float turned = glm::smoothstep(-0.25f, 0.35f, facing);
    const float near = 1.0f - 0.5f * glm::smoothstep(0.10f, 0.50f, behind_m);
    return glm::mix(0.25f, 1.0f, turned) * (hidden ? 0.45f : 1.0f) * near;
}

}  // namespace backstory::scene
