// Layers that move as one. By the fibre tables each fascicle spreads the turns of the joints over its own length, so
// that two layers that cross would move apart or through each other. What share a station takes in each joint's motion
// is here a function of its place alone: that of the bone where the layers are attached, in between the smoothest one
// (Laplace's equation on a grid round all of them). A continuous motion of space keeps the order of what lies in it.
#include "base/assert.hpp"
#include "base/digest.hpp"
#include "muscle/plan.hpp"
#include "muscle/share_field.hpp"
#include "muscle/soft_ends.hpp"
#include "muscle/twins.hpp"

#include <glm/vec3.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace backstory::muscle {

namespace {

using anatomy::SegmentIndex;
using glm::vec3;

// An attachment this near to its bone is one; others (in a sheath, on the midline) only end there. What runs over bone
// as near as this goes along with it.
constexpr float on_bone_m = 0.008f, over_bone_m = 0.010f;
// Shares nearer to none or to all than this are taken as such.
constexpr float little = 0.004f;
// Nearer to the midline than this the bones of both sides share in moving a place.
constexpr float side_blend_m = 0.03f;

// A place of a bone on which the layers are attached.
struct Pin {
    vec3 place{0.0f};
    SegmentIndex segment = 0;
};

// The left side is the mirror image of the right one: both are worked out on the right.
vec3 on_right(const vec3& p) {
    return {p.x, p.y, std::abs(p.z)};
}

class AsOne {
  public:
    AsOne(const anatomy::Body& body, const motion::Skeleton& skeleton, const StepFinder& step_of, BoneFields& fields,
          Plan& plan)
        : body_(body),
          skeleton_(skeleton),
          step_of_(step_of),
          fields_(fields),
          plan_(plan),
          twins_(body),
          soft_(body, skeleton) {}

    void share(const std::vector<std::string>& group) {
        find_members(group);
        find_bones();
        find_pins();
        if (pins_.empty() || places_.empty()) {
            return;
        }
        find_steps();
        const BoneFields::Key key = key_of_shares();
        const std::vector<float>* kept = fields_.shares(key);
        const std::vector<float>& shares = kept != nullptr ? *kept : fields_.keep_shares(key, solved());
        BACKSTORY_ASSERT(shares.size() == station_count() * steps_.size());
        find_soft_steps();
        const float* next = shares.data();
        for (const std::uint32_t f : members_) {
            next = write(plan_.fascicles[f], next);
        }
    }

  private:
    struct Bone {
        SegmentIndex segment;
        BoneField field;
    };
    struct SharedStep {
        SegmentIndex segment;      // at its far end from the root; of a pair the right one
        std::uint32_t step;        // of a pair the right one's
        std::uint32_t other_step;  // of a pair the left one's
        bool is_pair() const { return step != other_step; }
    };

    std::size_t station_count() const {
        std::size_t count = 0;
        for (const std::uint32_t f : members_) {
            count += plan_.fascicles[f].station_count;
        }
        return count;
    }

    // Of all that solved() reads, and of how it solves.
    BoneFields::Key key_of_shares() const {
        Digest digest;
        digest.add(ShareField::version);
        digest.add(steps_.size());
        const auto add = [&digest](const vec3& place) {
            digest.add(place.x);
            digest.add(place.y);
            digest.add(place.z);
        };
        for (const std::uint32_t f : members_) {
            digest.add(plan_.fascicles[f].station_count);
        }
        std::for_each(places_.begin(), places_.end(), add);
        for (const Pin& pin : pins_) {
            add(pin.place);
            for (const float share : shares_of(pin.segment)) {
                digest.add(share > 0.5f);
            }
        }
        return digest.value();
    }

    // By member, station and joint.
    std::vector<float> solved() const {
        ShareField field(places_, steps_.size());
        for (const Pin& pin : pins_) {
            field.pin(pin.place, shares_of(pin.segment));
        }
        field.solve();
        std::vector<float> all;
        std::vector<float> shares;
        for (const std::uint32_t f : members_) {
            const FasciclePlan& fascicle = plan_.fascicles[f];
            for (std::uint32_t i = fascicle.first_station; i < fascicle.first_station + fascicle.station_count; ++i) {
                field.read(on_right(plan_.stations[i].rest), shares);
                all.insert(all.end(), shares.begin(), shares.end());
            }
        }
        return all;
    }

    void find_soft_steps() {
        soft_steps_.clear();
        for (std::size_t s = 0; s < body_.segments.size(); ++s) {
            if (body_.segments[s].swell) {
                const auto segment = static_cast<SegmentIndex>(s);
                const std::uint32_t step = step_of_(skeleton_.parents[segment], segment);
                soft_steps_.push_back({segment, step, step});
            }
        }
        for (const std::uint32_t f : members_) {
            const FasciclePlan& fascicle = plan_.fascicles[f];
            for (const Anchor& anchor : {fascicle.origin, fascicle.insertion}) {
                if (!soft_.is_soft(anchor.segment)) {
                    continue;
                }
                const auto is_it = [&anchor](const SharedStep& step) { return step.segment == anchor.segment; };
                if (std::none_of(soft_steps_.begin(), soft_steps_.end(), is_it)) {
                    const std::uint32_t step = step_of_(skeleton_.parents[anchor.segment], anchor.segment);
                    soft_steps_.push_back({anchor.segment, step, step});
                }
            }
        }
    }

    void find_bones() {
        std::vector<SegmentIndex> segments;
        for (const std::uint32_t f : members_) {
            for (const Anchor& anchor : {plan_.fascicles[f].origin, plan_.fascicles[f].insertion}) {
                for (SegmentIndex s = anchor.segment; s != anatomy::none; s = skeleton_.parents[s]) {
                    if (!soft_.is_soft(s)) {
                        segments.push_back(twins_.right_of(s));
                    }
                }
            }
        }
        std::sort(segments.begin(), segments.end());
        segments.erase(std::unique(segments.begin(), segments.end()), segments.end());
        std::vector<anatomy::SphereMesh> shapes;
        shapes.reserve(segments.size());
        for (const SegmentIndex segment : segments) {
            shapes.push_back(bones_of(body_, segment));
        }
        std::vector<BoneField> made = fields_.of(shapes);
        bones_.clear();
        for (std::size_t i = 0; i < segments.size(); ++i) {
            bones_.push_back({segments[i], std::move(made[i])});
        }
    }

    bool is_on_bone(const Anchor& anchor) const {
        const SegmentIndex segment = twins_.right_of(anchor.segment);
        const auto bone =
            std::find_if(bones_.begin(), bones_.end(), [segment](const Bone& b) { return b.segment == segment; });
        return bone != bones_.end() && distance(*bone, anchor.point) < on_bone_m;
    }

    // The left twin of a bone of the right is its mirror image.
    float distance(const Bone& bone, const vec3& place) const {
        return bone.field.distance(twins_.left_of(bone.segment) == bone.segment ? place : on_right(place));
    }

    void add_pin(const vec3& place, SegmentIndex segment) {
        pins_.push_back({on_right(place), twins_.right_of(segment)});
    }

    void pin_over_bone(const vec3& place) {
        float nearest = over_bone_m;
        SegmentIndex segment = anatomy::none;
        for (const Bone& bone : bones_) {
            const float away = distance(bone, place);
            if (away < nearest) {
                nearest = away;
                segment = bone.segment;
            }
        }
        if (segment != anatomy::none) {
            add_pin(place, segment);
        }
    }

    void find_members(const std::vector<std::string>& group) {
        members_.clear();
        for (std::uint32_t f = 0; f < plan_.fascicles.size(); ++f) {
            const anatomy::Structure& structure = body_.structures[plan_.fascicles[f].structure];
            const auto is_it = [&](const auto& id) { return id == structure.base_id || id == structure.part_of; };
            if (std::any_of(group.begin(), group.end(), is_it)) {
                members_.push_back(f);
            }
        }
    }

    void find_pins() {
        pins_.clear();
        places_.clear();
        for (const std::uint32_t f : members_) {
            FasciclePlan& fascicle = plan_.fascicles[f];
            fascicle.held = true;
            fascicle.in_layer = true;
            fascicle.origin_is_free = !is_on_bone(fascicle.origin);
            fascicle.insertion_is_free = !is_on_bone(fascicle.insertion);
            // From one place of a bone to another: as good as bone.
            const bool is_bridge = !fascicle.origin_is_free && !fascicle.insertion_is_free &&
                                   fascicle.origin.segment == fascicle.insertion.segment;
            for (const Anchor& anchor : {fascicle.origin, fascicle.insertion}) {
                if (is_on_bone(anchor)) {
                    add_pin(anchor.point, anchor.segment);
                    places_.push_back(on_right(anchor.point));
                }
            }
            for (std::uint32_t i = 0; i < fascicle.station_count; ++i) {
                const vec3 place = plan_.stations[fascicle.first_station + i].rest;
                places_.push_back(on_right(place));
                if (is_bridge) {
                    add_pin(place, fascicle.origin.segment);
                } else {
                    pin_over_bone(place);
                }
            }
        }
    }

    // From the body's root to every bone that something is attached to; parents come first, the midline before the
    // sides, so that what goes with a vertebra alone has it for its base.
    void find_steps() {
        steps_.clear();
        std::vector<SegmentIndex> wanted;
        for (const Pin& pin : pins_) {
            for (SegmentIndex s = pin.segment; skeleton_.parents[s] != anatomy::none; s = skeleton_.parents[s]) {
                wanted.push_back(s);
            }
        }
        const auto place_of = [this](SegmentIndex s) { return std::tuple(twins_.left_of(s) != s, depth(s), s); };
        std::sort(wanted.begin(), wanted.end(),
                  [&place_of](SegmentIndex a, SegmentIndex b) { return place_of(a) < place_of(b); });
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        for (const SegmentIndex segment : wanted) {
            const SegmentIndex other = twins_.left_of(segment);
            steps_.push_back(
                {segment, step_of_(skeleton_.parents[segment], segment), step_of_(skeleton_.parents[other], other)});
        }
    }

    std::size_t depth(SegmentIndex segment) const {
        std::size_t steps = 0;
        for (; skeleton_.parents[segment] != anatomy::none; segment = skeleton_.parents[segment]) {
            ++steps;
        }
        return steps;
    }

    // Of a bone: 1 for each joint between it and the root, as if it were on the right.
    std::vector<float> shares_of(SegmentIndex segment) const {
        std::vector<float> shares(steps_.size(), 0.0f);
        segment = twins_.right_of(segment);
        for (; skeleton_.parents[segment] != anatomy::none; segment = skeleton_.parents[segment]) {
            for (std::size_t j = 0; j < steps_.size(); ++j) {
                shares[j] = steps_[j].segment == segment ? 1.0f : shares[j];
            }
        }
        return shares;
    }

    // From the solved shares of its stations; returns where those of the next fascicle begin.
    const float* write(FasciclePlan& fascicle, const float* solved) {
        std::vector<float> shares;
        for (std::uint32_t i = fascicle.first_station; i < fascicle.first_station + fascicle.station_count; ++i) {
            StationPlan& station = plan_.stations[i];
            const bool at_origin = station.s < 0.5f;
            const bool is_free = at_origin ? fascicle.origin_is_free : fascicle.insertion_is_free;
            shares.assign(solved, solved + steps_.size());
            solved += steps_.size();
            if (!is_free && station.end > 0.0f) {
                const auto bone = shares_of(at_origin ? fascicle.origin.segment : fascicle.insertion.segment);
                std::transform(shares.begin(), shares.end(), bone.begin(), shares.begin(),
                               [&station](float a, float b) { return a + station.end * (b - a); });
            }
            station.end = is_free ? 0.0f : station.end;
            write_parts(shares, station);
            for (const SharedStep& step : soft_steps_) {
                const auto& swell = body_.segments[step.segment].swell;
                const float share = swell ? (1.0f - station.end) * swell->share(station.rest)
                                          : SoftEnds::share(fascicle, step.segment, station.s);
                if (share > little) {
                    plan_.parts.push_back({step.step, share});
                    ++station.part_count;
                }
            }
        }
        fascicle.first_own_step = static_cast<std::uint32_t>(plan_.own_steps.size());
        for (const SharedStep& step : steps_) {
            plan_.own_steps.push_back(step.step);
            if (step.other_step != step.step) {
                plan_.own_steps.push_back(step.other_step);
            }
        }
        for (const SharedStep& step : soft_steps_) {
            plan_.own_steps.push_back(step.step);
        }
        fascicle.own_step_count = static_cast<std::uint32_t>(plan_.own_steps.size()) - fascicle.first_own_step;
        return solved;
    }

    // The joints whose motion is made in full become the base, those that take no part are left out. Of a pair of
    // joints the one on the station's own side moves it, at the midline both by half.
    void write_parts(const std::vector<float>& shares, StationPlan& station) {
        const bool is_right = station.rest.z >= 0.0f;
        const float t = std::min(std::abs(station.rest.z) / side_blend_m, 1.0f);
        const float own = 0.5f + 0.5f * t * t * (3.0f - 2.0f * t);
        std::size_t first = 0;
        station.base = skeleton_.parents[steps_.front().segment];
        while (first < steps_.size() && shares[first] > 1.0f - little &&
               skeleton_.parents[steps_[first].segment] == station.base && !steps_[first].is_pair()) {
            station.base = steps_[first++].segment;
        }
        station.first_part = static_cast<std::uint32_t>(plan_.parts.size());
        const auto add = [this](std::uint32_t step, float share) {
            if (share > little) {
                plan_.parts.push_back({step, std::min(share, 1.0f)});
            }
        };
        for (std::size_t j = first; j < steps_.size(); ++j) {
            const SharedStep& step = steps_[j];
            if (step.is_pair()) {
                add(is_right ? step.step : step.other_step, own * shares[j]);
                add(is_right ? step.other_step : step.step, (1.0f - own) * shares[j]);
            } else {
                add(step.step, shares[j]);
            }
        }
        station.part_count = static_cast<std::uint16_t>(plan_.parts.size() - station.first_part);
    }

    const anatomy::Body& body_;
    const motion::Skeleton& skeleton_;
    const StepFinder& step_of_;
    BoneFields& fields_;
    Plan& plan_;
    std::vector<std::uint32_t> members_;
    std::vector<Pin> pins_;
    std::vector<vec3> places_;  // on the right
    std::vector<SharedStep> steps_;
    std::vector<SharedStep> soft_steps_;
    std::vector<Bone> bones_;
    Twins twins_;
    SoftEnds soft_;
};

}  // namespace

void share_turns(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules,
                 const StepFinder& step_of, BoneFields& fields, Plan& plan) {
    AsOne as_one(body, skeleton, step_of, fields, plan);
    for (const std::vector<std::string>& group : rules.as_one) {
        as_one.share(group);
    }
}

}  // namespace backstory::muscle
