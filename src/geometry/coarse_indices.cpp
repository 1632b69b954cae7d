#include "geometry/coarse_indices.hpp"

#include <cmath>
#include <unordered_map>

namespace backstory::geometry {

namespace {

// The cube a vertex lies in and the side it faces: the two faces of a thin sheet must not fall together.
std::uint64_t cell_of(const glm::vec3& p, const glm::vec3& n, float cell_m) {
    const auto index = [&](float c) {
        return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::floor(c / cell_m)) + (1 << 18)) & 0x7ffffU;
    };
    const glm::vec3 size{std::abs(n.x), std::abs(n.y), std::abs(n.z)};
    const int axis = size.x >= size.y && size.x >= size.z ? 0 : (size.y >= size.z ? 1 : 2);
    const std::uint64_t side = static_cast<std::uint64_t>(axis) * 2 + (n[axis] < 0.0f ? 1 : 0);
    return index(p.x) | index(p.y) << 19 | index(p.z) << 38 | side << 57;
}

}  // namespace

std::vector<std::uint32_t> coarse_indices(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals,
                                          std::span<const std::uint32_t> indices, float cell_m, float keep_fraction) {
    std::unordered_map<std::uint64_t, std::uint32_t> first_in_cell;
    first_in_cell.reserve(indices.size() / 8);
    std::unordered_map<std::uint32_t, std::uint32_t> moved;
    moved.reserve(indices.size() / 4);
    const auto representative = [&](std::uint32_t vertex) {
        const auto known = moved.find(vertex);
        if (known != moved.end()) {
            return known->second;
        }
        const auto cell = first_in_cell.try_emplace(cell_of(positions[vertex], normals[vertex], cell_m), vertex).first;
        moved.emplace(vertex, cell->second);
        return cell->second;
    };
    std::vector<std::uint32_t> kept;
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
        const std::uint32_t a = representative(indices[t]);
        const std::uint32_t b = representative(indices[t + 1]);
        const std::uint32_t c = representative(indices[t + 2]);
        if (a != b && b != c && c != a) {
            kept.insert(kept.end(), {a, b, c});
        }
    }
    if (static_cast<float>(kept.size()) < keep_fraction * static_cast<float>(indices.size())) {
        return {indices.begin(), indices.end()};
    }
    return kept;
}

}  // namespace backstory::geometry
