#include "forge/refine.hpp"

#include <glm/geometric.hpp>

#include <algorithm>

namespace backstory::forge {

std::vector<Edge> edges_of(const geometry::Mesh& mesh) {
    std::vector<Edge> edges;
    edges.reserve(mesh.indices.size());
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3];
            edges.push_back({std::min(a, b), std::max(a, b)});
        }
    }
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
}

void split_edges(geometry::Mesh& mesh, const std::vector<Edge>& edges) {
    constexpr std::uint32_t whole = 0xffffffff;
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    for (const Edge& edge : edges) {
        mesh.positions.push_back(0.5f * (mesh.positions[edge[0]] + mesh.positions[edge[1]]));
        if (!mesh.normals.empty()) {
            const glm::vec3 sum = mesh.normals[edge[0]] + mesh.normals[edge[1]];
            const float length = glm::length(sum);
            mesh.normals.push_back(length > 0.0f ? sum / length : mesh.normals[edge[0]]);
        }
    }
    const auto middle_of = [&](std::uint32_t a, std::uint32_t b) {
        const Edge edge{std::min(a, b), std::max(a, b)};
        const auto found = std::lower_bound(edges.begin(), edges.end(), edge);
        return found != edges.end() && *found == edge ? first + static_cast<std::uint32_t>(found - edges.begin())
                                                      : whole;
    };
    std::vector<std::uint32_t> indices;
    indices.reserve(mesh.indices.size());
    const auto add = [&indices](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        indices.insert(indices.end(), {a, b, c});
    };
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        std::array<std::uint32_t, 3> v{mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]};
        std::array<std::uint32_t, 3> m{middle_of(v[0], v[1]), middle_of(v[1], v[2]), middle_of(v[2], v[0])};
        const auto split = 3 - std::count(m.begin(), m.end(), whole);
        if (split == 0) {
            add(v[0], v[1], v[2]);
            continue;
        }
        // Turned so that the first edge is split, and of one or two that are the last is not.
        while (m[0] == whole || (split < 3 && m[2] != whole)) {
            std::rotate(v.begin(), v.begin() + 1, v.end());
            std::rotate(m.begin(), m.begin() + 1, m.end());
        }
        if (split == 3) {
            add(v[0], m[0], m[2]);
            add(m[0], v[1], m[1]);
            add(m[2], m[1], v[2]);
            add(m[0], m[1], m[2]);
        } else if (split == 1) {
            add(v[0], m[0], v[2]);
            add(m[0], v[1], v[2]);
        } else {
            add(m[0], v[1], m[1]);
            // What is left has four corners: the shorter diagonal parts it.
            const auto& p = mesh.positions;
            if (glm::distance(p[v[0]], p[m[1]]) <= glm::distance(p[m[0]], p[v[2]])) {
                add(v[0], m[0], m[1]);
                add(v[0], m[1], v[2]);
            } else {
                add(v[0], m[0], v[2]);
                add(m[0], m[1], v[2]);
            }
        }
    }
    mesh.indices = std::move(indices);
}

}  // namespace backstory::forge
