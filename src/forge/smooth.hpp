// Low-pass smoothing of triangle surfaces: the windowed sinc filter of Taubin, Zhang & Golub, "Optimal surface
// smoothing as filter design", ECCV 1996. It keeps what varies slowly over the surface and takes away the facets.
#pragma once

#include "geometry/mesh.hpp"

#include <span>
#include <vector>

namespace backstory::forge {

// Positions after the filter. `pass_band` is on the scale 0 .. 2 of the surface's Laplacian: features longer than
// about 2 pi / sqrt(4 pass_band) edges stay.
std::vector<glm::vec3> low_pass(const geometry::Mesh& mesh, double pass_band, int iterations);

// Two pass bands in one go, for blending place by place.
struct TwoBands {
    std::vector<glm::vec3> coarse, fine;
};
TwoBands low_pass(const geometry::Mesh& mesh, double coarse_band, double fine_band, int iterations);

// A value a vertex, averaged with its neighbours `rounds` times.
void average(const geometry::Mesh& mesh, std::vector<float>& values, int rounds);

// Moves the surface along its normals by one length so that it encloses `volume_m3` again; at most by `limit_m`.
void restore_volume(geometry::Mesh& mesh, double volume_m3, double limit_m);

}  // namespace backstory::forge
