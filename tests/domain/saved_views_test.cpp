// Saved views: exact through the file, in an order, undone as steps; damaged files give a reason and what can be kept.
#include "base/file.hpp"
#include "library_fixture.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/state_text.hpp"
#include "workspace/views_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

namespace backstory::workspace {
namespace {

// As a view keeps it: without the hand, and without what belongs to the screen.
State kept(const State& state) {
    State copy = state;
    copy.hovered = anatomy::none;
    copy.presenting = false;
    copy.safety_asked = false;
    copy.settings = {};
    copy.mode = Mode::explain;
    copy.lesson = -1;
    copy.lesson_step = 0;
    copy.settings.words = state.settings.words;
    return copy;
}

State through_text(const State& state) {
    const auto value = io::parse_json(text_of(*library(), state), "state");
    EXPECT_TRUE(value.ok()) << (value.ok() ? "" : value.error().text());
    auto read = state_of(*library(), value.value());
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().text());
    return read.ok() ? read.value() : State{};
}

class SavedViews : public ::testing::Test {
  protected:
    void SetUp() override {
        ASSERT_NE(library(), nullptr);
        folder = std::filesystem::temp_directory_path() / "backstory_saved_views_test";
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    static std::string names(const Workspace& workspace) {
        std::string all;
        for (const auto& view : workspace.saved_views()) {
            all += (all.empty() ? "" : ",") + view.name;
        }
        return all;
    }
    std::filesystem::path folder;
};

// Whatever a command can set, a view keeps: a new member of State that visit() in state_text.cpp lacks fails here.
TEST_F(SavedViews, KeepEverythingThatCommandsSet) {
    for (const auto& help : command_help()) {
        if (help.example.empty() || help.form.starts_with("focus")) {
            continue;
        }
        State state = initial_state(*library());
        ASSERT_TRUE(perform_all(*library(), state, "open sit_to_stand; pin psoas_major_r note").ok());
        ASSERT_TRUE(perform_all(*library(), state, help.example).ok()) << help.example;
        EXPECT_TRUE(through_text(state) == kept(state)) << "after \"" << help.example << "\"";
    }
}

TEST_F(SavedViews, KeepAFullState) {
    State state = initial_state(*library());
    const auto done = perform_all(
        *library(), state,
        "highlight psoas; hide rectus_abdominis; fade gluteus_maximus 0.37; select iliacus_r; select add psoas_major_l;"
        "play half_kneeling_lunge; at 0.313; speed 0.3; loop off; set tightness left 0.7; compare ghost; compare tight;"
        "orbit 33.3 7.7; zoom 1.37; pan 0.031 0.01; section sagittal 0.013 flipped; pain low_back_r 4 ache;"
        "pain at 0 1.05 0.05 back; pin psoas_major_r at 0.06 1.1 0.04 a \"quoted\" note \\ here;"
        "draw pen 0 0 0.1 0.05 0.2 0.333333; draw arrow 0 0 0.2 0.1; words clinical; mode explore; labels on; play");
    ASSERT_TRUE(done.ok()) << (done.ok() ? "" : done.error().text());
    ASSERT_TRUE(advance(*library(), state, 0.777));
    EXPECT_TRUE(through_text(state) == kept(state));
    EXPECT_NE(fingerprint(text_of(*library(), state)), fingerprint(text_of(*library(), initial_state(*library()))));
}

TEST_F(SavedViews, ComeBackFromTheFile) {
    Workspace first(library());
    ASSERT_TRUE(first.perform("highlight psoas; view psoas").ok());
    ASSERT_TRUE(first.perform("save view The psoas").ok());
    ASSERT_TRUE(first.perform("play sit_to_stand; at 0.4").ok());
    ASSERT_TRUE(first.perform("save view Rising to stand").ok());
    EXPECT_EQ(first.views_version(), 2);
    const auto path = folder / "views.json";
    ASSERT_TRUE(write_views(*library(), first.saved_views(), path).ok());
    const auto read = read_views(*library(), path);
    ASSERT_TRUE(read.faults.empty()) << read.faults.front().text();
    Workspace second(library());
    second.take_views(read.views);
    EXPECT_EQ(names(second), "The psoas,Rising to stand");
    EXPECT_EQ(second.saved_views()[0].picture, first.saved_views()[0].picture);
    ASSERT_TRUE(second.perform("open view The psoas").ok());
    EXPECT_TRUE(kept(second.state()) == kept(first.saved_views()[0].state));
    EXPECT_TRUE(read_views(*library(), folder / "none.json").faults.empty());
}

// The picture is kept under a name of its own for every state, so none is shown that belongs to another.
TEST_F(SavedViews, HaveANewPictureWhenSavedOver) {
    Workspace workspace(library());
    std::set<std::string> pictures;
    for (const char* change : {"stop", "orbit 0.5 0", "hide rib_5_r", "set tightness 0.01", "set stature 184",
                               "draw arrow 0 0 0.1 0.1", "section sagittal 0.001", "open sit_to_stand", "at 0.001"}) {
        ASSERT_TRUE(workspace.perform(change).ok()) << change;
        ASSERT_TRUE(workspace.perform("save view one").ok());
        ASSERT_EQ(workspace.saved_views().size(), 1U);
        EXPECT_TRUE(pictures.insert(workspace.saved_views()[0].picture).second) << "after " << change;
    }
    const std::string last = workspace.saved_views()[0].picture;
    ASSERT_TRUE(workspace.perform("theme dark; scale 150; hover psoas_major_r").ok());
    ASSERT_TRUE(workspace.perform("save view one").ok());
    EXPECT_EQ(workspace.saved_views()[0].picture, last) << "what the picture does not show makes no new one";
}

TEST_F(SavedViews, RenameMoveDeleteAndUndo) {
    Workspace workspace(library());
    for (const char* line : {"save view a", "save view b to c", "save view d"}) {
        ASSERT_TRUE(workspace.perform(line).ok());
    }
    ASSERT_TRUE(workspace.perform("rename view b to c to e").ok());
    EXPECT_EQ(names(workspace), "a,e,d");
    EXPECT_FALSE(workspace.perform("rename view e to a").ok());
    EXPECT_FALSE(workspace.perform("rename view x to y").ok());
    EXPECT_FALSE(workspace.perform("rename view a").ok());
    ASSERT_TRUE(workspace.perform("move view d up").ok());
    EXPECT_EQ(names(workspace), "a,d,e");
    EXPECT_EQ(workspace.open_view(), 1) << "the open view stays the open one";
    EXPECT_FALSE(workspace.perform("move view a up").ok());
    EXPECT_FALSE(workspace.perform("move view a sideways").ok());
    ASSERT_TRUE(workspace.perform("delete view a").ok());
    EXPECT_EQ(names(workspace), "d,e");
    EXPECT_EQ(workspace.undo_name(), "Deleted view: a");
    ASSERT_TRUE(workspace.perform("undo").ok());
    EXPECT_EQ(names(workspace), "a,d,e");
    ASSERT_TRUE(workspace.perform("redo").ok());
    EXPECT_EQ(names(workspace), "d,e");
}

TEST_F(SavedViews, GoInOrderAndStopAtTheEnds) {
    Workspace workspace(library());
    EXPECT_FALSE(workspace.perform("next view").ok());
    ASSERT_TRUE(workspace.perform("save view one").ok());
    ASSERT_TRUE(workspace.perform("highlight psoas").ok());
    ASSERT_TRUE(workspace.perform("save view two").ok());
    EXPECT_EQ(workspace.perform("next view").value().sentence, "This is the last view.");
    ASSERT_TRUE(workspace.perform("present on").ok());
    ASSERT_TRUE(workspace.perform("theme dark").ok());
    ASSERT_TRUE(workspace.perform("previous view").ok());
    EXPECT_TRUE(workspace.state().lit.empty());
    EXPECT_TRUE(workspace.state().presenting) << "a talk stays a talk";
    EXPECT_TRUE(workspace.state().settings.dark_theme) << "the theme belongs to the screen";
    EXPECT_EQ(workspace.state().background, scene::Background::studio_dark);
    EXPECT_EQ(workspace.perform("previous view").value().sentence, "This is the first view.");
}

TEST_F(SavedViews, DamagedFilesGiveAReason) {
    const auto path = folder / "views.json";
    const auto faults_of = [&](const std::string& text) {
        EXPECT_TRUE(write_file(path, text).ok());
        return read_views(*library(), path);
    };
    const std::string start = R"({"schema": "views.v1", "views": [{"name": "good", "state": {}}, )";
    const std::pair<const char*, const char*> bad[] = {
        {R"({"name": "", "state": {}})", "name"},
        {R"({"name": "good", "state": {}})", "Two views"},
        {R"({"name": "x"})", "object"},
        {R"({"name": "x", "state": {"depth": 7}})", "0 to 4"},
        {R"({"name": "x", "state": {"depth": "deep"}})", "depth"},
        {R"({"name": "x", "state": {"selection": ["third_leg"]}})", "third_leg"},
        {R"({"name": "x", "state": {"opacity": {"third_leg": 0}}})", "third_leg"},
        {R"({"name": "x", "state": {"motion": "moonwalk"}})", "moonwalk"},
        {R"({"name": "x", "state": {"side": "top"}})", "side"},
        {R"({"name": "x", "state": {"motion": "sit_to_stand", "time_s": 9999}})", "behind the end"},
        {R"({"name": "x", "state": {"camera": {"target_m": [1, 2]}}})", "3 numbers"},
        {R"({"name": "x", "state": {"camera": {"distance_m": 0}}})", "distance_m"},
        {R"({"name": "x", "state": {"strokes": [{"points": []}]}})", "two points"},
        {R"({"name": "x", "state": {"pins": [{"text": "t"}]}})", "pin"},
        {R"({"name": "x", "state": {"action": {"muscle": "psoas_major_r", "move": 99}}})", "action"}};
    for (const auto& [view, words] : bad) {
        const auto read = faults_of(start + view + "]}");
        ASSERT_EQ(read.faults.size(), 1U) << view;
        EXPECT_NE(read.faults[0].text().find(words), std::string::npos) << read.faults[0].text();
        ASSERT_EQ(read.views.size(), 1U) << "the good one is kept beside " << view;
    }
    EXPECT_EQ(faults_of("{\"schema\": ").faults.size(), 1U);
    EXPECT_EQ(faults_of("[]").faults.size(), 1U);
    EXPECT_EQ(faults_of("{\"schema\": \"views.v9\", \"views\": []}").faults.size(), 1U);
}

}  // namespace
}  // namespace backstory::workspace
