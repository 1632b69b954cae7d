#include "render/covered_tiles.hpp"

#include <glm/common.hpp>

#include <algorithm>

namespace backstory::render {

namespace {

// Whether a run of tiles goes on above.
bool goes_on(const PixelBox& below, const PixelBox& above) {
    return below.low.x == above.low.x && below.high.x == above.high.x && below.high.y == above.low.y;
}

}  // namespace

void CoveredTiles::start(glm::ivec2 size_px) {
    size_ = size_px;
    tiles_ = (size_px + side_px - 1) / side_px;
    covered_.assign(static_cast<std::size_t>(tiles_.x) * static_cast<std::size_t>(tiles_.y), 0);
}

void CoveredTiles::add(const PixelBox& box) {
    const glm::ivec2 low = glm::max(box.low, glm::ivec2(0)), high = glm::min(box.high, size_);
    if (low.x >= high.x || low.y >= high.y) {
        return;
    }
    const glm::ivec2 first = low / side_px, last = (high - 1) / side_px;
    for (int y = first.y; y <= last.y; ++y) {
        const auto row = covered_.begin() + static_cast<std::ptrdiff_t>(y) * tiles_.x;
        std::fill(row + first.x, row + last.x + 1, std::uint8_t{1});
    }
}

std::span<const PixelBox> CoveredTiles::boxes() {
    boxes_.clear();
    for (int y = 0; y < tiles_.y; ++y) {
        const auto row = covered_.begin() + static_cast<std::ptrdiff_t>(y) * tiles_.x, end = row + tiles_.x;
        for (auto first = std::find(row, end, 1); first != end;) {
            const auto past = std::find(first, end, 0);
            const glm::ivec2 low(static_cast<int>(first - row), y), high(static_cast<int>(past - row), y + 1);
            const PixelBox run{low * side_px, glm::min(high * side_px, size_)};
            const auto below =
                std::find_if(boxes_.begin(), boxes_.end(), [&](const PixelBox& box) { return goes_on(box, run); });
            if (below != boxes_.end()) {
                below->high.y = run.high.y;
            } else {
                boxes_.push_back(run);
            }
            first = std::find(past, end, 1);
        }
    }
    return boxes_;
}

}  // namespace backstory::render
