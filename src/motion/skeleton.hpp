// The moving skeleton: coordinates (generalised, OpenSim's names and signs), and how they turn and shift segments.
// Angles in radians, lengths in metres. All coordinates zero = the facts' neutral standing, not the survey's rest pose:
// neutral_from_rest offsets are part of the skeleton (assets/skeleton/*.json, read by io/skeleton_reader.hpp).
//
// Segment transforms are world_from_rest: they carry a point given in the survey's rest frame (where all tables,
// meshes and fascicles live) to its place in the posed world. In the rest pose every one is the identity.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "anatomy/body.hpp"
#include "geometry/transform.hpp"

namespace backstory::motion {

using CoordinateIndex = std::uint16_t;
inline constexpr CoordinateIndex no_coordinate = 0xffff;

struct Coordinate {
    std::string id;  // "hip_flexion_r", "pelvis_tilt", "lumbar_extension", "pelvis_ty" ...
    bool is_length = false;             // metres instead of radians
    double soft_low = 0, soft_high = 0;  // comfort; motions may pass them on purpose
    double hard_low = 0, hard_high = 0;  // never passed
    std::string name;                    // client words
    std::string positive;                // what a positive value means: "thigh forward"
};

// One elementary motion of a segment against its parent, driven by a coordinate: turning about, or sliding along, an
// axis through a centre (both in the rest frame) by offset + sum of coefficient * value^power.
struct Drive {
    enum class Kind : std::uint8_t { turn, slide };
    Kind kind = Kind::turn;
    glm::dvec3 centre{0.0}, axis{0.0, 0.0, 1.0};
    double offset = 0.0;  // rad or m: neutral_from_rest, also where coordinate is no_coordinate
    struct Term {
        CoordinateIndex coordinate = no_coordinate;
        std::vector<double> polynomial;  // coefficients of value, value^2, ...
    };
    std::vector<Term> terms;
};

// Values of all coordinates, by CoordinateIndex; radians or metres.
using Pose = std::vector<double>;
// world_from_rest, by SegmentIndex.
using SegmentTransforms = std::vector<geometry::RigidTransform>;

class Skeleton {
  public:
    std::vector<Coordinate> coordinates;
    std::vector<anatomy::SegmentIndex> parents;  // by segment; parents come first
    std::vector<std::vector<Drive>> drives;      // by segment, outermost first: X = X_parent * D0 * D1 * ...

    void index();
    CoordinateIndex find(std::string_view id) const;  // no_coordinate when unknown
    Pose neutral() const { return Pose(coordinates.size(), 0.0); }
    // Writes into `out` without allocating when it has the right size.
    void forward(const Pose& pose, SegmentTransforms& out) const;
    // The pose in which every transform is the identity (as far as coordinates can undo the offsets).
    SegmentTransforms rest() const { return SegmentTransforms(parents.size()); }

  private:
    std::unordered_map<std::string, CoordinateIndex> by_id_;
};

}  // namespace backstory::motion
