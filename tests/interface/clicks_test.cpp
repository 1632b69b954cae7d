// How many clicks the main tasks take, counted with the pointer and compared with the table in docs/clicks.md.
#include "screen.hpp"

#include <fstream>
#include <functional>
#include <map>

namespace backstory::ui {
namespace {

struct Task {
    std::string name, before;
    std::vector<std::pair<std::string, float>> clicks;  // control, how far across
    std::function<bool(const workspace::State&)> reached;
};

std::map<std::string, int> told_clicks() {
    std::ifstream file(BACKSTORY_SOURCE_DIR "/docs/clicks.md");
    std::map<std::string, int> told;
    for (std::string line; std::getline(file, line);) {
        const auto bar = line.find(" | ");
        if (line.starts_with("| ") && bar != std::string::npos && std::isdigit(line[bar + 3]) != 0) {
            told[line.substr(2, bar - 2)] = std::stoi(line.substr(bar + 3));
        }
    }
    return told;
}

bool selects(const workspace::State& state, const char* id) {
    return state.selection.size() == 1 && library()->body.structures[state.selection.front()].id == id;
}

bool plays(const workspace::State& state, const char* id) {
    return state.clip == library()->find_clip(id) && state.playing;
}

std::vector<Task> tasks() {
    using workspace::State;
    return {
        {"See a region", "", {{"Lumbar (low back)", 0.5f}}, [](const State& s) { return s.region >= 0; }},
        {"From where it hurts to a structure",
         "",
         {{"pain: low_back_r", 0.5f}, {"Psoas", 0.5f}},
         [](const State& s) { return selects(s, "psoas_major_r"); }},
        {"Rise from a chair with tight hip flexors",
         "",
         {{"Rising from a chair##sit_to_stand", 0.5f}, {"Tightness", 0.95f}},
         [](const State& s) { return plays(s, "sit_to_stand") && s.tightness.right > 0.8; }},
        {"Free and tight hips beside each other",
         "open sit_to_stand; set tightness 0.9",
         {{"Free and tight##compare", 0.5f}},
         [](const State& s) { return s.compare == workspace::Compare::tight; }},
        {"Clinical words",
         "",
         {{"Clinical##words", 0.5f}},
         [](const State& s) { return s.settings.words == workspace::Words::clinical; }},
        {"Hide the structure of the open card",
         "select rectus_abdominis_r",
         {{"Hide", 0.5f}},
         [](const State& s) { return s.opacity[library()->body.find_structure("rectus_abdominis_r")] == 0.0f; }},
        {"Where a muscle's pain can be felt",
         "words clinical; select psoas_major_r",
         {{"Show it on the skin", 0.5f}},
         [](const State& s) { return s.referred.size() == 1; }},
        {"Cut the body open",
         "mode explore",
         {{"Layers##tab", 0.5f}, {"Side##cut", 0.5f}},
         [](const State& s) { return s.section.plane == workspace::BodySection::Plane::sagittal; }},
        {"Back to the beginning",
         "open sit_to_stand",
         {{"Home: back to the beginning", 0.5f}},
         [](const State& s) { return s.clip < 0; }},
    };
}

TEST(Clicks, AreAsManyAsTheTableSays) {
    const auto told = told_clicks();
    EXPECT_EQ(told.size(), tasks().size());
    for (const Task& task : tasks()) {
        SCOPED_TRACE(task.name);
        Screen screen;
        ASSERT_TRUE(screen.workspace().perform("tour seen; " + task.before).ok());
        screen.resize({1280, 1400});
        ASSERT_FALSE(task.reached(screen.workspace().state()));
        for (const auto& [name, across] : task.clicks) {
            ASSERT_FALSE(task.reached(screen.workspace().state())) << "fewer clicks would do";
            screen.click(name, across);
        }
        EXPECT_TRUE(task.reached(screen.workspace().state()));
        ASSERT_TRUE(told.contains(task.name));
        EXPECT_EQ(screen.clicks(), told.at(task.name));
    }
}

}  // namespace
}  // namespace backstory::ui
