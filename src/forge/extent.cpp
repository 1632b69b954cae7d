#include "forge/extent.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstory::forge {

namespace {

// Left free on this side of a border between pieces, a suture: little of it stays once the filter has rounded the
// edges and the volume that they held is given back.
constexpr float seam_m = 0.00025f;
// Distances to several spheres run together over this length, so that a border is no saw between single spheres.
constexpr float rounding_m = 0.0015f;

// The distance to the nearest, rounded where several are about as near. It changes no faster than a distance.
float rounded_distance(const std::vector<glm::vec3>& places, const glm::vec3& p) {
    float least = std::numeric_limits<float>::max();
    for (const glm::vec3& place : places) {
        least = std::min(least, glm::distance(p, place));
    }
    constexpr float negligible = 8.0f * rounding_m;
    float sum = 0.0f;
    for (const glm::vec3& place : places) {
        const float further = glm::distance(p, place) - least;
        sum += further < negligible ? std::exp(-further / rounding_m) : 0.0f;
    }
    return least - rounding_m * std::log(sum);
}

}  // namespace

Extent::Extent(const anatomy::SphereMesh& table) : cuts_(table.cuts) {
    using Owner = anatomy::SphereMesh::Owner;
    for (std::size_t i = 0; i < table.owners.size(); ++i) {
        if (table.owners[i] != Owner::undecided) {
            (table.owners[i] == Owner::own ? own_ : neighbours_).emplace_back(table.spheres[i]);
        }
    }
}

float Extent::beyond(const glm::vec3& p) const {
    float most = std::numeric_limits<float>::lowest();
    for (const glm::vec4& cut : cuts_) {
        most = std::max(most, cut.w - glm::dot(glm::vec3(cut), p));
    }
    if (!neighbours_.empty()) {
        most = std::max(most, 0.5f * (rounded_distance(own_, p) - rounded_distance(neighbours_, p)) + seam_m);
    }
    return most;
}

int Extent::keeps(const glm::vec3& centre, float radius) const {
    if (everything()) {
        return 1;
    }
    const float at_centre = beyond(centre);
    return at_centre < -radius ? 1 : at_centre > radius ? -1 : 0;
}

}  // namespace backstory::forge
