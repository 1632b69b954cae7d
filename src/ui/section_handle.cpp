// The grip of a section in the picture: drag its middle to move the cut, the knobs on its ring to tilt it.
#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "workspace/section.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace backstory::ui {
namespace {

constexpr float ring_share = 0.13f;  // its radius, in picture heights

// The plane's own axes as it is tilted now, and its ring; never flipped, so that up stays up.
struct Ring {
    glm::vec3 middle, normal, first, second;  // first and second: in the plane, towards the knobs
    float radius_m = 0.1f;
};

Ring ring_of(const Context& c) {
    workspace::BodySection cut = c.state.section;
    cut.flipped = false;
    const scene::Section plane = workspace::section_of(c.library, cut);
    const workspace::SectionAxes axes = workspace::section_axes(cut.plane);
    Ring ring;
    ring.normal = plane.normal;
    const glm::vec3 target = c.state.camera.target;
    ring.middle = target + (plane.offset - glm::dot(target, plane.normal)) * plane.normal;
    ring.first = glm::normalize(glm::cross(plane.normal, axes.first));
    ring.second = glm::normalize(glm::cross(ring.normal, ring.first));
    ring.radius_m = ring_share * 2.0f * c.state.camera.distance * std::tan(0.5f * c.state.camera.field_of_view_rad);
    return ring;
}

// Metres along the normal that a movement of the hand means at a place.
float along_normal(const Context& c, const Ring& ring, const glm::vec3& place, ImVec2 moved) {
    const float step = 0.1f * ring.radius_m;
    const auto from = c.project(place), to = c.project(place + step * ring.normal);
    if (!from || !to) {
        return 0.0f;
    }
    glm::vec2 way = glm::vec2(to->x - from->x, to->y - from->y) / step;
    const float whole = ring_share * c.size.y / ring.radius_m;  // px a metre, seen square on
    if (glm::length(way) < 0.3f * whole) {
        // The plane faces the eye: up means nearer.
        const float towards = glm::dot(ring.normal, c.camera.direction()) >= 0.0f ? -1.0f : 1.0f;
        way = {0.0f, towards * whole};
    }
    return glm::dot(glm::vec2(moved.x, moved.y), way) / glm::dot(way, way);
}

void drag(Context& c, const Ring& ring, const std::array<glm::vec3, 3>& places, SectionGrip grip) {
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    if (moved.x == 0.0f && moved.y == 0.0f) {
        return;
    }
    workspace::BodySection cut = c.state.section;
    const float way = along_normal(c, ring, places[static_cast<std::size_t>(grip) - 1], moved);
    const auto degrees = static_cast<float>(way / ring.radius_m * 180.0 / std::numbers::pi);
    switch (grip) {
        case SectionGrip::move:
            cut.offset_m += way;
            break;
        case SectionGrip::first_tilt:
            cut.first_tilt_deg += degrees;
            break;
        case SectionGrip::second_tilt:
            cut.second_tilt_deg -= degrees;
            break;
        case SectionGrip::none:
            return;
    }
    emit_section(c, cut);
}

void draw_ring(Context& c, const Ring& ring) {
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    constexpr int pieces = 64;
    for (int i = 0; i < pieces; ++i) {
        const float angle = 2.0f * std::numbers::pi_v<float> * static_cast<float>(i) / pieces;
        const glm::vec3 place =
            ring.middle + ring.radius_m * (std::cos(angle) * ring.first + std::sin(angle) * ring.second);
        if (const auto at = c.project(place)) {
            draw.PathLineTo(*at);
        }
    }
    const Palette& p = c.theme.palette();
    draw.AddPolyline(draw._Path.Data, draw._Path.Size, c.colour(p.panel), ImDrawFlags_Closed, c.px(4));
    draw.PathStroke(c.colour(p.accent), ImDrawFlags_Closed, c.px(2));
}

}  // namespace

bool handle_section(Context& c, bool on_picture, FrameResult& result) {
    Memory& m = c.memory;
    if (c.state.section.plane == workspace::BodySection::Plane::off || c.state.presenting || m.tool != Tool::look) {
        m.section_grip = SectionGrip::none;
        return false;
    }
    const Ring ring = ring_of(c);
    const std::array<glm::vec3, 3> places{ring.middle, ring.middle + ring.radius_m * ring.first,
                                          ring.middle + ring.radius_m * ring.second};
    static constexpr std::array<const char*, 3> names{"Move the cut", "Turn the cut", "Tip the cut"};
    const ImGuiIO& io = ImGui::GetIO();
    const Palette& p = c.theme.palette();
    draw_ring(c, ring);
    if (!io.MouseDown[0]) {
        m.section_grip = SectionGrip::none;
    }
    bool near_any = false;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at = c.project(places[i]);
        if (!at) {
            continue;
        }
        const float radius = c.px(i == 0 ? 12 : 10);
        const float reach = c.px(18);
        c.items.push_back({names[i], {at->x - reach, at->y - reach, 2.0f * reach, 2.0f * reach}});
        const auto grip = static_cast<SectionGrip>(i + 1);
        const bool near = on_picture && std::hypot(io.MousePos.x - at->x, io.MousePos.y - at->y) < reach;
        near_any |= near;
        if (near && ImGui::IsMouseClicked(0)) {
            m.section_grip = grip;
        }
        const bool held = m.section_grip == grip;
        ImDrawList& draw = *ImGui::GetBackgroundDrawList();
        draw.AddCircleFilled(*at, radius + c.px(2), c.colour(p.panel), 24);
        draw.AddCircleFilled(*at, radius, c.colour(near || held ? p.accent_hover : p.accent), 24);
        if (near || held) {
            pill(c, *ImGui::GetForegroundDrawList(), {at->x + c.px(18), at->y - c.px(34)}, names[i], TextStyle::body,
                 p.panel, p.text);
        }
    }
    if (m.section_grip != SectionGrip::none) {
        drag(c, ring, places, m.section_grip);
        result.busy_hands = true;
    }
    return m.section_grip != SectionGrip::none || near_any;
}

}  // namespace backstory::ui
