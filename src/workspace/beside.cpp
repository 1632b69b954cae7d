// Bodies side by side: how far apart they must stand to be seen apart, and the camera that shows all that stands apart.
#include "motion/player.hpp"
#include "workspace/explode.hpp"
#include "workspace/scene_builder.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstory::workspace {
namespace {

constexpr int moments = 12;
constexpr float flesh_m = 0.10f;  // round joints: hands, feet and skull reach further than where they turn
constexpr float gap_m = 0.12f;    // between the bodies
constexpr float margin = 0.06f;   // of the picture, as framing.cpp leaves it

void add_corners(const motion::Prop& prop, std::vector<glm::vec3>& reach) {
    // Walls and mats are places; they may overlap.
    if (prop.kind == "wall" || prop.kind == "mat" || prop.kind == "band") {
        return;
    }
    const glm::vec3 half = 0.5f * glm::vec3(prop.size);
    for (int corner = 0; corner < 4; ++corner) {
        reach.push_back(glm::vec3(prop.position) +
                        glm::vec3{corner & 1 ? half.x : -half.x, 0.0f, corner & 2 ? half.z : -half.z});
    }
}

}  // namespace

void SceneBuilder::measure_reach(int clip) {
    if (reach_clip_ == clip) {
        return;
    }
    reach_clip_ = clip;
    reach_.clear();
    const auto& skeleton = library_->skeleton;
    motion::Player player(skeleton);
    motion::SegmentTransforms transforms;
    const motion::Clip* played = clip < 0 ? nullptr : &library_->clips[static_cast<std::size_t>(clip)];
    for (int i = 0; i <= (played == nullptr ? 0 : moments); ++i) {
        skeleton.forward(
            played == nullptr ? skeleton.relaxed() : player.pose(*played, played->duration_s * i / moments),
            transforms);
        for (const auto& structure : library_->body.structures) {
            if (structure.kind == anatomy::Kind::bone && structure.segment != anatomy::none &&
                !structure.sphere_mesh.spheres.empty()) {
                reach_.push_back(glm::vec3(
                    transforms[structure.segment].point(glm::dvec3(glm::vec3(structure.sphere_mesh.spheres.front())))));
            }
        }
    }
    if (played != nullptr) {
        for (const auto& prop : played->props) {
            add_corners(prop, reach_);
        }
    }
}

glm::vec3 SceneBuilder::middle_of_reach() const {
    geometry::Bounds bounds;
    for (const auto& place : reach_) {
        bounds.add(place);
    }
    return bounds.empty() ? glm::vec3(0.0f) : bounds.centre();
}

float SceneBuilder::width_across(const scene::Camera& camera) const {
    const glm::vec3 right = camera.right();
    float low = std::numeric_limits<float>::max(), high = std::numeric_limits<float>::lowest();
    for (const auto& place : reach_) {
        const float across = glm::dot(place, right);
        low = std::min(low, across);
        high = std::max(high, across);
    }
    return scale_ * (std::max(0.0f, high - low) + 2.0f * flesh_m + gap_m);
}

glm::vec3 SceneBuilder::offset_of_second(const State& state, const scene::Camera& camera) {
    if (!compares(*library_, state)) {
        return glm::vec3(0.0f);
    }
    measure_reach(state.clip);
    if (state.compare_style == CompareStyle::ghost) {
        return glm::vec3(0.0f);
    }
    const float apart = width_across(camera);
    // What is hoped for stands on the left, as one reads: free, then tight; right, then wrong. Today comes before the
    // next visit.
    return (state.compare == Compare::visit ? apart : -apart) * camera.right();
}

scene::Camera SceneBuilder::framing_both(const State& state, const scene::Camera& of_one) {
    const scene::Camera camera = framing_levels(*library_, state.apart.spine, of_one);
    const glm::vec3 offset = layers_apart(state) > 0
                                 ? static_cast<float>(layers_apart(state)) * layer_step(state, camera)
                                 : offset_of_second(state, camera);
    if (offset == glm::vec3(0.0f)) {
        return camera;
    }
    scene::Camera both = camera;
    both.target += 0.5f * offset;
    const float half_height = camera.distance * std::tan(0.5f * camera.field_of_view_rad) * (1.0f - 2.0f * margin);
    both.needed_aspect += 0.5f * glm::length(offset) / std::max(1e-3f, half_height);
    return both;
}

}  // namespace backstory::workspace
