#include "muscle/shape_audit.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::muscle {

namespace {

using glm::vec3;

double volume_of(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part, const std::vector<vec3>& at) {
    // About a point of the muscle: far from the origin a float's rounding would show.
    const vec3 base = at[part.first_vertex];
    double sum = 0.0;
    for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3) {
        const vec3 a = at[mesh.indices[i]] - base, b = at[mesh.indices[i + 1]] - base;
        const vec3 c = at[mesh.indices[i + 2]] - base;
        sum += static_cast<double>(glm::dot(a, glm::cross(b, c)));
    }
    return sum / 6.0;
}

}  // namespace

ShapeAudit::ShapeAudit(const anatomy::Body& body, const anatomy::BodyMesh& mesh, std::vector<SkinVertex> skin)
    : body_(body), mesh_(mesh), skin_(std::move(skin)), is_attached_(mesh.positions.size(), 0) {
    for (std::size_t s = 0; s < body.segments.size(); ++s) {
        const auto segment = static_cast<anatomy::SegmentIndex>(s);
        const anatomy::SphereMesh bones = bones_of(body, segment);
        if (bones.spheres.empty()) {
            continue;
        }
        Bone bone{segment, BoneField(bones), vec3(1e9f), vec3(-1e9f)};
        for (const glm::vec4& ball : bones.spheres) {
            bone.low = glm::min(bone.low, vec3(ball) - ball.w);
            bone.high = glm::max(bone.high, vec3(ball) + ball.w);
        }
        bones_.push_back(std::move(bone));
    }
    for (std::size_t p = 0; p < mesh.parts.size(); ++p) {
        const anatomy::BodyMesh::Part& part = mesh.parts[p];
        const anatomy::Structure& structure = body.structures[part.structure];
        if (structure.kind != anatomy::Kind::muscle || part.index_count == 0) {
            continue;
        }
        Muscle muscle{p, volume_of(mesh, part, mesh.positions), {}};
        for (const Bone& bone : bones_) {
            const auto first = mesh.positions.begin() + part.first_vertex;
            muscle.lies_beside.push_back(std::any_of(first, first + part.vertex_count, [&bone](const vec3& v) {
                return bone.field.distance(v) < beside_m;
            }));
        }
        muscles_.push_back(std::move(muscle));
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            const vec3 place = mesh.positions[v];
            is_attached_[v] =
                std::any_of(structure.bundle.fascicles.begin(), structure.bundle.fascicles.end(), [&](const auto& f) {
                    return glm::distance(place, f.origin.point) < attachment_reach_m ||
                           glm::distance(place, f.insertion.point) < attachment_reach_m;
                });
        }
    }
}

const std::vector<ShapeFault>& ShapeAudit::check(const motion::SegmentTransforms& world_from_rest,
                                                 const MuscleState& state) {
    deform(mesh_, skin_, state.palette, positions_, normals_);
    faults_.clear();
    for (const Muscle& muscle : muscles_) {
        const anatomy::BodyMesh::Part& part = mesh_.parts[muscle.part];
        ShapeFault fault;
        fault.structure = part.structure;
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            const vec3 p = positions_[v];
            fault.is_finite = fault.is_finite && std::isfinite(p.x + p.y + p.z);
        }
        if (fault.is_finite) {
            check_surface(part, muscle.rest_volume_m3, fault);
            check_depth(muscle, world_from_rest, fault);
        }
        faults_.push_back(fault);
    }
    return faults_;
}

void ShapeAudit::check_surface(const anatomy::BodyMesh::Part& part, double rest_volume, ShapeFault& fault) const {
    fault.volume = static_cast<float>(volume_of(mesh_, part, positions_) / rest_volume);
    float area = 0.0f, inside_out = 0.0f;
    for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3) {
        const std::uint32_t* corner = &mesh_.indices[i];
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t a = corner[k], b = corner[(k + 1) % 3];
            const float rest = glm::distance(mesh_.positions[a], mesh_.positions[b]);
            const float now = glm::distance(positions_[a], positions_[b]);
            if (rest >= shortest_edge_m && now > fault.edge * rest) {
                fault.edge = now / rest;
                fault.edge_rest = mesh_.positions[a];
            }
        }
        const vec3 across =
            glm::cross(positions_[corner[1]] - positions_[corner[0]], positions_[corner[2]] - positions_[corner[0]]);
        const float size = glm::length(across);
        area += size;
        const vec3 outward = normals_[corner[0]] + normals_[corner[1]] + normals_[corner[2]];
        inside_out += glm::dot(across, outward) < 0.0f ? size : 0.0f;
    }
    fault.folded = area > 0.0f ? inside_out / area : 0.0f;
}

void ShapeAudit::check_depth(const Muscle& muscle, const motion::SegmentTransforms& world_from_rest,
                             ShapeFault& fault) const {
    const anatomy::BodyMesh::Part& part = mesh_.parts[muscle.part];
    for (std::size_t b = 0; b < bones_.size(); ++b) {
        const Bone& bone = bones_[b];
        const bool beside = muscle.lies_beside[b] != 0;
        const geometry::RigidTransform back = world_from_rest[bone.segment].inverse();
        const glm::quat turn(back.rotation);
        const vec3 shift(back.translation);
        float& deepest = beside ? fault.depth_m : fault.crossing_m;
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            const vec3 there = turn * positions_[v] + shift;
            if (is_attached_[v] != 0 || glm::any(glm::lessThan(there, bone.low)) ||
                glm::any(glm::greaterThan(there, bone.high))) {
                continue;
            }
            const float now = -bone.field.distance(there);
            if (now <= deepest) {
                continue;
            }
            const float beyond = now - std::max(0.0f, -bone.field.distance(mesh_.positions[v]));
            if (beyond > deepest) {
                deepest = beyond;
                if (beside) {
                    fault.depth_segment = bone.segment;
                    fault.depth_rest = mesh_.positions[v];
                }
            }
        }
    }
}

}  // namespace backstory::muscle
