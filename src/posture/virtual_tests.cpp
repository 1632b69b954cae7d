#include "posture/virtual_tests.hpp"

#include "base/assert.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace backstory::posture {
namespace {

constexpr double gravity_m_s2 = 9.81;
constexpr double degree = 3.14159265358979323846 / 180.0;
// A rest length may also be longer than the source's (negative), to let a free leg hang as it does.
constexpr double least_shortening = -1.5, most_shortening = 0.8;

// Pull of the right leg's muscles on one coordinate, N m, + = towards larger values.
double muscle_moment(const Model& model, const motion::Pose& pose, const Shortenings& shortened,
                     motion::CoordinateIndex coordinate) {
    double moment = 0.0;
    for (const Muscle& muscle : model.muscles) {
        if (muscle.side != Side::right) {
            continue;
        }
        const LengthModel::Value value = muscle.length.evaluate(pose);
        const double fibre = muscle.fibre(value.length_m, shortened[static_cast<int>(muscle.group)]);
        const double force_n = muscle.max_force_n * passive_tension(model.curve, fibre).value;
        for (std::size_t i = 0; i < muscle.length.coordinates.size(); ++i) {
            if (muscle.length.coordinates[i] == coordinate) {
                moment -= force_n * value.slope_m[i];
            }
        }
    }
    return moment;
}

void put(motion::Pose& pose, const LegCoordinates& leg, const ThomasAngles& angles) {
    pose[leg.hip_flexion] = -angles.hip_extension_rad;
    pose[leg.knee] = angles.knee_rad;
    pose[leg.hip_adduction] = -angles.abduction_rad;
}

// Moments that are left over at these angles: hip flexion, knee flexion, abduction; all zero at rest.
Eigen::Vector3d imbalance(const Model& model, const motion::Skeleton& skeleton, const ThomasAngles& angles,
                          const Shortenings& shortened) {
    const LegCoordinates leg = right_leg(skeleton);
    motion::Pose pose = skeleton.neutral();
    put(pose, leg, angles);
    const TestRig& rig = model.rig;
    const double thigh = -angles.hip_extension_rad, shank = thigh - angles.knee_rad;  // above the horizontal
    const double shank_weight = rig.shank_mass_kg * gravity_m_s2, thigh_weight = rig.thigh_mass_kg * gravity_m_s2;
    const double knee_gravity = shank_weight * rig.shank_centre_m * std::cos(shank);
    const double hip_gravity =
        (thigh_weight * rig.thigh_centre_m + shank_weight * rig.thigh_length_m) * std::cos(thigh) + knee_gravity;
    const double capsule = rig.capsule_scale_nm * std::exp(angles.hip_extension_rad / rig.capsule_reach_rad);
    return {
        muscle_moment(model, pose, shortened, leg.hip_flexion) + capsule - hip_gravity,
        muscle_moment(model, pose, shortened, leg.knee) + knee_gravity,
        -muscle_moment(model, pose, shortened, leg.hip_adduction) - rig.abduction_stiffness_nm * angles.abduction_rad};
}

// Where a moment of this kind leaves the leg at rest: Newton's steps on the numeric stiffness, which is kept positive,
// so that the search runs downhill into a stable rest and never stops on a crest.
template <typename Moment>
Eigen::Vector3d come_to_rest(Eigen::Vector3d x, const Moment& moment) {
    constexpr double longest = 4.0 * degree, probe = 1e-5, least_stiffness_nm = 2.0;
    for (int iteration = 0; iteration < 300; ++iteration) {
        const Eigen::Vector3d value = moment(x);
        if (value.norm() < 1e-8) {
            break;
        }
        Eigen::Matrix3d stiffness;
        for (int i = 0; i < 3; ++i) {
            Eigen::Vector3d ahead = x, behind = x;
            ahead[i] += probe;
            behind[i] -= probe;
            stiffness.col(i) = -(moment(ahead) - moment(behind)) / (2.0 * probe);
        }
        const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> parts(0.5 * (stiffness + stiffness.transpose()));
        const Eigen::Vector3d kept = parts.eigenvalues().cwiseAbs().cwiseMax(least_stiffness_nm);
        Eigen::Vector3d step = parts.eigenvectors() * (parts.eigenvectors().transpose() * value).cwiseQuotient(kept);
        step *= std::min(1.0, longest / step.cwiseAbs().maxCoeff());
        x += step;
    }
    return x;
}

}  // namespace

ThomasAngles thomas_target(double dial) {
    return {(12.0 - 32.0 * dial) * degree, (76.0 - 6.0 * dial) * degree, (2.0 + 6.0 * dial) * degree};
}

double leg_raise_target_rad(double dial) {
    return (80.0 - 45.0 * dial) * degree;
}

LegCoordinates right_leg(const motion::Skeleton& skeleton) {
    const LegCoordinates leg{skeleton.find("hip_flexion_r"), skeleton.find("hip_adduction_r"),
                             skeleton.find("knee_angle_r")};
    BACKSTORY_ASSERT(leg.hip_flexion != motion::no_coordinate && leg.hip_adduction != motion::no_coordinate &&
                     leg.knee != motion::no_coordinate);
    return leg;
}

Shortenings shortenings(const Model& model, const Dials& dials, Side side) {
    Shortenings result{};
    for (std::size_t g = 0; g < group_count; ++g) {
        result[g] = model.shortening[g].at(dials.of(side, static_cast<Group>(g)));
    }
    return result;
}

ThomasAngles thomas_test(const Model& model, const motion::Skeleton& skeleton, const Shortenings& shortened) {
    // Unknowns: hip flexion, knee flexion, abduction.
    const Eigen::Vector3d rest =
        come_to_rest(Eigen::Vector3d{0.0, 80.0 * degree, 5.0 * degree}, [&](const Eigen::Vector3d& x) {
            return imbalance(model, skeleton, {-x[0], x[1], x[2]}, shortened);
        });
    return {-rest[0], rest[1], rest[2]};
}

double leg_raise(const Model& model, const motion::Skeleton& skeleton, const Shortenings& shortened) {
    const LegCoordinates leg = right_leg(skeleton);
    motion::Pose pose = skeleton.neutral();
    double low = 0.0, high = 130.0 * degree;
    for (int i = 0; i < 50; ++i) {
        const double middle = 0.5 * (low + high);
        pose[leg.hip_flexion] = middle;
        const bool beyond = -muscle_moment(model, pose, shortened, leg.hip_flexion) > model.rig.raise_moment_nm;
        (beyond ? high : low) = middle;
    }
    return 0.5 * (low + high);
}

Shortenings shortenings_for(const Model& model, const motion::Skeleton& skeleton, const ThomasAngles& measured,
                            const Shortenings& guess) {
    // One equation after the other, round and round: each group rules one moment (psoas and iliacus the hip's, rectus
    // femoris the knee's, tensor the abduction), and every moment grows with its group's shortening.
    struct Rule {
        Group group;
        int moment;
        double sign;  // of the moment when the group is too strong
    };
    constexpr std::array<Rule, 3> rules{
        {{Group::rectus_femoris, 1, -1.0}, {Group::tensor_fasciae_latae, 2, 1.0}, {Group::iliopsoas, 0, 1.0}}};
    Shortenings result = guess;
    for (int round = 0; round < 60; ++round) {
        double moved = 0.0;
        for (const Rule& rule : rules) {
            double& shortening = result[static_cast<int>(rule.group)];
            const double before = shortening;
            double low = least_shortening, high = most_shortening;
            for (int i = 0; i < 50; ++i) {
                shortening = 0.5 * (low + high);
                const bool strong = rule.sign * imbalance(model, skeleton, measured, result)[rule.moment] > 0.0;
                (strong ? high : low) = shortening;
            }
            moved = std::max(moved, std::abs(shortening - before));
        }
        if (moved < 1e-9) {
            break;
        }
    }
    return result;
}

MeasuredDials dials_from_thomas(const Model& model, const motion::Skeleton& skeleton, const ThomasAngles& measured) {
    MeasuredDials result;
    const Dials middle = Dials::hip_flexors({0.5, 0.5});
    const Shortenings found = shortenings_for(model, skeleton, measured, shortenings(model, middle, Side::right));
    for (int g = 0; g < 3; ++g) {
        const Shortening& table = model.shortening[g];
        result.dial[g] = table.dial_for(found[g]);
        const double slack = 1e-3;
        result.saturated |= found[g] < table.at_step.front() - slack || found[g] > table.at_step.back() + slack;
    }
    return result;
}

void calibrate(Model& model, const motion::Skeleton& skeleton, int steps) {
    BACKSTORY_ASSERT(steps >= 1);
    for (Shortening& table : model.shortening) {
        table.at_step.assign(static_cast<std::size_t>(steps) + 1, 0.0);
    }
    // Free: psoas and iliacus have the length of the source, the ligament takes what is left of the leg's weight.
    const ThomasAngles free = thomas_target(0.0);
    model.rig.capsule_scale_nm = 1.0;
    const double capsule_at_free = std::exp(free.hip_extension_rad / model.rig.capsule_reach_rad);
    Shortenings now{};
    for (int round = 0; round < 30; ++round) {
        now = shortenings_for(model, skeleton, free, now);
        now[0] = 0.0;
        const double left_over_nm = imbalance(model, skeleton, free, now)[0];
        model.rig.capsule_scale_nm = std::max(0.0, model.rig.capsule_scale_nm - left_over_nm / capsule_at_free);
    }
    const LegCoordinates leg = right_leg(skeleton);
    Shortenings raising = now;  // the hamstrings have a dial of their own: the flexors stay free
    for (int step = 0; step <= steps; ++step) {
        const double dial = static_cast<double>(step) / steps;
        if (step > 0) {
            now = shortenings_for(model, skeleton, thomas_target(dial), now);
        }
        motion::Pose raised = skeleton.neutral();
        raised[leg.hip_flexion] = leg_raise_target_rad(dial);
        double low = least_shortening, high = most_shortening;
        for (int i = 0; i < 60; ++i) {
            const double middle = 0.5 * (low + high);
            raising[3] = middle;
            const bool strong = -muscle_moment(model, raised, raising, leg.hip_flexion) > model.rig.raise_moment_nm;
            (strong ? high : low) = middle;
        }
        now[3] = raising[3];
        for (std::size_t g = 0; g < group_count; ++g) {
            model.shortening[g].at_step[static_cast<std::size_t>(step)] = now[g];
        }
    }
}

}  // namespace backstory::posture
