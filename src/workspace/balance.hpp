// Where the body's weight falls, and what carries it: the centre of mass, and the outline on the floor around
// everything that the body rests on. Metres, as in the posed body (not yet scaled to another height).
#pragma once

#include "motion/clip.hpp"

#include <vector>

namespace backstory::workspace {

struct Balance {
    glm::dvec3 mass{0.0};             // centre of mass of the whole body
    std::vector<glm::dvec2> support;  // x and z, going round; empty where nothing is rested on
    bool is_supported = false;        // the weight falls inside the outline
};

// Without a clip the body stands on its feet; in one it rests on what its contacts hold at that moment.
Balance balance_of(const anatomy::Body& body, const motion::Skeleton& skeleton, const motion::Clip* clip, double time_s,
                   const motion::SegmentTransforms& world_from_rest);

}  // namespace backstory::workspace
