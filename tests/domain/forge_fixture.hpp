// Small tables for the tests of the forge and of body.glb.
#pragma once

#include "anatomy/body.hpp"

namespace backstory::testing_tables {

inline anatomy::Structure ball_and_rod() {
    anatomy::Structure structure;
    structure.id = "rod_r";
    structure.base_id = "rod";
    structure.side = anatomy::Side::right;
    structure.kind = anatomy::Kind::bone;
    structure.segment = 0;
    structure.sphere_mesh.spheres = {{0.0f, 0.0f, 0.05f, 0.02f}, {0.0f, 0.1f, 0.06f, 0.01f}};
    structure.sphere_mesh.edges = {{0, 1}};
    return structure;
}

// Three fascicles side by side, 10 mm apart, 60 mm long, tendon up to s = 0.1.
inline anatomy::Structure sheet(float radius) {
    anatomy::Structure structure;
    structure.id = "sheet_r";
    structure.base_id = "sheet";
    structure.side = anatomy::Side::right;
    structure.kind = anatomy::Kind::muscle;
    structure.bundle.layout = anatomy::FibreBundle::Layout::sheet;
    for (int f = 0; f < 3; ++f) {
        anatomy::Fascicle fascicle;
        fascicle.origin.segment = 0;
        fascicle.insertion.segment = 1;
        for (int i = 0; i <= 10; ++i) {
            const float s = 0.1f * static_cast<float>(i);
            fascicle.stations.push_back({{0.010f * static_cast<float>(f), 0.06f * s, 0.1f}, radius, s});
        }
        fascicle.belly_last = 10;
        fascicle.tendon_to_s = 0.14f;
        structure.bundle.fascicles.push_back(fascicle);
    }
    structure.bundle.neighbours = {{0, 1, {}}, {1, 2, {}}};
    return structure;
}

// Two segments, one bone, one sheet from one to the other.
inline anatomy::Body small_body() {
    anatomy::Body body;
    body.segments = {{"pelvis", anatomy::none}, {"femur_r", 0}};
    body.structures = {ball_and_rod(), sheet(0.003f)};
    body.index();
    return body;
}

}  // namespace backstory::testing_tables
