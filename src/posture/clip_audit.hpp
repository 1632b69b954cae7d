// A movement looked over for what no body does: muscles that swell, tear or sink into bone, feet that skate, a body
// that sinks into the floor or the chair. For tests and the developer's audit, not for drawing.
#pragma once

#include "muscle/bone_clash.hpp"
#include "muscle/shape_audit.hpp"
#include "posture/clip_settler.hpp"

#include <span>
#include <string>
#include <vector>

namespace backstory::posture {

// The worst of one muscle over a movement; each figure with the moment it was found at, s.
struct MuscleFault {
    muscle::ShapeFault worst;  // volume: the one farthest from 1
    double volume_s = 0.0, depth_s = 0.0, crossing_s = 0.0, edge_s = 0.0, folded_s = 0.0;
};

struct ClipFaults {
    std::vector<MuscleFault> muscles;  // by rising structure index
    double skate_m = 0.0;              // a held pad's slip against what it rests on from one frame to the next
    double skate_s = 0.0;
    std::string skate_pad;
    double held_sink_m = 0.0;  // how deep a held pad goes into what it rests on
    double sink_m = 0.0;       // how deep any pad's soft surface goes into the floor
    double sink_s = 0.0;
    std::string sink_pad;
    muscle::BoneClash in_prop, in_limb;  // the deepest bone in floor or prop, and in another limb
    double in_prop_s = 0.0, in_limb_s = 0.0;
    bool is_finite = true;
};

class ClipAudit {
  public:
    // Skating is measured between frames this far apart.
    static constexpr double frame_s = 1.0 / 60.0;

    // Keeps references: all must outlive it.
    ClipAudit(const Model& model, const motion::Skeleton& skeleton, const muscle::MuscleSystem& muscles,
              muscle::ShapeAudit& shapes, const muscle::BoneClashes& clashes)
        : skeleton_(skeleton), muscles_(muscles), shapes_(shapes), clashes_(clashes), settler_(model, skeleton) {}

    // `moments` frames, evenly from start to end.
    ClipFaults check(const motion::Clip& clip, int moments, const Dials& dials);

    // The same of the bones alone, which is quick.
    ClipFaults check_bones(const motion::Clip& clip, int moments, const Dials& dials);

  private:
    void add_bones(const motion::Clip& clip, double time_s, ClipFaults& faults) const;
    void check_muscles(double time_s, ClipFaults& faults);
    void check_contacts(const motion::Clip& clip, double time_s, const Dials& dials, ClipFaults& faults);

    const motion::Skeleton& skeleton_;
    const muscle::MuscleSystem& muscles_;
    muscle::ShapeAudit& shapes_;
    const muscle::BoneClashes& clashes_;
    ClipSettler settler_;
    motion::SegmentTransforms transforms_, next_;
    muscle::MuscleState state_;
};

}  // namespace backstory::posture
