// What to draw: plain values, no OpenGL and no anatomy knowledge needed to draw them. Built by workspace from State,
// drawn by render. Two equal scenes give the same picture, so the renderer keeps the last one.
#pragma once

#include "anatomy/body_mesh.hpp"
#include "muscle/system.hpp"
#include "scene/camera.hpp"

#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace backstory::scene {

// How one structure looks; by StructureIndex.
struct Appearance {
    glm::vec3 colour{0.8f};    // linear RGB: region colour or tissue colour
    float opacity = 1.0f;      // 0 = not drawn, < 1 = blended
    float highlight = 0.0f;    // 0 .. 1: lit in `colour`
    float desaturate = 0.0f;   // 0 .. 1: greyed because something else is lit
    std::uint8_t outline = 0;  // 0 none, 1 hovered, 2 selected
    std::uint8_t tissue = 0;   // anatomy::Kind
    bool operator==(const Appearance&) const = default;
};

// A simple solid beside the body.
struct Prop {
    enum class Shape : std::uint8_t { box, cylinder };
    Shape shape = Shape::box;
    glm::vec3 centre{0.0f}, half_size{0.5f};  // m; of a cylinder z is half its length
    glm::vec3 colour{0.7f};
    glm::vec3 along{0.0f, 0.0f, 1.0f};  // a cylinder's axis, unit length
    bool operator==(const Prop&) const = default;
};

enum class Background : std::uint8_t { studio_light, studio_dark, white, transparent };

// A vertex of the surface that is coloured over its tissue (attachments on bone with a firm rim, areas on skin with a
// soft one), in rest order of BodyMesh.
struct Paint {
    std::uint32_t vertex = 0;
    float strength = 0.0f;  // -1 wholly in the second paint colour .. +1 wholly in the first
    bool operator==(const Paint&) const = default;
};

// What lies beyond a plane is cut away, and closed surfaces show what they are inside.
struct Section {
    bool on = false;
    glm::vec3 normal{0.0f, 0.0f, 1.0f};  // unit, towards what is cut away
    float offset = 0.0f;                 // m: cut away where dot(normal, place) > offset
    bool operator==(const Section&) const = default;
};

// A second body (a third, ...) in the same picture, for comparing: the same surface in a pose and at a place of its
// own.
struct OtherBody {
    enum class Style : std::uint8_t {
        solid,  // as the first body is drawn
        ghost   // one pale shell in `tint` with the opacity given; solid things in front of it hide it, others shine
                // through
    };
    Style style = Style::solid;
    std::vector<muscle::PaletteMatrix> palette;  // segments, then stations; offset not yet in it
    glm::vec3 offset{0.0f};                      // m, from where the palette puts it
    std::vector<Appearance> appearance;          // by StructureIndex; empty: as the first body's
    std::vector<float> stretch;                  // by StructureIndex; empty unless colour_by == 1
    glm::vec3 tint{0.35f, 0.55f, 0.80f};         // linear RGB
    float tint_share = 0.0f;                     // 0 .. 1: how much of the tissue's colour the tint replaces (solid)
    float opacity = 0.35f;                       // of a ghost, 0 .. 1
    bool operator==(const OtherBody&) const = default;
};
// More bodies than this are not drawn.
inline constexpr std::size_t most_other_bodies = 6;

struct Scene {
    std::vector<Appearance> appearance;          // by StructureIndex
    std::vector<muscle::PaletteMatrix> palette;  // segments, then stations
    std::vector<OtherBody> others;
    std::vector<Prop> props;
    Camera camera;
    Background background = Background::studio_light;
    bool floor = true;
    float floor_y = 0.0f;  // m
    // Attachment or stretch colours: 0 tissue, 1 stretch. Stretch needs stretch_of by structure.
    std::uint8_t colour_by = 0;
    std::vector<float> stretch;  // by StructureIndex; empty unless colour_by == 1
    // Null: nothing is painted. Only tissue without fibres takes paint. Two scenes are equal when they share the list.
    std::shared_ptr<const std::vector<Paint>> paint;
    glm::vec3 first_paint{0.6f, 0.05f, 0.03f}, second_paint{0.03f, 0.15f, 0.45f};  // linear RGB
    glm::vec3 skin_paint{0.45f, 0.04f, 0.03f};  // linear RGB; skin has this one colour
    Section section;
    bool operator==(const Scene&) const = default;
};

}  // namespace backstory::scene
