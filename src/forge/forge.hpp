// The forge: sphere-meshes and fibre bundles -> watertight triangle surfaces. Pure: no files here.
// Method (see assets/anatomy/README.md): minimum over primitives on a narrow-band grid, isosurface, low-pass smoothing
// of the triangle surface (windowed sinc after Taubin 1996), simplification with normals kept.
#pragma once

#include <string>
#include <vector>

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "base/result.hpp"
#include "geometry/mesh.hpp"

namespace backstory::forge {

struct Settings {
    double resolution_m = 0.0;         // grid spacing; 0 chooses it by the structure's size and thinnest part
    int smoothing_iterations = 120;
    double pass_band_bone = 0.008;     // low-pass filter, see smooth.hpp
    double pass_band_muscle = 0.004;
    double triangle_budget = 400'000;  // of the whole body, both sides
};

// A surface with its fibre places (muscles, ligaments, nerves) or without (bones).
struct Surface {
    geometry::Mesh mesh;
    std::vector<glm::vec2> fibre_uv;
    std::vector<anatomy::FibrePlace> fibre;
};

// The surface of one structure. Deterministic: same input, same bytes.
Result<Surface> forge_structure(const anatomy::Structure& structure, const Settings& settings);

}  // namespace backstory::forge
