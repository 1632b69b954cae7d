// How much of a bone's solid is kept: all of it, what lies within half-spaces (the parts of the sternum), or what lies
// nearer to a piece's own spheres than to its neighbours' (the bones of the skull).
#pragma once

#include "anatomy/body.hpp"

#include <vector>

namespace backstory::forge {

class Extent {
  public:
    Extent() = default;  // all of it
    explicit Extent(const anatomy::SphereMesh& table);

    bool everything() const { return cuts_.empty() && neighbours_.empty(); }
    // Metres beyond the border; negative inside. Changes by no more than the way between two places.
    float beyond(const glm::vec3& p) const;
    // Whether a ball lies wholly inside (1), wholly outside (-1), or may lie across the border (0).
    int keeps(const glm::vec3& centre, float radius) const;

  private:
    std::vector<glm::vec4> cuts_;  // as in anatomy::SphereMesh
    std::vector<glm::vec3> own_, neighbours_;
};

}  // namespace backstory::forge
