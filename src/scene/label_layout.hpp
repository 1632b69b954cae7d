// Where names stand beside the body: boxes that never overlap and keep off what is looked at. Pure functions; pixels,
// origin top-left, y down.
#pragma once

#include <glm/vec2.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace backstory::scene {

struct PixelArea {
    glm::vec2 low{0.0f}, high{0.0f};
    glm::vec2 size() const { return high - low; }
    bool overlaps(const PixelArea& other) const {
        return low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y;
    }
};

// A name that wants a place.
struct LabelWish {
    glm::vec2 anchor{0.0f};  // what it names
    glm::vec2 size{0.0f};    // of its box
    float strength = 1.0f;   // 0 .. 1; where there is no room for all, the weaker stay away
};

struct PlacedLabel {
    std::size_t wish = 0;  // index in the wishes
    PixelArea box;
    bool on_left = false;  // of the focus: the line leaves the box on its right
    glm::vec2 line_from() const { return {on_left ? box.high.x : box.low.x, 0.5f * (box.low.y + box.high.y)}; }
};

// Two columns, left and right of `focus` (what is looked at: the bounds of what is named), each name as near to the
// height of its anchor as the others allow, `gap` apart. No box overlaps another, leaves `area` or covers the focus;
// where the focus leaves no room beside it, its middle third still stays free. Names without room are left out.
std::vector<PlacedLabel> lay_out_labels(std::span<const LabelWish> wishes, const PixelArea& area,
                                        const PixelArea& focus, float gap);

// How strongly a name is written: weak where its place on the surface turns away from the eye (`facing`, the cosine
// between its normal and the way to the eye), is hidden, or lies far behind the middle (`behind_m`).
float label_strength(float facing, bool hidden, float behind_m);

}  // namespace backstory::scene
