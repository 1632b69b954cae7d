// Looks for bones where no bone can be: through the floor, a mat, a seat or a wall, or through a bone of another limb.
// For tests and the developer's audit, not for drawing. Bones are the sphere-meshes of anatomy::Body, so soft tissue
// counts for nothing: what is found here is deeper by that much.
#pragma once

#include "motion/clip.hpp"
#include "muscle/bone_field.hpp"

#include <string_view>
#include <vector>

namespace backstory::muscle {

struct BoneClash {
    anatomy::StructureIndex bone = anatomy::none;
    double depth_m = 0.0;
    std::string_view in;  // "floor", a prop's id, or the segment whose bone it is in; as long as clip and body live
};

class BoneClashes {
  public:
    // Keeps a reference: the body must outlive it.
    explicit BoneClashes(const anatomy::Body& body);

    // The deepest place of any bone below the floor or in one of the props; 0 where there is none.
    BoneClash with_props(const std::vector<motion::Prop>& props,
                         const motion::SegmentTransforms& world_from_rest) const;
    // The deepest place of a bone of one limb in a bone of another, of the trunk or of the head; 0 where there is none.
    BoneClash between_limbs(const motion::SegmentTransforms& world_from_rest) const;

  private:
    enum class Limb : std::uint8_t { none, trunk, head, arm_r, arm_l, leg_r, leg_l };
    static Limb limb_of(std::string_view segment);

    struct Ball {
        anatomy::StructureIndex bone = anatomy::none;
        anatomy::SegmentIndex segment = anatomy::none;
        glm::vec3 centre{0.0f};  // rest frame, m
        float radius = 0.0f;
    };
    struct Bones {
        anatomy::SegmentIndex segment = anatomy::none;
        Limb limb = Limb::none;
        BoneField field;
        glm::vec3 low{0.0f}, high{0.0f};
        std::vector<Ball> balls;
    };
    const anatomy::Body& body_;
    std::vector<Bones> bones_;
};

}  // namespace backstory::muscle
