// Looks for layers that change places: where one muscle covers another at rest and the other stands out through it in a
// pose. For tests and the developer's audit, not for drawing.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "muscle/system.hpp"

#include <glm/vec3.hpp>

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace backstory::muscle {

// The triangles of a posed surface, to be found by place. Rebuilt for every pose.
class TriangleGrid {
  public:
    // Of the triangles of `indices` whose flag in `wanted` (by triangle) is set.
    void build(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices,
               std::span<const std::uint8_t> wanted);

    // Calls `visit(triangle)` at least once for each triangle near the line from a to b.
    template <typename Visit>
    void near(const glm::vec3& a, const glm::vec3& b, Visit&& visit) const {
        const glm::ivec3 low = cell_of(glm::min(a, b)), high = cell_of(glm::max(a, b));
        for (int z = low.z; z <= high.z; ++z) {
            for (int y = low.y; y <= high.y; ++y) {
                for (int x = low.x; x <= high.x; ++x) {
                    const std::size_t cell = index_of({x, y, z});
                    for (std::uint32_t k = first_[cell]; k < first_[cell + 1]; ++k) {
                        visit(triangles_[k]);
                    }
                }
            }
        }
    }

  private:
    static constexpr float cell_m = 0.012f;
    glm::ivec3 cell_of(const glm::vec3& p) const;
    std::size_t index_of(const glm::ivec3& cell) const;

    glm::vec3 low_{0.0f};
    glm::ivec3 size_{1};
    std::vector<std::uint32_t> first_;  // by cell, one more than cells
    std::vector<std::uint32_t> triangles_;
};

// One muscle that covers another at rest.
struct LayerPair {
    anatomy::StructureIndex outer = anatomy::none, inner = anatomy::none;
    std::uint32_t first = 0, count = 0;  // into LayerAudit's covered vertices
    float area_m2 = 0.0f;                // of the outer one's surface that covers the inner one
};

// Where the inner one stands out through the outer one in a pose.
struct LayerFault {
    std::uint32_t vertices = 0;
    float area_m2 = 0.0f;
    float height_m = 0.0f;        // how far it stands out at most
    glm::vec3 height_rest{0.0f};  // where that lies at rest
};

class LayerAudit {
  public:
    // A muscle covers another where the other's surface lies less than this beneath its own, m; it stands out where it
    // lies up to this above.
    static constexpr float reach_m = 0.015f;
    // Pairs that lie over each other in fewer vertices are left out.
    static constexpr std::uint32_t fewest_vertices = 40;

    // Keeps a reference to the mesh, which must outlive it. `skin` is MuscleSystem::bind's.
    LayerAudit(const anatomy::Body& body, const anatomy::BodyMesh& mesh, std::vector<SkinVertex> skin);

    const std::vector<LayerPair>& pairs() const { return pairs_; }

    // One entry a pair; valid until the next call.
    const std::vector<LayerFault>& check(const MuscleState& state);

  private:
    struct Hit {
        std::uint32_t part = 0;
        float distance_m = 0.0f;
    };
    void find_hits(std::uint32_t vertex, float sign, std::vector<Hit>& hits) const;
    void find_pairs(const anatomy::Body& body);

    const anatomy::BodyMesh& mesh_;
    std::vector<SkinVertex> skin_;
    std::vector<std::uint32_t> part_of_;  // by triangle
    std::vector<std::uint8_t> is_soft_;   // by triangle: of a muscle or a sheet of tendon
    std::vector<float> areas_;            // by vertex, at rest
    std::vector<LayerPair> pairs_;
    std::vector<std::uint32_t> covering_;  // vertices of outer ones, pair by pair
    std::vector<glm::vec3> positions_, normals_;
    TriangleGrid grid_;
    std::vector<LayerFault> faults_;
};

}  // namespace backstory::muscle
