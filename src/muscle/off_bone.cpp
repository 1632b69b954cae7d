#include "muscle/path.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace backstory::muscle {

namespace {

using glm::vec3;
using Workspace = MuscleState::Workspace;

constexpr float way_tolerance_m = 2e-5f;
// A path that dips into a bone's cover this deep is turned wholly to the guide's side. Less deep, partly: where bone
// lies between the path and its guide, the path swings round it instead of popping.
constexpr float soft_depth_m = 4e-3f;
// A belly pressed against bone flattens to no less than this share of its thickness.
constexpr float flattest = 0.3f;
// Tendons and thin edges don't flatten, bellies as thick as this do.
constexpr float tendon_m = 0.002f, belly_m = 0.005f;
constexpr float no_gap = std::numeric_limits<float>::max();

float eased(float t) {
    return t * t * (3.0f - 2.0f * t);
}

// Where the line from low to high leaves the bone, 0 .. 1: regula falsi with the kept end's value halved (Illinois), so
// that both ends close in.
template <typename Depth>
float crossing(const Depth& value_at, float at_low, float at_high) {
    float low = 0.0f, high = 1.0f, middle = 1.0f, value = at_low;
    for (int step = 0; step < 8 && std::abs(value) > way_tolerance_m; ++step) {
        middle = low + (high - low) * at_low / (at_low - at_high);
        value = value_at(middle);
        if (value < 0.0f) {
            low = middle;
            at_low = value;
            at_high *= 0.5f;
        } else {
            high = middle;
            at_high = value;
            at_low *= 0.5f;
        }
    }
    return middle;
}

// What a place is looked up for: each is near to where it was in the frame before.
enum class Use : std::size_t { straight, beside, path };
constexpr std::size_t use_count = 3;

// No grid rises faster than a distance does along all three axes.
constexpr float steepest = 1.75f;

Workspace::OffBone& known_of(const StructureFrame& f, std::size_t round, Use use) {
    return f.shared.off_bone[use_count * round + static_cast<std::size_t>(use)];
}

LanePoint into_bones(const StructureFrame& f, const TouchRound& touch, const LanePoint& p) {
    const Workspace::IntoBone* bones = f.shared.into_bones.data();
    const auto row = [&p](const Lanes& x, const Lanes& y, const Lanes& z, const Lanes& w) {
        return x * p.x + y * p.y + z * p.z + w;
    };
    if (touch.one_bone) {
        const Workspace::IntoBone& bone = bones[touch.bone[0]];
        return {row(bone.x.x, bone.x.y, bone.x.z, bone.x.w), row(bone.y.x, bone.y.y, bone.y.z, bone.y.w),
                row(bone.z.x, bone.z.y, bone.z.z, bone.z.w)};
    }
    const Workspace::IntoBone &a = bones[touch.bone[0]], &b = bones[touch.bone[1]], &c = bones[touch.bone[2]],
                              &d = bones[touch.bone[3]];
    const LaneTurn x = turns_of(&a.x.x, &b.x.x, &c.x.x, &d.x.x), y = turns_of(&a.y.x, &b.y.x, &c.y.x, &d.y.x),
                   z = turns_of(&a.z.x, &b.z.x, &c.z.x, &d.z.x);
    return {row(x.x, x.y, x.z, x.w), row(y.x, y.y, y.z, y.w), row(z.x, z.y, z.z, z.w)};
}

// How far four places (in their bones' frames) lie off bone, over the clearance; `no_gap` where one surely lies more
// than -slack off it. Returns the lanes that were looked up, a bit for each.
unsigned look_up(const StructureFrame& f, std::size_t round, Use use, const LanePoint& there, float slack,
                 std::array<float, lane_count>& gaps) {
    const TouchRound& touch = f.plan.touch_rounds[round];
    Workspace::OffBone& known = known_of(f, round, use);
    const LanePoint moved =
        there - LanePoint{Lanes::load(known.x.data()), Lanes::load(known.y.data()), Lanes::load(known.z.data())};
    const Lanes room = Lanes::load(known.gap.data()) + slack;
    const unsigned sure = less(0.0f, room) & less(steepest * steepest * dot(moved, moved), room * room);
    const unsigned wanted = touch.movable & ~sure;
    if (wanted == 0) {
        return 0;
    }
    std::array<float, lane_count> x{}, y{}, z{};
    there.x.store(x.data());
    there.y.store(y.data());
    there.z.store(z.data());
    std::array<float, lane_count> clearance{};
    touch.clearance.store(clearance.data());
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
        gaps[lane] = no_gap;
        if ((wanted >> lane & 1u) != 0) {
            const BoneField& field = f.plan.fields[static_cast<std::size_t>(touch.field[lane])];
            gaps[lane] = field.distance({x[lane], y[lane], z[lane]}) - clearance[lane];
            known.x[lane] = x[lane];
            known.y[lane] = y[lane];
            known.z[lane] = z[lane];
            known.gap[lane] = gaps[lane];
        }
    }
    return wanted;
}

// The bones that one station keeps out of.
class Bones {
  public:
    Bones(const StructureFrame& f, std::size_t node)
        : f_(f),
          lane_(node % lane_count),
          first_(f.blocks[node / lane_count].first_touch),
          end_(first_ + f.blocks[node / lane_count].touch_count) {}

    // How deep a place lies in the cover; 0 outside.
    float depth_in_cover(const vec3& place, Use use) const {
        float deepest = 0.0f;
        for (std::size_t k = first_; k < end_; ++k) {
            if (f_.plan.touch_rounds[k].field[lane_] >= 0) {
                deepest = std::max(deepest, -gap_at(k, into_bone(k, place), use));
            }
        }
        return deepest;
    }

    float way_out(const vec3& straight, const vec3& guide) const;

  private:
    vec3 into_bone(std::size_t round, const vec3& p) const {
        const Workspace::IntoBone& into = f_.shared.into_bones[f_.plan.touch_rounds[round].bone[lane_]];
        const auto along = [&p](const glm::vec4& row) { return row.x * p.x + row.y * p.y + row.z * p.z + row.w; };
        return {along(into.x), along(into.y), along(into.z)};
    }
    const BoneField& field_of(std::size_t round) const {
        return f_.plan.fields[static_cast<std::size_t>(f_.plan.touch_rounds[round].field[lane_])];
    }
    float clearance_of(std::size_t round) const {
        std::array<float, lane_count> all{};
        f_.plan.touch_rounds[round].clearance.store(all.data());
        return all[lane_];
    }
    float gap_at(std::size_t round, const vec3& there, Use use) const;

    const StructureFrame& f_;
    std::size_t lane_, first_, end_;  // rounds
};

float Bones::gap_at(std::size_t round, const vec3& there, Use use) const {
    Workspace::OffBone& known = known_of(f_, round, use);
    const vec3 moved = there - vec3(known.x[lane_], known.y[lane_], known.z[lane_]);
    const float room = known.gap[lane_];
    if (room > 0.0f && steepest * steepest * glm::dot(moved, moved) < room * room) {
        return no_gap;
    }
    known.x[lane_] = there.x;
    known.y[lane_] = there.y;
    known.z[lane_] = there.z;
    known.gap[lane_] = field_of(round).distance(there) - clearance_of(round);
    return known.gap[lane_];
}

// How far (0 .. 1) from the straight place to the guide a station has to go to be out of bone.
float Bones::way_out(const vec3& straight, const vec3& guide) const {
    float way = 0.0f;
    for (std::size_t k = first_; k < end_; ++k) {
        if (f_.plan.touch_rounds[k].field[lane_] < 0) {
            continue;
        }
        const vec3 from = into_bone(k, straight);
        const float depth = gap_at(k, from, Use::straight);
        if (depth >= 0.0f) {
            continue;
        }
        const BoneField& field = field_of(k);
        const float clearance = clearance_of(k);
        const vec3 line = into_bone(k, guide) - from;
        const auto value_at = [&](float share) { return field.distance(from + share * line) - clearance; };
        const float at_guide = value_at(1.0f);
        const float soft = eased(std::min(1.0f, -depth / soft_depth_m));
        way = std::max(way, soft * (at_guide <= 0.0f ? 1.0f : crossing(value_at, depth, at_guide)));
    }
    return way;
}

// Out of bone by the shortest way, as far as a station lies off it at rest less `slack`: where the guide lies in bone
// too (a knee bent far: the tendon turns with the joint into the condyles), where rounding, sliding and neighbours cut
// a corner. Says whether any of four moved.
bool push_out(const StructureFrame& f, const NodeBlock& block, float slack, LanePoint& places) {
    bool moved = false;
    std::array<float, lane_count> gaps{};
    for (std::size_t k = block.first_touch; k < std::size_t{block.first_touch} + block.touch_count; ++k) {
        const TouchRound& touch = f.plan.touch_rounds[k];
        const LanePoint there = into_bones(f, touch, places);
        unsigned looked_up = look_up(f, k, Use::path, there, slack, gaps);
        looked_up &= less(Lanes::load(gaps.data()), -slack);
        if (looked_up == 0) {
            continue;
        }
        moved = true;
        const Workspace::OffBone& at = known_of(f, k, Use::path);
        std::array<float, lane_count> x{}, y{}, z{}, free{};
        block.free.store(free.data());
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            if ((looked_up >> lane & 1u) == 0) {
                continue;
            }
            // Where the slope is less than one, deep inside, no way is the shortest: less far, so that nothing jumps.
            const vec3 out =
                f.plan.fields[static_cast<std::size_t>(touch.field[lane])].slope({at.x[lane], at.y[lane], at.z[lane]});
            const Workspace::IntoBone& into = f.shared.into_bones[touch.bone[lane]];
            const vec3 way = free[lane] * (-slack - gaps[lane]) *
                             (out.x * vec3(into.x) + out.y * vec3(into.y) + out.z * vec3(into.z));
            x[lane] = way.x;
            y[lane] = way.y;
            z[lane] = way.z;
        }
        places = places + LanePoint{Lanes::load(x.data()), Lanes::load(y.data()), Lanes::load(z.data())};
    }
    return moved;
}

// Where a station that lies in bone makes for: its guide, without the way along the fascicle. A guide lags behind at
// the joint, so that the whole way to it would draw the fascicle back along itself and its length would jump as it
// touches. Where the place beside lies in bone too (the kneecap's tendon round the bent knee), more and more the guide.
vec3 way_beside(const Bones& bones, const vec3& straight, const vec3& guide, const vec3& chord) {
    const float square = std::max(glm::dot(chord, chord), 1e-8f);
    const vec3 along = glm::dot(guide - straight, chord) / square * chord;
    const float share = std::min(1.0f, bones.depth_in_cover(guide - along, Use::beside) / soft_depth_m);
    return guide - (1.0f - eased(share)) * along;
}

// Round the bone where the straight way leads through it; `heights` holds how deep each station lies in it.
void go_round_bone(const StructureFrame& f, const SpanPlan& span, const vec3& chord) {
    const float* ends = &f.plan.node_end[f.first_node];
    float* heights = f.heights;
    const std::size_t first = span.first_node, end = first + span.count;
    for (std::size_t i = first; i < end; ++i) {
        const Bones bones(f, i);
        const vec3 straight = f.paths.at(i);
        const vec3 beside = way_beside(bones, straight, f.guides.at(i), chord);
        f.outs.put(i, beside);
        const float far = glm::distance(straight, beside);
        const bool in_bone = heights[i] > 0.0f && far > 1e-5f;
        heights[i] = in_bone ? (1.0f - ends[i]) * far * bones.way_out(straight, beside) : 0.0f;
    }
    pull_taut(&f.plan.node_tau[f.first_node + first], heights + first, span.count, f.room.corners.data());
    for (std::size_t i = first; i < end; ++i) {
        const float hold = f.holds[i];
        const vec3 straight = f.paths.at(i), line = f.outs.at(i) - straight;
        const float way = std::min(1.0f, heights[i] / std::max(glm::length(line), 1e-6f));
        f.paths.put(i, straight + hold * (f.guides.at(i) - straight) + std::max(0.0f, way - hold) * line);
        f.holds[i] = 0.0f;
    }
}

}  // namespace

void forget_bone(const Plan& plan, MuscleState::Workspace& room) {
    room.off_bone.assign(use_count * plan.touch_rounds.size(), {});
    for (std::size_t k = 0; k < room.off_bone.size(); ++k) {
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            // No bone is as good as bone far away.
            room.off_bone[k].gap[lane] = plan.touch_rounds[k / use_count].field[lane] < 0 ? 1e9f : -1.0f;
        }
    }
}

void keep_out_of_bone(const StructureFrame& f) {
    std::array<float, lane_count> gaps{};
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const NodeBlock& block = f.blocks[b];
        if (block.touch_count == 0) {
            continue;
        }
        // At its attachments a fascicle lies on bone, and stays there with it.
        const LanePoint places = f.paths.load(lane_count * b);
        Lanes deepest;
        for (std::size_t k = block.first_touch; k < std::size_t{block.first_touch} + block.touch_count; ++k) {
            const TouchRound& touch = f.plan.touch_rounds[k];
            if (look_up(f, k, Use::straight, into_bones(f, touch, places), 0.0f, gaps) != 0) {
                deepest = max(deepest, 0.0f - Lanes::load(gaps.data()));
            }
        }
        deepest.store(f.heights + lane_count * b);
    }
    for (std::size_t k = 0; k < f.spans.size(); ++k) {
        const SpanPlan& span = f.spans[k];
        const float* depths = f.heights + span.first_node;
        if (span.touches && std::any_of(depths, depths + span.count, [](float depth) { return depth > 0.0f; })) {
            go_round_bone(f, span, f.room.spans[k].chord);
        }
    }
}

void keep_off_bone(const StructureFrame& f, float slack) {
    bool moved = false;
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const LanePoint here = f.paths.load(lane_count * b);
        LanePoint there = here;
        moved = (f.blocks[b].touch_count > 0 && push_out(f, f.blocks[b], slack, there)) || moved;
        f.outs.store(lane_count * b, there - here);
    }
    if (!moved) {
        return;
    }
    // Those beside a station that had to go come along, or the fibre would zigzag; then out again where that took some
    // of the way back.
    copy_ends(f, f.outs);
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const std::size_t node = lane_count * b;
        const LanePoint along =
            0.25f * f.outs.load(node - 1) + 0.5f * f.outs.load(node) + 0.25f * f.outs.load(node + 1);
        LanePoint there = f.paths.load(node) + along;
        if (f.blocks[b].touch_count > 0) {
            push_out(f, f.blocks[b], slack, there);
        }
        f.paths.store(node, there);
    }
}

void find_presses(const StructureFrame& f) {
    std::array<float, lane_count> gaps{};
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const NodeBlock& block = f.blocks[b];
        const std::size_t node = lane_count * b;
        Lanes(1.0f).store(f.presses + node);
        const LanePoint places = f.paths.load(node);
        std::array<float, lane_count> radius{}, clearance{};
        block.radius.store(radius.data());
        for (std::size_t k = block.first_touch; k < std::size_t{block.first_touch} + block.touch_count; ++k) {
            const TouchRound& touch = f.plan.touch_rounds[k];
            unsigned looked_up = look_up(f, k, Use::path, into_bones(f, touch, places), 0.0f, gaps);
            looked_up &= less(Lanes::load(gaps.data()), 0.0f);
            if (looked_up == 0) {
                continue;
            }
            const Workspace::OffBone& at = known_of(f, k, Use::path);
            touch.clearance.store(clearance.data());
            for (std::size_t lane = 0; lane < lane_count; ++lane) {
                if ((looked_up >> lane & 1u) == 0) {
                    continue;
                }
                // The surface reaches its half thickness towards bone, less where it lay nearer than that at rest.
                const float off = gaps[lane] + clearance[lane] - std::min(clearance[lane], radius[lane]);
                const float bellied = std::clamp((radius[lane] - tendon_m) / (belly_m - tendon_m), 0.0f, 1.0f);
                const float press = std::clamp(1.0f + bellied * off / std::max(radius[lane], belly_m), flattest, 1.0f);
                if (press >= f.presses[node + lane]) {
                    continue;
                }
                const vec3 out = f.plan.fields[static_cast<std::size_t>(touch.field[lane])].slope(
                    {at.x[lane], at.y[lane], at.z[lane]});
                const Workspace::IntoBone& into = f.shared.into_bones[touch.bone[lane]];
                f.presses[node + lane] = press;
                f.outs.put(node + lane, out.x * vec3(into.x) + out.y * vec3(into.y) + out.z * vec3(into.z));
            }
        }
    }
}

}  // namespace backstory::muscle
