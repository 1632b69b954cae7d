// Which segment of the body is which one's twin on the other side. Internal to the floor.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/derive.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace backstory::muscle {

class Twins {
  public:
    explicit Twins(const anatomy::Body& body) : right_(body.segments.size()), left_(body.segments.size()) {
        for (std::size_t s = 0; s < body.segments.size(); ++s) {
            const std::string& id = body.segments[s].id;
            const anatomy::SegmentIndex twin = body.find_segment(anatomy::mirrored_id(id));
            const auto own = static_cast<anatomy::SegmentIndex>(s);
            right_[s] = id.ends_with("_l") && twin != anatomy::none ? twin : own;
            left_[s] = id.ends_with("_r") && twin != anatomy::none ? twin : own;
        }
    }
    // Of a midline segment itself.
    anatomy::SegmentIndex right_of(anatomy::SegmentIndex segment) const { return right_[segment]; }
    anatomy::SegmentIndex left_of(anatomy::SegmentIndex segment) const { return left_[segment]; }

  private:
    std::vector<anatomy::SegmentIndex> right_, left_;
};

}  // namespace backstory::muscle
