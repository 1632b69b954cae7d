// The moving skeleton: coordinates (generalised, OpenSim's names and signs), and how they turn and shift segments.
// Angles in radians, lengths in metres. All coordinates zero = the facts' neutral standing, not the survey's rest pose:
// neutral_from_rest offsets are part of the skeleton (assets/skeleton/*.json, read by io/skeleton_reader.hpp).
//
// Segment transforms are world_from_rest: they carry a point given in the survey's rest frame (where all tables,
// meshes and fascicles live) to its place in the posed world. In the rest pose every one is the identity.
#pragma once

#include "anatomy/body.hpp"
#include "geometry/transform.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backstory::motion {

using CoordinateIndex = std::uint16_t;
inline constexpr CoordinateIndex no_coordinate = 0xffff;

struct Coordinate {
    std::string id;                      // "hip_flexion_r", "pelvis_tilt", "lumbar_flexion", "pelvis_ty" ...
    bool is_length = false;              // metres instead of radians
    double soft_low = 0, soft_high = 0;  // comfort; motions may pass them on purpose
    double hard_low = 0, hard_high = 0;  // never passed
    bool flips = false;                  // a sideways motion of the midline: the mirror image has the other sign
    double give = 0;                     // how readily contacts change it, rad or m; 0 = never
    double relaxed = 0;                  // in easy standing: arms hang a little bent, thumbs forward
    std::string name;                    // client words
    std::string positive;                // what a positive value means: "thigh forward"
};

// How far an arm is lifted from hanging, from its flexion a and adduction b: 1 - cos(a) cos(b), so 0 hanging, 1 at
// shoulder height, 2 overhead, smooth everywhere. Drives of clavicle and scapula use it as a further coordinate.
struct ArmElevation {
    std::string id;  // "arm_elevation_r"
    CoordinateIndex flexion = no_coordinate, adduction = no_coordinate;
};

// One elementary motion of a segment against its parent, driven by coordinates: turning about, or sliding along, an
// axis through a centre (both in the rest frame) by offset + sum of polynomials of coordinates.
struct Drive {
    enum class Kind : std::uint8_t { turn, slide };
    Kind kind = Kind::turn;
    glm::dvec3 centre{0.0}, axis{0.0, 0.0, 1.0};
    double offset = 0.0;  // rad or m: neutral_from_rest, also where there are no terms
    struct Term {
        CoordinateIndex coordinate = no_coordinate;  // from coordinates.size() on: arm_elevations
        std::vector<double> polynomial;              // coefficients of value, value^2, ...
    };
    std::vector<Term> terms;
};

// A coordinate of other programs that is a sum of ours: OpenSim's lumbar_extension = -(lumbar_flexion +
// thoracic_flexion). Reported as sum of weight * coordinate; accepted by giving each coordinate share * value.
struct CombinedCoordinate {
    std::string id, name;
    struct Part {
        CoordinateIndex coordinate = no_coordinate;
        double weight = 1.0;  // in the report
        double share = 1.0;   // when accepted; sum of weight * share = 1
    };
    std::vector<Part> parts;
};

// A place where the body can rest on something: one or more points on bone under a layer of soft tissue.
struct ContactPad {
    std::string id;  // "foot_r", "ischium_r", "knee_r"
    struct Point {
        anatomy::SegmentIndex segment = anatomy::none;
        glm::dvec3 point{0.0};  // rest frame, m: centre of a ball of bone
        double radius_m = 0.0;  // of the ball and the soft tissue on it: the surface lies this far from the point
    };
    std::vector<Point> points;
};

// A part of the body's mass: fraction of the whole at a point carried by a segment.
struct MassPoint {
    anatomy::SegmentIndex segment = anatomy::none;
    glm::dvec3 point{0.0};  // rest frame, m
    double fraction = 0.0;
};

// Values of all coordinates, by CoordinateIndex; radians or metres.
using Pose = std::vector<double>;
// world_from_rest, by SegmentIndex.
using SegmentTransforms = std::vector<geometry::RigidTransform>;

class Skeleton {
  public:
    std::vector<Coordinate> coordinates;
    std::vector<ArmElevation> arm_elevations;
    std::vector<CombinedCoordinate> combined;
    std::vector<anatomy::SegmentIndex> parents;  // by segment; parents come first
    std::vector<std::vector<Drive>> drives;      // by segment, outermost first: X = X_base * D0 * D1 * ...
    // By segment: whose turning the segment starts from, `none` for its parent's. The upper arm hangs on the scapula
    // but its angles are measured against the chest, so it turns with the sternum while pivots[] stays on the parent.
    std::vector<anatomy::SegmentIndex> orientations;
    std::vector<glm::dvec3> pivots;  // by segment, rest frame; used where orientations[] names a segment
    std::vector<ContactPad> pads;
    std::vector<MassPoint> masses;

    void index();
    CoordinateIndex find(std::string_view id) const;                     // no_coordinate when unknown
    const CombinedCoordinate* find_combined(std::string_view id) const;  // nullptr when unknown
    const ContactPad* find_pad(std::string_view id) const;               // nullptr when unknown
    Pose neutral() const { return Pose(coordinates.size(), 0.0); }
    // Easy standing: neutral, with the arms relaxed.
    Pose relaxed() const;
    // Value of a coordinate or a combined one by OpenSim's name; 0 when unknown.
    double value(const Pose& pose, std::string_view id) const;
    double value(const Pose& pose, const CombinedCoordinate& combined) const;
    // Brings every coordinate into its hard limits.
    void clamp(Pose& pose) const;

    // Writes into `out` without allocating when it has the right size.
    void forward(const Pose& pose, SegmentTransforms& out) const;
    // The pose in which every transform is the identity (as far as coordinates can undo the offsets).
    SegmentTransforms rest() const { return SegmentTransforms(parents.size()); }

    // Of the whole body, world, metres; from the transforms of a pose.
    glm::dvec3 centre_of_mass(const SegmentTransforms& world_from_rest) const;

    // Value and slopes of what a term's `coordinate` names (a coordinate, or an arm's elevation).
    double term_value(const Pose& pose, CoordinateIndex coordinate) const;
    // Motion of a drive at the pose: rad or m.
    double drive_value(const Pose& pose, const Drive& drive) const;

  private:
    std::unordered_map<std::string, CoordinateIndex> by_id_;
};

}  // namespace backstory::motion
