// The nearest place of a closed triangle surface, and whether a point lies within it. Signs after Baerentzen & Aanaes,
// "Signed distance computation using the angle weighted pseudonormal", 2005. Metres.
#pragma once

#include "geometry/mesh.hpp"

#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace backstory::forge {

class NearestOn {
  public:
    struct Place {
        glm::vec3 point{0.0f};
        float distance = 0.0f;  // below 0: the point asked for lies within
    };

    explicit NearestOn(const geometry::Mesh& mesh);
    // Nothing where the surface is farther away than `within_m`.
    std::optional<Place> operator()(const glm::vec3& p, float within_m) const;
    const geometry::Bounds& bounds() const { return bounds_; }

  private:
    struct Node {
        geometry::Bounds bounds;
        std::uint32_t first = 0, count = 0;  // triangles in order_; count 0: two nodes from `first` on
    };
    struct Best {
        float distance2 = 0.0f;
        glm::vec3 point{0.0f};
        std::uint32_t triangle = 0;
        int feature = -1;  // 0 .. 2 corner, 3 .. 5 edge after that corner, 6 face; -1 none
    };
    void split(std::size_t node, std::uint32_t first, std::uint32_t count);
    void search(std::size_t node, const glm::vec3& p, Best& best) const;
    void compare(std::uint32_t triangle, const glm::vec3& p, Best& best) const;
    void find_normals();

    std::vector<std::array<glm::vec3, 3>> triangles_;
    std::vector<std::array<std::uint32_t, 3>> corners_;
    std::vector<glm::vec3> corner_normals_, face_normals_;
    std::vector<std::array<glm::vec3, 3>> edge_normals_;
    std::vector<std::uint32_t> order_;
    std::vector<Node> nodes_;
    geometry::Bounds bounds_;
};

// Distance from p to a box, squared; 0 inside.
float distance2(const geometry::Bounds& bounds, const glm::vec3& p);

}  // namespace backstory::forge
