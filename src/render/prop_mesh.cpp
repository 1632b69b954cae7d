#include "render/prop_mesh.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace backstory::render {

namespace {

constexpr int edge_steps = 4;  // facets of a rounded edge

// Coordinates across one side of a rounded box: dense where the edge bends, one flat piece between.
std::array<float, 2 * edge_steps + 2> side_places(float half, float radius) {
    std::array<float, 2 * edge_steps + 2> places{};
    for (int i = 0; i <= edge_steps; ++i) {
        const float angle = glm::quarter_pi<float>() * static_cast<float>(i) / edge_steps;
        const float inward = half - radius + radius * std::tan(glm::quarter_pi<float>() - angle);
        places[static_cast<std::size_t>(i)] = -inward;
        places[places.size() - 1 - static_cast<std::size_t>(i)] = inward;
    }
    return places;
}

// Pulls a point on the sharp box onto the rounded one.
void add_rounded(geometry::Mesh& mesh, const scene::Prop& prop, const glm::vec3& sharp, float radius) {
    const glm::vec3 core = glm::clamp(sharp, -(prop.half_size - radius), prop.half_size - radius);
    const glm::vec3 normal = glm::normalize(sharp - core);
    mesh.positions.push_back(prop.centre + core + radius * normal);
    mesh.normals.push_back(normal);
}

void add_side(geometry::Mesh& mesh, const scene::Prop& prop, int axis, float sign, float radius) {
    const int u = (axis + 1) % 3;
    const int v = (axis + 2) % 3;
    const auto us = side_places(prop.half_size[u], radius);
    const auto vs = side_places(prop.half_size[v], radius);
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    const auto width = static_cast<std::uint32_t>(us.size());
    for (const float y : vs) {
        for (const float x : us) {
            glm::vec3 sharp(0.0f);
            sharp[axis] = sign * prop.half_size[axis];
            sharp[u] = x;
            sharp[v] = y;
            add_rounded(mesh, prop, sharp, radius);
        }
    }
    for (std::uint32_t y = 0; y + 1 < vs.size(); ++y) {
        for (std::uint32_t x = 0; x + 1 < width; ++x) {
            const std::uint32_t a = first + y * width + x;
            const std::array<std::uint32_t, 4> quad{a, a + 1, a + width + 1, a + width};
            const std::array<std::uint32_t, 6> outward = sign > 0 ? std::array<std::uint32_t, 6>{0, 1, 2, 0, 2, 3}
                                                                  : std::array<std::uint32_t, 6>{0, 2, 1, 0, 3, 2};
            for (const std::uint32_t corner : outward) {
                mesh.indices.push_back(quad[corner]);
            }
        }
    }
}

geometry::Mesh box(const scene::Prop& prop) {
    geometry::Mesh mesh;
    const float thinnest = std::min({prop.half_size.x, prop.half_size.y, prop.half_size.z});
    const float radius = std::min(0.02f, 0.8f * thinnest);
    for (int axis = 0; axis < 3; ++axis) {
        add_side(mesh, prop, axis, -1.0f, radius);
        add_side(mesh, prop, axis, 1.0f, radius);
    }
    return mesh;
}

// Turns the Z axis onto this one.
glm::mat3 turned_onto(const glm::vec3& axis) {
    if (axis == glm::vec3(0.0f, 0.0f, 1.0f)) {
        return glm::mat3(1.0f);
    }
    const glm::vec3 other = std::abs(axis.x) < 0.9f ? glm::vec3(1.0f, 0.0f, 0.0f) : glm::vec3(0.0f, 1.0f, 0.0f);
    const glm::vec3 x = glm::normalize(glm::cross(other, axis));
    return {x, glm::cross(axis, x), axis};
}

// A profile (distance from the axis, place along it) turned about the axis.
geometry::Mesh cylinder(const scene::Prop& prop) {
    constexpr int around = 48;
    const glm::mat3 turn = turned_onto(prop.along);
    geometry::Mesh mesh;
    const float bend = std::min({0.015f, 0.8f * prop.half_size.z, 0.8f * prop.half_size.x, 0.8f * prop.half_size.y});
    struct Ring {
        float inset, z;    // how far inside the full radius, place along Z
        float out, along;  // normal
    };
    std::vector<Ring> rings;
    for (int end = 0; end < 2; ++end) {
        for (int i = 0; i <= edge_steps; ++i) {
            const float angle = glm::half_pi<float>() * static_cast<float>(end == 0 ? edge_steps - i : i) / edge_steps;
            const float side = end == 0 ? -1.0f : 1.0f;
            rings.push_back({bend * (1.0f - std::cos(angle)),
                             side * (prop.half_size.z - bend * (1.0f - std::sin(angle))), std::cos(angle),
                             side * std::sin(angle)});
        }
    }
    rings.insert(rings.begin(), {-1.0f, -prop.half_size.z, 0.0f, -1.0f});
    rings.push_back({-1.0f, prop.half_size.z, 0.0f, 1.0f});
    for (const Ring& ring : rings) {
        for (int i = 0; i < around; ++i) {
            const float angle = glm::two_pi<float>() * static_cast<float>(i) / around;
            const glm::vec2 radial(std::cos(angle), std::sin(angle));
            const glm::vec2 radius = ring.inset < 0.0f ? glm::vec2(0.0f) : glm::vec2(prop.half_size) - ring.inset;
            mesh.positions.push_back(prop.centre + turn * glm::vec3(radial * radius, ring.z));
            mesh.normals.push_back(turn * glm::normalize(glm::vec3(radial * ring.out, ring.along)));
        }
    }
    for (std::uint32_t r = 0; r + 1 < rings.size(); ++r) {
        for (std::uint32_t i = 0; i < around; ++i) {
            const std::uint32_t a = r * around + i;
            const std::uint32_t b = r * around + (i + 1) % around;
            for (const std::uint32_t index : {a, b, b + around, a, b + around, a + around}) {
                mesh.indices.push_back(index);
            }
        }
    }
    return mesh;
}

}  // namespace

geometry::Mesh prop_mesh(const scene::Prop& prop) {
    scene::Prop sane = prop;
    sane.half_size = glm::max(glm::abs(prop.half_size), glm::vec3(0.002f));
    return sane.shape == scene::Prop::Shape::box ? box(sane) : cylinder(sane);
}

}  // namespace backstory::render
