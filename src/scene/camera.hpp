// Where the picture is taken from. Orbit camera: looks at a target from a distance, azimuth and elevation.
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec3.hpp>

#include <string>

namespace backstory::scene {

struct Camera {
    glm::vec3 target{0.06f, 0.95f, 0.0f};  // m
    float distance = 4.0f;                 // m, from the target
    float azimuth_rad = 0.0f;              // 0 = seen from the front (+X), +90 deg = from the subject's right (+Z)
    float elevation_rad = 0.0f;            // + = from above
    float field_of_view_rad = 0.5236f;     // vertical
    bool orthographic = false;
    float needed_aspect = 0.62f;  // what must be seen is this wide, in picture heights: a standing body unless framed

    glm::vec3 direction() const;  // unit, from the target towards the eye
    glm::vec3 up() const;         // unit, up in the picture
    glm::vec3 right() const;      // unit, right in the picture
    glm::vec3 position() const;   // m
    glm::mat4 view() const;
    glm::mat4 projection(float aspect) const;  // near and far follow the distance
    bool operator==(const Camera&) const = default;
};

// A named camera: "anterior", "posterior", "psoas" ...; data in assets/views.json, read by io/views_reader.hpp.
struct ViewPreset {
    std::string id, name;
    Camera camera;
};

}  // namespace backstory::scene
