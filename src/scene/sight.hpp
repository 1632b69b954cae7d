// Which structure is in front at each pixel of a drawn picture: what the eye sees of what.
#pragma once

#include "anatomy/body.hpp"

#include <glm/vec2.hpp>

#include <cstddef>
#include <vector>

namespace backstory::scene {

struct Sight {
    glm::ivec2 size{0};                             // px, of the picture as it was drawn
    std::vector<anatomy::StructureIndex> in_front;  // rows from the top; none where nothing solid is; empty: unknown
    bool known() const { return !in_front.empty(); }
    // At a place in the picture, (0, 0) top-left .. (1, 1).
    anatomy::StructureIndex at(glm::vec2 place) const {
        if (!known() || !(place.x >= 0.0f && place.y >= 0.0f && place.x < 1.0f && place.y < 1.0f)) {
            return anatomy::none;
        }
        const auto x = static_cast<std::size_t>(place.x * static_cast<float>(size.x));
        const auto y = static_cast<std::size_t>(place.y * static_cast<float>(size.y));
        return in_front[y * static_cast<std::size_t>(size.x) + x];
    }
};

}  // namespace backstory::scene
