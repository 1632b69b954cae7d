#include "scene/posed_bounds.hpp"

#include "base/assert.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <unordered_map>

namespace backstory::scene {

PosedBounds::PosedBounds(const anatomy::BodyMesh& mesh, std::span<const muscle::SkinVertex> skin) {
    BACKSTORY_ASSERT(skin.size() == mesh.positions.size());
    parts_.resize(mesh.parts.size());
    std::unordered_map<std::uint32_t, geometry::Bounds> by_entry;
    for (std::size_t p = 0; p < mesh.parts.size(); ++p) {
        const anatomy::BodyMesh::Part& part = mesh.parts[p];
        by_entry.clear();
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            for (int k = 0; k < 4; ++k) {
                if (skin[v].weight[static_cast<std::size_t>(k)] > 0.0f) {
                    by_entry[skin[v].entry[static_cast<std::size_t>(k)]].add(mesh.positions[v]);
                }
            }
        }
        for (const auto& [entry, bounds] : by_entry) {
            boxes_.push_back({static_cast<std::uint32_t>(p), entry, bounds.centre(), 0.5f * bounds.size()});
            palette_size_ = std::max<std::size_t>(palette_size_, std::size_t{entry} + 1);
        }
    }
}

void PosedBounds::update(std::span<const muscle::PaletteMatrix> palette) {
    BACKSTORY_ASSERT(palette.size() >= palette_size_);
    std::fill(parts_.begin(), parts_.end(), geometry::Bounds{});
    for (const Box& box : boxes_) {
        const muscle::PaletteMatrix& rows = palette[box.entry];
        glm::vec3 centre(0.0f);
        glm::vec3 half(0.0f);
        for (int axis = 0; axis < 3; ++axis) {
            const glm::vec3 row(rows[axis]);
            centre[axis] = glm::dot(row, box.centre) + rows[axis].w;
            half[axis] = glm::dot(glm::abs(row), box.half);
        }
        parts_[box.part].add(centre - half);
        parts_[box.part].add(centre + half);
    }
}

}  // namespace backstory::scene
