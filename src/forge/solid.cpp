#include "forge/solid.hpp"

#include <algorithm>

namespace backstory::forge {

namespace {

glm::vec4 ball(const anatomy::Station& station, float least_radius) {
    return {station.centre, std::max(station.radius, least_radius)};
}

void add_slab(std::vector<Corners>& out, const glm::vec4& a, const glm::vec4& b, const glm::vec4& c) {
    out.push_back({a, b, c});
}

// Belly stations of neighbours correspond one to one, counted from the first of each belly.
void add_sheet(std::vector<Corners>& out, const anatomy::FibreBundle& table,
               const anatomy::FibreBundle::Neighbours& pair, float least_radius) {
    const anatomy::Fascicle& a = table.fascicles[pair.a];
    const anatomy::Fascicle& b = table.fascicles[pair.b];
    int first = 0, last = std::min(a.belly_last - a.belly_first, b.belly_last - b.belly_first);
    if (pair.stations) {
        first = std::max<int>(first, (*pair.stations)[0]);
        last = std::min<int>(last, (*pair.stations)[1]);
    }
    for (int j = first; j < last; ++j) {
        const auto along = static_cast<std::size_t>(j);
        const std::size_t ja = a.belly_first + along, jb = b.belly_first + along;
        const glm::vec4 a0 = ball(a.stations[ja], least_radius), a1 = ball(a.stations[ja + 1], least_radius);
        const glm::vec4 b0 = ball(b.stations[jb], least_radius), b1 = ball(b.stations[jb + 1], least_radius);
        add_slab(out, a0, b0, a1);
        add_slab(out, b0, b1, a1);
    }
}

std::vector<Primitive> primitives(const std::vector<Corners>& all) {
    std::vector<Primitive> out;
    out.reserve(all.size());
    for (const Corners& corners : all) {
        out.emplace_back(corners);
    }
    return out;
}

}  // namespace

std::vector<Primitive> solid_of(const anatomy::SphereMesh& table) {
    return primitives(corners_of(table));
}

std::vector<Primitive> solid_of(const anatomy::FibreBundle& table, float least_radius_m) {
    return primitives(corners_of(table, least_radius_m));
}

std::vector<Corners> corners_of(const anatomy::SphereMesh& table) {
    std::vector<Corners> out;
    out.reserve(table.spheres.size() + table.edges.size() + table.triangles.size());
    std::vector<bool> covered(table.spheres.size(), false);
    for (const auto& [i, j, k] : table.triangles) {
        covered[i] = covered[j] = covered[k] = true;
        add_slab(out, table.spheres[i], table.spheres[j], table.spheres[k]);
    }
    for (const auto& [i, j] : table.edges) {
        covered[i] = covered[j] = true;
        out.push_back({table.spheres[i], table.spheres[j]});
    }
    for (std::size_t i = 0; i < table.spheres.size(); ++i) {
        if (!covered[i]) {
            out.push_back({table.spheres[i]});
        }
    }
    return out;
}

std::vector<Corners> corners_of(const anatomy::FibreBundle& table, float least_radius_m) {
    std::vector<Corners> out;
    for (const anatomy::Fascicle& fascicle : table.fascicles) {
        const std::size_t end =
            table.tendon_shown_as.empty() ? fascicle.stations.size() : fascicle.belly_last + std::size_t{1};
        for (std::size_t i = 0; i + 1 < end; ++i) {
            out.push_back({ball(fascicle.stations[i], least_radius_m), ball(fascicle.stations[i + 1], least_radius_m)});
        }
    }
    for (const anatomy::FibreBundle::Neighbours& pair : table.neighbours) {
        add_sheet(out, table, pair, least_radius_m);
    }
    return out;
}

}  // namespace backstory::forge
