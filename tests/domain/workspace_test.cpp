// Commands, history and search on the shipped assets (without the surface, which the build makes).
#include "workspace/workspace.hpp"

#include "library_fixture.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/scene_builder.hpp"
#include "workspace/targets.hpp"

#include <gtest/gtest.h>

namespace backstory::workspace {
namespace {

// Everything that undo and saved views must bring back.
bool same(const State& a, const State& b) {
    return a == b;
}

class Commands : public ::testing::Test {
  protected:
    void SetUp() override {
        ASSERT_NE(library(), nullptr);
        state = initial_state(*library());
    }
    void good(std::string_view line) {
        const auto status = perform_all(*library(), state, line);
        EXPECT_TRUE(status.ok()) << line << ": " << (status.ok() ? "" : status.error().text());
    }
    // Fails, says `words`, and leaves the state as it was.
    void bad(std::string_view line, std::string_view words) {
        const State before = state;
        const auto status = perform_all(*library(), state, line);
        ASSERT_FALSE(status.ok()) << line;
        EXPECT_NE(status.error().message.find(words), std::string::npos) << line << ": " << status.error().message;
        EXPECT_TRUE(same(before, state)) << line;
    }
    State state;
};

TEST_F(Commands, EveryExampleInTheHelpWorks) {
    for (const auto& help : command_help()) {
        if (help.example.empty()) {
            continue;
        }
        state = initial_state(*library());
        if (!library()->clips.empty()) {
            good("open sit_to_stand");
        }
        if (help.form.starts_with("unpin")) {
            good("pin psoas_major_r note");
        }
        good(help.example);
        EXPECT_FALSE(help.meaning.empty()) << help.form;
    }
}

TEST_F(Commands, FocusLooksWhereAMovementHasTakenTheStructure) {
    good("open deep_lunge; at 0.5; focus patella_r");
    SceneBuilder builder(library());
    builder.build(state);
    const auto knee = find_target(*library(), "patella_r");
    ASSERT_TRUE(knee.ok());
    const auto& patella = library()->body.structures[knee.value().structures.front()];
    const glm::dvec3 inside(patella.sphere_mesh.spheres.front());
    const auto there = glm::vec3(builder.transforms()[patella.segment].point(inside));
    EXPECT_LT(glm::length(state.camera.target - there), 0.04f);
    good("stop; focus patella_r");
    EXPECT_GT(glm::length(state.camera.target - there), 0.1f) << "the lunge has taken the knee elsewhere";
}

TEST_F(Commands, FocusOnTheSkinShowsTheWholeBody) {
    good("focus skin");
    EXPECT_NEAR(state.camera.target.y, 0.86, 0.1);
}

TEST_F(Commands, HighlightRegionGroupAndStructure) {
    good("highlight psoas");
    EXPECT_GE(state.region, 0);
    const auto right = library()->body.find_structure("psoas_major_r");
    EXPECT_NE(std::find(state.lit.begin(), state.lit.end(), right), state.lit.end());
    good("highlight psoas_major");
    EXPECT_EQ(state.region, -1);
    EXPECT_EQ(state.lit.size(), 2U);
    good("highlight left psoas major");
    ASSERT_EQ(state.lit.size(), 1U);
    EXPECT_EQ(library()->body.structures[state.lit[0]].id, "psoas_major_l");
    good("highlight low back");
    EXPECT_EQ(library()->body.regions[static_cast<std::size_t>(state.region)].id, "lumbar");
    good("highlight none");
    EXPECT_TRUE(state.lit.empty());
}

TEST_F(Commands, ShowHideFadeByKindAndLayer) {
    const auto count_hidden = [&](anatomy::Kind kind) {
        std::size_t hidden = 0;
        for (std::size_t i = 0; i < state.opacity.size(); ++i) {
            hidden += library()->body.structures[i].kind == kind && state.opacity[i] == 0.0f ? 1 : 0;
        }
        return hidden;
    };
    good("hide muscles");
    EXPECT_GE(count_hidden(anatomy::Kind::muscle), 290U);
    EXPECT_EQ(count_hidden(anatomy::Kind::bone), 0U);
    good("show superficial layer");
    EXPECT_LT(count_hidden(anatomy::Kind::muscle), 290U);
    good("show only bones");
    EXPECT_EQ(count_hidden(anatomy::Kind::bone), 0U);
    EXPECT_GT(count_hidden(anatomy::Kind::ligament), 0U);
    good("show all; fade rectus_femoris 0.3");
    EXPECT_FLOAT_EQ(state.opacity[library()->body.find_structure("rectus_femoris_l")], 0.3f);
}

TEST_F(Commands, ErrorsNameTheNearestWordAndChangeNothing) {
    bad("highlite psoas", "highlight");
    bad("highlight psoass", "psoas");
    bad("select psoas_mayor_r", "psoas_major_r");
    bad("view anterio", "anterior");
    bad("play sit_to_stan", "sit_to_stand");
    bad("fade others 1.5", "0");
    bad("fade others", "opacity");
    bad("set tightness nan", "number");
    bad("set tightness 0.5 0.5", "more words");
    bad("speed 0", "0.1");
    bad("words funny", "clinical");
    bad("at 0.5", "movement");
    bad("", "no command");
    bad("hide muscles; nonsense", "nonsense");
    bad(std::string(5000, 'x'), "letters");
    bad("lesson next", "lesson");
    bad("scale 20", "100");
}

TEST_F(Commands, MotionRunsLoopsAndStops) {
    good("play sit_to_stand");
    const double duration = library()->clips[static_cast<std::size_t>(state.clip)].duration_s;
    EXPECT_TRUE(advance(*library(), state, 0.5));
    EXPECT_DOUBLE_EQ(state.time_s, 0.5);
    good("speed 2; loop on");
    EXPECT_TRUE(advance(*library(), state, duration));
    EXPECT_TRUE(state.playing);
    EXPECT_LT(state.time_s, duration);
    good("loop off");
    advance(*library(), state, 10.0 * duration);
    EXPECT_FALSE(state.playing);
    EXPECT_DOUBLE_EQ(state.time_s, duration);
    EXPECT_FALSE(advance(*library(), state, 1.0));
    good("play");
    EXPECT_DOUBLE_EQ(state.time_s, 0.0);
    good("at 0.25");
    EXPECT_DOUBLE_EQ(state.time_s, 0.25 * duration);
}

TEST_F(Commands, MeasuredThighAngleInWordsSetsTheDial) {
    good("set thigh right 10 above; set thigh left 10 below");
    EXPECT_NEAR(thigh_above_bench_deg(state.tightness.right), 10.0, 1e-9);
    EXPECT_NEAR(thigh_above_bench_deg(state.tightness.left), -10.0, 1e-9);
    const auto done = carry_out(*library(), state, "set thigh 60 above");
    ASSERT_TRUE(done.ok());
    EXPECT_NE(done.value().sentence.find("beyond the dial"), std::string::npos);
    EXPECT_DOUBLE_EQ(state.tightness.left, 1.0);
    bad("set thigh 10", "above");
}

TEST_F(Commands, PartsOfTheDialHamstringsAndMidBack) {
    using posture::Group;
    using posture::Side;
    good("set tightness 0.5; set rectus left 0.9; set hamstrings right 0.7; set mid_back 0.4");
    EXPECT_DOUBLE_EQ(state.dials.of(Side::left, Group::rectus_femoris), 0.9);
    EXPECT_DOUBLE_EQ(state.dials.of(Side::right, Group::rectus_femoris), 0.5);
    EXPECT_DOUBLE_EQ(state.dials.of(Side::left, Group::iliopsoas), 0.5);
    EXPECT_DOUBLE_EQ(state.dials.of(Side::right, Group::hamstrings), 0.7);
    EXPECT_DOUBLE_EQ(state.dials.thoracic_stiffness, 0.4);
    // A straighter hanging knee means a tighter rectus femoris; the other angles as the dial has them.
    good("set measured left 4 above knee 73 apart 5");
    EXPECT_NEAR(state.dials.of(Side::left, Group::rectus_femoris), 0.5, 0.03);
    good("set measured left 4 above knee 60 apart 5");
    EXPECT_GT(state.dials.of(Side::left, Group::rectus_femoris), 0.6);
    const auto done = carry_out(*library(), state, "set measured right 40 above");
    ASSERT_TRUE(done.ok());
    EXPECT_NE(done.value().sentence.find("nearest end"), std::string::npos);
    bad("set measured left 10", "above");
    bad("set hamstrings 2", "0 to 1");
    bad("set nonsense 1", "Set takes");
}

TEST_F(Commands, ResetAndHomeLeaveNothingBehind) {
    const State fresh = state;
    good(
        "highlight psoas; hide bones; depth 3; side left; select l4; play sit_to_stand; set tightness 1; orbit 40 20;"
        "zoom 3; pin l4 here; mode explore; compare on; present on");
    good("home; mode explain");
    EXPECT_TRUE(same(fresh, state));
    EXPECT_FALSE(state.presenting);
}

TEST(WorkspaceHistory, UndoAndRedoNameTheirSteps) {
    Workspace workspace(library());
    ASSERT_TRUE(workspace.perform("hide rectus_abdominis").ok());
    ASSERT_TRUE(workspace.perform("highlight psoas; fade others 0.2").ok());
    EXPECT_EQ(workspace.history().size(), 2U);
    EXPECT_EQ(workspace.undo_name().substr(0, 9), "Highlight");
    // The hand that turned the body is no step and is not taken back.
    ASSERT_TRUE(workspace.perform("orbit 30 0").ok());
    const auto camera = workspace.state().camera;
    ASSERT_TRUE(workspace.perform("undo").ok());
    EXPECT_EQ(workspace.state().region, -1);
    EXPECT_TRUE(workspace.state().camera == camera);
    ASSERT_TRUE(workspace.perform("undo").ok());
    const auto rectus = workspace.library().body.find_structure("rectus_abdominis_r");
    ASSERT_NE(rectus, anatomy::none);
    EXPECT_FLOAT_EQ(workspace.state().opacity[rectus], 1.0f);
    EXPECT_FALSE(workspace.perform("undo").ok());
    ASSERT_TRUE(workspace.perform("redo").ok());
    EXPECT_FLOAT_EQ(workspace.state().opacity[rectus], 0.0f);
    ASSERT_TRUE(workspace.perform("select l4").ok());
    EXPECT_FALSE(workspace.perform("redo").ok()) << "a new step ends what could be done again";
}

TEST(WorkspaceHistory, SavedViewsComeBackExactly) {
    Workspace workspace(library());
    ASSERT_TRUE(workspace.perform("highlight lumbar; view lumbar; open sit_to_stand; at 0.3; words clinical").ok());
    const State wanted = workspace.state();
    ASSERT_TRUE(workspace.perform("save view low back").ok());
    ASSERT_TRUE(workspace.perform("home").ok());
    ASSERT_TRUE(workspace.perform("save view start").ok());
    ASSERT_TRUE(workspace.perform("open view low back").ok());
    EXPECT_TRUE(same(wanted, workspace.state()));
    ASSERT_TRUE(workspace.perform("next view").ok());
    EXPECT_EQ(workspace.open_view(), 1);
    EXPECT_EQ(workspace.state().region, -1);
    EXPECT_FALSE(workspace.perform("open view nothing").ok());
    EXPECT_FALSE(workspace.perform("save view").ok());
    ASSERT_TRUE(workspace.perform("delete view start").ok());
    EXPECT_EQ(workspace.saved_views().size(), 1U);
}

TEST_F(Commands, AnActionMovesItsJointThereAndBack) {
    good("act psoas_major_r");
    EXPECT_TRUE(state.playing);
    EXPECT_EQ(state.clip, -1);
    SceneBuilder builder(library());
    const auto hip = [&](std::string_view side) {
        builder.build(state);
        return library()->skeleton.value(builder.pose(), "hip_flexion_" + std::string(side));
    };
    const double rest = hip("l");
    good("at 0.5");
    EXPECT_GT(hip("r"), 0.5) << "half way the hip is bent";
    EXPECT_DOUBLE_EQ(hip("l"), rest);
    good("act psoas_major_l; at 0.5");
    EXPECT_GT(hip("l"), 0.5);
    EXPECT_DOUBLE_EQ(hip("r"), rest);
    EXPECT_TRUE(advance(*library(), state, 0.1) == false) << "paused by going to a moment";
    good("play");
    EXPECT_TRUE(advance(*library(), state, action_duration_s));
    EXPECT_LT(state.time_s, action_duration_s) << "it begins again";
    good("open sit_to_stand");
    EXPECT_EQ(state.action, PlayedAction{}) << "a movement takes its place";
    bad("act femur_r", "not stored");
    bad("act psoas_major_r 9", "from 1 to");
    bad("act nobody", "Nothing is called");
}

TEST_F(Commands, SidewaysActionsAreMirrored) {
    SceneBuilder builder(library());
    const auto bend = [&](const std::string& id) {
        good("act " + id + "; at 0.5");
        builder.build(state);
        return library()->skeleton.value(builder.pose(), "lumbar_lateral_bending");
    };
    const double right = bend("quadratus_lumborum_r");
    EXPECT_GT(std::abs(right), 0.1);
    EXPECT_NEAR(bend("quadratus_lumborum_l"), -right, 1e-12);
}

TEST_F(Commands, InnervationLightsTheNerveOfThatSide) {
    good("innervation rectus_femoris_l");
    ASSERT_FALSE(state.lit.empty());
    for (const auto s : state.lit) {
        EXPECT_EQ(library()->body.structures[s].kind, anatomy::Kind::nerve);
        EXPECT_NE(library()->body.structures[s].side, anatomy::Side::right);
    }
    bad("innervation femur_r", "not modelled");
}

TEST_F(Commands, PainOnTheBodyFindsTheAreaOfThatSide) {
    const auto area = [&] { return library()->pain_map.areas[static_cast<std::size_t>(state.pain.back().area)].id; };
    good("pain at 0 1.03 0.06 back");
    EXPECT_EQ(area(), "low_back_r");
    EXPECT_TRUE(state.pain.back().point.has_value());
    good("pain at 0 1.03 -0.06 back");
    EXPECT_EQ(area(), "low_back_l");
    good("pain at 0.15 0.65 -0.1 front");
    EXPECT_EQ(area(), "front_of_thigh_l");
    EXPECT_EQ(state.pain.size(), 3U);
    good("pain low_back_r 6 ache");
    EXPECT_EQ(state.pain.size(), 3U) << "one mark an area";
    EXPECT_EQ(state.pain.back().intensity, 6);
    EXPECT_TRUE(state.pain.back().point.has_value()) << "what was tapped stays";
    good("pain remove low_back_l");
    EXPECT_EQ(state.pain.size(), 2U);
    bad("pain at 0.1 0.05 0.1 front", "no area of its own");
    bad("pain at 0 1 back", "number");
    bad("pain remove low_back_l", "not marked");
}

TEST_F(Commands, LinesAndPinsAreSteps) {
    good("draw pen 0 0 0.1 0.2 0.2 0; draw arrow -0.5 0.5 0 0");
    ASSERT_EQ(state.strokes.size(), 2U);
    EXPECT_TRUE(state.strokes[1].arrow);
    good("erase 1");
    EXPECT_TRUE(state.strokes.front().arrow);
    good("erase last");
    bad("erase last", "no line");
    bad("draw arrow 0 0 1", "number");
    bad("draw arrow 0 0 1 1 2 2", "four numbers");
    bad("draw pen 0 0", "two places");
    bad("draw brush 0 0 1 1", "pen, arrow");
    good("pin psoas_major_r at 0.06 1.1 0.04 it begins here; pin psoas_major_r second");
    ASSERT_EQ(state.pins.size(), 2U);
    EXPECT_TRUE(state.pins[0].point.has_value());
    EXPECT_EQ(state.pins[0].text, "it begins here");
    good("unpin 1");
    EXPECT_EQ(state.pins.front().text, "second");
    bad("unpin 5", "no pin");
}

TEST_F(Commands, XrayFadesWhatIsNotSelected) {
    SceneBuilder builder(library());
    good("select psoas_major_r");
    const auto femur = library()->body.find_structure("femur_r");
    EXPECT_FLOAT_EQ(builder.build(state).appearance[femur].opacity, 1.0f);
    good("xray on");
    EXPECT_LT(builder.build(state).appearance[femur].opacity, 0.5f);
    good("deselect");
    EXPECT_FLOAT_EQ(builder.build(state).appearance[femur].opacity, 1.0f) << "nothing selected, nothing to see through";
    good("reset");
    EXPECT_FALSE(state.xray);
}

TEST(Search, ForgivesTypingErrorsAccentsAndCase) {
    const auto first = [](std::string_view query) {
        const auto hits = search(*library(), query, 3);
        return hits.empty() ? std::string() : hits.front().command;
    };
    EXPECT_NE(first("psoas major").find("psoas_major"), std::string::npos);
    EXPECT_NE(first("posas").find("psoas"), std::string::npos);
    EXPECT_NE(first("PSÓAS MAJOR").find("psoas_major"), std::string::npos);
    EXPECT_NE(first("hip flexor").find("psoas"), std::string::npos);
    EXPECT_NE(first("traps").find("trapezius"), std::string::npos);
    EXPECT_NE(first("low back").find("lumbar"), std::string::npos);
    EXPECT_FALSE(search(*library(), "what bends the hip", 8).empty());
    EXPECT_TRUE(search(*library(), "xyzzyq", 8).empty());
    EXPECT_TRUE(search(*library(), "", 8).empty());
    for (const auto& hit : search(*library(), "sit", 8)) {
        EXPECT_FALSE(hit.name.empty());
    }
}

// Whichever words were typed, the hits speak the words that were chosen, and find the same things.
TEST(Search, HitsSpeakTheChosenWords) {
    for (const auto& region : library()->body.regions) {
        for (const auto& typed : {region.name, region.clinical_name}) {
            for (const Words words : {Words::client, Words::clinical}) {
                const auto hits = search(*library(), typed, 3, words);
                const auto hit = std::find_if(hits.begin(), hits.end(),
                                              [](const auto& h) { return h.what == SearchHit::What::region; });
                ASSERT_NE(hit, hits.end()) << typed;
                EXPECT_EQ(hit->name, words == Words::client ? region.name : region.clinical_name) << typed;
            }
        }
    }
    const auto psoas = search(*library(), "psoas major", 3, Words::clinical);
    const auto latin = library()->name_of(library()->body.find_structure("psoas_major_r"), Words::clinical);
    EXPECT_TRUE(std::any_of(psoas.begin(), psoas.end(), [&](const auto& h) {
        return h.what == SearchHit::What::structure && folded(h.name) == folded(latin);
    })) << latin;
}

TEST(Search, EditDistanceCountsLetters) {
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("psoas", "psoas"), 0U);
    EXPECT_EQ(edit_distance("posas", "psoas"), 2U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(folded("Musculus  Psoas-Major_R "), "musculus psoas major r");
}

TEST(Scene, RegionIsLitContextStaysOthersFade) {
    SceneBuilder builder(library());
    State state = initial_state(*library());
    ASSERT_TRUE(perform_all(*library(), state, "highlight psoas; fade others 0.2").ok());
    const auto& scene = builder.build(state);
    const auto& body = library()->body;
    const auto look = [&](std::string_view id) { return scene.appearance[body.find_structure(id)]; };
    EXPECT_GT(look("psoas_major_r").highlight, 0.5f);
    EXPECT_FLOAT_EQ(look("psoas_major_r").opacity, 1.0f);
    EXPECT_FLOAT_EQ(look("l4").highlight, 0.0f);
    EXPECT_FLOAT_EQ(look("l4").opacity, 1.0f) << "context stays";
    EXPECT_FLOAT_EQ(look("deltoid_acromial_r").opacity, 0.2f);
    EXPECT_GT(look("deltoid_acromial_r").desaturate, 0.5f);
}

TEST(Scene, NothingIsSolvedTwice) {
    SceneBuilder builder(library());
    State state = initial_state(*library());
    builder.build(state);
    EXPECT_TRUE(builder.pose_changed());
    ASSERT_TRUE(perform(*library(), state, "highlight psoas").ok());
    builder.build(state);
    EXPECT_FALSE(builder.pose_changed());
    ASSERT_TRUE(perform_all(*library(), state, "open sit_to_stand").ok());
    builder.build(state);
    EXPECT_TRUE(builder.pose_changed());
    EXPECT_FALSE(builder.build(state).props.empty()) << "the chair";
}

TEST(Scene, DepthPeelsLayerByLayer) {
    using anatomy::Layer;
    EXPECT_FLOAT_EQ(share_at_depth(Layer::skin, 0.0f), 1.0f);
    EXPECT_FLOAT_EQ(share_at_depth(Layer::skin, 1.0f), 0.0f);
    EXPECT_FLOAT_EQ(share_at_depth(Layer::superficial, 1.5f), 0.5f);
    EXPECT_FLOAT_EQ(share_at_depth(Layer::deep, 4.0f), 0.0f);
    EXPECT_FLOAT_EQ(share_at_depth(Layer::skeleton, 4.0f), 1.0f);
}

}  // namespace
}  // namespace backstory::workspace
