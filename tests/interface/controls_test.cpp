// Controls: inside the window, large enough, and doing what they say, by the pointer and by keys.
#include "corners.hpp"

#include <set>
#include <string>

namespace backstory::ui {
namespace {

TEST(Interface, ControlsAreLargeEnoughAndInside) {
    ASSERT_NE(library(), nullptr);
    for (const ImVec2 size : {ImVec2{1024, 640}, ImVec2{1440, 900}, ImVec2{3840, 2160}}) {
        Screen screen;
        ASSERT_TRUE(
            screen.workspace().perform("tour seen; highlight psoas; select psoas_major_r; open sit_to_stand").ok());
        for (int i = 0; i < 3; ++i) {
            screen.frame(size);
        }
        ASSERT_GT(screen.interface().items().size(), 15U);
        for (const auto& item : screen.interface().items()) {
            EXPECT_LE(item.rect.right(), size.x + 0.5f) << item.name << " at " << size.x;
            EXPECT_LE(item.rect.bottom(), size.y + 0.5f) << item.name << " at " << size.x;
        }
    }
}

TEST(Interface, TargetsAreAtLeast32PixelsHigh) {
    ASSERT_NE(library(), nullptr);
    std::set<std::string> small;
    std::size_t seen = 0;
    for (const ImVec2 size : {ImVec2{1280, 800}, ImVec2{1920, 1200}}) {
        for (const char* corner : corners) {
            Screen screen;
            ASSERT_TRUE(screen.workspace().perform(std::string("tour seen; safety asked; ") + corner).ok()) << corner;
            screen.resize(size);
            look_around(screen, [&] {
                for (const auto& item : screen.interface().items()) {
                    ++seen;
                    if (!item.cut && (item.rect.height < 31.5f || item.rect.width < 31.5f)) {
                        small.insert(item.name + ": " + std::to_string(item.rect.width) + " x " +
                                     std::to_string(item.rect.height));
                    }
                }
            });
        }
    }
    EXPECT_GT(seen, 500U);
    for (const auto& one : small) {
        ADD_FAILURE() << one;
    }
}

TEST(Interface, AnglesOverThePictureDoNotCoverEachOther) {
    ASSERT_NE(library(), nullptr);
    std::size_t seen = 0;
    for (const ImVec2 size : {ImVec2{1024, 640}, ImVec2{1920, 1200}}) {
        for (const char* motion : {"sit_to_stand", "half_kneeling_lunge", "single_knee_to_chest", "childs_pose"}) {
            Screen screen;
            ASSERT_TRUE(screen.workspace().perform(std::string("tour seen; safety asked; open ") + motion).ok());
            screen.resize(size);
            for (const char* at : {"at 0", "at 0.3", "at 0.5", "at 0.8"}) {
                ASSERT_TRUE(screen.workspace().perform(at).ok());
                screen.settle(1);
                const auto& pills = screen.interface().angle_pills();
                for (std::size_t i = 0; i < pills.size(); ++i) {
                    ++seen;
                    EXPECT_LE(pills[i].right(), size.x);
                    for (std::size_t j = 0; j < i; ++j) {
                        const Rect &a = pills[i], &b = pills[j];
                        EXPECT_FALSE(a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom())
                            << motion << " " << at << " at " << size.x;
                    }
                }
            }
        }
    }
    EXPECT_GT(seen, 60U);
}

TEST(Interface, TheFlagOnTheTimelineGoesToTheMomentWhereTheBodiesPart) {
    Screen screen;
    ASSERT_TRUE(screen.workspace()
                    .perform("tour seen; open sit_to_stand; set tightness 0.9; compare tight; compare side; at 0")
                    .ok());
    screen.settle(30);
    ASSERT_NE(screen.find("Where they part"), nullptr) << screen.item_names();
    screen.click("Where they part", 0.9f);
    const double first = screen.workspace().state().time_s;
    screen.click("Timeline", 0.02f);
    screen.click("Where they part", 0.1f);
    EXPECT_EQ(screen.workspace().state().time_s, first) << "wherever the flag is tapped";
}

std::string named_with(const Screen& screen, const std::string& end) {
    for (const auto& item : screen.interface().items()) {
        if (item.name.ends_with(end)) {
            return item.name;
        }
    }
    return end;
}

TEST(Interface, AMovementStaysChosenInItsOtherWays) {
    for (const char* mode : {"explain", "explore"}) {
        SCOPED_TRACE(mode);
        Screen screen;
        ASSERT_TRUE(screen.workspace().perform(std::string("tour seen; mode ") + mode + "; open sit_to_stand").ok());
        screen.resize({1280, 1400});
        std::string name = "Rising from a chair##sit_to_stand";
        if (screen.find(name) == nullptr) {
            screen.click(named_with(screen, "##stage daily"));
            name = "motion: sit_to_stand";
        }
        ASSERT_NE(screen.find(name), nullptr) << screen.item_names();
        screen.click(named_with(screen, "##ways of sit_to_stand"));
        const std::string way = "##way_sit_to_stand_low_seat";
        screen.click(named_with(screen, way));
        EXPECT_EQ(screen.workspace().state().clip, library()->find_clip("sit_to_stand_low_seat"));
        EXPECT_TRUE(screen.find(name)->chosen);
        EXPECT_TRUE(screen.find(named_with(screen, way))->chosen);
        ASSERT_TRUE(screen.workspace().perform("stop").ok());
        screen.settle();
        EXPECT_FALSE(screen.find(name)->chosen);
    }
}

double setting(Screen& screen, const std::string& id) {
    const auto& settings = library()->body_settings;
    const auto index = static_cast<std::size_t>(motion::find_setting(settings, id));
    const auto& body = screen.workspace().state().body;
    return body.empty() ? settings[index].measured : body[index];
}

TEST(Sliders, ADragIsOneStepAndResetsByItsButton) {
    Screen screen;
    ASSERT_TRUE(screen.workspace().perform("tour seen; mode explore").ok());
    screen.settle();
    screen.click("Body##tab");
    const auto before = screen.workspace().history().size();
    screen.drag("Hollow of the low back##lordosis", {0.6f, 0.7f, 0.8f, 0.9f});
    EXPECT_GT(setting(screen, "lordosis"), 0.1);
    EXPECT_EQ(screen.workspace().history().size(), before + 1) << "one drag, one step";
    const double first = setting(screen, "lordosis");
    screen.drag("Hollow of the low back##lordosis", {0.4f, 0.3f, 0.2f});
    EXPECT_LT(setting(screen, "lordosis"), -0.1);
    EXPECT_EQ(screen.workspace().history().size(), before + 2) << "the second drag is a step of its own";
    ASSERT_TRUE(screen.workspace().perform("undo").ok());
    EXPECT_EQ(setting(screen, "lordosis"), first);
    screen.settle();
    screen.click("As measured");
    EXPECT_TRUE(screen.workspace().state().body.empty());
    EXPECT_EQ(screen.workspace().undo_name(), "Set the body as measured");
}

TEST(Sliders, EverySettingOfTheBodyHasOneThatReachesBothEnds) {
    Screen screen;
    ASSERT_TRUE(screen.workspace().perform("tour seen; mode explore").ok());
    screen.resize({1280, 1400});
    screen.click("Body##tab");
    for (const auto& one : library()->body_settings) {
        screen.drag(one.name + "##" + one.id, {0.5f, 1.0f});
        EXPECT_NEAR(setting(screen, one.id), one.high, 0.011) << one.id;
        screen.drag(one.name + "##" + one.id, {0.5f, 0.0f});
        EXPECT_NEAR(setting(screen, one.id), one.low, 0.011) << one.id;
    }
    EXPECT_EQ(screen.refused(), 0);
}

TEST(Sliders, ByKeysAlone) {
    Screen screen;
    ASSERT_TRUE(screen.workspace().perform("tour seen; mode explore").ok());
    screen.settle();
    screen.tab_to("Body##tab");
    screen.press({GLFW_KEY_ENTER});
    screen.tab_to("Tilt of the pelvis##pelvic_tilt");
    screen.press({GLFW_KEY_RIGHT});
    EXPECT_GT(setting(screen, "pelvic_tilt"), 0.0);
}

TEST(Sliders, TheSpineAndTheLayersMoveApartAndComeBack) {
    Screen screen;
    ASSERT_TRUE(screen.workspace().perform("tour seen; mode explore").ok());
    screen.resize({1280, 1500});
    screen.click("Layers##tab");
    screen.drag("Levels of the spine", {0.2f, 0.7f});
    screen.drag("Layers, side by side", {0.2f, 0.5f});
    EXPECT_NEAR(screen.workspace().state().apart.spine, 0.7f, 0.1f);
    EXPECT_NEAR(screen.workspace().state().apart.layers, 0.5f, 0.1f);
    EXPECT_EQ(screen.workspace().undo_name(), "Move the layers apart");
    screen.settle();
    screen.click("Put together again");
    EXPECT_TRUE(screen.workspace().state().apart == workspace::Apart{});
}

TEST(Sliders, TheCutMovesTurnsAndTips) {
    using Plane = workspace::BodySection::Plane;
    Screen screen;
    ASSERT_TRUE(screen.workspace().perform("tour seen; mode explore").ok());
    screen.resize({1280, 1500});
    screen.click("Layers##tab");
    for (const auto& [name, plane] : {std::pair{"Side##cut", Plane::sagittal}, std::pair{"Front##cut", Plane::coronal},
                                      std::pair{"Across##cut", Plane::transverse}}) {
        screen.click(name);
        EXPECT_EQ(screen.workspace().state().section.plane, plane);
        const float before = screen.workspace().state().section.offset_m;
        screen.drag("Place of the cut", {0.3f, 0.25f});
        EXPECT_NE(screen.workspace().state().section.offset_m, before);
        screen.drag("Turn", {0.5f, 0.7f});
        screen.drag("Tip", {0.5f, 0.3f});
        EXPECT_GT(screen.workspace().state().section.first_tilt_deg, 10.0f);
        EXPECT_LT(screen.workspace().state().section.second_tilt_deg, -10.0f);
        screen.click("Keep the other part");
        EXPECT_TRUE(screen.workspace().state().section.flipped);
        screen.click("Straight again");
        EXPECT_EQ(screen.workspace().state().section.first_tilt_deg, 0.0f);
    }
    screen.click("Off##cut");
    EXPECT_EQ(screen.workspace().state().section.plane, Plane::off);
    EXPECT_EQ(screen.refused(), 0);
}

}  // namespace
}  // namespace backstory::ui
