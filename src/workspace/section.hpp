// The cut through the body as a plane in the world.
#pragma once

#include "scene/scene.hpp"
#include "workspace/state.hpp"

namespace backstory::workspace {

// Where the plane is held while it is tilted: a point of the untilted plane in the middle of the body, m.
glm::vec3 section_pivot(const Library& library, const BodySection& cut);
// Axes of the untilted plane: normal, then the two it is tilted about, unit.
struct SectionAxes {
    glm::vec3 normal, first, second;
};
SectionAxes section_axes(BodySection::Plane plane);
// How far the body reaches along the normal of the untilted plane, m.
struct SectionRange {
    float low, high;
};
SectionRange section_range(const Library& library, BodySection::Plane plane);
scene::Section section_of(const Library& library, const BodySection& cut);

}  // namespace backstory::workspace
