// A picture in memory: 8-bit sRGB RGBA, straight (not premultiplied) alpha, top row first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backstory::geometry {

struct Image {
    int width = 0, height = 0;       // pixels
    std::vector<std::uint8_t> rgba;  // width * height * 4

    std::size_t offset(int x, int y) const {
        return 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
    }
};

}  // namespace backstory::geometry
