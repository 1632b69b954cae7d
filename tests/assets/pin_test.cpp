// A note pinned to a place of the body stays on that place while the body moves, and a tap finds the place again.
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/scene_builder.hpp"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

#include <string>

namespace backstory::workspace {
namespace {

std::shared_ptr<const Library> whole_library() {
    static const auto loaded =
        load_library({.assets = BACKSTORY_SOURCE_DIR "/assets", .body = BACKSTORY_BINARY_DIR "/body.glb", .fonts = {}});
    EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().text());
    return loaded.ok() ? loaded.value() : nullptr;
}

// Every so many vertices of the structure, carried through the movement by the palette itself, beside where a pin there
// is drawn.
void expect_stays(const std::string& id, float most_mm) {
    const auto library = whole_library();
    ASSERT_NE(library, nullptr);
    State state = initial_state(*library);
    ASSERT_TRUE(perform_all(*library, state, "open sit_to_stand; seek 0").ok());
    SceneBuilder builder(library);
    const scene::Scene& scene = builder.build(state);
    const auto structure = library->body.find_structure(id);
    const auto& part = library->mesh.parts[static_cast<std::size_t>(library->mesh.part_of_structure[structure])];
    const auto skin = library->muscles->bind(library->mesh);
    float worst_mm = 0.0f, worst_back_mm = 0.0f, furthest = 0.0f;
    const std::uint32_t step = std::max(1U, part.vertex_count / 150U);
    for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; v += step) {
        const glm::vec3 rest = library->mesh.positions[v];
        const glm::vec3 there = muscle::posed({rest, library->mesh.normals[v]}, skin[v], scene.palette).position;
        worst_mm = std::max(worst_mm, 1000.0f * glm::distance(there, builder.place_of({structure, "", rest})));
        const auto back = builder.place_at_rest(structure, there);
        ASSERT_TRUE(back.has_value());
        worst_back_mm = std::max(worst_back_mm, 1000.0f * glm::distance(*back, rest));
        furthest = std::max(furthest, glm::distance(there, rest));
    }
    EXPECT_GT(furthest, 0.1f) << id << " moves at all";
    EXPECT_LT(worst_mm, most_mm) << id;
    EXPECT_LT(worst_back_mm, most_mm) << id;
    EXPECT_FALSE(builder.place_at_rest(structure, glm::vec3(0.0f, 5.0f, 0.0f)).has_value()) << "beside the body";
}

TEST(Pins, StayOnTheirPlaceOfABone) {
    expect_stays("femur_r", 0.1f);
}

TEST(Pins, StayOnTheirPlaceOfAMuscle) {
    expect_stays("rectus_femoris_r", 10.0f);
}

TEST(Pins, StayOnTheirPlaceOfTheSkin) {
    expect_stays("skin", 15.0f);
}

}  // namespace
}  // namespace backstory::workspace
