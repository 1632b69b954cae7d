// The virtual Thomas test finds the angles that the dials are set to, and the dials that measured angles ask for.
#include "posture/virtual_tests.hpp"
#include "posture_fixture.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace backstory::test {
namespace {

using posture::Dials;
using posture::Group;
using posture::Side;

TEST(ThomasTest, FindsTheSetAnglesOverTheWholeDial) {
    const posture::Model& model = shipped_posture();
    double worst = 0.0;
    for (int i = 0; i <= 80; ++i) {
        const double dial = i / 80.0;
        const auto shortened = posture::shortenings(model, Dials::hip_flexors({dial, dial}), Side::right);
        const auto found = posture::thomas_test(model, shipped_skeleton(), shortened);
        const auto target = posture::thomas_target(dial);
        EXPECT_NEAR(degrees * target.hip_extension_rad, degrees * found.hip_extension_rad, 1.0) << dial;
        EXPECT_NEAR(degrees * target.knee_rad, degrees * found.knee_rad, 1.0) << dial;
        EXPECT_NEAR(degrees * target.abduction_rad, degrees * found.abduction_rad, 1.0) << dial;
        worst = std::max(worst, degrees * std::abs(target.hip_extension_rad - found.hip_extension_rad));
    }
    RecordProperty("worst_hip_deg", std::to_string(worst));
}

TEST(ThomasTest, TargetsAreTheFactsScale) {
    EXPECT_NEAR(12.0, degrees * posture::thomas_target(0.0).hip_extension_rad, 1e-9);
    EXPECT_NEAR(-20.0, degrees * posture::thomas_target(1.0).hip_extension_rad, 1e-9);
}

TEST(ThomasTest, LegRaiseFollowsTheHamstringDial) {
    for (const double dial : {0.0, 0.3, 0.6, 1.0}) {
        Dials dials;
        dials.of(Side::right, Group::hamstrings) = dial;
        const auto shortened = posture::shortenings(shipped_posture(), dials, Side::right);
        EXPECT_NEAR(degrees * posture::leg_raise_target_rad(dial),
                    degrees * posture::leg_raise(shipped_posture(), shipped_skeleton(), shortened), 1.0);
    }
}

TEST(ThomasTest, MeasuredAnglesGiveTheDialsBack) {
    for (const double dial : {0.1, 0.35, 0.6, 0.9}) {
        const auto measured = posture::thomas_target(dial);
        const auto dials = posture::dials_from_thomas(shipped_posture(), shipped_skeleton(), measured);
        EXPECT_FALSE(dials.saturated);
        for (int g = 0; g < 3; ++g) {
            EXPECT_NEAR(dial, dials.dial[g], 0.03) << "group " << g;
        }
    }
    const auto beyond = posture::dials_from_thomas(shipped_posture(), shipped_skeleton(),
                                                   {-35.0 / degrees, 70.0 / degrees, 8.0 / degrees});
    EXPECT_TRUE(beyond.saturated);
    EXPECT_EQ(1.0, beyond.dial[0]);
}

TEST(ThomasTest, TellsTheGroupsApart) {
    // Only rectus femoris tight: the knee stays straighter, the thigh hardly rises.
    const auto& model = shipped_posture();
    const auto at = [&](Group group, double dial) {
        Dials dials;
        dials.of(Side::right, group) = dial;
        return posture::thomas_test(model, shipped_skeleton(), posture::shortenings(model, dials, Side::right));
    };
    const auto free = at(Group::iliopsoas, 0.0), psoas = at(Group::iliopsoas, 0.6),
               rectus = at(Group::rectus_femoris, 0.6), tensor = at(Group::tensor_fasciae_latae, 0.8);
    EXPECT_LT(degrees * psoas.hip_extension_rad, degrees * free.hip_extension_rad - 8.0);
    EXPECT_LT(degrees * rectus.knee_rad, degrees * free.knee_rad - 4.0);
    EXPECT_GT(rectus.hip_extension_rad, psoas.hip_extension_rad);
    EXPECT_GT(degrees * tensor.abduction_rad, degrees * free.abduction_rad + 1.0);
}

class PostureFiles : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("backstory_posture_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
        std::filesystem::copy(shipped_assets() / "posture", folder_ / "posture",
                              std::filesystem::copy_options::recursive);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    // Replaces a text in one file and gives the reader's complaint.
    std::string spoiled(const std::string& file, const std::string& from, const std::string& to) {
        const std::filesystem::path path = folder_ / "posture" / file;
        std::ifstream in(shipped_assets() / "posture" / file);
        std::string text((std::istreambuf_iterator<char>(in)), {});
        const std::size_t at = text.find(from);
        EXPECT_NE(text.npos, at) << from;
        text.replace(at, from.size(), to);
        std::ofstream(path) << text;
        const auto read = io::read_posture(folder_, shipped_skeleton());
        std::filesystem::copy_file(shipped_assets() / "posture" / file, path,
                                   std::filesystem::copy_options::overwrite_existing);
        return read.ok() ? "" : read.error().text();
    }
    std::filesystem::path folder_;
};

TEST_F(PostureFiles, FaultsAreNamed) {
    EXPECT_NE(std::string::npos, spoiled("model.json", "\"hip_rotation_r\"", "\"hip_twist_r\"").find("hip_twist_r"));
    EXPECT_NE(std::string::npos,
              spoiled("model.json", "\"iliopsoas\", ", "\"psoas\", ").find("unknown muscle group 'psoas'"));
    EXPECT_NE(std::string::npos,
              spoiled("model.json", "\"max_force_n\": 1113", "\"max_force_n\": -1").find("max_force_n"));
    EXPECT_NE(std::string::npos,
              spoiled("model.json", "{\"pelvis_inclination\": 7, ", "{\"pelvis\": 10, ").find("unknown want"));
    EXPECT_NE(std::string::npos, spoiled("lengths.json", "psoas_major_r", "psoas_mayor_r").find("psoas_major_r"));
    EXPECT_NE(std::string::npos,
              spoiled("calibration.json", "\"hamstrings\": [", "\"hamstrings\": [9, ").find("shortenings"));
    EXPECT_NE(std::string::npos, spoiled("calibration.json", "{", "").find("calibration.json"));
}

}  // namespace
}  // namespace backstory::test
