#include "muscle/path.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstory::muscle {

namespace {

using glm::vec3;
using Workspace = MuscleState::Workspace;

constexpr float way_tolerance_m = 2e-5f;
// A path that dips into a bone's cover this deep is turned wholly to the guide's side. Less deep, partly: where bone
// lies between the path and its guide, the path swings round it instead of popping.
constexpr float soft_depth_m = 4e-3f;
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

// The bones that a station keeps out of.
class Bones {
  public:
    Bones(const StructureFrame& f, const SpanPlan& span, std::size_t station)
        : f_(f), first_(span.first_touch + station * span.touch_count), end_(first_ + span.touch_count) {}

    // How deep a place lies in the cover; 0 outside.
    float depth_in_cover(const vec3& place) const {
        float deepest = 0.0f;
        for (std::size_t k = first_; k < end_; ++k) {
            const Workspace::IntoBone& into = into_bone(f_.plan.touches[k]);
            deepest = std::max(deepest, -gap_at(k, into.turn * place + into.shift, 0.0f));
        }
        return deepest;
    }

    float way_out(const vec3& straight, const vec3& guide) const;
    void push_out(float free, float slack, vec3& place) const;

  private:
    const Workspace::IntoBone& into_bone(const Touch& touch) const {
        return f_.shared.into_bones[touch.mirrored ? f_.plan.segment_count + touch.segment : touch.segment];
    }
    float gap_at(std::size_t touch, const vec3& there, float slack) const;

    const StructureFrame& f_;
    std::size_t first_, end_;  // touches
};

// How far a place (in the bone's frame) lies off a bone, over the clearance; `no_gap` where it surely lies more than
// -slack off it.
float Bones::gap_at(std::size_t touch, const vec3& there, float slack) const {
    constexpr float steepest = 1.75f;  // no grid rises faster than a distance does along all three axes
    Workspace::OffBone& known = f_.shared.off_bone[touch];
    const vec3 moved = there - known.place;
    const float room = known.gap + slack;
    if (room > 0.0f && steepest * steepest * glm::dot(moved, moved) < room * room) {
        return no_gap;
    }
    const Touch& of = f_.plan.touches[touch];
    known = {there, f_.plan.fields[of.field].distance(there) - of.clearance};
    return known.gap;
}

// How far (0 .. 1) from the straight place to the guide a station has to go to be out of bone.
float Bones::way_out(const vec3& straight, const vec3& guide) const {
    float way = 0.0f;
    for (std::size_t k = first_; k < end_; ++k) {
        const Touch& touch = f_.plan.touches[k];
        const BoneField& field = f_.plan.fields[touch.field];
        const Workspace::IntoBone& into = into_bone(touch);
        const vec3 from = into.turn * straight + into.shift;
        const float depth = gap_at(k, from, 0.0f);
        if (depth >= 0.0f) {
            continue;
        }
        const vec3 line = into.turn * (guide - straight);
        const auto value_at = [&](float share) { return field.distance(from + share * line) - touch.clearance; };
        const float at_guide = value_at(1.0f);
        const float soft = eased(std::min(1.0f, -depth / soft_depth_m));
        way = std::max(way, soft * (at_guide <= 0.0f ? 1.0f : crossing(value_at, depth, at_guide)));
    }
    return way;
}

// Out of bone by the shortest way, as far as a station lies off it at rest less `slack`: where the guide lies in bone
// too (a knee bent far: the tendon turns with the joint into the condyles), where rounding, sliding and neighbours cut
// a corner.
void Bones::push_out(float free, float slack, vec3& place) const {
    if (free <= 0.0f) {
        return;
    }
    for (std::size_t k = first_; k < end_; ++k) {
        const Touch& touch = f_.plan.touches[k];
        const Workspace::IntoBone& into = into_bone(touch);
        const vec3 there = into.turn * place + into.shift;
        const float depth = -slack - gap_at(k, there, slack);
        if (depth <= 0.0f) {
            continue;
        }
        const BoneField& field = f_.plan.fields[touch.field];
        // Where the slope is less than one, deep inside, no way is the shortest: less far, so that nothing jumps.
        const vec3 out = field.slope(there);
        place += free * depth * (out * into.turn);  // from the right: turned back into the world
    }
}

// Where a station that lies in bone makes for: its guide, without the way along the fascicle. A guide lags behind at
// the joint, so that the whole way to it would draw the fascicle back along itself and its length would jump as it
// touches. Where the place beside lies in bone too (the kneecap's tendon round the bent knee), more and more the guide.
vec3 way_beside(const Bones& bones, const vec3& straight, const vec3& guide, const vec3& chord) {
    const float square = std::max(glm::dot(chord, chord), 1e-8f);
    const vec3 along = glm::dot(guide - straight, chord) / square * chord;
    const float share = std::min(1.0f, bones.depth_in_cover(guide - along) / soft_depth_m);
    return guide - (1.0f - eased(share)) * along;
}

// Calls work(node, bones) for each station of a fascicle, with bones that are none where it has none to keep out of.
template <typename Work>
void for_touching(const StructureFrame& f, const FasciclePlan& fascicle, const Work& work) {
    for (std::uint32_t k = 0; k < fascicle.span_count; ++k) {
        const SpanPlan& span = f.plan.spans[fascicle.first_span + k];
        for (std::uint32_t i = 0; i < span.count && span.touch_count > 0; ++i) {
            work(span.first_node + i, Bones(f, span, i));
        }
    }
}

void keep_off_bone(const StructureFrame& f, const FasciclePlan& fascicle, float slack) {
    const float* ends = &f.plan.node_end[f.first_node];
    const std::size_t first = fascicle.first_node + 1, end = first + fascicle.station_count;
    bool moved = false;
    for_touching(f, fascicle, [&](std::size_t node, const Bones& bones) {
        const vec3 here = f.paths.at(node);
        vec3 place = here;
        bones.push_out(1.0f - ends[node], slack, place);
        if (place != here) {
            if (!moved) {
                for (std::size_t i = first - 1; i <= end; ++i) {
                    f.outs.put(i, vec3(0.0f));
                }
                moved = true;
            }
            f.outs.put(node, place - here);
        }
    });
    if (!moved) {
        return;
    }
    // Those beside a station that had to go come along, or the fibre would zigzag; then out again where that took some
    // of the way back.
    f.outs.copy(first - 1, first);
    f.outs.copy(end, end - 1);
    for (std::size_t node = first; node < end; ++node) {
        f.paths.put(node, f.paths.at(node) + 0.25f * f.outs.at(node - 1) + 0.5f * f.outs.at(node) +
                              0.25f * f.outs.at(node + 1));
    }
    for_touching(f, fascicle, [&](std::size_t node, const Bones& bones) {
        vec3 place = f.paths.at(node);
        bones.push_out(1.0f - ends[node], slack, place);
        f.paths.put(node, place);
    });
}

}  // namespace

void keep_out_of_bone(const StructureFrame& f, const SpanPlan& span) {
    const float* ends = &f.plan.node_end[f.first_node];
    float* heights = f.heights;
    const std::size_t first = span.first_node, end = first + span.count;
    bool touched = false;
    for (std::size_t i = first; i < end; ++i) {
        // At its attachments a fascicle lies on bone, and stays there with it.
        heights[i] = ends[i] < 1.0f ? Bones(f, span, i - first).depth_in_cover(f.paths.at(i)) : 0.0f;
        touched = touched || heights[i] > 0.0f;
    }
    if (!touched) {
        return;
    }
    const Workspace::SpanEnds& anchors = f.room.spans[static_cast<std::size_t>(&span - f.spans.data())];
    for (std::size_t i = first; i < end; ++i) {
        const Bones bones(f, span, i - first);
        const vec3 straight = f.paths.at(i);
        const vec3 beside = way_beside(bones, straight, f.guides.at(i), anchors.chord);
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

void keep_off_bone(const StructureFrame& f, float slack) {
    for (std::size_t i = 0; i < f.fascicles.size(); ++i) {
        if (f.fascicles[i].touches && !f.is_rigid(i)) {
            keep_off_bone(f, f.fascicles[i], slack);
        }
    }
}

}  // namespace backstory::muscle
