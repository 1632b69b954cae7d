#include "forge/nearest.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace backstory::forge {

namespace {

constexpr std::uint32_t leaf = 4;  // triangles
constexpr int face = 6;

glm::vec3 unit(const glm::vec3& v) {
    const float length = glm::length(v);
    return length > 0.0f ? v / length : glm::vec3(0.0f);
}

// Ericson, Real-Time Collision Detection, 5.1.5: the nearest point of a triangle and what of it that lies on.
std::pair<glm::vec3, int> nearest_of(const std::array<glm::vec3, 3>& t, const glm::vec3& p) {
    const glm::vec3 ab = t[1] - t[0], ac = t[2] - t[0], ap = p - t[0];
    const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
    if (d1 <= 0.0f && d2 <= 0.0f) {
        return {t[0], 0};
    }
    const glm::vec3 bp = p - t[1];
    const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
    if (d3 >= 0.0f && d4 <= d3) {
        return {t[1], 1};
    }
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0.0f && d1 >= 0.0f && d3 <= 0.0f) {
        return {t[0] + (d1 / (d1 - d3)) * ab, 3};
    }
    const glm::vec3 cp = p - t[2];
    const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
    if (d6 >= 0.0f && d5 <= d6) {
        return {t[2], 2};
    }
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0.0f && d2 >= 0.0f && d6 <= 0.0f) {
        return {t[0] + (d2 / (d2 - d6)) * ac, 5};
    }
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0.0f && d4 - d3 >= 0.0f && d5 - d6 >= 0.0f) {
        return {t[1] + ((d4 - d3) / ((d4 - d3) + (d5 - d6))) * (t[2] - t[1]), 4};
    }
    const float sum = va + vb + vc;
    return {t[0] + (vb / sum) * ab + (vc / sum) * ac, face};
}

}  // namespace

float distance2(const geometry::Bounds& bounds, const glm::vec3& p) {
    const glm::vec3 off = p - glm::clamp(p, bounds.low, bounds.high);
    return glm::dot(off, off);
}

NearestOn::NearestOn(const geometry::Mesh& mesh) : corner_normals_(mesh.positions.size(), glm::vec3(0.0f)) {
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        corners_.push_back({mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]});
        triangles_.push_back({mesh.positions[mesh.indices[i]], mesh.positions[mesh.indices[i + 1]],
                              mesh.positions[mesh.indices[i + 2]]});
    }
    bounds_ = geometry::bounds_of(mesh);
    find_normals();
    order_.resize(triangles_.size());
    std::iota(order_.begin(), order_.end(), 0u);
    nodes_.reserve(triangles_.size() + 1);
    nodes_.emplace_back();
    split(0, 0, static_cast<std::uint32_t>(order_.size()));
}

void NearestOn::find_normals() {
    struct Edge {
        std::uint64_t key;
        std::uint32_t triangle;
        std::uint32_t corner;
    };
    std::vector<Edge> edges;
    for (std::uint32_t t = 0; t < triangles_.size(); ++t) {
        const auto& p = triangles_[t];
        const glm::vec3 normal = unit(glm::cross(p[1] - p[0], p[2] - p[0]));
        face_normals_.push_back(normal);
        for (std::uint32_t k = 0; k < 3; ++k) {
            const std::size_t next = (k + 1) % 3, last = (k + 2) % 3;
            const glm::vec3 u = p[next] - p[k], v = p[last] - p[k];
            corner_normals_[corners_[t][k]] += std::atan2(glm::length(glm::cross(u, v)), glm::dot(u, v)) * normal;
            const std::uint64_t a = corners_[t][k], b = corners_[t][next];
            edges.push_back({std::min(a, b) << 32 | std::max(a, b), t, k});
        }
    }
    edge_normals_.assign(triangles_.size(), {glm::vec3(0.0f), glm::vec3(0.0f), glm::vec3(0.0f)});
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
        return std::tie(a.key, a.triangle, a.corner) < std::tie(b.key, b.triangle, b.corner);
    });
    for (std::size_t i = 0; i < edges.size();) {
        std::size_t j = i;
        glm::vec3 sum{0.0f};
        for (; j < edges.size() && edges[j].key == edges[i].key; ++j) {
            sum += face_normals_[edges[j].triangle];
        }
        for (; i < j; ++i) {
            edge_normals_[edges[i].triangle][edges[i].corner] = sum;
        }
    }
}

void NearestOn::split(std::size_t node, std::uint32_t first, std::uint32_t count) {
    geometry::Bounds bounds, middles;
    const auto middle = [this](std::uint32_t t) {
        return (triangles_[t][0] + triangles_[t][1] + triangles_[t][2]) / 3.0f;
    };
    for (std::uint32_t i = first; i < first + count; ++i) {
        for (const glm::vec3& p : triangles_[order_[i]]) {
            bounds.add(p);
        }
        middles.add(middle(order_[i]));
    }
    nodes_[node].bounds = bounds;
    if (count <= leaf) {
        nodes_[node].first = first;
        nodes_[node].count = count;
        return;
    }
    const glm::vec3 size = middles.size();
    const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
    const std::uint32_t half = count / 2;
    const auto begin = order_.begin() + first;
    std::nth_element(begin, begin + half, begin + count, [&](std::uint32_t a, std::uint32_t b) {
        const float x = middle(a)[axis], y = middle(b)[axis];
        return x < y || (x == y && a < b);
    });
    const std::size_t children = nodes_.size();
    nodes_[node].first = static_cast<std::uint32_t>(children);
    nodes_.emplace_back();
    nodes_.emplace_back();
    split(children, first, half);
    split(children + 1, first + half, count - half);
}

void NearestOn::compare(std::uint32_t triangle, const glm::vec3& p, Best& best) const {
    const auto [point, feature] = nearest_of(triangles_[triangle], p);
    const glm::vec3 off = p - point;
    const float squared = glm::dot(off, off);
    if (squared < best.distance2) {
        best = {squared, point, triangle, feature};
    }
}

void NearestOn::search(std::size_t node, const glm::vec3& p, Best& best) const {
    const Node& at = nodes_[node];
    if (at.count > 0) {
        for (std::uint32_t i = at.first; i < at.first + at.count; ++i) {
            compare(order_[i], p, best);
        }
        return;
    }
    const float one = distance2(nodes_[at.first].bounds, p), other = distance2(nodes_[at.first + 1].bounds, p);
    const std::size_t nearer = one <= other ? at.first : at.first + 1;
    if (std::min(one, other) < best.distance2) {
        search(nearer, p, best);
    }
    if (std::max(one, other) < best.distance2) {
        search(nearer == at.first ? at.first + 1 : at.first, p, best);
    }
}

std::optional<NearestOn::Place> NearestOn::operator()(const glm::vec3& p, float within_m) const {
    Best best;
    best.distance2 = within_m * within_m;
    if (triangles_.empty() || forge::distance2(bounds_, p) >= best.distance2) {
        return std::nullopt;
    }
    search(0, p, best);
    if (best.feature < 0) {
        return std::nullopt;
    }
    const auto corner = static_cast<std::size_t>(best.feature) % 3;
    const glm::vec3 normal = best.feature == face ? face_normals_[best.triangle]
                             : best.feature >= 3  ? edge_normals_[best.triangle][corner]
                                                  : corner_normals_[corners_[best.triangle][corner]];
    const float distance = std::sqrt(best.distance2);
    return Place{best.point, glm::dot(p - best.point, normal) < 0.0f ? -distance : distance};
}

}  // namespace backstory::forge
