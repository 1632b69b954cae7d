#include "forge/forge.hpp"

#include "forge/fibres.hpp"
#include "forge/level_set.hpp"
#include "forge/manifold.hpp"
#include "forge/mirror.hpp"
#include "forge/simplify.hpp"
#include "forge/smooth.hpp"
#include "forge/solid.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace backstory::forge {

namespace {

constexpr float least_fibre_radius_m = 0.0006f;  // what the grid can still hold without holes
constexpr double least_piece_m3 = 1e-8;          // smaller pieces of a muscle are crumbs

std::vector<Primitive> primitives_of(const anatomy::Structure& structure) {
    return structure.bundle.fascicles.empty() ? solid_of(structure.sphere_mesh)
                                              : solid_of(structure.bundle, least_fibre_radius_m);
}

// Small bones get a finer grid, so that the filter, which knows edges and not millimetres, leaves them their shape;
// bundles of thin rods get one that resolves the rods.
double spacing_m(const anatomy::Structure& structure, const std::vector<Primitive>& solids) {
    constexpr double of_size = 0.004, finest = 0.0003, finest_fibre = 0.0006, coarsest = 0.001, of_radius = 0.45;
    geometry::Bounds bounds;
    for (const Primitive& primitive : solids) {
        bounds.add(primitive.bounds());
    }
    const double by_size = of_size * glm::length(bounds.size());
    if (structure.bundle.fascicles.empty()) {
        return std::clamp(by_size, finest, coarsest);
    }
    std::vector<float> radii;
    for (const anatomy::Fascicle& fascicle : structure.bundle.fascicles) {
        for (const anatomy::Station& station : fascicle.stations) {
            radii.push_back(station.radius);
        }
    }
    const auto quarter = radii.begin() + static_cast<std::ptrdiff_t>(radii.size() / 4);
    std::nth_element(radii.begin(), quarter, radii.end());
    return std::clamp(std::min(by_size, of_radius * *quarter), finest_fibre, coarsest);
}

constexpr int averaging_rounds = 20;  // of what is asked of a place's surroundings

// 1 where a surface is nearly plane for some edges around, 0 at rims, crests and rods.
std::vector<float> flatness(geometry::Mesh mesh) {
    geometry::compute_normals(mesh);
    std::array<std::vector<float>, 3> mean;
    for (int axis = 0; axis < 3; ++axis) {
        for (const glm::vec3& normal : mesh.normals) {
            mean[static_cast<std::size_t>(axis)].push_back(normal[axis]);
        }
        average(mesh, mean[static_cast<std::size_t>(axis)], averaging_rounds);
    }
    constexpr float bent = 0.95f, plane = 0.99f;  // length of the mean of unit normals
    std::vector<float> result;
    result.reserve(mesh.positions.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        const float length = glm::length(glm::vec3(mean[0][i], mean[1][i], mean[2][i]));
        result.push_back(glm::smoothstep(bent, plane, length));
    }
    return result;
}

// The heavily filtered surface where the structure is thick or plain, nearly the raw one where it is thin: nowhere
// farther from the lightly filtered surface than a share of the local radius, so that rods, rims and crests keep their
// place. On the plain faces of bones facets of the measured surface lie deeper than that, and nothing is lost there.
void smooth(geometry::Mesh& mesh, const std::vector<Primitive>& solids, double pass_band, int iterations,
            float on_plain) {
    constexpr double fine_band = 0.1;
    constexpr float most_m = 0.6e-3f, of_radius = 0.2f, most_offset_m = 0.4e-3f;
    const double volume = geometry::volume_m3(mesh);
    std::vector<float> radii = radii_near(solids, mesh.positions);
    average(mesh, radii, averaging_rounds);
    const TwoBands bands = low_pass(mesh, pass_band, fine_band, iterations);
    const std::vector<float> flat = flatness({bands.coarse, {}, mesh.indices});
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        const glm::vec3 shift = bands.coarse[i] - bands.fine[i];
        const float limit = std::min(most_m, of_radius * radii[i]) * glm::mix(1.0f, on_plain, flat[i]);
        const float ratio = glm::length(shift) / std::max(limit, 1e-6f);
        const float ratio2 = ratio * ratio;
        mesh.positions[i] = bands.fine[i] + shift / std::pow(1.0f + ratio2 * ratio2, 0.25f);
    }
    restore_volume(mesh, volume, most_offset_m);
}

// Fewer triangles cut across what is round, so that rods become prisms inside their old surface: the surface is moved
// out until it holds `volume_m3` again. The normals stay those of the fine surface.
void restore_flattened(geometry::Mesh& mesh, double volume_m3) {
    constexpr double most_offset_m = 0.4e-3;
    std::vector<glm::vec3> normals = mesh.normals;
    restore_volume(mesh, volume_m3, most_offset_m);
    mesh.normals = std::move(normals);
}

// A structure's share of the triangles grows slower than its area, slower still for muscles (thin ones lose volume in
// movement when they have too few), and large plain sheets need fewer than knobbly bones. Never fewer than what its
// table describes: thin walls (skull) are many landmarks on little room.
std::size_t share_of(const anatomy::Structure& structure, const geometry::Mesh& mesh, double budget) {
    // The budget at which the factors give these counts: so that all structures together come to what was asked for.
    constexpr double calibrated_budget = 543'000;
    constexpr double bone_factor = 86.0, fibre_factor = 86.0, bone_power = 0.55, fibre_power = 0.47;
    const double area_cm2 = geometry::area_m2(mesh) * 1e4;
    const bool fibrous = !structure.bundle.fascicles.empty();
    constexpr double least = 60.0, of_described = 2.5, of_tooth = 8.0;
    const double described = (structure.kind == anatomy::Kind::tooth ? of_tooth : of_described) *
                             static_cast<double>(structure.sphere_mesh.triangles.size());
    const double by_area =
        fibrous ? fibre_factor * std::pow(area_cm2, fibre_power) : bone_factor * std::pow(area_cm2, bone_power);
    return static_cast<std::size_t>(std::max(least, std::max(by_area, described) * budget / calibrated_budget));
}

Result<Surface> forge_right(const anatomy::Structure& structure, const Settings& settings) {
    const std::vector<Primitive> solids = primitives_of(structure);
    if (solids.empty()) {
        return Error{"“" + structure.id + "” has no table to make a surface of."};
    }
    const bool fibrous = !structure.bundle.fascicles.empty();
    const double spacing = settings.resolution_m > 0.0 ? settings.resolution_m : spacing_m(structure, solids);
    Surface surface;
    surface.mesh = isosurface(solids, {}, spacing, Extent(structure.sphere_mesh));
    // A bone is one piece; bundles and rows of teeth may be several.
    const bool pieces = fibrous || structure.kind == anatomy::Kind::tooth;
    keep_pieces(surface.mesh, least_piece_m3, pieces ? surface.mesh.positions.size() : 1);
    if (surface.mesh.indices.empty()) {
        return Error{"“" + structure.id + "” is too thin for this resolution: choose a finer one."};
    }
    constexpr float on_plain_bone = 3.0f;
    smooth(surface.mesh, solids, fibrous ? settings.pass_band_muscle : settings.pass_band_bone,
           settings.smoothing_iterations, fibrous ? 1.0f : on_plain_bone);
    geometry::compute_normals(surface.mesh);
    const double volume = geometry::volume_m3(surface.mesh);
    simplify(surface.mesh, share_of(structure, surface.mesh, settings.triangle_budget));
    blunt_spikes(surface.mesh);
    restore_flattened(surface.mesh, volume);
    if (geometry::open_edge_count(surface.mesh) != 0) {
        return Error{"The surface of “" + structure.id + "” does not close."};
    }
    Fibres fibres = fibres_of(structure.bundle, surface.mesh.positions);
    surface.fibre = std::move(fibres.places);
    surface.fibre_uv = std::move(fibres.uv);
    return surface;
}

}  // namespace

Surface mirrored(const Surface& surface) {
    Surface result = surface;
    result.mesh = geometry::mirrored_z(surface.mesh);
    return result;
}

Result<Surface> forge_structure(const anatomy::Structure& structure, const Settings& settings) {
    auto right = forge_right(right_sided(structure), settings);
    if (!right || structure.side != anatomy::Side::left) {
        return right;
    }
    return mirrored(right.value());
}

}  // namespace backstory::forge
