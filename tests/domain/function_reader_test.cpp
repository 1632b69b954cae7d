#include "io/function_reader.hpp"

#include "io/body_reader.hpp"
#include "io/skeleton_reader.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace backstory::io {
namespace {

namespace fs = std::filesystem;

class Functions : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        assets_ = fs::temp_directory_path() / (std::string("backstory_functions_") + info->name());
        fs::create_directories(assets_ / "knowledge");
        auto body = read_body(BACKSTORY_SOURCE_DIR "/assets");
        ASSERT_TRUE(body.ok());
        body_ = std::move(body).value();
        auto skeleton = read_skeleton(BACKSTORY_SOURCE_DIR "/assets", body_);
        ASSERT_TRUE(skeleton.ok());
        skeleton_ = std::move(skeleton).value();
    }
    void TearDown() override { fs::remove_all(assets_); }

    std::string read(const std::string& actions, const std::string& supply, const std::string& referred = "") {
        std::ofstream(assets_ / "knowledge" / "actions.json") << actions;
        std::ofstream(assets_ / "knowledge" / "nerve_supply.json") << supply;
        std::ofstream(assets_ / "knowledge" / "referred_pain.json") << (referred.empty() ? good_referred_ : referred);
        knowledge_ = {};
        knowledge_.sources["book"] = {"A book", "found"};
        const Status status = read_functions(assets_, body_, skeleton_, knowledge_);
        return status.ok() ? "" : status.error().text();
    }
    void fails(const std::string& actions, const std::string& supply, const std::string& words,
               const std::string& referred = "") {
        const std::string fault = read(actions, supply, referred);
        EXPECT_NE(fault.find(words), std::string::npos) << fault;
        EXPECT_NE(fault.find(".json:"), std::string::npos) << "names the place: " << fault;
    }

    fs::path assets_;
    anatomy::Body body_;
    motion::Skeleton skeleton_;
    anatomy::Knowledge knowledge_;
    const std::string good_actions_ = R"({"actions": [{"id": "psoas_major", "moves": [
 {"client": "bends the hip", "coordinates": {"hip_flexion_r": [0, 90]}}]}]})";
    const std::string good_referred_ = R"({"source": "book", "patterns": [{"id": "psoas_major", "spots": [
 {"face": "back", "centre": [0.02, 0.4], "half_size": [0.01, 0.05], "strength": 0.7}]}]})";
    const std::string good_supply_ = R"({"supply": [{"id": "psoas_major", "nerves": ["nerve_root_l2"]}]})";
};

TEST_F(Functions, AreasOfReferredPainAreRead) {
    ASSERT_EQ(read(good_actions_, good_supply_), "");
    const auto& spots = knowledge_.referred_of("psoas_major");
    ASSERT_EQ(spots.size(), 1U);
    EXPECT_FALSE(spots[0].front);
    EXPECT_FLOAT_EQ(spots[0].centre.y, 0.4f);
    EXPECT_FLOAT_EQ(spots[0].strength, 0.7f);
    EXPECT_TRUE(knowledge_.referred_of("femur").empty());
    const auto with = [this](const std::string& from, const std::string& to) {
        std::string text = good_referred_;
        return text.replace(text.find(from), from.size(), to);
    };
    fails(good_actions_, good_supply_, "no source is called 'poem'", with("book", "poem"));
    fails(good_actions_, good_supply_, "no muscle called 'nobody'", with("psoas_major", "nobody"));
    fails(good_actions_, good_supply_, "front or back", with("back", "side"));
    fails(good_actions_, good_supply_, "outside the body", with("0.02, 0.4", "0.02, 1.4"));
    fails(good_actions_, good_supply_, "half_size", with("0.01, 0.05", "0, 0.05"));
    fails(good_actions_, good_supply_, "strength", with("0.7", "7"));
}

TEST_F(Functions, AnglesBecomeRadians) {
    ASSERT_EQ(read(good_actions_, good_supply_), "");
    ASSERT_EQ(knowledge_.moves_of("psoas_major").size(), 1U);
    EXPECT_NEAR(knowledge_.moves_of("psoas_major")[0].parts[0].to, 1.5708, 1e-4);
    EXPECT_EQ(knowledge_.nerves_of("psoas_major"), std::vector<std::string>{"nerve_root_l2"});
    EXPECT_TRUE(knowledge_.moves_of("femur").empty());
}

TEST_F(Functions, FaultsAreNamed) {
    fails(R"({"actions": [{"id": "nobody", "moves": []}]})", good_supply_, "no muscle called 'nobody'");
    fails(R"({"actions": [{"id": "psoas_major", "moves": []}]})", good_supply_, "no moves");
    fails(R"({"actions": [{"id": "psoas_major", "moves": [{"client": "x", "coordinates": {"hip_r": [0, 9]}}]}]})",
          good_supply_, "no coordinate is called 'hip_r'");
    fails(
        R"({"actions": [{"id": "psoas_major", "moves": [{"client": "x", "coordinates": {"hip_flexion_r": [0, 400]}}]}]})",
        good_supply_, "beyond what the joint allows");
    fails(R"({"actions": [{"id": "psoas_major", "moves": [{"client": "x", "coordinates": {}}]}]})", good_supply_,
          "at least one coordinate");
    fails(good_actions_, R"({"supply": [{"id": "psoas_major", "nerves": ["wire"]}]})", "no nerve called 'wire'");
    fails(good_actions_, R"({"supply": 3})", "supply");
}

}  // namespace
}  // namespace backstory::io
