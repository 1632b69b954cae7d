// Inside of posture: what a settling pays for where the body is: held pads off their places, feet below the floor, the
// weight leaving the feet. Needs forward kinematics, but nothing of muscles.
#pragma once

#include "posture/solver.hpp"

#include <array>
#include <span>
#include <vector>

namespace backstory::posture {

class HeldPlaces {
  public:
    // Keeps references to all but the pose.
    HeldPlaces(const Model& model, const motion::Skeleton& skeleton, const Circumstances& circumstances,
               const motion::Pose& wanted);
    std::size_t rows() const { return directions_.size() + guards_.size() + (has_support_ ? 6 : 0); }
    // `out` has rows() places.
    void residuals(const motion::Pose& pose, std::span<double> out) const;
    double largest_slip(const motion::Pose& pose) const;  // m, of a fully held pad

  private:
    // Where things are in a pose.
    struct Places {
        std::vector<glm::dvec3> points;  // of all held pads, in order
        std::vector<double> heights_m;   // of the guarded points
        glm::dvec3 centre_of_mass{0.0};
    };
    Places places(const motion::Pose& pose) const;
    void hold_pads();
    void guard_floor();
    void find_support();

    const Model& model_;
    const motion::Skeleton& skeleton_;
    const Circumstances& circumstances_;
    // One row each: the held point's way off its place along a direction, as long as its price.
    struct Direction {
        std::size_t point;
        glm::dvec3 priced;
        double weight;
    };
    std::vector<Direction> directions_;
    // A point that may not go below the floor, or further than the wanted pose has it.
    struct Guard {
        const motion::ContactPad::Point* point;
        double low_m;
    };
    std::vector<Guard> guards_;
    Places wanted_places_;
    bool has_support_ = false;
    std::array<double, 2> support_low_{}, support_high_{};  // x and z of the feet, m
    mutable motion::SegmentTransforms transforms_;
};

}  // namespace backstory::posture
