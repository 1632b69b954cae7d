#include "muscle/layer_audit.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::muscle {

namespace {

using glm::vec3;

// A face that looks the same way as the covering one: the other side of a thin sheet does not count.
constexpr float facing_cosine = 0.3f;

// Muscles and sheets of tendon; ligaments of joints stay with the skeleton.
bool is_soft(const anatomy::Structure& structure) {
    return structure.kind == anatomy::Kind::muscle ||
           (structure.kind == anatomy::Kind::ligament && structure.layer != anatomy::Layer::skeleton);
}

// Where the line from `from` along unit `along` meets a triangle, m; negative where it does not.
float meeting(const vec3& from, const vec3& along, const vec3& a, const vec3& b, const vec3& c) {
    const vec3 ab = b - a, ac = c - a, across = glm::cross(along, ac);
    const float turned = glm::dot(ab, across);
    if (std::abs(turned) < 1e-14f) {
        return -1.0f;
    }
    const vec3 line = from - a;
    const float u = glm::dot(line, across) / turned;
    const vec3 other = glm::cross(line, ab);
    const float v = glm::dot(along, other) / turned;
    return u < 0.0f || v < 0.0f || u + v > 1.0f ? -1.0f : glm::dot(ac, other) / turned;
}

}  // namespace

glm::ivec3 TriangleGrid::cell_of(const vec3& p) const {
    return glm::clamp(glm::ivec3(glm::floor((p - low_) / cell_m)), glm::ivec3(0), size_ - 1);
}

std::size_t TriangleGrid::index_of(const glm::ivec3& cell) const {
    return (static_cast<std::size_t>(cell.z) * static_cast<std::size_t>(size_.y) + static_cast<std::size_t>(cell.y)) *
               static_cast<std::size_t>(size_.x) +
           static_cast<std::size_t>(cell.x);
}

void TriangleGrid::build(std::span<const vec3> positions, std::span<const std::uint32_t> indices,
                         std::span<const std::uint8_t> wanted) {
    low_ = vec3(1e9f);
    vec3 high(-1e9f);
    const auto each = [&](const auto& visit) {
        for (std::size_t t = 0; t < wanted.size(); ++t) {
            if (wanted[t] != 0) {
                const vec3 a = positions[indices[3 * t]], b = positions[indices[3 * t + 1]];
                const vec3 c = positions[indices[3 * t + 2]];
                visit(t, glm::min(a, glm::min(b, c)), glm::max(a, glm::max(b, c)));
            }
        }
    };
    each([&](std::size_t, const vec3& from, const vec3& to) {
        low_ = glm::min(low_, from);
        high = glm::max(high, to);
    });
    size_ = glm::max(glm::ivec3((high - low_) / cell_m) + 1, glm::ivec3(1));
    first_.assign(index_of(size_ - 1) + 2, 0);
    const auto each_cell = [&](const vec3& from, const vec3& to, const auto& visit) {
        const glm::ivec3 begin = cell_of(from), end = cell_of(to);
        for (int z = begin.z; z <= end.z; ++z) {
            for (int y = begin.y; y <= end.y; ++y) {
                for (int x = begin.x; x <= end.x; ++x) {
                    visit(index_of({x, y, z}));
                }
            }
        }
    };
    each([&](std::size_t, const vec3& from, const vec3& to) {
        each_cell(from, to, [&](std::size_t cell) { ++first_[cell + 1]; });
    });
    for (std::size_t cell = 1; cell < first_.size(); ++cell) {
        first_[cell] += first_[cell - 1];
    }
    triangles_.resize(first_.back());
    std::vector<std::uint32_t> next = first_;
    each([&](std::size_t t, const vec3& from, const vec3& to) {
        each_cell(from, to, [&](std::size_t cell) { triangles_[next[cell]++] = static_cast<std::uint32_t>(t); });
    });
}

LayerAudit::LayerAudit(const anatomy::Body& body, const anatomy::BodyMesh& mesh, std::vector<SkinVertex> skin)
    : mesh_(mesh),
      skin_(std::move(skin)),
      part_of_(mesh.indices.size() / 3, 0),
      is_soft_(mesh.indices.size() / 3, 0),
      areas_(mesh.positions.size(), 0.0f),
      positions_(mesh.positions),
      normals_(mesh.normals) {
    for (std::size_t p = 0; p < mesh.parts.size(); ++p) {
        const anatomy::BodyMesh::Part& part = mesh.parts[p];
        for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3) {
            part_of_[i / 3] = static_cast<std::uint32_t>(p);
            is_soft_[i / 3] = is_soft(body.structures[part.structure]) ? 1 : 0;
            const vec3 a = mesh.positions[mesh.indices[i]];
            const vec3 across =
                glm::cross(mesh.positions[mesh.indices[i + 1]] - a, mesh.positions[mesh.indices[i + 2]] - a);
            for (std::uint32_t k = i; k < i + 3; ++k) {
                areas_[mesh.indices[k]] += glm::length(across) / 6.0f;
            }
        }
    }
    grid_.build(positions_, mesh_.indices, is_soft_);
    find_pairs(body);
}

// The other parts whose like faces the line from a vertex along its normal meets, the nearest place of each.
void LayerAudit::find_hits(std::uint32_t vertex, float sign, std::vector<Hit>& hits) const {
    hits.clear();
    const vec3 from = positions_[vertex], normal = normals_[vertex], along = sign * normal;
    grid_.near(from, from + reach_m * along, [&](std::uint32_t triangle) {
        const std::uint32_t* corner = &mesh_.indices[3 * std::size_t{triangle}];
        const vec3 a = positions_[corner[0]], b = positions_[corner[1]], c = positions_[corner[2]];
        const float distance_m = meeting(from, along, a, b, c);
        const vec3 face = glm::cross(b - a, c - a);
        if (distance_m < 0.0f || distance_m > reach_m || glm::dot(face, normal) < facing_cosine * glm::length(face)) {
            return;
        }
        const std::uint32_t part = part_of_[triangle];
        const auto known = std::find_if(hits.begin(), hits.end(), [part](const Hit& hit) { return hit.part == part; });
        if (known == hits.end()) {
            hits.push_back({part, distance_m});
        } else {
            known->distance_m = std::min(known->distance_m, distance_m);
        }
    });
}

void LayerAudit::find_pairs(const anatomy::Body& body) {
    std::vector<Hit> beneath, above;
    for (std::size_t p = 0; p < mesh_.parts.size(); ++p) {
        const anatomy::BodyMesh::Part& part = mesh_.parts[p];
        if (!is_soft(body.structures[part.structure])) {
            continue;
        }
        std::map<std::uint32_t, std::vector<std::uint32_t>> covered;
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            find_hits(v, -1.0f, beneath);
            find_hits(v, 1.0f, above);
            for (const Hit& hit : beneath) {
                const bool both =
                    std::any_of(above.begin(), above.end(), [&](const Hit& h) { return h.part == hit.part; });
                if (hit.part != p && !both) {
                    covered[hit.part].push_back(v);
                }
            }
        }
        for (const auto& [inner, vertices] : covered) {
            if (vertices.size() < fewest_vertices) {
                continue;
            }
            LayerPair pair{part.structure, mesh_.parts[inner].structure, static_cast<std::uint32_t>(covering_.size()),
                           static_cast<std::uint32_t>(vertices.size())};
            for (const std::uint32_t v : vertices) {
                pair.area_m2 += areas_[v];
            }
            covering_.insert(covering_.end(), vertices.begin(), vertices.end());
            pairs_.push_back(pair);
        }
    }
}

const std::vector<LayerFault>& LayerAudit::check(const MuscleState& state) {
    deform(mesh_, skin_, state.palette, positions_, normals_);
    grid_.build(positions_, mesh_.indices, is_soft_);
    faults_.assign(pairs_.size(), {});
    std::vector<Hit> above;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
        const LayerPair& pair = pairs_[i];
        LayerFault& fault = faults_[i];
        for (std::uint32_t k = pair.first; k < pair.first + pair.count; ++k) {
            const std::uint32_t v = covering_[k];
            find_hits(v, 1.0f, above);
            for (const Hit& hit : above) {
                if (mesh_.parts[hit.part].structure != pair.inner) {
                    continue;
                }
                ++fault.vertices;
                fault.area_m2 += areas_[v];
                if (hit.distance_m > fault.height_m) {
                    fault.height_m = hit.distance_m;
                    fault.height_rest = mesh_.positions[v];
                }
            }
        }
    }
    return faults_;
}

}  // namespace backstory::muscle
