// Ways to look inside: sections that tilt, the spine and the layers moved apart.
#include "library_fixture.hpp"
#include "scene/camera_motion.hpp"
#include "workspace/command.hpp"
#include "workspace/explode.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/scene_builder.hpp"
#include "workspace/section.hpp"
#include "workspace/workspace.hpp"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

namespace backstory::workspace {
namespace {

std::string fault(std::string_view command) {
    State state = initial_state(*library());
    const State before = state;
    const Status done = perform(*library(), state, command);
    EXPECT_TRUE(state == before) << command;
    return done.ok() ? "" : done.error().message;
}

TEST(Section, TiltsAboutAPointOfItsPlane) {
    const scene::Section flat = section_of(*library(), state_after("section transverse 1.05").section);
    EXPECT_NEAR(flat.normal.y, 1.0f, 1e-6f);
    EXPECT_NEAR(flat.offset, 1.05f, 1e-6f);
    for (const char* line : {"section sagittal 0.03 tilt 25 -10", "section coronal 0.05 tilt -40 15",
                             "section transverse 1.05 tilt 30 20", "section sagittal 0.03 tilt 25 -10 flipped"}) {
        const BodySection cut = state_after(line).section;
        const scene::Section plane = section_of(*library(), cut);
        EXPECT_TRUE(plane.on) << line;
        EXPECT_NEAR(glm::length(plane.normal), 1.0f, 1e-5f) << line;
        EXPECT_NEAR(glm::dot(plane.normal, section_pivot(*library(), cut)), plane.offset, 1e-5f) << line;
    }
}

TEST(Section, FlippedCutsAwayTheOtherPart) {
    const scene::Section one = section_of(*library(), state_after("section coronal 0.02 tilt 10 5").section);
    const scene::Section other = section_of(*library(), state_after("section coronal 0.02 tilt 10 5 flipped").section);
    EXPECT_NEAR(glm::length(one.normal + other.normal), 0.0f, 1e-6f);
    EXPECT_NEAR(one.offset, -other.offset, 1e-6f);
}

TEST(Section, BadInputIsSaid) {
    EXPECT_NE(fault("section sagittal 0 tilt 20"), "");
    EXPECT_NE(fault("section sagittal 0 tilt 99 0").find("85"), std::string::npos);
    EXPECT_NE(fault("section oblique 0").find("sagittal"), std::string::npos);
    EXPECT_NE(fault("explode ribs 1").find("spine"), std::string::npos);
    EXPECT_NE(fault("explode spine 2").find("1"), std::string::npos);
}

TEST(Section, DraggingIsOneStepForUndo) {
    Workspace workspace(library());
    ASSERT_TRUE(workspace.perform("section sagittal 0").ok());
    for (int i = 1; i < 20; ++i) {
        ASSERT_TRUE(
            workspace.perform("section sagittal " + std::to_string(0.01 * i) + " tilt " + std::to_string(i) + " 0")
                .ok());
    }
    EXPECT_EQ(workspace.history().size(), 2u);
    ASSERT_TRUE(workspace.perform("undo").ok());
    EXPECT_FLOAT_EQ(workspace.state().section.offset_m, 0.0f);
    ASSERT_TRUE(workspace.perform("undo").ok());
    EXPECT_TRUE(workspace.state().section.plane == BodySection::Plane::off);
}

TEST(Explode, LevelsMoveApartAlongTheSpineAndTheRestGoesWithThem) {
    motion::SegmentTransforms together, apart;
    library()->skeleton.forward(library()->skeleton.relaxed(), together);
    apart = together;
    spread_levels(*library(), 1.0f, apart);
    const auto shift = [&](std::string_view id) {
        const auto s = library()->body.find_segment(id);
        return apart[s].translation - together[s].translation;
    };
    EXPECT_NEAR(glm::length(shift("pelvis")), 0.0, 1e-12) << "the root stays";
    EXPECT_NEAR(glm::length(shift("femur_r")), 0.0, 1e-12);
    std::size_t levels = 0;
    for (std::size_t i = 0; i < library()->body.segments.size(); ++i) {
        const auto& segment = library()->body.segments[i];
        if (segment.level) {
            ++levels;
            const glm::dvec3 step = shift(segment.id) - shift(library()->body.segments[segment.parent].id);
            EXPECT_NEAR(glm::length(step), level_gap_m, 1e-9) << segment.id;
            EXPECT_GT(step.y, 0.7 * level_gap_m) << segment.id << " standing, the spine is nearly upright";
        }
    }
    EXPECT_EQ(levels, 25u) << "24 vertebrae and the head";
    EXPECT_NEAR(glm::length(shift("sternum") - shift("t4")), 0.0, 1e-12);
    EXPECT_NEAR(glm::length(shift("hand_l") - shift("t4")), 0.0, 1e-12);
}

TEST(Explode, MusclesFollowAndTogetherIsAsBefore) {
    SceneBuilder builder(library());
    const auto before = builder.build(initial_state(*library())).palette;
    EXPECT_FALSE(builder.build(state_after("explode spine 1")).palette == before);
    const auto psoas = library()->body.find_structure("psoas_major_r");
    EXPECT_GT(library()->muscles->stretch_of(psoas, builder.muscles()), 1.1f) << "from the lumbar levels to the thigh";
    EXPECT_TRUE(builder.build(state_after("explode spine 1; explode spine 0")).palette == before);
}

TEST(Explode, HeadAndFeetStayInThePicture) {
    SceneBuilder builder(library());
    for (const char* view : {"anterior", "right", "three_quarter_back"}) {
        const State state = state_after("view " + std::string(view) + "; explode spine 1");
        const scene::Camera framed = scene::fitted(builder.framing_both(state, state.camera), 1.6f);
        const auto height_in_picture = [&](const scene::Camera& camera, const glm::vec3& place) {
            const glm::vec4 clip = camera.projection(1.6f) * camera.view() * glm::vec4(place, 1.0f);
            return clip.y / clip.w;
        };
        const glm::vec3 crown{0.05f, 1.75f + 25.0f * static_cast<float>(level_gap_m), 0.0f}, soles{0.05f, 0.0f, 0.0f};
        EXPECT_GT(height_in_picture(scene::fitted(state.camera, 1.6f), crown), 1.0f) << view << ": would be outside";
        EXPECT_LT(height_in_picture(framed, crown), 1.0f) << view;
        EXPECT_GT(height_in_picture(framed, soles), -1.0f) << view;
    }
}

TEST(Explode, LayersStandSideBySideAndEveryStructureIsShownOnce) {
    SceneBuilder builder(library());
    const State state = state_after("depth 0; explode layers 1");
    const scene::Scene& scene = builder.build(state);
    ASSERT_EQ(scene.others.size(), 4u) << "skin, superficial, intermediate, deep";
    for (std::size_t s = 0; s < scene.appearance.size(); ++s) {
        int shown = scene.appearance[s].opacity > 0.0f ? 1 : 0;
        for (const auto& other : scene.others) {
            shown += other.appearance[s].opacity > 0.0f ? 1 : 0;
        }
        EXPECT_LE(shown, 1) << library()->body.structures[s].id;
    }
    for (std::size_t i = 1; i < scene.others.size(); ++i) {
        EXPECT_GT(glm::length(scene.others[i].offset - scene.others[i - 1].offset), 0.5f);
    }
    EXPECT_GT(builder.framing_both(state, state.camera).needed_aspect, state.camera.needed_aspect);
    EXPECT_TRUE(builder.build(state_after("depth 0")).others.empty());
}

TEST(Explode, ResetPutsEverythingTogether) {
    EXPECT_TRUE(state_after("explode spine 1; explode layers 0.5; reset").apart == Apart{});
    EXPECT_TRUE(state_after("explode spine 1; home").apart == Apart{});
}

}  // namespace
}  // namespace backstory::workspace
