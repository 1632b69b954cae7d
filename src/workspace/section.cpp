#include "workspace/section.hpp"

#include <glm/geometric.hpp>
#include <glm/gtc/quaternion.hpp>

namespace backstory::workspace {
namespace {

geometry::Bounds bounds_of(const Library& library) {
    geometry::Bounds bounds;
    for (const auto& part : library.mesh.parts) {
        bounds.add(part.bounds);
    }
    if (bounds.empty()) {
        bounds.add(glm::vec3(-0.3f, 0.0f, -0.5f));
        bounds.add(glm::vec3(0.3f, 2.0f, 0.5f));
    }
    return bounds;
}

}  // namespace

SectionAxes section_axes(BodySection::Plane plane) {
    using Plane = BodySection::Plane;
    const glm::vec3 x(1, 0, 0), y(0, 1, 0), z(0, 0, 1);
    switch (plane) {
        case Plane::coronal:
            return {x, y, z};
        case Plane::transverse:
            return {y, z, x};
        default:
            return {z, y, x};
    }
}

glm::vec3 section_pivot(const Library& library, const BodySection& cut) {
    const glm::vec3 middle = bounds_of(library).centre();
    const glm::vec3 normal = section_axes(cut.plane).normal;
    return middle + (cut.offset_m - glm::dot(middle, normal)) * normal;
}

SectionRange section_range(const Library& library, BodySection::Plane plane) {
    const geometry::Bounds bounds = bounds_of(library);
    const glm::vec3 normal = section_axes(plane).normal;
    return {glm::dot(bounds.low, normal), glm::dot(bounds.high, normal)};
}

scene::Section section_of(const Library& library, const BodySection& cut) {
    scene::Section section;
    section.on = cut.plane != BodySection::Plane::off;
    if (!section.on) {
        return section;
    }
    const SectionAxes axes = section_axes(cut.plane);
    const glm::quat first = glm::angleAxis(glm::radians(cut.first_tilt_deg), axes.first);
    const glm::quat second = glm::angleAxis(glm::radians(cut.second_tilt_deg), first * axes.second);
    const glm::vec3 normal = glm::normalize(second * (first * axes.normal));
    section.normal = cut.flipped ? -normal : normal;
    section.offset = glm::dot(section.normal, section_pivot(library, cut));
    return section;
}

}  // namespace backstory::workspace
