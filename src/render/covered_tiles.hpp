// Where in a picture something solid can be: squares of pixels, joined into a few boxes. Software OpenGL pays for every
// pixel that a pass looks at, and a body fills less than half of the box around it.
#pragma once

#include <glm/vec2.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace backstory::render {

// Pixels [low, high), origin bottom-left.
struct PixelBox {
    glm::ivec2 low{0}, high{0};
    bool operator==(const PixelBox&) const = default;
};

class CoveredTiles {
  public:
    static constexpr int side_px = 32;

    // Nothing is covered.
    void start(glm::ivec2 size_px);
    void add(const PixelBox& box);
    // What was added and little more, each pixel once; valid until the next start().
    std::span<const PixelBox> boxes();

  private:
    glm::ivec2 size_{0}, tiles_{0};
    std::vector<std::uint8_t> covered_;
    std::vector<PixelBox> boxes_;
};

}  // namespace backstory::render
