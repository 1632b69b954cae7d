#include "render/tiles.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backstory::render {

std::vector<Part> parts_of(glm::ivec2 picture_px, int side, int guard) {
    BACKSTORY_ASSERT(side > 2 * guard && guard >= 0);
    const int step = side - 2 * guard;
    std::vector<Part> parts;
    for (int y = 0; y < picture_px.y; y += step) {
        for (int x = 0; x < picture_px.x; x += step) {
            const glm::ivec2 keep_from(x, y), keep_to = glm::min(picture_px, keep_from + step);
            const glm::ivec2 low = glm::max(glm::ivec2(0), keep_from - guard);
            const glm::ivec2 high = glm::min(picture_px, keep_to + guard);
            parts.push_back({{picture_px, low}, high - low, keep_from - low, keep_to - low});
        }
    }
    return parts;
}

}  // namespace backstory::render
