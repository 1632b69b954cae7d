#include "posture/clip_audit.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::posture {

ClipFaults ClipAudit::check(const motion::Clip& clip, int moments, const Dials& dials) {
    ClipFaults faults;
    for (int i = 0; i < moments; ++i) {
        const double time_s = clip.duration_s * i / std::max(1, moments - 1);
        skeleton_.forward(settler_.at(&clip, time_s, dials).pose, transforms_);
        muscles_.solve(transforms_, state_);
        check_muscles(time_s, faults);
        add_bones(clip, time_s, faults);
        check_contacts(clip, time_s, dials, faults);
    }
    return faults;
}

ClipFaults ClipAudit::check_bones(const motion::Clip& clip, int moments, const Dials& dials) {
    ClipFaults faults;
    for (int i = 0; i < moments; ++i) {
        const double time_s = clip.duration_s * i / std::max(1, moments - 1);
        skeleton_.forward(settler_.at(&clip, time_s, dials).pose, transforms_);
        add_bones(clip, time_s, faults);
    }
    return faults;
}

void ClipAudit::add_bones(const motion::Clip& clip, double time_s, ClipFaults& faults) const {
    const muscle::BoneClash in_prop = clashes_.with_props(clip.props, transforms_);
    if (in_prop.depth_m > faults.in_prop.depth_m) {
        faults.in_prop = in_prop;
        faults.in_prop_s = time_s;
    }
    const muscle::BoneClash in_limb = clashes_.between_limbs(transforms_);
    if (in_limb.depth_m > faults.in_limb.depth_m) {
        faults.in_limb = in_limb;
        faults.in_limb_s = time_s;
    }
}

void ClipAudit::check_muscles(double time_s, ClipFaults& faults) {
    const std::vector<muscle::ShapeFault>& found = shapes_.check(transforms_, state_);
    if (faults.muscles.empty()) {
        faults.muscles.resize(found.size());
    }
    for (std::size_t m = 0; m < found.size(); ++m) {
        const muscle::ShapeFault& here = found[m];
        MuscleFault& fault = faults.muscles[m];
        fault.worst.structure = here.structure;
        fault.worst.is_finite = fault.worst.is_finite && here.is_finite;
        faults.is_finite = faults.is_finite && here.is_finite;
        if (std::abs(here.volume - 1.0f) > std::abs(fault.worst.volume - 1.0f)) {
            fault.worst.volume = here.volume;
            fault.volume_s = time_s;
        }
        if (here.depth_m > fault.worst.depth_m) {
            fault.worst.depth_m = here.depth_m;
            fault.worst.depth_segment = here.depth_segment;
            fault.worst.depth_rest = here.depth_rest;
            fault.depth_s = time_s;
        }
        if (here.crossing_m > fault.worst.crossing_m) {
            fault.worst.crossing_m = here.crossing_m;
            fault.crossing_s = time_s;
        }
        if (here.edge > fault.worst.edge) {
            fault.worst.edge = here.edge;
            fault.worst.edge_rest = here.edge_rest;
            fault.edge_s = time_s;
        }
        if (here.folded > fault.worst.folded) {
            fault.worst.folded = here.folded;
            fault.folded_s = time_s;
        }
    }
}

void ClipAudit::check_contacts(const motion::Clip& clip, double time_s, const Dials& dials, ClipFaults& faults) {
    const auto place = [](const motion::SegmentTransforms& x, const motion::ContactPad::Point& point) {
        return x[point.segment].point(point.point);
    };
    // Whatever is held or not: nothing goes through the floor.
    for (const motion::ContactPad& pad : skeleton_.pads) {
        for (const auto& point : pad.points) {
            const double depth_m = point.radius_m - place(transforms_, point).y;
            if (depth_m > faults.sink_m) {
                faults.sink_m = depth_m;
                faults.sink_s = time_s;
                faults.sink_pad = pad.id;
            }
        }
    }
    const double next_s = std::min(time_s + frame_s, clip.duration_s);
    bool has_next = false;
    const motion::Clip& made = settler_.made_by(clip, dials);
    for (const motion::Contact& contact : made.contacts) {
        if (contact_strength(made, contact, time_s) < 0.999 || contact_strength(made, contact, next_s) < 0.999) {
            continue;
        }
        if (!has_next) {
            skeleton_.forward(settler_.at(&clip, next_s, dials).pose, next_);
            has_next = true;
        }
        const motion::ContactPad& pad = *skeleton_.find_pad(contact.pad);
        for (std::size_t i = 0; i < pad.points.size() && i < contact.targets.size(); ++i) {
            const glm::dvec3 here = place(transforms_, pad.points[i]);
            const glm::dvec3 target = contact_target(made, contact, i, time_s);
            faults.held_sink_m = std::max(faults.held_sink_m, glm::dot(target - here, contact.normal));
            const glm::dvec3 carried = contact_target(made, contact, i, next_s) - target;
            const double slip_m = contact.slides ? 0.0 : glm::distance(place(next_, pad.points[i]) - here, carried);
            if (slip_m > faults.skate_m) {
                faults.skate_m = slip_m;
                faults.skate_s = time_s;
                faults.skate_pad = pad.id;
            }
        }
    }
}

}  // namespace backstory::posture
