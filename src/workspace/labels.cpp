#include "workspace/labels.hpp"

#include "scene/label_layout.hpp"

#include <glm/geometric.hpp>
#include <glm/mat3x3.hpp>
#include <glm/matrix.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstory::workspace {

namespace {

using anatomy::StructureIndex;

// Less of the picture than this shows nothing worth a name.
constexpr double least_share = 0.0004;

// What shows most of itself; of a pair the side that shows more.
std::vector<StructureIndex> most_seen(const Library& library, const scene::Sight& sight, std::size_t most) {
    const auto& structures = library.body.structures;
    std::vector<std::size_t> pixels(structures.size(), 0);
    for (const StructureIndex s : sight.in_front) {
        if (s < pixels.size() && structures[s].kind != anatomy::Kind::skin) {
            ++pixels[s];
        }
    }
    std::vector<StructureIndex> seen;
    const auto least = static_cast<std::size_t>(least_share * static_cast<double>(sight.in_front.size()));
    for (std::size_t s = 0; s < pixels.size(); ++s) {
        if (pixels[s] > least) {
            seen.push_back(static_cast<StructureIndex>(s));
        }
    }
    std::stable_sort(seen.begin(), seen.end(),
                     [&](StructureIndex a, StructureIndex b) { return pixels[a] > pixels[b]; });
    std::vector<StructureIndex> chosen;
    for (const StructureIndex s : seen) {
        const bool pair_is_named = std::any_of(chosen.begin(), chosen.end(), [&](StructureIndex c) {
            return structures[c].base_id == structures[s].base_id;
        });
        if (!pair_is_named && chosen.size() < most) {
            chosen.push_back(s);
        }
    }
    return chosen;
}

glm::vec3 carried(const glm::vec3& point, float w, const muscle::SkinVertex& skin,
                  std::span<const muscle::PaletteMatrix> palette) {
    glm::vec3 sum(0.0f);
    for (std::size_t k = 0; k < skin.entry.size(); ++k) {
        if (skin.weight[k] > 0.0f && skin.entry[k] < palette.size()) {
            sum += skin.weight[k] * (glm::vec4(point, w) * palette[skin.entry[k]]);
        }
    }
    return sum;
}

}  // namespace

std::vector<StructureIndex> labelled(const Library& library, const State& state, const scene::Sight& sight,
                                     std::size_t most) {
    if (state.selection.empty() && state.lit.empty()) {
        return most_seen(library, sight, most);
    }
    std::vector<StructureIndex> chosen;
    const auto& structures = library.body.structures;
    const auto add = [&](StructureIndex s) {
        if (state.opacity[s] > 0.0f && std::find(chosen.begin(), chosen.end(), s) == chosen.end()) {
            chosen.push_back(s);
        }
    };
    std::for_each(state.selection.begin(), state.selection.end(), add);
    for (const StructureIndex s : state.lit) {
        // One side's names are enough where both are lit.
        const bool other_lit =
            structures[s].side == anatomy::Side::left && state.side == ShownSide::both &&
            std::any_of(state.lit.begin(), state.lit.end(), [&](StructureIndex o) {
                return structures[o].side == anatomy::Side::right && structures[o].base_id == structures[s].base_id;
            });
        if (!other_lit) {
            add(s);
        }
    }
    // Numbers are read at a glance: they come first where there is no room for all.
    std::stable_partition(chosen.begin(), chosen.end(), [&](StructureIndex s) {
        const anatomy::Card* card = library.card_of(s);
        return card != nullptr && !card->short_name.empty();
    });
    return chosen;
}

// Only what becomes a spot is bound to the palette: binding the whole surface takes seconds.
SurfaceSpots::SurfaceSpots(const Library& library)
    : spots_(library.body.structures.size()), every_(library.body.structures.size(), 1) {
    const anatomy::BodyMesh& mesh = library.mesh;
    anatomy::BodyMesh few;
    few.part_of_structure.assign(mesh.part_of_structure.size(), -1);
    for (const auto& part : mesh.parts) {
        anatomy::BodyMesh::Part small = part;
        small.first_vertex = static_cast<std::uint32_t>(few.positions.size());
        const anatomy::Kind kind = library.body.structures[part.structure].kind;
        if (kind == anatomy::Kind::muscle) {
            every_[part.structure] = std::clamp(part.vertex_count / most, 1U, finer);
        }
        small.vertex_count =
            std::min(kind == anatomy::Kind::skin ? most_of_skin : every_[part.structure] * most, part.vertex_count);
        small.first_index = small.index_count = 0;
        small.first_carrier = part.first_carrier < 0 ? -1 : static_cast<std::int64_t>(few.carriers.size());
        for (std::uint32_t i = 0; i < small.vertex_count; ++i) {
            const auto offset = static_cast<std::uint32_t>(std::uint64_t{i} * part.vertex_count / small.vertex_count);
            const std::size_t v = part.first_vertex + offset;
            few.positions.push_back(mesh.positions[v]);
            few.normals.push_back(mesh.normals[v]);
            few.fibre_uv.push_back(mesh.fibre_uv[v]);
            few.fibre.push_back(mesh.fibre[v]);
            if (part.first_carrier >= 0) {
                few.carriers.push_back(mesh.carriers[static_cast<std::size_t>(part.first_carrier) + offset]);
            }
        }
        few.part_of_structure[part.structure] = static_cast<std::int32_t>(few.parts.size());
        few.parts.push_back(small);
    }
    const std::vector<muscle::SkinVertex> skin = library.muscles->bind(few);
    for (const auto& part : few.parts) {
        for (std::size_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            spots_[part.structure].push_back({few.positions[v], few.normals[v], skin[v]});
        }
    }
}

std::vector<SurfaceSpot> SurfaceSpots::of(StructureIndex structure,
                                          std::span<const muscle::PaletteMatrix> palette) const {
    std::vector<SurfaceSpot> posed;
    if (structure < spots_.size()) {
        for (std::size_t i = 0; i < spots_[structure].size(); i += every_[structure]) {
            const Spot& spot = spots_[structure][i];
            const glm::vec3 normal = carried(spot.normal, 0.0f, spot.skin, palette);
            const float length = glm::length(normal);
            posed.push_back({carried(spot.point, 1.0f, spot.skin, palette),
                             length > 1.0e-6f ? normal / length : glm::vec3(0.0f, 1.0f, 0.0f)});
        }
    }
    return posed;
}

glm::vec3 SurfaceSpots::posed_place(StructureIndex structure, const glm::vec3& at_rest,
                                    std::span<const muscle::PaletteMatrix> palette) const {
    const Spot* nearest = nullptr;
    for (const Spot& spot : spots_.at(structure)) {
        if (nearest == nullptr || glm::distance(spot.point, at_rest) < glm::distance(nearest->point, at_rest)) {
            nearest = &spot;
        }
    }
    return nearest == nullptr ? at_rest : carried(at_rest, 1.0f, nearest->skin, palette);
}

std::optional<glm::vec3> SurfaceSpots::place_at_rest(StructureIndex structure, const glm::vec3& posed,
                                                     std::span<const muscle::PaletteMatrix> palette) const {
    const Spot* nearest = nullptr;
    float least = 0.15f;  // m: further than spots of the largest muscle lie apart
    for (const Spot& spot : spots_.at(structure)) {
        const float away = glm::distance(carried(spot.point, 1.0f, spot.skin, palette), posed);
        if (away < least) {
            least = away;
            nearest = &spot;
        }
    }
    if (nearest == nullptr) {
        return std::nullopt;
    }
    const glm::mat3 turn(carried({1.0f, 0.0f, 0.0f}, 0.0f, nearest->skin, palette),
                         carried({0.0f, 1.0f, 0.0f}, 0.0f, nearest->skin, palette),
                         carried({0.0f, 0.0f, 1.0f}, 0.0f, nearest->skin, palette));
    const glm::vec3 from_spot = posed - carried(nearest->point, 1.0f, nearest->skin, palette);
    constexpr float flattened = 1.0e-6f;  // a blend of matrices that point apart has no way back
    return std::abs(glm::determinant(turn)) < flattened ? nearest->point
                                                        : nearest->point + glm::inverse(turn) * from_spot;
}

LabelAnchor label_anchor(std::span<const SurfaceSpot> spots, StructureIndex structure, const scene::Camera& camera,
                         float aspect, const scene::Sight& sight) {
    const glm::mat4 clip_from_world = camera.projection(aspect) * camera.view();
    struct Candidate {
        glm::vec2 place;
        float facing;
        bool seen;
    };
    std::vector<Candidate> candidates;
    glm::vec2 middle(0.0f);
    float shares = 0.0f;
    for (const SurfaceSpot& spot : spots) {
        const glm::vec4 clip = clip_from_world * glm::vec4(spot.point, 1.0f);
        const glm::vec2 place = glm::vec2(0.5f, 0.5f) + glm::vec2(0.5f, -0.5f) * glm::vec2(clip) / clip.w;
        const glm::vec3 to_eye =
            camera.orthographic ? camera.direction() : glm::normalize(camera.position() - spot.point);
        const bool seen = clip.w > 0.0f && (!sight.known() || sight.at(place) == structure);
        candidates.push_back({place, glm::dot(spot.normal, to_eye), seen});
        const float share = seen ? 1.0f : 0.05f;
        middle += share * place;
        shares += share;
    }
    middle /= std::max(1.0e-6f, shares);
    std::size_t best = 0;
    float best_cost = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Candidate& c = candidates[i];
        const float away = glm::length((c.place - middle) * glm::vec2(aspect, 1.0f));
        const float cost = away + (c.seen ? 0.0f : 10.0f) + 0.15f * std::max(0.0f, 0.5f - c.facing);
        if (cost < best_cost) {
            best_cost = cost;
            best = i;
        }
    }
    const float behind_m = glm::dot(camera.target - spots[best].point, camera.direction());
    return {spots[best].point,
            scene::label_strength(candidates[best].facing, sight.known() && !candidates[best].seen, behind_m)};
}

}  // namespace backstory::workspace
