#include "posture/fit.hpp"

#include "base/assert.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <map>

namespace backstory::posture {
namespace {

// Radical inverse: even, unrandom coverage of 0 .. 1 (Halton 1960).
double halton(std::size_t index, int base) {
    double result = 0.0, share = 1.0;
    for (std::size_t i = index; i > 0; i /= static_cast<std::size_t>(base)) {
        share /= base;
        result += share * static_cast<double>(i % static_cast<std::size_t>(base));
    }
    return result;
}

Eigen::VectorXd terms_at(const LengthModel& model, const motion::Pose& pose) {
    Eigen::VectorXd row(static_cast<Eigen::Index>(model.powers.size()));
    for (std::size_t t = 0; t < model.powers.size(); ++t) {
        double product = 1.0;
        for (std::size_t i = 0; i < model.coordinates.size(); ++i) {
            const double scaled =
                2.0 * (pose[model.coordinates[i]] - model.low[i]) / (model.high[i] - model.low[i]) - 1.0;
            product *= std::pow(scaled, model.powers[t][i]);
        }
        row[static_cast<Eigen::Index>(t)] = product;
    }
    return row;
}

struct Sample {
    motion::Pose pose;
    std::vector<double> lengths;  // by right muscle
};

}  // namespace

double solved_length(const anatomy::Body& body, const motion::Skeleton& skeleton, const muscle::MuscleSystem& muscles,
                     const std::string& structure, const motion::Pose& pose) {
    motion::SegmentTransforms transforms;
    muscle::MuscleState state;
    skeleton.forward(pose, transforms);
    muscles.solve(transforms, state);
    return muscles.length_of(body.find_structure(structure), state);
}

std::vector<FitQuality> fit_lengths(Model& model, const anatomy::Body& body, const motion::Skeleton& skeleton,
                                    const muscle::MuscleSystem& muscles, const std::function<void(double)>& progress) {
    constexpr std::size_t sample_count = 2400, unseen = 400;
    constexpr std::array<int, 8> bases{2, 3, 5, 7, 11, 13, 17, 19};
    std::vector<Muscle*> right;
    std::map<motion::CoordinateIndex, std::array<double, 2>> ranges;
    for (Muscle& muscle : model.muscles) {
        if (muscle.side != Side::right) {
            continue;
        }
        BACKSTORY_ASSERT(body.find_structure(muscle.id) != anatomy::none);
        right.push_back(&muscle);
        for (std::size_t i = 0; i < muscle.length.coordinates.size(); ++i) {
            ranges[muscle.length.coordinates[i]] = {muscle.length.low[i], muscle.length.high[i]};
        }
    }
    BACKSTORY_ASSERT(ranges.size() <= bases.size());

    std::vector<Sample> samples(sample_count + 1);
    motion::SegmentTransforms transforms;
    muscle::MuscleState state;
    for (std::size_t s = 0; s < samples.size(); ++s) {
        Sample& sample = samples[s];
        sample.pose = skeleton.neutral();
        std::size_t base = 0;
        for (const auto& [coordinate, range] : ranges) {
            // The first sample is neutral standing. Ends of the range get their share: a polynomial is worst there.
            const double u = 0.5 - 0.5 * std::cos(M_PI * halton(s, bases[base++]));
            sample.pose[coordinate] = s == 0 ? 0.0 : range[0] + u * (range[1] - range[0]);
        }
        skeleton.forward(sample.pose, transforms);
        muscles.solve(transforms, state);
        for (const Muscle* muscle : right) {
            sample.lengths.push_back(muscles.length_of(body.find_structure(muscle->id), state));
        }
        if (progress && s % 100 == 0) {
            progress(static_cast<double>(s) / sample_count);
        }
    }

    std::vector<FitQuality> quality;
    for (std::size_t m = 0; m < right.size(); ++m) {
        LengthModel& length = right[m]->length;
        length.set_degree(LengthModel::fitted_degree);
        const std::size_t seen = sample_count - unseen;
        Eigen::MatrixXd terms(static_cast<Eigen::Index>(seen), static_cast<Eigen::Index>(length.powers.size()));
        Eigen::VectorXd lengths(static_cast<Eigen::Index>(seen));
        for (std::size_t s = 0; s < seen; ++s) {
            terms.row(static_cast<Eigen::Index>(s)) = terms_at(length, samples[s + 1].pose).transpose();
            lengths[static_cast<Eigen::Index>(s)] = samples[s + 1].lengths[m];
        }
        const Eigen::VectorXd found = terms.colPivHouseholderQr().solve(lengths);
        length.coefficients.assign(found.begin(), found.end());
        FitQuality q{right[m]->id};
        for (std::size_t s = seen + 1; s < samples.size(); ++s) {
            const double off = std::abs(length.evaluate(samples[s].pose).length_m - samples[s].lengths[m]);
            q.rms_m += off * off / unseen;
            q.worst_m = std::max(q.worst_m, off);
        }
        q.rms_m = std::sqrt(q.rms_m);
        quality.push_back(q);
    }
    share_with_left(model, skeleton);
    return quality;
}

}  // namespace backstory::posture
