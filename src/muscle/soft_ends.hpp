// Ends of muscles on segments without bones: soft parts that move by themselves (the diaphragm's dome). Internal to the
// floor; see plan_as_one.cpp.
#pragma once

#include "anatomy/body.hpp"
#include "motion/skeleton.hpp"
#include "muscle/bone_field.hpp"
#include "muscle/plan.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace backstory::muscle {

class SoftEnds {
  public:
    SoftEnds(const anatomy::Body& body, const motion::Skeleton& skeleton) : is_soft_(body.segments.size()) {
        for (std::size_t s = 0; s < is_soft_.size(); ++s) {
            const auto segment = static_cast<anatomy::SegmentIndex>(s);
            const bool is_root = skeleton.parents[segment] == anatomy::none;
            is_soft_[s] = !is_root && bones_of(body, segment).spheres.empty() ? 1 : 0;
        }
    }

    bool is_soft(anatomy::SegmentIndex segment) const { return is_soft_[segment] != 0; }

    // How far a place along a fascicle (s, 0 to 1) goes with its end on `segment`: the flanks beside the bone slide on
    // what lies under them, the part near the soft end moves whole.
    static float share(const FasciclePlan& fascicle, anatomy::SegmentIndex segment, float s) {
        constexpr float reach = 0.7f;  // of the fascicle, from its other end
        const auto ends_on_it = [segment](const Anchor& anchor) { return anchor.segment == segment; };
        const float away = ends_on_it(fascicle.insertion) ? 1.0f - s : ends_on_it(fascicle.origin) ? s : 1.0f;
        const float t = std::clamp((1.0f - away) / reach, 0.0f, 1.0f);
        return t * t * (3.0f - 2.0f * t);
    }

  private:
    std::vector<std::uint8_t> is_soft_;  // by segment
};

}  // namespace backstory::muscle
