#include "scene/rest_surface.hpp"

#include "base/parallel.hpp"
#include "geometry/coarse_indices.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

namespace backstory::scene {

namespace {

float hash(int x, int y, int z) {
    auto h = static_cast<std::uint32_t>(x) * 73856093U ^ static_cast<std::uint32_t>(y) * 19349663U ^
             static_cast<std::uint32_t>(z) * 83492791U;
    h = (h ^ (h >> 13U)) * 1274126177U;
    return static_cast<float>((h ^ (h >> 16U)) & 0xffffU) / 65535.0f;
}

float noise(const glm::vec3& p) {
    const glm::vec3 cell = glm::floor(p);
    glm::vec3 t = p - cell;
    t = t * t * (3.0f - 2.0f * t);
    const glm::ivec3 c(cell);
    float sum = 0.0f;
    for (int i = 0; i < 8; ++i) {
        const glm::ivec3 corner(i & 1, (i >> 1) & 1, i >> 2);
        const glm::vec3 w = glm::mix(1.0f - t, t, glm::vec3(corner));
        sum += w.x * w.y * w.z * hash(c.x + corner.x, c.y + corner.y, c.z + corner.z);
    }
    return sum;
}

// Blotches of a few centimetres with finer ones in them.
float mottling(const glm::vec3& p) {
    return 0.6f * noise(p / 0.022f) + 0.4f * noise(p / 0.008f);
}

// How far the neighbours rise over each vertex's tangent plane: the tangent of the mean slope, + in hollows.
std::vector<float> slopes(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part) {
    std::vector<float> sum(part.vertex_count, 0.0f);
    std::vector<float> count(part.vertex_count, 0.0f);
    const auto add = [&](std::uint32_t at, std::uint32_t to) {
        const glm::vec3 edge = mesh.positions[to] - mesh.positions[at];
        const float length = glm::length(edge);
        if (length > 1.0e-7f) {
            sum[at - part.first_vertex] += glm::dot(edge, mesh.normals[at]) / length;
            count[at - part.first_vertex] += 1.0f;
        }
    };
    for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3) {
        for (std::uint32_t k = 0; k < 3; ++k) {
            add(mesh.indices[i + k], mesh.indices[i + (k + 1) % 3]);
            add(mesh.indices[i + k], mesh.indices[i + (k + 2) % 3]);
        }
    }
    for (std::uint32_t v = 0; v < part.vertex_count; ++v) {
        sum[v] /= std::max(1.0f, count[v]);
    }
    return sum;
}

// Each vertex and its neighbours' mean, a few times: single sharp vertices do not speckle.
void smooth(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part, std::vector<float>& values) {
    std::vector<float> sum(values.size());
    std::vector<float> count(values.size());
    for (int round = 0; round < 2; ++round) {
        std::fill(sum.begin(), sum.end(), 0.0f);
        std::fill(count.begin(), count.end(), 0.0f);
        for (std::uint32_t i = part.first_index; i < part.first_index + part.index_count; ++i) {
            const std::uint32_t next = (i - part.first_index) % 3 == 2 ? i - 2 : i + 1;
            const std::uint32_t here = mesh.indices[i] - part.first_vertex;
            sum[here] += values[mesh.indices[next] - part.first_vertex];
            count[here] += 1.0f;
        }
        for (std::size_t v = 0; v < values.size(); ++v) {
            values[v] = count[v] > 0.0f ? 0.5f * values[v] + 0.5f * sum[v] / count[v] : values[v];
        }
    }
}

}  // namespace

bool has_fibres(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part) {
    if (mesh.fibre_uv.size() < std::size_t{part.first_vertex} + part.vertex_count) {
        return false;
    }
    const auto first = mesh.fibre_uv.begin() + part.first_vertex;
    return std::any_of(first, first + part.vertex_count, [](const glm::vec2& uv) { return uv != glm::vec2(0.0f); });
}

namespace {

void write_places(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part, std::vector<glm::vec2>& places) {
    if (has_fibres(mesh, part)) {
        return;
    }
    std::vector<float> hollow = slopes(mesh, part);
    smooth(mesh, part, hollow);
    for (std::uint32_t v = 0; v < part.vertex_count; ++v) {
        // A mean slope of a fifth is a deep crease at the forge's edge length.
        places[part.first_vertex + v] = {mottling(mesh.positions[part.first_vertex + v]),
                                         std::clamp(0.5f + 2.5f * hollow[v], 0.0f, 1.0f)};
    }
}

}  // namespace

RestSurface rest_surface_of(const anatomy::BodyMesh& mesh) {
    constexpr float coarse_cell_m = 0.013f;
    RestSurface rest;
    rest.places = mesh.fibre_uv;
    rest.places.resize(mesh.positions.size(), glm::vec2(0.0f));
    std::vector<std::vector<std::uint32_t>> coarse(mesh.parts.size());
    in_parallel(mesh.parts.size(), [&](std::size_t p) {
        const anatomy::BodyMesh::Part& part = mesh.parts[p];
        write_places(mesh, part, rest.places);
        const std::span<const std::uint32_t> own(mesh.indices.data() + part.first_index, part.index_count);
        coarse[p] = geometry::coarse_indices(mesh.positions, mesh.normals, own, coarse_cell_m);
    });
    for (const std::vector<std::uint32_t>& part : coarse) {
        rest.coarse_counts.push_back(static_cast<std::uint32_t>(part.size()));
        rest.coarse.insert(rest.coarse.end(), part.begin(), part.end());
    }
    return rest;
}

}  // namespace backstory::scene
