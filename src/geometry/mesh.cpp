#include "geometry/mesh.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backstory::geometry {

void Bounds::add(const glm::vec3& p) {
    low = glm::min(low, p);
    high = glm::max(high, p);
}

void Bounds::add(const Bounds& other) {
    if (!other.empty()) {
        low = glm::min(low, other.low);
        high = glm::max(high, other.high);
    }
}

Bounds bounds_of(const Mesh& mesh) {
    Bounds bounds;
    for (const glm::vec3& p : mesh.positions) {
        bounds.add(p);
    }
    return bounds;
}

double volume_m3(const Mesh& mesh) {
    double six_volumes = 0.0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const glm::dvec3 a = mesh.positions[mesh.indices[i]];
        const glm::dvec3 b = mesh.positions[mesh.indices[i + 1]];
        const glm::dvec3 c = mesh.positions[mesh.indices[i + 2]];
        six_volumes += glm::dot(a, glm::cross(b, c));
    }
    return six_volumes / 6.0;
}

double area_m2(const Mesh& mesh) {
    double area = 0.0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const glm::dvec3 a = mesh.positions[mesh.indices[i]];
        const glm::dvec3 b = mesh.positions[mesh.indices[i + 1]];
        const glm::dvec3 c = mesh.positions[mesh.indices[i + 2]];
        area += 0.5 * glm::length(glm::cross(b - a, c - a));
    }
    return area;
}

std::size_t open_edge_count(const Mesh& mesh) {
    std::vector<std::uint64_t> edges;
    edges.reserve(mesh.indices.size());
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        for (int k = 0; k < 3; ++k) {
            const std::uint64_t a = mesh.indices[i + k];
            const std::uint64_t b = mesh.indices[i + (k + 1) % 3];
            edges.push_back(std::min(a, b) << 32 | std::max(a, b));
        }
    }
    std::sort(edges.begin(), edges.end());
    std::size_t open = 0;
    for (std::size_t i = 0; i < edges.size();) {
        std::size_t j = i;
        while (j < edges.size() && edges[j] == edges[i]) {
            ++j;
        }
        open += (j - i != 2);
        i = j;
    }
    return open;
}

std::size_t component_count(const Mesh& mesh) {
    std::vector<std::uint32_t> parent(mesh.positions.size());
    std::iota(parent.begin(), parent.end(), 0u);
    const auto root = [&parent](std::uint32_t v) {
        while (parent[v] != v) {
            parent[v] = parent[parent[v]];
            v = parent[v];
        }
        return v;
    };
    std::vector<bool> used(mesh.positions.size(), false);
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const std::uint32_t a = root(mesh.indices[i]);
        parent[root(mesh.indices[i + 1])] = a;
        parent[root(mesh.indices[i + 2])] = a;
        used[mesh.indices[i]] = used[mesh.indices[i + 1]] = used[mesh.indices[i + 2]] = true;
    }
    std::size_t count = 0;
    for (std::uint32_t v = 0; v < parent.size(); ++v) {
        count += used[v] && root(v) == v;
    }
    return count;
}

std::vector<std::uint32_t> spikes(const Mesh& mesh) {
    constexpr float needle_rad = 1.5708f;
    std::vector<float> angles(mesh.positions.size(), 0.0f);
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        for (std::size_t corner = 0; corner < 3; ++corner) {
            const std::uint32_t v = mesh.indices[t + corner];
            const glm::vec3 a = mesh.positions[mesh.indices[t + (corner + 1) % 3]] - mesh.positions[v];
            const glm::vec3 b = mesh.positions[mesh.indices[t + (corner + 2) % 3]] - mesh.positions[v];
            angles[v] += std::atan2(glm::length(glm::cross(a, b)), glm::dot(a, b));
        }
    }
    std::vector<std::uint32_t> result;
    for (std::uint32_t v = 0; v < angles.size(); ++v) {
        if (angles[v] > 0.0f && angles[v] < needle_rad) {
            result.push_back(v);
        }
    }
    return result;
}

std::size_t spike_count(const Mesh& mesh) {
    return spikes(mesh).size();
}

void compute_normals(Mesh& mesh) {
    mesh.normals.assign(mesh.positions.size(), glm::vec3(0.0f));
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const std::uint32_t ia = mesh.indices[i], ib = mesh.indices[i + 1], ic = mesh.indices[i + 2];
        const glm::vec3 a = mesh.positions[ia];
        const glm::vec3 n = glm::cross(mesh.positions[ib] - a, mesh.positions[ic] - a);
        mesh.normals[ia] += n;
        mesh.normals[ib] += n;
        mesh.normals[ic] += n;
    }
    for (glm::vec3& n : mesh.normals) {
        const float length = glm::length(n);
        n = length > 0.0f ? n / length : glm::vec3(0.0f, 1.0f, 0.0f);
    }
}

Mesh mirrored_z(const Mesh& mesh) {
    Mesh result = mesh;
    for (glm::vec3& p : result.positions) {
        p.z = -p.z;
    }
    for (glm::vec3& n : result.normals) {
        n.z = -n.z;
    }
    for (std::size_t i = 0; i + 2 < result.indices.size(); i += 3) {
        std::swap(result.indices[i + 1], result.indices[i + 2]);
    }
    return result;
}

}  // namespace backstory::geometry
