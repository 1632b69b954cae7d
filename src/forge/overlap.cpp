#include "forge/overlap.hpp"

#include "forge/extent.hpp"
#include "forge/solid.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <map>

namespace backstory::forge {

namespace {

using anatomy::BodyMesh;

bool touch(const geometry::Bounds& a, const geometry::Bounds& b) {
    return glm::all(glm::lessThan(a.low, b.high)) && glm::all(glm::lessThan(b.low, a.high));
}

bool holds(const geometry::Bounds& bounds, const glm::vec3& p) {
    return glm::all(glm::lessThan(bounds.low, p)) && glm::all(glm::lessThan(p, bounds.high));
}

// A bone's primitives with their bounds, and how much of them it keeps.
struct Solid {
    std::vector<Primitive> primitives;
    std::vector<geometry::Bounds> bounds;
    Extent extent;

    explicit Solid(const anatomy::SphereMesh& table) : primitives(solid_of(table)), extent(table) {
        for (const Primitive& primitive : primitives) {
            bounds.push_back(primitive.bounds());
        }
    }
    // How deep p lies inside; 0 outside.
    float depth(const glm::vec3& p, const std::vector<std::size_t>& near) const {
        float depth = 0.0f;
        for (const std::size_t i : near) {
            if (holds(bounds[i], p)) {
                depth = std::max(depth, -primitives[i].distance(p));
            }
        }
        if (depth > 0.0f && !extent.everything()) {
            depth = std::min(depth, std::max(0.0f, -extent.beyond(p)));
        }
        return depth;
    }
};

void deepest(const BodyMesh& mesh, const BodyMesh::Part& part, const Solid& solid, Overlap& out) {
    std::vector<std::size_t> near;
    for (std::size_t i = 0; i < solid.bounds.size(); ++i) {
        if (touch(solid.bounds[i], part.bounds)) {
            near.push_back(i);
        }
    }
    for (std::uint32_t v = part.first_vertex; !near.empty() && v < part.first_vertex + part.vertex_count; ++v) {
        const float depth = solid.depth(mesh.positions[v], near);
        if (depth > out.depth_m) {
            out.depth_m = depth;
            out.place = mesh.positions[v];
        }
    }
}

}  // namespace

std::vector<Overlap> bone_overlaps(const anatomy::Body& body, const BodyMesh& mesh, float least_m) {
    std::vector<const BodyMesh::Part*> bones;
    for (const BodyMesh::Part& part : mesh.parts) {
        if (body.structures[part.structure].kind == anatomy::Kind::bone) {
            bones.push_back(&part);
        }
    }
    std::map<const BodyMesh::Part*, Solid> solids;
    const auto solid_of_part = [&](const BodyMesh::Part* part) -> const Solid& {
        return solids.try_emplace(part, body.structures[part->structure].sphere_mesh).first->second;
    };
    const auto is_left = [&](const BodyMesh::Part* part) {
        return body.structures[part->structure].side == anatomy::Side::left;
    };
    std::vector<Overlap> result;
    for (std::size_t i = 0; i < bones.size(); ++i) {
        for (std::size_t j = i + 1; j < bones.size(); ++j) {
            if ((is_left(bones[i]) && is_left(bones[j])) || !touch(bones[i]->bounds, bones[j]->bounds)) {
                continue;
            }
            Overlap overlap{bones[i]->structure, bones[j]->structure, 0.0f, {}};
            deepest(mesh, *bones[i], solid_of_part(bones[j]), overlap);
            deepest(mesh, *bones[j], solid_of_part(bones[i]), overlap);
            if (overlap.depth_m >= least_m) {
                result.push_back(overlap);
            }
        }
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Overlap& a, const Overlap& b) { return a.depth_m > b.depth_m; });
    return result;
}

}  // namespace backstory::forge
