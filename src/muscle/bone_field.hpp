// Signed distance to the bones of a segment, on a grid around them: what keeps fascicles out of bone.
// Built from the sphere-meshes of anatomy::Body, in the rest frame, metres; carried by the segment like the bones.
#pragma once

#include "anatomy/body.hpp"

#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace backstory::muscle {

class BoneField {
  public:
    // Raised when the same bones get another field: kept ones (io/bone_field_file.hpp) are then made anew. A test
    // watches over it.
    static constexpr int version = 1;
    // Farther out than the band the distance is not known and reads as the band. Grid errors are about a tenth of the
    // cell on flat bone, up to a third of it at sharp rims.
    static constexpr float band_m = 0.024f;
    static constexpr float cell_m = 0.004f;

    // The union of landmarks with thickness.
    explicit BoneField(const anatomy::SphereMesh& bones);

    // Metres, negative inside bone.
    float distance(const glm::vec3& rest_point) const;
    // How the distance grows along the axes: the difference of a cell's width around the point.
    glm::vec3 slope(const glm::vec3& rest_point) const;
    bool empty() const { return values_->empty(); }

    // What it is made of, to be kept and to be made of it again.
    struct Grid {
        glm::vec3 low{0.0f};        // m, of the first node
        glm::ivec3 nodes{0};        // along each axis
        std::vector<float> values;  // m, by node: x runs quickest, z slowest
    };
    explicit BoneField(Grid grid);
    Grid grid() const { return {low_, {nx_, ny_, nz_}, *values_}; }

  private:
    void add_sphere(const glm::vec4& sphere);
    void add_cone(const glm::vec4& a, const glm::vec4& b);
    void add_triangle(const glm::vec4& a, const glm::vec4& b, const glm::vec4& c);
    template <typename Row>
    void for_rows(const glm::vec3& centre_m, float reach_m, const Row& row);

    glm::vec3 low_{0.0f};
    int nx_ = 0, ny_ = 0, nz_ = 0;
    std::shared_ptr<std::vector<float>> values_;  // shared between copies; not written to after construction
};

// All bones of a segment as one sphere-mesh.
anatomy::SphereMesh bones_of(const anatomy::Body& body, anatomy::SegmentIndex segment);

// Bones in order, each joined with the one before wherever their landmarks are at most bridge_m apart; bones that the
// body lacks are left out.
anatomy::SphereMesh wall_of(const anatomy::Body& body, const std::vector<std::string>& bones, float bridge_m);

}  // namespace backstory::muscle
