// The forge: sphere-meshes and fibre bundles -> watertight triangle surfaces. Pure: no files here.
// Method: minimum over primitives on a narrow-band grid, isosurface, low-pass smoothing of the triangle surface
// (windowed sinc after Taubin 1996, less where the structure is thin), simplification with normals kept.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "base/result.hpp"
#include "geometry/mesh.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backstory::forge {

// Counts up with every change of the method that changes surfaces: results of older versions are not used again.
inline constexpr int version = 6;

struct Settings {
    double resolution_m = 0.0;  // grid spacing; 0 chooses it by the structure's size and thinnest parts
    int smoothing_iterations = 120;
    double pass_band_bone = 0.008;  // low-pass filter, see smooth.hpp
    double pass_band_muscle = 0.004;
    double triangle_budget = 400'000;  // of the whole body, both sides
};

// A surface with its fibre places (muscles, ligaments, nerves) or without (bones).
struct Surface {
    geometry::Mesh mesh;
    std::vector<glm::vec2> fibre_uv;
    std::vector<anatomy::FibrePlace> fibre;
    std::vector<anatomy::Carriers> carriers;  // skin only
};

// The surface of one structure. Deterministic: same input, same bytes; left sides are exact mirror images of right
// ones. Errors: nothing to make a surface of, a surface that does not close.
Result<Surface> forge_structure(const anatomy::Structure& structure, const Settings& settings);

// All that the surface of a structure depends on, as 32 hexadecimal digits. Mirror images share it.
std::string content_key(const anatomy::Structure& structure, const Settings& settings);

// The skin around all other structures, with its carriers. Errors: a body without an envelope's table, a surface that
// does not close.
Result<Surface> forge_envelope(const anatomy::Body& body, const Settings& settings);
std::string envelope_key(const anatomy::Body& body, const Settings& settings);

// 32 hexadecimal digits for a text.
std::string digest(std::string_view text);

// The mirror image at Z = 0.
Surface mirrored(const Surface& surface);

}  // namespace backstory::forge
