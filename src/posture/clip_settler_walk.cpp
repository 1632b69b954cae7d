// A walk with tight muscles, made once for the dials: how long its steps become, and a round of it that is settled as a
// whole, so that it is smooth in time whatever foot comes and goes.
#include "motion/contact.hpp"
#include "motion/variant.hpp"
#include "posture/clip_settler.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::posture {

namespace {
constexpr double least_stride = 0.3;  // of the free one; no dial comes near
constexpr int stride_rounds = 2;      // the second settles what the first left over
constexpr int settled_moments = 28;   // of a round; even, so that left and right are alike
constexpr int lifted_moments = 56;
constexpr int lift_rounds = 2;
// How far a moment's neighbours share in it: a foot comes and goes within about 0.05 s, and so does what it pulls
// along.
constexpr double smoothed_s = 0.055;

// The floor and the smoothing change a little of the free walk as well: they come in with the first tenth of the dial.
double coming_in(const Dials& dials) {
    double most = dials.thoracic_stiffness;
    for (const auto& side : dials.by_side) {
        most = std::max(most, *std::max_element(side.begin(), side.end()));
    }
    const double x = std::clamp(10.0 * most, 0.0, 1.0);
    return x * x * (3.0 - 2.0 * x);
}

// Moments of a round, by a Gaussian over time; the last flows into the first.
void smooth_round(std::vector<double>& values, double spread) {
    const int count = static_cast<int>(values.size()), reach = static_cast<int>(std::ceil(3.0 * spread));
    std::vector<double> out(values.size());
    double total = 0.0;
    for (int off = -reach; off <= reach; ++off) {
        const double share = std::exp(-0.5 * off * off / (spread * spread));
        total += share;
        for (int k = 0; k < count; ++k) {
            out[static_cast<std::size_t>(k)] +=
                share * values[static_cast<std::size_t>(((k + off) % count + count) % count)];
        }
    }
    for (std::size_t k = 0; k < values.size(); ++k) {
        values[k] = out[k] / total;
    }
}

// Each moment gets the greatest value within `reach` moments of it.
void spread_round(std::vector<double>& values, int reach) {
    const int count = static_cast<int>(values.size());
    std::vector<double> out = values;
    for (int k = 0; k < count; ++k) {
        for (int off = -reach; off <= reach; ++off) {
            out[static_cast<std::size_t>(k)] =
                std::max(out[static_cast<std::size_t>(k)],
                         values[static_cast<std::size_t>(((k + off) % count + count) % count)]);
        }
    }
    values = std::move(out);
}

// Adds a round's values, given at even moments, to the clip's curve of a coordinate.
void add_to(const motion::Skeleton& skeleton, motion::Clip& clip, motion::CoordinateIndex coordinate,
            const std::vector<double>& added) {
    auto column = std::find(clip.columns.begin(), clip.columns.end(), coordinate);
    if (column == clip.columns.end()) {
        clip.columns.push_back(coordinate);
        clip.values.emplace_back(clip.times_s.size(), skeleton.coordinates[coordinate].relaxed);
        column = std::prev(clip.columns.end());
    }
    std::vector<double> times(added.size() + 1), values = added;
    for (std::size_t k = 0; k < times.size(); ++k) {
        times[k] = clip.duration_s * static_cast<double>(k) / static_cast<double>(added.size());
    }
    values.push_back(added.front());
    std::vector<double>& curve = clip.values[static_cast<std::size_t>(column - clip.columns.begin())];
    for (std::size_t k = 0; k < curve.size(); ++k) {
        curve[k] += motion::curve_at(times, values, clip.times_s[k], true);
    }
}
}  // namespace

// How much of each step is left, by the moments at which a foot is about to leave the floor with the other one ahead.
double ClipSettler::stride_share(const motion::Clip& clip, const Dials& dials) {
    double wanted_m = 0.0, settled_m = 0.0;
    for (const motion::Contact& last : clip.contacts) {
        const double end_s = last.end_s - last.ramp_s;
        const double moment_s = end_s > clip.duration_s ? end_s - clip.duration_s : end_s;
        Circumstances around = circumstances(&clip, moment_s);
        const motion::Pose wanted = player_.pose(clip, moment_s);
        skeleton_.forward(wanted, transforms_);
        const auto x_of = [&](const motion::ContactPad& pad) {
            return transforms_[pad.points.front().segment].point(pad.points.front().point).x;
        };
        const motion::ContactPad* ahead = nullptr;
        const motion::ContactPad* behind = skeleton_.find_pad(last.pad);
        for (Held& held : around.held) {
            held.slides = held.slides || held.pad == behind;
            held.weight = 1.0;  // both feet stand, however fresh the step
            if (ahead == nullptr || x_of(*held.pad) > x_of(*ahead)) {
                ahead = held.pad;
            }
        }
        // A foot's own heel and ball are never as far apart as a quarter of the way that the belt runs in a round.
        if (ahead == nullptr || x_of(*ahead) - x_of(*behind) < 0.25 * clip.belt_m_per_s * clip.duration_s) {
            continue;
        }
        wanted_m += x_of(*ahead) - x_of(*behind);
        skeleton_.forward(solver_.settle(wanted, dials, around).pose, transforms_);
        settled_m += x_of(*ahead) - x_of(*behind);
    }
    return wanted_m > 0.0 ? std::clamp(settled_m / wanted_m, least_stride, 1.0) : 1.0;
}

// What contacts and tight muscles change at each moment of the round, smoothed over its neighbours and added to the
// curves.
void ClipSettler::settle_round(motion::Clip& walk, const Dials& dials) {
    const std::size_t coordinates = skeleton_.coordinates.size();
    std::vector<std::vector<double>> changes(coordinates, std::vector<double>(settled_moments));
    const double share = coming_in(dials);
    motion::Pose start;
    for (int k = 0; k < settled_moments; ++k) {
        const double time_s = walk.duration_s * k / settled_moments;
        const Circumstances around = circumstances(&walk, time_s);
        const motion::Pose drawn = motion::sample(skeleton_, walk, time_s);
        const motion::Pose wanted = player_.pose(walk, time_s);
        // What the moment before gave way by is near what this one will.
        for (std::size_t c = 0; c < start.size(); ++c) {
            start[c] += wanted[c];
        }
        start = solver_.settle(wanted, dials, around, start.empty() ? nullptr : &start).pose;
        for (std::size_t c = 0; c < coordinates; ++c) {
            changes[c][static_cast<std::size_t>(k)] = share * (start[c] - drawn[c]);
            start[c] -= wanted[c];
        }
    }
    for (std::size_t c = 0; c < coordinates; ++c) {
        if (std::any_of(changes[c].begin(), changes[c].end(), [](double change) { return std::abs(change) > 1e-6; })) {
            smooth_round(changes[c], smoothed_s * settled_moments / walk.duration_s);
            add_to(skeleton_, walk, static_cast<motion::CoordinateIndex>(c), changes[c]);
        }
    }
    motion::settle_contacts(skeleton_, walk);
    for (int round = 0; round < lift_rounds; ++round) {
        lift_feet(walk);
    }
}

// What still goes below the floor, because smoothing does not know of it, is lifted by the nearest joint: toes by the
// toes, a foot by the ankle.
void ClipSettler::lift_feet(motion::Clip& walk) {
    const double spread = smoothed_s * lifted_moments / walk.duration_s;
    const auto& pads = solver_.model().above_floor;
    std::vector<std::vector<double>> lifts(pads.size(), std::vector<double>(lifted_moments));
    for (int k = 0; k < lifted_moments; ++k) {
        motion::Pose pose = player_.pose(walk, walk.duration_s * k / lifted_moments);
        for (std::size_t p = 0; p < pads.size(); ++p) {
            lifts[p][static_cast<std::size_t>(k)] = lift_needed(pads[p], pose);
        }
    }
    for (std::size_t p = 0; p < pads.size(); ++p) {
        if (std::any_of(lifts[p].begin(), lifts[p].end(), [](double lift) { return lift > 0.0; })) {
            spread_round(lifts[p], static_cast<int>(std::ceil(1.5 * spread)));
            smooth_round(lifts[p], spread);
            add_to(skeleton_, walk, pads[p].lifted_by, lifts[p]);
        }
    }
    motion::settle_contacts(skeleton_, walk);
}

// By how much the pad's coordinate must grow for its deepest point to come up to the floor, rad.
double ClipSettler::lift_needed(const Model::AboveFloor& above, motion::Pose& pose) {
    skeleton_.forward(pose, transforms_);
    const motion::ContactPad::Point* deepest = nullptr;
    double depth_m = 0.0, height_m = 0.0;
    for (std::size_t i = 0; i < above.pad->points.size(); ++i) {
        const motion::ContactPad::Point& point = above.pad->points[i];
        const double height = transforms_[point.segment].point(point.point).y;
        if (above.low_m[i] - height > depth_m) {
            depth_m = above.low_m[i] - height;
            height_m = height;
            deepest = &point;
        }
    }
    if (deepest == nullptr) {
        return 0.0;
    }
    constexpr double probe_rad = 0.01, least_lever_m = 0.02;
    pose[above.lifted_by] += probe_rad;
    skeleton_.forward(pose, transforms_);
    pose[above.lifted_by] -= probe_rad;
    const double up_m = transforms_[deepest->segment].point(deepest->point).y - height_m;
    return up_m > probe_rad * least_lever_m ? depth_m * probe_rad / up_m : 0.0;
}

const motion::Clip& ClipSettler::made_by(const motion::Clip& clip, const Dials& dials) {
    waits_ = false;
    if (clip.belt_m_per_s <= 0.0 || !dials.any()) {
        return clip;
    }
    const bool same_clip = walk_ != nullptr && walk_->id == clip.id;
    if (same_clip && walk_dials_ == dials) {
        return *walk_;
    }
    if (walks_ != nullptr) {
        std::shared_ptr<const motion::Clip> found = walks_->find(clip, dials);
        if (found == nullptr) {
            waits_ = true;
            return same_clip ? *walk_ : clip;
        }
        walk_ = std::move(found);
    } else {
        walk_ = std::make_shared<motion::Clip>(walk_with(clip, dials));
    }
    walk_dials_ = dials;
    return *walk_;
}

motion::Clip ClipSettler::walk_with(const motion::Clip& clip, const Dials& dials) {
    motion::Clip walk = clip;
    double share = 1.0;
    for (int round = 0; round < stride_rounds; ++round) {
        share *= 1.0 - coming_in(dials) * (1.0 - stride_share(walk, dials));
        walk = motion::with_stride(skeleton_, clip, share);
    }
    settle_round(walk, dials);
    return walk;
}

}  // namespace backstory::posture
