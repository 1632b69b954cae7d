// The smoothest numbers between those that are known at some places: Laplace's equation on a grid. Internal to the
// floor; see plan_as_one.cpp for what it is for.
#pragma once

#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backstory::muscle {

// Numbers 0 .. 1, one a joint, over the space round the layers.
class ShareField {
  public:
    // Raised when the same pins give other numbers: kept ones (bone_fields.hpp) are then made anew. A test watches over
    // it.
    static constexpr int version = 1;

    // Over the space round these places, all of them at Z >= 0.
    ShareField(const std::vector<glm::vec3>& places, std::size_t joints);
    // A place where the numbers are known.
    void pin(const glm::vec3& place, const std::vector<float>& numbers);
    void solve();
    void read(const glm::vec3& place, std::vector<float>& numbers) const;

  private:
    std::size_t index_of(const glm::ivec3& node) const;
    template <typename Visit>
    void each_neighbour(const glm::ivec3& node, const Visit& visit) const;
    template <typename Visit>
    void each_corner(const glm::vec3& place, const Visit& visit) const;

    std::size_t joints_;
    glm::vec3 low_{0.0f};
    glm::ivec3 size_{1};
    std::vector<std::uint8_t> is_inside_;        // by node
    std::vector<float> held_, wanted_, values_;  // by node; the last two by node and joint
};

}  // namespace backstory::muscle
