// Looks for what no body does: in a posed body, how far each muscle's surface is from keeping its volume, staying out
// of bone and staying whole. For tests and the developer's audit, not for drawing.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "muscle/bone_field.hpp"
#include "muscle/system.hpp"

#include <glm/vec3.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace backstory::muscle {

// One muscle in one pose.
struct ShapeFault {
    anatomy::StructureIndex structure = anatomy::none;
    float volume = 1.0f;      // against rest
    float depth_m = 0.0f;     // deepest vertex inside a bone that it lies beside at rest, beyond its depth at rest
    float crossing_m = 0.0f;  // deepest vertex inside any other bone: limbs that cross
    anatomy::SegmentIndex depth_segment = anatomy::none;  // whose bone that is
    glm::vec3 depth_rest{0.0f};                           // where that vertex lies at rest
    float edge = 1.0f;                                    // most stretched edge of the surface, against rest
    glm::vec3 edge_rest{0.0f};                            // where that edge lies at rest
    float folded = 0.0f;                                  // share of the surface that is turned inside out
    bool is_finite = true;
};

class ShapeAudit {
  public:
    // Vertices nearer than this to an attachment of their own fascicles lie on bone by right, m.
    static constexpr float attachment_reach_m = 0.015f;
    // A muscle lies beside the bones that some vertex of it is nearer to at rest, m.
    static constexpr float beside_m = 0.02f;
    // Shorter edges (slivers of the mesh) are not measured, m.
    static constexpr float shortest_edge_m = 0.0015f;

    // Keeps references: body and mesh must outlive it. `skin` is MuscleSystem::bind's.
    ShapeAudit(const anatomy::Body& body, const anatomy::BodyMesh& mesh, std::vector<SkinVertex> skin);

    // One entry a muscle with a surface, by rising structure index; valid until the next call.
    const std::vector<ShapeFault>& check(const motion::SegmentTransforms& world_from_rest, const MuscleState& state);

  private:
    void check_surface(const anatomy::BodyMesh::Part& part, double rest_volume, ShapeFault& fault) const;

    const anatomy::Body& body_;
    const anatomy::BodyMesh& mesh_;
    std::vector<SkinVertex> skin_;
    struct Bone {
        anatomy::SegmentIndex segment = 0;
        BoneField field;
        glm::vec3 low{0.0f}, high{0.0f};
    };
    std::vector<Bone> bones_;
    struct Muscle {
        std::size_t part = 0;
        double rest_volume_m3 = 0.0;
        std::vector<std::uint8_t> lies_beside;  // by bone
    };
    void check_depth(const Muscle& muscle, const motion::SegmentTransforms& world_from_rest, ShapeFault& fault) const;

    std::vector<Muscle> muscles_;
    std::vector<std::uint8_t> is_attached_;  // by vertex
    std::vector<glm::vec3> positions_, normals_;
    std::vector<ShapeFault> faults_;
};

}  // namespace backstory::muscle
