#include "workspace/explode.hpp"

#include "workspace/performer.hpp"
#include "workspace/scene_builder.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace backstory::workspace {

namespace {

// Where the segment turns against its parent, posed.
glm::dvec3 joint_of(const Library& library, std::size_t segment, const motion::SegmentTransforms& world_from_rest) {
    const auto& drives = library.skeleton.drives[segment];
    return world_from_rest[segment].point(drives.empty() ? glm::dvec3(0.0) : drives.front().centre);
}

// Along the spine at a level: from the joint below to its own; at the lowest from its own to the one above.
glm::dvec3 axis_at(const Library& library, std::size_t level, const motion::SegmentTransforms& world_from_rest) {
    const auto& segments = library.body.segments;
    std::size_t low = segments[level].parent, high = level;
    if (!segments[low].level) {
        low = level;
        for (std::size_t i = level + 1; i < segments.size(); ++i) {
            high = segments[i].level && segments[i].parent == level ? i : high;
        }
    }
    const glm::dvec3 along = joint_of(library, high, world_from_rest) - joint_of(library, low, world_from_rest);
    const double length = glm::length(along);
    return length > 1.0e-6 ? along / length : glm::dvec3(0.0, 1.0, 0.0);
}

// What stands at a height goes up with the levels below it.
float risen_m(const Library& library, float share, float height_m) {
    constexpr float level_height_m = 0.03f;  // a level counts in over its own height, so that a drag is smooth
    float levels = 0.0f;
    for (std::size_t i = 0; i < library.body.segments.size(); ++i) {
        const auto& drives = library.skeleton.drives[i];
        if (library.body.segments[i].level && !drives.empty()) {
            const float above = height_m - static_cast<float>(drives.front().centre.y);
            levels += std::clamp(0.5f + above / level_height_m, 0.0f, 1.0f);
        }
    }
    return static_cast<float>(level_gap_m) * share * levels;
}

}  // namespace

scene::Camera framing_levels(const Library& library, float share, const scene::Camera& camera) {
    const float half = camera.distance * std::tan(0.5f * camera.field_of_view_rad) * std::abs(camera.up().y);
    if (share <= 0.0f || half <= 0.0f) {
        return camera;
    }
    const float low = camera.target.y - half, high = camera.target.y + half;
    const float low_apart = low + risen_m(library, share, low), high_apart = high + risen_m(library, share, high);
    const float grown = (high_apart - low_apart) / (high - low);
    scene::Camera wider = camera;
    wider.target.y = 0.5f * (low_apart + high_apart);
    wider.distance *= grown;
    wider.needed_aspect /= grown;
    return wider;
}

void spread_levels(const Library& library, float share, motion::SegmentTransforms& world_from_rest) {
    if (share <= 0.0f) {
        return;
    }
    const auto& segments = library.body.segments;
    std::vector<glm::dvec3> shifts(segments.size(), glm::dvec3(0.0));
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto parent = segments[i].parent;
        if (parent == anatomy::none) {
            continue;
        }
        shifts[i] = shifts[parent];
        if (segments[i].level) {
            shifts[i] += level_gap_m * static_cast<double>(share) * axis_at(library, i, world_from_rest);
        }
    }
    for (std::size_t i = 0; i < shifts.size(); ++i) {
        world_from_rest[i].translation += shifts[i];
    }
}

std::vector<scene::Appearance> only_layer(const Library& library, anatomy::Layer layer,
                                          const std::vector<scene::Appearance>& whole) {
    std::vector<scene::Appearance> dressed = whole;
    for (std::size_t i = 0; i < dressed.size(); ++i) {
        if (library.body.structures[i].layer != layer) {
            dressed[i].opacity = 0.0f;
            dressed[i].outline = 0;
        }
    }
    return dressed;
}

namespace {

constexpr std::array outer_layers{anatomy::Layer::deep, anatomy::Layer::intermediate, anatomy::Layer::superficial,
                                  anatomy::Layer::skin};

bool shows_any(const std::vector<scene::Appearance>& looks) {
    return std::any_of(looks.begin(), looks.end(), [](const auto& look) { return look.opacity > 0.0f; });
}

}  // namespace

std::size_t SceneBuilder::layers_apart(const State& state) const {
    if (state.apart.layers <= 0.0f || compares(*library_, state)) {
        return 0;
    }
    return static_cast<std::size_t>(std::count_if(outer_layers.begin(), outer_layers.end(), [&](anatomy::Layer layer) {
        return share_at_depth(layer, state.depth) > 0.0f;
    }));
}

// The bones stay where they are; each layer outwards stands one place further to the left.
void SceneBuilder::spread_layers(const State& state) {
    if (layers_apart(state) == 0) {
        return;
    }
    const std::vector<scene::Appearance> whole = scene_.appearance;
    const glm::vec3 step = layer_step(state, state.camera);
    std::size_t count = 0;
    for (const anatomy::Layer layer : outer_layers) {
        std::vector<scene::Appearance> looks = only_layer(*library_, layer, whole);
        if (!shows_any(looks)) {
            continue;
        }
        scene_.others.resize(std::max(scene_.others.size(), count + 1));
        scene::OtherBody& other = scene_.others[count];
        other.style = scene::OtherBody::Style::solid;
        other.appearance = std::move(looks);
        other.stretch = scene_.stretch;
        other.offset = static_cast<float>(++count) * step;
        if (other.palette != scene_.palette) {
            other.palette = scene_.palette;
        }
    }
    scene_.others.resize(count);
    scene_.appearance = only_layer(*library_, anatomy::Layer::skeleton, whole);
}

glm::vec3 SceneBuilder::layer_step(const State& state, const scene::Camera& camera) {
    measure_reach(state.clip);
    return -state.apart.layers * width_across(camera) * camera.right();
}

}  // namespace backstory::workspace
