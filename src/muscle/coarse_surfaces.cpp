#include "muscle/coarse_surfaces.hpp"

#include "base/assert.hpp"
#include "base/workers.hpp"
#include "muscle/lanes.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstory::muscle {

namespace {

using glm::vec3;
using Triangle = std::array<std::uint16_t, 3>;

struct Coarse {
    std::vector<std::uint32_t> chosen;  // vertices of the mesh
    std::vector<Triangle> triangles;    // of chosen ones
};

float volume_of(std::span<const vec3> at, std::span<const Triangle> triangles) {
    // About a point of the muscle: far from the origin a float's rounding would show.
    const vec3 base = at[0];
    float sum = 0.0f;
    for (const Triangle& corner : triangles) {
        sum += glm::dot(at[corner[0]] - base, glm::cross(at[corner[1]] - base, at[corner[2]] - base));
    }
    return sum / 6.0f;
}

// Chooses vertices far from each other, both in place and in where they face (or a sheet's two sides would fall
// together), gives every vertex to the nearest of them, and keeps the triangles whose corners belong to three: the
// surface stays closed. Goes on from what was chosen before.
class Clusters {
  public:
    Clusters(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part)
        : mesh_(mesh),
          part_(part),
          far_(part.vertex_count, std::numeric_limits<float>::max()),
          from_(part.vertex_count, 0.0f),
          owner_(part.vertex_count, 0) {
        geometry::Bounds bounds;
        for (std::uint32_t i = part.first_vertex; i < part.first_vertex + part.vertex_count; ++i) {
            bounds.add(mesh.positions[i]);
        }
        const float turn_m = of_size * glm::length(bounds.size());
        for (std::uint32_t i = part.first_vertex; i < part.first_vertex + part.vertex_count; ++i) {
            const vec3 facing = turn_m * mesh.normals[i];
            const std::array<float, 6> all{
                mesh.positions[i].x, mesh.positions[i].y, mesh.positions[i].z, facing.x, facing.y, facing.z};
            for (std::size_t k = 0; k < all.size(); ++k) {
                at_[k].push_back(all[k]);
            }
        }
    }

    void choose(std::size_t count) {
        while (chosen_.size() < count) {
            const std::uint32_t v = next_;
            add(v);
            if (const std::uint32_t across = across_from(v); far_[across] > 0.0f) {
                add(across);
            }
            next_ = static_cast<std::uint32_t>(std::max_element(far_.begin(), far_.end()) - far_.begin());
        }
    }

    Coarse surface() const {
        Coarse out{chosen_, {}};
        for (std::uint32_t i = part_.first_index; i + 2 < part_.first_index + part_.index_count; i += 3) {
            const auto owner = [&](std::uint32_t k) {
                return static_cast<std::uint16_t>(owner_[mesh_.indices[i + k] - part_.first_vertex]);
            };
            const Triangle corner{owner(0), owner(1), owner(2)};
            if (corner[0] != corner[1] && corner[1] != corner[2] && corner[2] != corner[0]) {
                out.triangles.push_back(corner);
            }
        }
        return out;
    }

  private:
    static constexpr float of_size = 0.04f;  // how far apart a turn of the normal by 60 degrees counts

    void add(std::uint32_t v) {
        std::array<float, 6> here{};
        std::array<const float*, 6> at{};
        for (std::size_t k = 0; k < here.size(); ++k) {
            at[k] = at_[k].data();
            here[k] = at[k][v];
        }
        const auto own = static_cast<std::uint32_t>(chosen_.size());
        float* far = far_.data();
        std::uint32_t* owner = owner_.data();
        const std::size_t count = far_.size();
        for (std::size_t i = 0; i < count; ++i) {
            float squared = 0.0f;
            for (std::size_t k = 0; k < here.size(); ++k) {
                squared += (at[k][i] - here[k]) * (at[k][i] - here[k]);
            }
            owner[i] = squared < far[i] ? own : owner[i];
            far[i] = squared < far[i] ? squared : far[i];
        }
        chosen_.push_back(part_.first_vertex + v);
    }

    // On the other side, as near as can be: so that the thickness between the two is kept whatever lies between points.
    std::uint32_t across_from(std::uint32_t v) {
        constexpr float faces_away = -0.5f;
        const vec3 place(at_[0][v], at_[1][v], at_[2][v]), facing(at_[3][v], at_[4][v], at_[5][v]);
        const float away = faces_away * glm::dot(facing, facing);
        for (std::size_t i = 0; i < from_.size(); ++i) {
            const float x = at_[0][i] - place.x, y = at_[1][i] - place.y, z = at_[2][i] - place.z;
            const float cosine = at_[3][i] * facing.x + at_[4][i] * facing.y + at_[5][i] * facing.z;
            from_[i] = cosine < away ? x * x + y * y + z * z : std::numeric_limits<float>::max();
        }
        const auto nearest = std::min_element(from_.begin(), from_.end());
        return *nearest < std::numeric_limits<float>::max() ? static_cast<std::uint32_t>(nearest - from_.begin()) : v;
    }

    const anatomy::BodyMesh& mesh_;
    const anatomy::BodyMesh::Part& part_;
    std::array<std::vector<float>, 6> at_;  // by vertex: place, and where it faces as a length
    std::vector<float> far_;                // squared, from the nearest chosen one
    std::vector<float> from_;               // room for across_from()
    std::vector<std::uint32_t> owner_;      // of chosen_
    std::vector<std::uint32_t> chosen_;
    std::uint32_t next_ = 0;
};

// As few points as hold nearly the whole volume: thin and bent muscles take more.
Coarse coarse_of(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part) {
    constexpr std::size_t fewest = 240, most = 640;
    constexpr float held = 0.94f, more = 1.34f;
    std::vector<Triangle> all;
    const std::span<const vec3> positions(&mesh.positions[part.first_vertex], part.vertex_count);
    float whole = 0.0f;
    for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3) {
        const auto at = [&](std::uint32_t k) { return mesh.positions[mesh.indices[i + k]] - positions[0]; };
        whole += glm::dot(at(0), glm::cross(at(1), at(2))) / 6.0f;
    }
    Clusters clusters(mesh, part);
    Coarse coarse;
    std::vector<vec3> places;
    for (auto count = static_cast<float>(fewest);; count *= more) {
        const std::size_t limit = std::min<std::size_t>(most, part.vertex_count);
        clusters.choose(std::min(static_cast<std::size_t>(count), limit));
        coarse = clusters.surface();
        places.clear();
        for (const std::uint32_t v : coarse.chosen) {
            places.push_back(mesh.positions[v]);
        }
        if (coarse.chosen.size() == limit || volume_of(places, coarse.triangles) > held * whole) {
            return coarse;
        }
    }
}

// The palette of a structure at rest with `growth` of its flesh, as palette.cpp makes it.
PaletteMatrix grown_at_rest(const StationPlan& station, float growth) {
    const float grown = 1.0f + swelling_share(station.fleshy, station.end) * (growth - 1.0f);
    const bool is_sheet = station.thin != vec3(0.0f);
    const float round = is_sheet ? 1.0f : std::sqrt(grown);
    const float thin = is_sheet ? grown : round;
    const vec3 centre = station.rest + (is_sheet ? 0.0f : std::sqrt(grown) - 1.0f) * station.lateral;
    PaletteMatrix out;
    for (int row = 0; row < 3; ++row) {
        vec3 line =
            (1.0f - round) * station.tangent[row] * station.tangent + (thin - round) * station.thin[row] * station.thin;
        line[row] += round;
        out[row] = glm::vec4(line, centre[row] - glm::dot(line, station.rest));
    }
    return out;
}

}  // namespace

CoarseSurfaces::CoarseSurfaces(const anatomy::Body& body, const anatomy::BodyMesh& mesh,
                               const std::vector<SkinVertex>& skin, const Plan& plan)
    : of_(body.structures.size()) {
    BACKSTORY_ASSERT(skin.size() == mesh.positions.size());
    const auto is_muscle = [&body](const anatomy::BodyMesh::Part& part) {
        return body.structures[part.structure].kind == anatomy::Kind::muscle && part.index_count != 0 &&
               !body.structures[part.structure].bundle.fascicles.empty();
    };
    std::vector<Coarse> made(mesh.parts.size());
    on_all_cores(mesh.parts.size(), [&](std::size_t i, std::size_t) {
        if (is_muscle(mesh.parts[i])) {
            made[i] = coarse_of(mesh, mesh.parts[i]);
        }
    });
    for (std::size_t i = 0; i < made.size(); ++i) {
        if (made[i].triangles.empty()) {
            continue;
        }
        Surface& surface = of_[mesh.parts[i].structure];
        surface.first_point = static_cast<std::uint32_t>(points_.size());
        surface.point_count = static_cast<std::uint32_t>(made[i].chosen.size());
        surface.first_triangle = static_cast<std::uint32_t>(triangles_.size());
        surface.triangle_count = static_cast<std::uint32_t>(made[i].triangles.size());
        triangles_.insert(triangles_.end(), made[i].triangles.begin(), made[i].triangles.end());
        for (const std::uint32_t v : made[i].chosen) {
            points_.push_back({glm::vec4(mesh.positions[v], 1.0f), skin[v]});
        }
        fill_up(surface);
    }
    find_powers(plan);
}

// What each volume is at rest, and how it follows the flesh: tried out at rest.
void CoarseSurfaces::find_powers(const Plan& plan) {
    std::vector<PaletteMatrix> palette(plan.segment_count + plan.stations.size());
    std::vector<glm::vec4> room(most_points_);
    constexpr float tried = 1.2f, least_power = 0.25f;
    const auto volumes_at = [&](float growth) {
        for (std::size_t i = 0; i < plan.stations.size(); ++i) {
            palette[plan.segment_count + i] = grown_at_rest(plan.stations[i], growth);
        }
        std::vector<float> volumes;
        for (std::size_t structure = 0; structure < of_.size(); ++structure) {
            of_[structure].rest_m3 = growth == 1.0f ? 1.0f : of_[structure].rest_m3;
            volumes.push_back(has(structure) ? kept(structure, palette, room) : 1.0f);
        }
        return volumes;
    };
    const std::vector<float> rest = volumes_at(1.0f);
    for (std::size_t structure = 0; structure < of_.size(); ++structure) {
        of_[structure].rest_m3 = rest[structure];
    }
    const std::vector<float> grown = volumes_at(tried);
    for (std::size_t structure = 0; structure < of_.size(); ++structure) {
        const float power = std::log(std::max(grown[structure], 1.0f)) / std::log(tried);
        of_[structure].power = std::clamp(power, least_power, 1.0f);
    }
}

// Four side by side: the last point again, and triangles without area.
void CoarseSurfaces::fill_up(Surface& surface) {
    for (; surface.point_count % lane_count != 0; ++surface.point_count) {
        points_.push_back(points_.back());
    }
    for (; surface.triangle_count % lane_count != 0; ++surface.triangle_count) {
        triangles_.push_back({0, 0, 0});
    }
    most_points_ = std::max<std::size_t>(most_points_, surface.point_count);
}

float CoarseSurfaces::kept(std::size_t structure, std::span<const PaletteMatrix> palette,
                           std::span<glm::vec4> room) const {
    const Surface& surface = of_[structure];
    place(surface, palette, room);
    // About a point of the muscle: far from the origin a float's rounding would show.
    const LanePoint base = points_of(&room[0].x);
    Lanes sum;
    const auto* corners = &triangles_[surface.first_triangle];
    for (std::uint32_t i = 0; i < surface.triangle_count; i += lane_count) {
        const auto corner = [&](std::size_t k) {
            return points_of(&room[corners[i][k]].x, &room[corners[i + 1][k]].x, &room[corners[i + 2][k]].x,
                             &room[corners[i + 3][k]].x) -
                   base;
        };
        sum = sum + dot(corner(0), cross(corner(1), corner(2)));
    }
    std::array<float, lane_count> parts{};
    sum.store(parts.data());
    return (parts[0] + parts[1] + parts[2] + parts[3]) / 6.0f / surface.rest_m3;
}

// Four points at a time, as posed() places each.
void CoarseSurfaces::place(const Surface& surface, std::span<const PaletteMatrix> palette,
                           std::span<glm::vec4> room) const {
    for (std::uint32_t i = 0; i < surface.point_count; i += lane_count) {
        std::array<std::array<Lanes, lane_count>, 3> rows;
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            const Point& point = points_[surface.first_point + i + lane];
            const Lanes rest = Lanes::load(&point.rest.x);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const auto axis = static_cast<glm::length_t>(row);
                Lanes line;
                for (std::size_t k = 0; k < point.skin.entry.size(); ++k) {
                    line = line + Lanes(point.skin.weight[k]) * Lanes::load(&palette[point.skin.entry[k]][axis][0]);
                }
                rows[row][lane] = line * rest;
            }
        }
        std::array<Lanes, lane_count> out;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            transpose(rows[row][0], rows[row][1], rows[row][2], rows[row][3]);
            out[row] = rows[row][0] + rows[row][1] + rows[row][2] + rows[row][3];
        }
        transpose(out[0], out[1], out[2], out[3]);
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            out[lane].store(&room[i + lane].x);
        }
    }
}

float CoarseSurfaces::growth_for(std::size_t structure, float kept) const {
    // Within what the coarse surface can tell nothing is done, so that most muscles cost no more; beyond it flesh grows
    // and shrinks no further than looks like flesh.
    constexpr float let_be = 0.01f, least = 0.6f, most = 1.8f;
    const float off = kept - 1.0f;
    const float aim = 1.0f + std::copysign(std::max(std::abs(off) - let_be, 0.0f), off);
    return std::clamp(std::pow(std::max(aim, 0.1f), -1.0f / of_[structure].power), least, most);
}

}  // namespace backstory::muscle
