// All fascicles of the body (muscles, ligaments, nerves) and their paths in a pose.
//
// Everything that deforms is skinned by one palette of affine matrices: first the segments (rigid), then the stations
// of every fascicle. A station's matrix carries the rest-pose neighbourhood of the station to its posed place: moved to
// the solved centre, turned with the fibre, stretched along it and thinned or thickened across it so that the belly
// keeps its volume. A vertex blends at most four palette entries, on the GPU and on the CPU alike.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <glm/mat3x4.hpp>
#include <glm/vec3.hpp>

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "motion/skeleton.hpp"

namespace backstory::muscle {

// Rows of a 3x4 affine matrix: posed = (dot(row0, (p, 1)), dot(row1, ...), dot(row2, ...)). glm::mat3x4 has three
// columns of four floats; each column here is one ROW of the affine matrix, as it is uploaded (three RGBA32F texels).
using PaletteMatrix = glm::mat3x4;

// Which palette entries move a vertex, and how much; weights sum to 1.
struct SkinVertex {
    std::array<std::uint16_t, 4> entry{0, 0, 0, 0};
    std::array<float, 4> weight{1.0f, 0.0f, 0.0f, 0.0f};
};

struct FascicleState {
    float length_m = 0.0f;   // along the solved path, origin to insertion
    float stretch = 1.0f;    // length / rest length
};

// What solve() writes; kept by the caller and reused, so that a frame allocates nothing.
struct MuscleState {
    std::vector<glm::vec3> station_centres;    // posed world, by station
    std::vector<FascicleState> fascicles;      // by global fascicle index
    std::vector<PaletteMatrix> palette;        // segments, then stations
};

class MuscleSystem {
  public:
    // Copies what it needs from the body; the skeleton gives neutral and parents.
    MuscleSystem(const anatomy::Body& body, const motion::Skeleton& skeleton);

    // Paths and palette for a pose. Deterministic; continuous in the transforms.
    void solve(const motion::SegmentTransforms& world_from_rest, MuscleState& out) const;

    // Palette entries and weights for each vertex of the surface.
    std::vector<SkinVertex> bind(const anatomy::BodyMesh& mesh) const;

    std::size_t palette_size() const;
    std::size_t fascicle_count() const;
    std::size_t station_count() const;
    // Global fascicle range of a structure: [first, first + count).
    struct Range {
        std::uint32_t first = 0, count = 0;
    };
    Range fascicles_of(anatomy::StructureIndex structure) const;

    // Mean stretch of a structure's fascicles (1 for bones).
    float stretch_of(anatomy::StructureIndex structure, const MuscleState& state) const;

  private:
    struct Data;
    // The implementation replaces this by its own members.
    std::vector<float> unused_;
};

// Posed positions and normals of all vertices: the CPU twin of shaders/body.vert.
void deform(const anatomy::BodyMesh& mesh, std::span<const SkinVertex> skin, std::span<const PaletteMatrix> palette,
            std::vector<glm::vec3>& positions, std::vector<glm::vec3>& normals);

}  // namespace backstory::muscle
