// Areas of referred pain on the skin as shipped: on the muscle's own side and face, soft, and the left one a mirror.
#include "workspace/referred_pain.hpp"

#include "workspace/library_loader.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace backstory::workspace {
namespace {

std::shared_ptr<const Library> whole_body() {
    static const auto library = [] {
        auto places = find_places();
        EXPECT_TRUE(places.ok());
        auto loaded = load_library(places.value());
        EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().text());
        return loaded.ok() ? loaded.value() : nullptr;
    }();
    return library;
}

std::vector<scene::Paint> area(const char* id) {
    return referred_pain(*whole_body(), whole_body()->body.find_structure(id));
}

float middle_across_m(const std::vector<scene::Paint>& paint) {
    float sum = 0.0f, weight = 0.0f;
    for (const auto& at : paint) {
        sum += at.strength * whole_body()->mesh.positions[at.vertex].z;
        weight += at.strength;
    }
    return sum / weight;
}

TEST(ReferredPain, EveryNamedMuscleHasASoftAreaOnItsSide) {
    ASSERT_NE(whole_body(), nullptr);
    for (const char* id : {"trapezius_descending", "levator_scapulae", "quadratus_lumborum", "psoas_major", "iliacus",
                           "gluteus_maximus", "gluteus_medius", "gluteus_minimus", "piriformis", "longissimus_lumborum",
                           "iliocostalis_lumborum", "multifidus_lumbar"}) {
        SCOPED_TRACE(id);
        const auto right = area((std::string(id) + "_r").c_str()), left = area((std::string(id) + "_l").c_str());
        ASSERT_GT(right.size(), 30U) << "an area, not a dot";
        // The skin's triangles are about a centimetre wide and not the same on both sides.
        EXPECT_NEAR(middle_across_m(right), -middle_across_m(left), 0.006f);
        EXPECT_GT(middle_across_m(right), 0.0f) << "Z is the subject's right";
        const auto soft = static_cast<std::size_t>(std::count_if(
            right.begin(), right.end(), [](const auto& at) { return at.strength > 0.05f && at.strength < 0.5f; }));
        EXPECT_GT(soft, right.size() / 5) << "the edge is soft";
        EXPECT_TRUE(std::any_of(right.begin(), right.end(), [](const auto& at) { return at.strength > 0.6f; }));
    }
}

TEST(ReferredPain, LiesOnSkinAndOnTheFaceThatTheDataSays) {
    const auto& l = *whole_body();
    const auto& mesh = l.mesh;
    for (const auto& at : area("piriformis_r")) {
        EXPECT_LT(mesh.normals[at.vertex].x, 0.31f) << "all of its spots are on the back";
        const auto part = std::find_if(mesh.parts.begin(), mesh.parts.end(), [&](const auto& p) {
            return at.vertex >= p.first_vertex && at.vertex < p.first_vertex + p.vertex_count;
        });
        ASSERT_NE(part, mesh.parts.end());
        ASSERT_EQ(l.body.structures[part->structure].kind, anatomy::Kind::skin);
    }
    EXPECT_TRUE(area("deltoid_acromial_r").empty());
}

}  // namespace
}  // namespace backstory::workspace
