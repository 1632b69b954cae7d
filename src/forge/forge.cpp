#include "forge/forge.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "forge/fibres.hpp"
#include "forge/level_set.hpp"
#include "forge/manifold.hpp"
#include "forge/simplify.hpp"
#include "forge/smooth.hpp"
#include <glm/geometric.hpp>
#include "forge/solid.hpp"

namespace backstory::forge {

static double lab(const char* n, double d) { const char* e = getenv(n); return e ? atof(e) : d; }

Result<Surface> forge_structure(const anatomy::Structure& structure, const Settings& settings) {
    const bool fibrous = !structure.bundle.fascicles.empty();
    auto solids = fibrous ? solid_of(structure.bundle, 0.0006f) : solid_of(structure.sphere_mesh);
    geometry::Bounds bounds;
    for (auto& s : solids) bounds.add(s.bounds());
    const double size = glm::length(bounds.size());
    double h = settings.resolution_m > 0 ? settings.resolution_m
        : std::clamp(size * lab("K", 0.004), lab("LO", 0.0003), lab("HI", 0.001));
    Surface out;
    out.mesh = isosurface(solids, {}, h);
    keep_pieces(out.mesh, 1e-8, fibrous ? out.mesh.positions.size() : 1);
    const double volume = geometry::volume_m3(out.mesh);
    auto raw = out.mesh.positions;
    auto bands = low_pass(out.mesh, lab("PB", fibrous ? settings.pass_band_muscle : settings.pass_band_bone), lab("PF", 0.1), settings.smoothing_iterations);
    auto radii = radii_near(solids, raw);
    average(out.mesh, radii, 20);
    for (size_t i=0;i<raw.size();++i) {
        glm::vec3 d = bands.coarse[i]-bands.fine[i];
        float L = std::min((float)lab("LM", 0.6e-3), (float)lab("C",0.2)*radii[i]);
        float q = glm::length(d)/L;
        out.mesh.positions[i] = bands.fine[i] + d / std::pow(1+q*q*q*q, 0.25f);
    }
    const double sm = geometry::volume_m3(out.mesh);
    restore_volume(out.mesh, volume, lab("RV", 0.0002));
    fprintf(stderr, "  vol %.3f smooth %.3f restored %.3f ", volume*1e6, sm*1e6, geometry::volume_m3(out.mesh)*1e6);
    geometry::compute_normals(out.mesh);
    const double area = geometry::area_m2(out.mesh);
    fprintf(stderr, "%s h %.2f mm, verts %zu, pieces %zu open %zu vol %.2f -> %.2f\n", structure.id.c_str(), h*1e3, out.mesh.positions.size(), geometry::component_count(out.mesh), geometry::open_edge_count(out.mesh), volume*1e6, geometry::volume_m3(out.mesh)*1e6);
    (void)area;
    simplify(out.mesh, (std::size_t)lab("T", 3000));
    if (fibrous) {
        auto f = fibres_of(structure.bundle, out.mesh.positions);
        out.fibre = std::move(f.places);
        out.fibre_uv = std::move(f.uv);
    }
    return out;
}

}  // namespace backstory::forge
