// What solids are made of: spheres, round cones (two spheres) and slabs (three), each the sweep of a ball whose centre
// and radius run linearly between the corners. Metres.
#pragma once

#include "geometry/mesh.hpp"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <span>
#include <vector>

namespace backstory::forge {

class Primitive {
  public:
    // One, two or three corners: x, y, z, radius.
    explicit Primitive(std::span<const glm::vec4> corners);

    // Distance from p to the surface, negative inside. Exact outside; inside, the distance of the sweep's nearest ball.
    float distance(const glm::vec3& p) const;
    // Radius of the ball that is nearest to p.
    float radius_near(const glm::vec3& p) const;
    geometry::Bounds bounds() const;

  private:
    struct Cone {
        glm::vec3 start{0.0f}, direction{0.0f};
        float length = 0.0f, radius = 0.0f, slope = 0.0f, lead = 0.0f;
        float along(const glm::vec3& p) const;  // where the nearest ball sits, 0 .. length
        float distance(const glm::vec3& p) const;
    };
    static Cone cone(const glm::vec4& a, const glm::vec4& b);
    // False when the triangle has no area or one corner's ball swallows the others.
    bool prepare_slab();

    std::array<glm::vec4, 3> corners_{};
    int count_ = 0;
    std::array<Cone, 3> cones_{};
    int cone_count_ = 0;
    bool slab_ = false;
    glm::vec3 across_{0.0f}, up_{0.0f}, normal_{0.0f};  // frame of the slab's plane at corner 0
    glm::vec2 corner1_{0.0f}, corner2_{0.0f}, gradient_{0.0f};
    float inverse_area_ = 0.0f, lean_ = 1.0f;
};

}  // namespace backstory::forge
