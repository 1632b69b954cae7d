#include "workspace/pain_places.hpp"

#include <glm/geometric.hpp>

#include <algorithm>

namespace backstory::workspace {
namespace {

using anatomy::PainArea;
using Outline = std::vector<glm::vec2>;

bool inside(const Outline& outline, glm::vec2 p) {
    bool in = false;
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const glm::vec2 a = outline[i], b = outline[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
            in = !in;
        }
    }
    return in;
}

float distance_to(const Outline& outline, glm::vec2 p, float aspect) {
    float best = 1.0e9f;
    const glm::vec2 unit{aspect, 1.0f};  // to picture heights
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const glm::vec2 a = outline[j] * unit, way = outline[i] * unit - a, to = p * unit - a;
        const float length2 = std::max(glm::dot(way, way), 1.0e-12f);
        best = std::min(best, glm::length(to - way * std::clamp(glm::dot(to, way) / length2, 0.0f, 1.0f)));
    }
    return best;
}

}  // namespace

float stature_m(const Library& library) {
    const auto vertex = library.body.landmarks.find("vertex");
    constexpr float usual_stature_m = 1.7f;
    return vertex == library.body.landmarks.end() || vertex->second.y < 0.5 ? usual_stature_m
                                                                            : static_cast<float>(vertex->second.y);
}

glm::vec2 place_on_map(const Library& library, const glm::vec3& point_m, PainArea::Face face) {
    const float stature = stature_m(library);
    // The body's right is at the picture's left in front and at its right behind.
    const float across = point_m.z / (stature * library.pain_map.aspect);
    return {0.5f + (face == PainArea::Face::front ? -across : across), 1.0f - point_m.y / stature};
}

int area_at(const anatomy::PainMap& map, glm::vec2 place, PainArea::Face face, float reach) {
    int nearest = -1;
    float best = reach;
    for (std::size_t i = 0; i < map.areas.size(); ++i) {
        const PainArea& area = map.areas[i];
        if (area.face != face) {
            continue;
        }
        for (const Outline& outline : area.outlines) {
            if (inside(outline, place)) {
                return static_cast<int>(i);
            }
            if (const float distance = distance_to(outline, place, map.aspect); distance < best) {
                best = distance;
                nearest = static_cast<int>(i);
            }
        }
    }
    return nearest;
}

}  // namespace backstory::workspace
