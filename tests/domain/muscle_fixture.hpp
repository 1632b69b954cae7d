// A small body for muscle tests: an upper and a lower segment with a hinge between them, and one muscle, a tube of
// fascicles that crosses the hinge at a distance, with its surface.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "motion/skeleton.hpp"

#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <cmath>
#include <numbers>

namespace backstory::test {

inline constexpr float hinge_y = 0.5f, muscle_x = 0.04f, muscle_half = 0.15f, muscle_radius = 0.02f;

inline anatomy::Body two_segment_body(anatomy::FibreBundle::Layout layout = anatomy::FibreBundle::Layout::bundle) {
    anatomy::Body body;
    body.segments = {{"upper", anatomy::none}, {"lower", 0}};
    anatomy::Structure bone;
    bone.id = bone.base_id = "bone";
    bone.segment = 1;
    anatomy::Structure muscle;
    muscle.id = muscle.base_id = "flexor";
    muscle.kind = anatomy::Kind::muscle;
    muscle.bundle.layout = layout;
    const int stations = 13;
    for (int f = 0; f < 3; ++f) {
        const float z = 0.01f * static_cast<float>(f - 1);
        anatomy::Fascicle fascicle;
        fascicle.origin = {0, {muscle_x, hinge_y + muscle_half, z}};
        fascicle.insertion = {1, {muscle_x, hinge_y - muscle_half, z}};
        for (int i = 0; i < stations; ++i) {
            const float s = static_cast<float>(i) / (stations - 1);
            // A slight bow, so that the rest path is not its own chord.
            const float bow = 0.01f * std::sin(s * std::numbers::pi_v<float>);
            const float y = hinge_y + muscle_half - 2.0f * muscle_half * s;
            fascicle.stations.push_back({{muscle_x + bow, y, z}, 0.5f * muscle_radius, s});
        }
        fascicle.belly_last = stations - 1;
        muscle.bundle.fascicles.push_back(fascicle);
    }
    muscle.bundle.neighbours = {{0, 1}, {1, 2}};
    body.structures = {bone, muscle};
    body.index();
    return body;
}

inline motion::Skeleton hinge_skeleton() {
    motion::Skeleton skeleton;
    skeleton.parents = {anatomy::none, 0};
    motion::Drive drive;
    drive.centre = {0.0, hinge_y, 0.0};
    skeleton.drives = {{}, {drive}};
    return skeleton;
}

// Positive bends towards the muscle.
inline motion::SegmentTransforms hinge_pose(double angle_rad, const geometry::RigidTransform& root = {}) {
    const auto turn = geometry::rotation_about({0.0, hinge_y, 0.0}, {0.0, 0.0, 1.0}, angle_rad);
    return {root, root * turn};
}

// A closed tube round the muscle's middle fascicle, and one vertex on the bone.
inline anatomy::BodyMesh tube_mesh() {
    anatomy::BodyMesh mesh;
    const int rings = 49, around = 24;
    mesh.positions.push_back({0.0f, 0.3f, 0.0f});
    mesh.normals.push_back({1.0f, 0.0f, 0.0f});
    mesh.fibre.push_back({});
    const auto centre_at = [&](float s) {
        const float bow = 0.01f * std::sin(s * std::numbers::pi_v<float>);
        return glm::vec3(muscle_x + bow, hinge_y + muscle_half - 2.0f * muscle_half * s, 0.0f);
    };
    const auto add = [&](const glm::vec3& p, const glm::vec3& n, float s) {
        anatomy::FibrePlace place;
        place.fascicle = 1;
        place.second = p.z < 0.0f ? 0 : 2;
        place.s = place.second_s = s;
        place.blend = std::min(0.5f * std::abs(p.z) / 0.01f, 0.8f);
        mesh.positions.push_back(p);
        mesh.normals.push_back(n);
        mesh.fibre.push_back(place);
    };
    for (int r = 0; r < rings; ++r) {
        const float s = 0.02f + 0.96f * static_cast<float>(r) / (rings - 1);
        // Spindle: thin at the ends as muscles are.
        const float radius = muscle_radius * (0.25f + 0.75f * std::sin(s * std::numbers::pi_v<float>));
        for (int a = 0; a < around; ++a) {
            const float angle = 2.0f * std::numbers::pi_v<float> * static_cast<float>(a) / around;
            const glm::vec3 n(std::cos(angle), 0.0f, std::sin(angle));
            add(centre_at(s) + radius * n, n, s);
        }
    }
    const auto top = static_cast<std::uint32_t>(mesh.positions.size());
    add(centre_at(0.02f), {0.0f, 1.0f, 0.0f}, 0.02f);
    add(centre_at(0.98f), {0.0f, -1.0f, 0.0f}, 0.98f);
    for (std::uint32_t r = 0; r + 1 < rings; ++r) {
        for (std::uint32_t a = 0; a < around; ++a) {
            const std::uint32_t i = 1 + r * around + a, j = 1 + r * around + (a + 1) % around;
            for (const std::uint32_t v : {i, j, i + around, j, j + around, i + around}) {
                mesh.indices.push_back(v);
            }
        }
    }
    for (std::uint32_t a = 0; a < around; ++a) {
        const std::uint32_t next = (a + 1) % around, last = 1 + (rings - 1) * around;
        for (const std::uint32_t v : {top, 1 + next, 1 + a, top + 1, last + a, last + next}) {
            mesh.indices.push_back(v);
        }
    }
    const auto count = static_cast<std::uint32_t>(mesh.positions.size());
    mesh.parts = {{0, 0, 1, 0, 0, -1, {}},
                  {1, 1, count - 1, 0, static_cast<std::uint32_t>(mesh.indices.size()), -1, {}}};
    mesh.part_of_structure = {0, 1};
    return mesh;
}

}  // namespace backstory::test
