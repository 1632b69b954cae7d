// Pictures larger than a card should hold at once: cut into parts that overlap by a guard band, so that what looks
// around itself (ambient occlusion, outlines) sees the same in every part.
#pragma once

#include "render/renderer.hpp"

#include <vector>

namespace backstory::render {

// One part, and which of its pixels are kept (from its own upper left corner; high is one past the last).
struct Part {
    Tile tile;
    glm::ivec2 size{0};
    glm::ivec2 keep_low{0}, keep_high{0};
};

inline constexpr int largest_part_px = 2048;

// Parts of a picture in strips from the top, each strip from the left; kept pixels cover the picture once. `side` is
// the largest side of a part, guard bands included, and more than twice `guard`.
std::vector<Part> parts_of(glm::ivec2 picture_px, int side = largest_part_px, int guard = Tile::guard_px);

}  // namespace backstory::render
