// All fascicles of the body (muscles, ligaments, nerves) and their paths in a pose.
//
// Everything that deforms is skinned by one palette of affine matrices: first the segments (rigid), then the stations
// of every fascicle. A station's matrix carries the rest-pose neighbourhood of the station to its posed place: moved to
// the solved centre, turned with the fibre, stretched along it and thinned or thickened across it so that the belly
// keeps its volume. A vertex blends at most four palette entries, on the GPU and on the CPU alike.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "motion/skeleton.hpp"
#include "muscle/rules.hpp"

#include <glm/gtc/quaternion.hpp>
#include <glm/mat3x4.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace backstory::muscle {

class BoneFields;
class CoarseSurfaces;
struct Plan;

// Rows of a 3x4 affine matrix: posed = (dot(row0, (p, 1)), dot(row1, ...), dot(row2, ...)). glm::mat3x4 has three
// columns of four floats; each column here is one ROW of the affine matrix, as it is uploaded (three RGBA32F texels).
using PaletteMatrix = glm::mat3x4;

// Which palette entries move a vertex, and how much; weights sum to 1.
struct SkinVertex {
    std::array<std::uint16_t, 4> entry{0, 0, 0, 0};
    std::array<float, 4> weight{1.0f, 0.0f, 0.0f, 0.0f};
};

struct FascicleState {
    float length_m = 0.0f;  // along the solved path, origin to insertion
    float stretch = 1.0f;   // length / rest length
};

// What solve() writes; kept by the caller and reused, so that a frame allocates nothing. Not to be written to by
// others: what did not move since the frame before is not solved again.
struct MuscleState {
    std::vector<glm::vec3> station_centres;  // posed world, by station
    std::vector<FascicleState> fascicles;    // by global fascicle index
    std::vector<PaletteMatrix> palette;      // segments, then stations

    // Room that solve() works in; of no meaning to others.
    struct Workspace {
        struct Motion {
            glm::quat rotation{1.0f, 0.0f, 0.0f, 0.0f};
            glm::vec3 translation{0.0f};
            float filler = 0.0f;  // points are read four numbers at a time
            bool operator==(const Motion&) const = default;
        };
        // A turn about a centre, then a shift; none for a joint that stands still.
        struct StepMotion {
            glm::quat rotation{1.0f, 0.0f, 0.0f, 0.0f};
            glm::vec4 shift{0.0f}, centre{0.0f};
            bool operator==(const StepMotion&) const = default;
        };
        // Where a span's anchors are.
        struct SpanEnds {
            glm::vec3 from{0.0f};
            float filler = 0.0f;
            glm::vec3 chord{0.0f};  // to the other end
            float second_filler = 0.0f;
        };
        // From the world into the frame that a bone's field is in, at rest; of the bone's twin on the left it is
        // mirrored. Rows of an affine matrix.
        struct IntoBone {
            glm::vec4 x{1.0f, 0.0f, 0.0f, 0.0f}, y{0.0f, 1.0f, 0.0f, 0.0f}, z{0.0f, 0.0f, 1.0f, 0.0f};
        };
        // How far four places lay off bone when that was last looked up. Both move little from frame to frame, so most
        // need not be looked up again; what is skipped would have changed nothing.
        struct OffBone {
            std::array<float, 4> x{}, y{}, z{};  // in the bone's frame
            std::array<float, 4> gap{};          // m, over the clearance; negative: not known, or in its cover
        };
        // Of a string over pegs; the span's beginning is peg 0.
        struct Corner {
            float place = 0.0f, height = 0.0f;
            std::uint32_t peg = 0;
        };
        // Of one structure's nodes and spans; each core has its own.
        struct PathRoom {
            std::vector<float> rows;
            std::vector<SpanEnds> spans;
            std::vector<Corner> corners;
            std::vector<glm::vec4> surface;
        };
        std::vector<Motion> segments;
        std::vector<IntoBone> into_bones;  // by segment, then by segment for mirrored fields
        std::vector<StepMotion> steps;     // and one more that is none
        std::vector<std::uint8_t> step_is_still;
        // Since the frame before; what follows none of those that moved is where it was, to the last bit.
        std::vector<std::uint8_t> segment_moved, step_moved;
        std::vector<std::uint8_t> is_rigid;  // by fascicle: moves as one with its origin's segment
        std::vector<OffBone> off_bone;       // by round of touches, three of each
        std::uint64_t of_plan = 0;           // whose touches those are
        std::vector<PathRoom> rooms;         // by worker
    } workspace;
};

class MuscleSystem {
  public:
    // Copies what it needs from the body; the skeleton gives parents and joint centres. Rules from io/wraps_reader.hpp.
    MuscleSystem(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules = {});
    // The same with bone fields that were kept; those that it lacks are made, and added to it.
    MuscleSystem(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules, BoneFields& fields);

    // From now on muscles swell and thin so that this surface of theirs keeps its volume as a whole, not only fascicle
    // by fascicle: where fascicles fan out, press together or turn past each other that is not the same. States that
    // were solved before must be solved anew from an empty one. Call it before others use the system.
    void keep_volumes(const anatomy::Body& body, const anatomy::BodyMesh& mesh);

    // Paths and palette for a pose. Deterministic (the same on one core and on all); continuous in the transforms.
    enum class Cores : std::uint8_t { one, all };
    void solve(const motion::SegmentTransforms& world_from_rest, MuscleState& out, Cores cores = Cores::one) const;

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
    // Mean length of a structure's fascicles, attachment to attachment, m (0 for bones).
    float length_of(anatomy::StructureIndex structure, const MuscleState& state) const;
    float rest_length(std::size_t fascicle) const;

  private:
    std::shared_ptr<const Plan> plan_;  // immutable, shared between copies
    std::shared_ptr<const CoarseSurfaces> surfaces_;
};

// A place on the surface, as it lies in a card's memory.
struct SurfaceVertex {
    glm::vec3 position{0.0f}, normal{0.0f};
};
// One vertex in a pose: the CPU twin of shaders/pose.vert.
SurfaceVertex posed(const SurfaceVertex& rest, const SkinVertex& skin, std::span<const PaletteMatrix> palette);

// Posed positions and normals of all vertices.
void deform(const anatomy::BodyMesh& mesh, std::span<const SkinVertex> skin, std::span<const PaletteMatrix> palette,
            std::vector<glm::vec3>& positions, std::vector<glm::vec3>& normals);

}  // namespace backstory::muscle
