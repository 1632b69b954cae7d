#include "posture/solver.hpp"

#include "posture/held_places.hpp"

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

// One settling as damped least squares: residuals and their slopes over the free coordinates.
class Problem {
  public:
    Problem(const Model& model, const motion::Skeleton& skeleton, const std::vector<CoordinateIndex>& free,
            const motion::Pose& wanted, const Dials& dials, const Circumstances& circumstances);

    Eigen::VectorXd residuals(const motion::Pose& pose) const;
    Eigen::MatrixXd slopes(const motion::Pose& pose) const;
    // What the steepening of the tension curves adds to slopes^T slopes: without it the search creeps.
    void add_steepening(const motion::Pose& pose, Eigen::MatrixXd& normal) const;
    // Rows before those of the places: wants, pulls, comfort.
    std::size_t plain_rows() const { return keeps_.size() + pulls_.size() + comforts_.size(); }
    bool has_pull() const { return has_pull_; }
    double largest_slip(const motion::Pose& pose) const { return places_.largest_slip(pose); }
    double extra_tension(const motion::Pose& pose) const;

  private:
    Eigen::Index column_of(CoordinateIndex coordinate) const;
    Tension extra_pull(const Pull& pull, double length_m) const;
    Tension felt_pull(const Pull& pull, double length_m) const;

    const Model& model_;
    const std::vector<CoordinateIndex>& free_;
    bool has_pull_ = false;
    std::vector<Keep> keeps_;
    std::vector<Pull> pulls_;
    std::vector<Comfort> comforts_;
    HeldPlaces places_;
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
    : model_(model), free_(free), places_(model, skeleton, circumstances, wanted) {
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
            const double price = std::sqrt(model.weights.tension[group] * muscle.max_force_n / 1000.0);
            pulls_.push_back({&muscle, shortening, free_shortening, price});
            has_pull_ = true;
        }
    }
    for (const CoordinateIndex coordinate : free) {
        const motion::Coordinate& limits = skeleton.coordinates[coordinate];
        comforts_.push_back({coordinate, std::min(limits.soft_low, wanted[coordinate]),
                             std::max(limits.soft_high, wanted[coordinate])});
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

// The root of the extra pull, since the search squares it: the price then grows as the pull does, and so does the
// energy stored in an exponential spring. A little added under the root, and taken off outside it, keeps the slope
// finite where the pull begins.
Tension Problem::felt_pull(const Pull& pull, double length_m) const {
    constexpr double ease = 0.01;  // greatest active forces
    const Tension extra = extra_pull(pull, length_m);
    const double root = std::sqrt(std::max(0.0, extra.value) + ease);
    return {root - std::sqrt(ease), extra.slope / (2.0 * root)};
}

Eigen::VectorXd Problem::residuals(const motion::Pose& pose) const {
    Eigen::VectorXd out(static_cast<Eigen::Index>(plain_rows() + places_.rows()));
    Eigen::Index row = 0;
    for (const Keep& keep : keeps_) {
        out[row++] = keep.price * (sum_of(*keep.want, pose) - keep.target);
    }
    for (const Pull& pull : pulls_) {
        out[row++] = pull.price * felt_pull(pull, pull.muscle->length.evaluate(pose).length_m).value;
    }
    const double comfort = std::sqrt(model_.weights.comfort);
    for (const Comfort& c : comforts_) {
        const double value = pose[c.coordinate];
        out[row++] = comfort * (std::max(0.0, value - c.high) - std::max(0.0, c.low - value));
    }
    places_.residuals(pose, {out.data() + row, places_.rows()});
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
            (felt_pull(pull, length.length_m + probe_m).slope - felt_pull(pull, length.length_m - probe_m).slope) /
            (2.0 * probe_m);
        const double factor = pull.price * pull.price * felt_pull(pull, length.length_m).value * steepening;
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
    Eigen::MatrixXd out = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(plain_rows() + places_.rows()), columns);
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
        const double slope = pull.price * felt_pull(pull, length.length_m).slope;
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
    const auto rows = static_cast<Eigen::Index>(places_.rows());
    Eigen::VectorXd base(rows), moved(rows);
    places_.residuals(pose, {base.data(), places_.rows()});
    motion::Pose nearby = pose;
    for (Eigen::Index column = 0; column < columns; ++column) {
        const CoordinateIndex coordinate = free_[static_cast<std::size_t>(column)];
        nearby[coordinate] = pose[coordinate] + step;
        places_.residuals(nearby, {moved.data(), places_.rows()});
        nearby[coordinate] = pose[coordinate];
        out.col(column).tail(rows) = (moved - base) / step;
    }
    return out;
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

Settled Solver::settle(const motion::Pose& wanted, const Dials& dials, const Circumstances& circumstances,
                       const motion::Pose* start) const {
    Settled result;
    result.pose = wanted;
    const Problem problem(model_, skeleton_, free_, wanted, dials, circumstances);
    if (!problem.has_pull()) {
        return result;
    }
    if (start != nullptr) {
        result.pose = *start;
    }
    const auto count = static_cast<Eigen::Index>(free_.size());
    Eigen::VectorXd residuals = problem.residuals(result.pose);
    double damping = 1e-4;
    constexpr int most_iterations = 100;
    const Eigen::VectorXd least_scale = Eigen::VectorXd::Constant(count, 1e-3);
    constexpr double small_step = 1e-6;  // rad or m: a hundredth of what the eye could ever see
    result.converged = false;
    while (result.iterations < most_iterations && !result.converged) {
        ++result.iterations;
        const Eigen::MatrixXd slopes = problem.slopes(result.pose);
        Eigen::MatrixXd normal = slopes.transpose() * slopes;
        problem.add_steepening(result.pose, normal);
        // Damped by what the wants cost, not by the stiff contacts: along their valley the way stays free.
        const Eigen::VectorXd scale =
            slopes.topRows(static_cast<Eigen::Index>(problem.plain_rows())).colwise().squaredNorm().transpose() +
            least_scale;
        const Eigen::VectorXd downhill = -slopes.transpose() * residuals;
        for (int attempt = 0; attempt < 12; ++attempt) {
            Eigen::MatrixXd damped = normal;
            damped.diagonal() += damping * scale + Eigen::VectorXd::Constant(count, 1e-9);
            const Eigen::LDLT<Eigen::MatrixXd> factor(damped);
            const Eigen::VectorXd step = factor.solve(downhill);
            motion::Pose tried = result.pose;
            for (Eigen::Index i = 0; i < count; ++i) {
                tried[free_[static_cast<std::size_t>(i)]] += step[i];
            }
            skeleton_.clamp(tried);
            Eigen::VectorXd tried_residuals = problem.residuals(tried);
            // Held feet lie in a narrow, curved valley: what a straight step leaves it by is put back at once, else
            // only tiny steps would succeed.
            const Eigen::VectorXd bend = tried_residuals - residuals - slopes * step;
            const Eigen::VectorXd back = factor.solve(-slopes.transpose() * bend);
            motion::Pose bent = tried;
            for (Eigen::Index i = 0; i < count; ++i) {
                bent[free_[static_cast<std::size_t>(i)]] += back[i];
            }
            skeleton_.clamp(bent);
            const Eigen::VectorXd bent_residuals = problem.residuals(bent);
            if (bent_residuals.squaredNorm() < tried_residuals.squaredNorm()) {
                tried = std::move(bent);
                tried_residuals = bent_residuals;
            }
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
