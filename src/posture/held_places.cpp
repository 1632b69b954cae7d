#include "posture/held_places.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::posture {
namespace {

constexpr double floor_gives_m = 0.002;  // so that a foot that stands does not rub against its guard
// Of a held point's: firm enough to keep a swinging foot within millimetres of the floor, soft enough that the search
// does not stop dead at it.
constexpr double floor_price = 0.02;
constexpr double walking_floor_price = 0.5;  // a round of walking is settled as a whole: slow search does no harm

// Depth below the floor; it begins to count gently, so that a search which meets the floor does not trip over an edge.
double below(double depth_m) {
    constexpr double gentle_m = 0.004;
    const double depth = std::max(0.0, depth_m);
    return depth < gentle_m ? 0.5 * depth * depth / gentle_m : depth - 0.5 * gentle_m;
}

}  // namespace

HeldPlaces::HeldPlaces(const Model& model, const motion::Skeleton& skeleton, const Circumstances& circumstances,
                       const motion::Pose& wanted)
    : model_(model), skeleton_(skeleton), circumstances_(circumstances) {
    hold_pads();
    guard_floor();
    wanted_places_ = places(wanted);
    for (std::size_t i = 0; i < guards_.size(); ++i) {
        // A walk with shorter strides is no measured one: where it goes below the floor it is not to be followed.
        if (circumstances.steps) {
            guards_[i].low_m += floor_gives_m;  // the price begins gently
        } else {
            guards_[i].low_m = std::min(guards_[i].low_m, wanted_places_.heights_m[i]) - floor_gives_m;
        }
    }
    find_support();
}

void HeldPlaces::guard_floor() {
    for (const Model::AboveFloor& above : model_.above_floor) {
        for (std::size_t i = 0; i < above.pad->points.size(); ++i) {
            guards_.push_back({&above.pad->points[i], above.low_m[i]});
        }
    }
}

void HeldPlaces::hold_pads() {
    const double price = std::sqrt(model_.weights.contact);
    std::size_t point = 0;
    for (const Held& held : circumstances_.held) {
        for (std::size_t i = 0; i < held.pad->points.size(); ++i, ++point) {
            if (held.slides) {
                directions_.push_back({point, price * held.weight * held.normal, held.weight});
                continue;
            }
            for (int axis = 0; axis < 3; ++axis) {
                glm::dvec3 direction{0.0};
                direction[axis] = price * held.weight;
                directions_.push_back({point, direction, held.weight});
            }
        }
    }
}

HeldPlaces::Places HeldPlaces::places(const motion::Pose& pose) const {
    Places result;
    skeleton_.forward(pose, transforms_);
    for (const Held& held : circumstances_.held) {
        for (const motion::ContactPad::Point& point : held.pad->points) {
            result.points.push_back(transforms_[point.segment].point(point.point));
        }
    }
    for (const Guard& guard : guards_) {
        result.heights_m.push_back(transforms_[guard.point->segment].point(guard.point->point).y);
    }
    result.centre_of_mass = skeleton_.centre_of_mass(transforms_);
    return result;
}

// The rectangle of the held feet, shrunk by the margin, grown to where the wanted pose itself leaves it.
void HeldPlaces::find_support() {
    if (circumstances_.balance <= 0.0) {
        return;
    }
    std::size_t index = 0;
    support_low_ = {1e9, 1e9};
    support_high_ = {-1e9, -1e9};
    for (const Held& held : circumstances_.held) {
        const bool foot = std::find(model_.feet.begin(), model_.feet.end(), held.pad->id) != model_.feet.end();
        for (std::size_t i = 0; i < held.pad->points.size(); ++i, ++index) {
            if (!foot || held.weight < 0.5) {
                continue;
            }
            has_support_ = true;
            const glm::dvec3& p = wanted_places_.points[index];
            const double margin = model_.weights.foot_margin_m;
            const std::array<double, 2> ground{p.x, p.z};
            for (int axis = 0; axis < 2; ++axis) {
                support_low_[axis] = std::min(support_low_[axis], ground[axis] + margin);
                support_high_[axis] = std::max(support_high_[axis], ground[axis] - margin);
            }
        }
    }
    if (circumstances_.steps) {
        support_low_ = {-1e9, -1e9};
        support_high_ = {1e9, 1e9};
        return;
    }
    // Hof (2005): the centre of mass runs ahead by its velocity over the pendulum's frequency.
    const glm::dvec3& centre = wanted_places_.centre_of_mass;
    const double lead_s = std::sqrt(std::max(centre.y, 0.1) / 9.81);
    const std::array<double, 2> ahead{centre.x + lead_s * circumstances_.centre_of_mass_velocity_m_s.x,
                                      centre.z + lead_s * circumstances_.centre_of_mass_velocity_m_s.z};
    for (int axis = 0; axis < 2; ++axis) {
        support_low_[axis] = std::min(support_low_[axis], ahead[axis]);
        support_high_[axis] = std::max(support_high_[axis], ahead[axis]);
    }
}

void HeldPlaces::residuals(const motion::Pose& pose, std::span<double> out) const {
    const Places now = places(pose);
    std::size_t row = 0;
    for (const Direction& direction : directions_) {
        out[row++] = glm::dot(direction.priced, now.points[direction.point] - wanted_places_.points[direction.point]);
    }
    for (std::size_t i = 0; i < guards_.size(); ++i) {
        const double price = circumstances_.steps ? walking_floor_price : floor_price;
        out[row++] = std::sqrt(price * model_.weights.contact) * below(guards_[i].low_m - now.heights_m[i]);
    }
    if (!has_support_) {
        return;
    }
    const double price = std::sqrt(model_.weights.balance * circumstances_.balance);
    const double lead_s = std::sqrt(std::max(now.centre_of_mass.y, 0.1) / 9.81);
    const std::array<double, 2> ahead{now.centre_of_mass.x + lead_s * circumstances_.centre_of_mass_velocity_m_s.x,
                                      now.centre_of_mass.z + lead_s * circumstances_.centre_of_mass_velocity_m_s.z};
    for (int axis = 0; axis < 2; ++axis) {
        out[row++] = price * std::max(0.0, support_low_[axis] - ahead[axis]);
        out[row++] = price * std::max(0.0, ahead[axis] - support_high_[axis]);
    }
    const double sway = std::sqrt(model_.weights.sway * circumstances_.balance);
    out[row++] = sway * (now.centre_of_mass.x - wanted_places_.centre_of_mass.x);
    out[row++] = sway * (now.centre_of_mass.z - wanted_places_.centre_of_mass.z);
}

double HeldPlaces::largest_slip(const motion::Pose& pose) const {
    const Places now = places(pose);
    const double price = std::sqrt(model_.weights.contact);
    double largest = 0.0;
    for (const Direction& direction : directions_) {
        if (direction.weight >= 1.0) {
            const glm::dvec3 off = now.points[direction.point] - wanted_places_.points[direction.point];
            largest = std::max(largest, std::abs(glm::dot(direction.priced, off)) / price);
        }
    }
    return largest;
}

}  // namespace backstory::posture
