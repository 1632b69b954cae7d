#include "workspace/referred_pain.hpp"

#include "workspace/pain_places.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>

namespace backstory::workspace {
namespace {

// How far out of an ellipse (1 on its line) the colour begins to fall and has gone.
constexpr float whole = 0.15f, gone = 1.25f;
// The same of how far the skin is turned to the face that carries the area.
constexpr float edge_on = -0.3f, facing = 0.3f;

const std::vector<anatomy::ReferredSpot>& spots_of(const Library& library, anatomy::StructureIndex muscle) {
    return library.knowledge.referred_of(library.body.structures[muscle].base_id);
}

float strength_at(const std::vector<anatomy::ReferredSpot>& spots, glm::vec2 place, float forwards) {
    float best = 0.0f;
    for (const auto& spot : spots) {
        const float away = glm::length((place - spot.centre) / spot.half_size);
        const float turned = glm::smoothstep(edge_on, facing, spot.front ? forwards : -forwards);
        best = std::max(best, spot.strength * turned * (1.0f - glm::smoothstep(whole, gone, away)));
    }
    return best;
}

}  // namespace

std::vector<scene::Paint> referred_pain(const Library& library, anatomy::StructureIndex muscle) {
    std::vector<scene::Paint> paint;
    const auto& spots = spots_of(library, muscle);
    const float stature = stature_m(library);
    const float mirror = library.body.structures[muscle].side == anatomy::Side::left ? -1.0f : 1.0f;
    for (const auto& part : library.mesh.parts) {
        if (spots.empty() || library.body.structures[part.structure].kind != anatomy::Kind::skin) {
            continue;
        }
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            const glm::vec3 at = library.mesh.positions[v];
            const glm::vec2 place{mirror * at.z / stature, 1.0f - at.y / stature};
            if (const float strength = strength_at(spots, place, library.mesh.normals[v].x); strength > 0.004f) {
                paint.push_back({v, strength});
            }
        }
    }
    return paint;
}

bool referred_in_front(const Library& library, anatomy::StructureIndex muscle) {
    const auto& spots = spots_of(library, muscle);
    const auto firmest = std::max_element(spots.begin(), spots.end(),
                                          [](const auto& a, const auto& b) { return a.strength < b.strength; });
    return firmest != spots.end() && firmest->front;
}

}  // namespace backstory::workspace
