#include "posture/solver.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace backstory::posture {
namespace {

using motion::CoordinateIndex;

// A sum of coordinates that is kept at a target: price * (sum - target).
struct Keep {
    const Want* want;
    double price, target;
};
// A muscle whose rest length a dial has shortened: price * (pull - pull when free).
struct Pull {
    const Muscle* muscle;
    double shortening, free_shortening, price;
};
// Beyond low or high a coordinate costs: price * excess.
struct Comfort {
    CoordinateIndex coordinate;
    double low, high;
};
// What needs forward kinematics.
struct Places {
    std::vector<glm::dvec3> points;  // of all held pads, in order
    glm::dvec3 centre_of_mass{0.0};
};

// One settling as damped least squares: residuals and their slopes over the free coordinates.
class Problem {
  public:
    Problem(const Model& model, const motion::Skeleton& skeleton, const std::vector<CoordinateIndex>& free,
            const motion::Pose& wanted, const Dials& dials, const Circumstances& circumstances);

    Eigen::VectorXd residuals(const motion::Pose& pose) const;
    Eigen::MatrixXd slopes(const motion::Pose& pose) const;
    // What the steepening of the tension curves adds to slopes^T slopes: without it the search creeps.
    void add_steepening(const motion::Pose& pose, Eigen::MatrixXd& normal) const;
    bool has_pull() const { return has_pull_; }
    double largest_slip(const motion::Pose& pose) const;
    double extra_tension(const motion::Pose& pose) const;

  private:
    Eigen::Index column_of(CoordinateIndex coordinate) const;
    Places places(const motion::Pose& pose) const;
    void place_residuals(const motion::Pose& pose, Eigen::Ref<Eigen::VectorXd> out) const;
    std::size_t place_rows() const { return directions_.size() + (has_support_ ? 6 : 0); }
    std::size_t plain_rows() const { return keeps_.size() + pulls_.size() + comforts_.size(); }
    void find_support();
    void hold_pads();
    Tension extra_pull(const Pull& pull, double length_m) const;

    const Model& model_;
    const motion::Skeleton& skeleton_;
    const std::vector<CoordinateIndex>& free_;
    const Circumstances& circumstances_;
    bool has_pull_ = false;
    std::vector<Keep> keeps_;
    std::vector<Pull> pulls_;
    std::vector<Comfort> comforts_;
    // One row each: the held point's way off its place along a direction, as long as its price.
    struct Direction {
        std::size_t point;
        glm::dvec3 priced;
        double weight;
    };
    std::vector<Direction> directions_;
    Places wanted_places_;
    bool has_support_ = false;
    std::array<double, 2> support_low_{}, support_high_{};  // x and z of the feet, m
    mutable motion::SegmentTransforms transforms_;
};

double sum_of(const Want& want, const motion::Pose& pose) {
    double sum = 0.0;
    for (const Want::Term& term : want.terms) {
        sum += term.factor * pose[term.coordinate];
    }
    return sum;
}

Problem::Problem(const Model& model, const motion::Skeleton& skeleton, const std::vector<CoordinateIndex>& free,
                 const motion::Pose& wanted, const Dials& dials, const Circumstances& circumstances)
    : model_(model), skeleton_(skeleton), free_(free), circumstances_(circumstances) {
    for (std::size_t i = 0; i < model.wants.size(); ++i) {
        const Want& want = model.wants[i];
        const double factor = i < circumstances.want_factors.size() ? circumstances.want_factors[i] : 1.0;
        keeps_.push_back({&want, std::sqrt(want.weight * factor), sum_of(want, wanted)});
        if (want.is_thoracic && dials.thoracic_stiffness > 0.0) {
            // A stiff mid back would rather not bend at all.
            keeps_.push_back({&want, std::sqrt(model.weights.thoracic_stiffness * dials.thoracic_stiffness), 0.0});
            has_pull_ = true;
        }
    }
    for (const Muscle& muscle : model.muscles) {
        const int group = static_cast<int>(muscle.group);
        const double free_shortening = model.shortening[group].at(0.0);
        const double shortening = model.shortening_of(muscle, dials);
        if (shortening > free_shortening) {
            const double price = std::sqrt(model.weights.tension[group]) * muscle.max_force_n / 1000.0;
            pulls_.push_back({&muscle, shortening, free_shortening, price});
            has_pull_ = true;
        }
    }
    for (const CoordinateIndex coordinate : free) {
        const motion::Coordinate& limits = skeleton.coordinates[coordinate];
        comforts_.push_back({coordinate, std::min(limits.soft_low, wanted[coordinate]),
                             std::max(limits.soft_high, wanted[coordinate])});
    }
    hold_pads();
    wanted_places_ = places(wanted);
    find_support();
}

void Problem::hold_pads() {
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

Places Problem::places(const motion::Pose& pose) const {
    Places result;
    skeleton_.forward(pose, transforms_);
    for (const Held& held : circumstances_.held) {
        for (const motion::ContactPad::Point& point : held.pad->points) {
            result.points.push_back(transforms_[point.segment].point(point.point));
        }
    }
    result.centre_of_mass = skeleton_.centre_of_mass(transforms_);
    return result;
}

// The rectangle of the held feet, shrunk by the margin, grown to where the wanted pose itself leaves it.
void Problem::find_support() {
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

Tension Problem::extra_pull(const Pull& pull, double length_m) const {
    const Tension tight = passive_tension(model_.curve, pull.muscle->fibre(length_m, pull.shortening));
    const Tension free = passive_tension(model_.curve, pull.muscle->fibre(length_m, pull.free_shortening));
    // Slopes by length, in greatest forces per metre.
    const double tight_rate = 1.0 / (pull.muscle->optimal_fibre_m * (1.0 - pull.shortening));
    const double free_rate = 1.0 / (pull.muscle->optimal_fibre_m * (1.0 - pull.free_shortening));
    return {tight.value - free.value, tight.slope * tight_rate - free.slope * free_rate};
}

void Problem::place_residuals(const motion::Pose& pose, Eigen::Ref<Eigen::VectorXd> out) const {
    const Places now = places(pose);
    Eigen::Index row = 0;
    for (const Direction& direction : directions_) {
        out[row++] = glm::dot(direction.priced, now.points[direction.point] - wanted_places_.points[direction.point]);
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

Eigen::VectorXd Problem::residuals(const motion::Pose& pose) const {
    Eigen::VectorXd out(static_cast<Eigen::Index>(plain_rows() + place_rows()));
    Eigen::Index row = 0;
    for (const Keep& keep : keeps_) {
        out[row++] = keep.price * (sum_of(*keep.want, pose) - keep.target);
    }
    for (const Pull& pull : pulls_) {
        out[row++] = pull.price * extra_pull(pull, pull.muscle->length.evaluate(pose).length_m).value;
    }
    const double comfort = std::sqrt(model_.weights.comfort);
    for (const Comfort& c : comforts_) {
        const double value = pose[c.coordinate];
        out[row++] = comfort * (std::max(0.0, value - c.high) - std::max(0.0, c.low - value));
    }
    place_residuals(pose, out.tail(static_cast<Eigen::Index>(place_rows())));
    return out;
}

// -1 for a coordinate that stays as wanted.
Eigen::Index Problem::column_of(CoordinateIndex coordinate) const {
    const auto it = std::find(free_.begin(), free_.end(), coordinate);
    return it == free_.end() ? -1 : it - free_.begin();
}

void Problem::add_steepening(const motion::Pose& pose, Eigen::MatrixXd& normal) const {
    constexpr double probe_m = 1e-5;
    for (const Pull& pull : pulls_) {
        const LengthModel& model = pull.muscle->length;
        const LengthModel::Value length = model.evaluate(pose);
        const double steepening =
            (extra_pull(pull, length.length_m + probe_m).slope - extra_pull(pull, length.length_m - probe_m).slope) /
            (2.0 * probe_m);
        const double factor = pull.price * pull.price * extra_pull(pull, length.length_m).value * steepening;
        if (factor <= 0.0) {
            continue;
        }
        for (std::size_t i = 0; i < model.coordinates.size(); ++i) {
            for (std::size_t j = 0; j < model.coordinates.size(); ++j) {
                const Eigen::Index a = column_of(model.coordinates[i]), b = column_of(model.coordinates[j]);
                if (a >= 0 && b >= 0) {
                    normal(a, b) += factor * length.slope_m[i] * length.slope_m[j];
                }
            }
        }
    }
}

Eigen::MatrixXd Problem::slopes(const motion::Pose& pose) const {
    const auto columns = static_cast<Eigen::Index>(free_.size());
    Eigen::MatrixXd out = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(plain_rows() + place_rows()), columns);
    Eigen::Index row = 0;
    for (const Keep& keep : keeps_) {
        for (const Want::Term& term : keep.want->terms) {
            out(row, column_of(term.coordinate)) += keep.price * term.factor;
        }
        ++row;
    }
    for (const Pull& pull : pulls_) {
        const LengthModel& model = pull.muscle->length;
        const LengthModel::Value length = model.evaluate(pose);
        const double slope = pull.price * extra_pull(pull, length.length_m).slope;
        for (std::size_t i = 0; i < model.coordinates.size(); ++i) {
            const Eigen::Index column = column_of(model.coordinates[i]);
            if (column >= 0) {
                out(row, column) += slope * length.slope_m[i];
            }
        }
        ++row;
    }
    const double comfort = std::sqrt(model_.weights.comfort);
    for (std::size_t i = 0; i < comforts_.size(); ++i) {
        const double value = pose[comforts_[i].coordinate];
        out(row++, static_cast<Eigen::Index>(i)) =
            value > comforts_[i].high || value < comforts_[i].low ? comfort : 0.0;
    }
    // Forward kinematics has no closed slopes here: one-sided differences.
    constexpr double step = 1e-6;
    const auto rows = static_cast<Eigen::Index>(place_rows());
    Eigen::VectorXd base(rows), moved(rows);
    place_residuals(pose, base);
    motion::Pose nearby = pose;
    for (Eigen::Index column = 0; column < columns; ++column) {
        const CoordinateIndex coordinate = free_[static_cast<std::size_t>(column)];
        nearby[coordinate] = pose[coordinate] + step;
        place_residuals(nearby, moved);
        nearby[coordinate] = pose[coordinate];
        out.col(column).tail(rows) = (moved - base) / step;
    }
    return out;
}

double Problem::largest_slip(const motion::Pose& pose) const {
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

double Problem::extra_tension(const motion::Pose& pose) const {
    double total = 0.0;
    for (const Pull& pull : pulls_) {
        total += pull.muscle->max_force_n * extra_pull(pull, pull.muscle->length.evaluate(pose).length_m).value;
    }
    return total;
}

}  // namespace

Solver::Solver(const Model& model, const motion::Skeleton& skeleton) : model_(model), skeleton_(skeleton) {
    for (const Want& want : model.wants) {
        for (const Want::Term& term : want.terms) {
            if (std::find(free_.begin(), free_.end(), term.coordinate) == free_.end()) {
                free_.push_back(term.coordinate);
            }
        }
    }
}

Settled Solver::settle(const motion::Pose& wanted, const Dials& dials, const Circumstances& circumstances) const {
    Settled result;
    result.pose = wanted;
    const Problem problem(model_, skeleton_, free_, wanted, dials, circumstances);
    if (!problem.has_pull()) {
        return result;
    }
    const auto count = static_cast<Eigen::Index>(free_.size());
    Eigen::VectorXd residuals = problem.residuals(result.pose);
    double damping = 1e-4;
    constexpr int most_iterations = 40;
    constexpr double small_step = 1e-6;  // rad or m: a hundredth of what the eye could ever see
    result.converged = false;
    while (result.iterations < most_iterations && !result.converged) {
        ++result.iterations;
        const Eigen::MatrixXd slopes = problem.slopes(result.pose);
        Eigen::MatrixXd normal = slopes.transpose() * slopes;
        problem.add_steepening(result.pose, normal);
        const Eigen::VectorXd downhill = -slopes.transpose() * residuals;
        for (int attempt = 0; attempt < 12; ++attempt) {
            Eigen::MatrixXd damped = normal;
            damped.diagonal() += damping * normal.diagonal() + Eigen::VectorXd::Constant(count, 1e-9);
            const Eigen::VectorXd step = damped.ldlt().solve(downhill);
            motion::Pose tried = result.pose;
            for (Eigen::Index i = 0; i < count; ++i) {
                tried[free_[static_cast<std::size_t>(i)]] += step[i];
            }
            skeleton_.clamp(tried);
            const Eigen::VectorXd tried_residuals = problem.residuals(tried);
            const double largest = step.cwiseAbs().maxCoeff();
            if (tried_residuals.squaredNorm() <= residuals.squaredNorm()) {
                result.pose = std::move(tried);
                residuals = tried_residuals;
                damping = std::max(damping * 0.2, 1e-9);
                result.converged = largest < small_step;
                break;
            }
            damping *= 8.0;
            if (largest < small_step) {
                result.converged = true;
                break;
            }
        }
    }
    result.cost = residuals.squaredNorm();
    result.largest_slip_m = problem.largest_slip(result.pose);
    result.extra_tension_n = problem.extra_tension(result.pose);
    return result;
}

double slower_rise(const Dials& dials) {
    double tightest = 0.0;
    for (const auto& side : dials.by_side) {
        for (const Group group : {Group::iliopsoas, Group::rectus_femoris, Group::tensor_fasciae_latae}) {
            tightest = std::max(tightest, side[static_cast<int>(group)]);
        }
    }
    return 1.0 + 0.25 * tightest;
}

}  // namespace backstory::posture
