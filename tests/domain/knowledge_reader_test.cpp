#include "io/knowledge_reader.hpp"

#include "io/views_reader.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace backstory::io {
namespace {

namespace fs = std::filesystem;

class TextFolder : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        assets_ = fs::temp_directory_path() / (std::string("backstory_texts_") + info->name());
        fs::remove_all(assets_);
        put("knowledge/sources.json", R"({"sources": {"grays": {"citation": "Gray's Anatomy", "status": "found"},
 "clinic": {"citation": "Clinical consensus", "status": "from_memory"}}})");
        put("knowledge/hip.json", R"({"cards": [
 {"id": "psoas_major", "plain": "psoas", "short": "P", "sentence": "It lifts the thigh.", "why": "Sitting.", "ta2": "2594",
  "synonyms": ["hip flexor"], "sources": ["grays", "clinic"], "claims": {"why": ["clinic"]}},
 {"id": "iliacus", "sentence": "It lies in the pelvis.", "sources": ["grays"]}
]})");
        put("knowledge/words.json", R"({"banned": ["lazy"]})");
        put("views.json", R"({"views": [
 {"id": "anterior", "name": "Front", "target_m": [0, 1, 0], "distance_m": 3, "azimuth_deg": 180, "elevation_deg": -10}
]})");
    }
    void TearDown() override { fs::remove_all(assets_); }
    void put(const fs::path& name, const std::string& text) {
        fs::create_directories((assets_ / name).parent_path());
        std::ofstream(assets_ / name) << text;
    }
    std::string view_fault(const std::string& text) {
        put("views.json", text);
        const auto views = read_views(assets_);
        return views ? "" : views.error().text();
    }

    fs::path assets_;
};

TEST_F(TextFolder, CardsAndSourcesAreRead) {
    const auto read = read_knowledge(assets_);
    ASSERT_TRUE(read.ok()) << read.error().text();
    const anatomy::Card* card = read.value().find("psoas_major");
    ASSERT_NE(card, nullptr);
    EXPECT_EQ(card->sentence, "It lifts the thigh.");
    EXPECT_EQ(card->plain_name, "psoas");
    EXPECT_EQ(card->short_name, "P");
    EXPECT_EQ(card->why_it_can_hurt, "Sitting.");
    EXPECT_EQ(card->ta2, "2594");
    EXPECT_EQ(card->synonyms, std::vector<std::string>{"hip flexor"});
    EXPECT_EQ(card->sources_of("why"), std::vector<std::string>{"clinic"});
    EXPECT_EQ(card->sources_of("sentence"), std::vector<std::string>{"grays"});
    EXPECT_EQ(read.value().cards.size(), 2u);
    EXPECT_EQ(read.value().find("femur"), nullptr);
    EXPECT_EQ(read.value().sources.at("grays").status, "found");
}

TEST_F(TextFolder, FaultyCardsAreNamed) {
    const auto fault = [&](const std::string& card) {
        put("knowledge/hip.json", "{\"cards\": [\n" + card + "]}");
        const auto read = read_knowledge(assets_);
        return read ? std::string() : read.error().text();
    };
    EXPECT_NE(fault(R"({"id": "a", "sentence": "", "sources": ["grays"]})").find("hip.json:2: 'sentence' is empty"),
              std::string::npos);
    EXPECT_NE(fault(R"({"id": "a", "sentence": "b", "sources": ["x"]})").find(":2: source 'x'"), std::string::npos);
    EXPECT_NE(fault(R"({"id": "a", "sentence": "b", "sources": []})").find("names no source"), std::string::npos);
    EXPECT_NE(fault(R"({"id": "a", "sentence": "b"})").find("'sources'"), std::string::npos);
    EXPECT_NE(fault(R"({"id": "a", "sentence": "b", "ta2": 5, "sources": ["grays"]})").find("'ta2'"),
              std::string::npos);
    EXPECT_NE(fault(R"({"id": "a", "sentence": "b", "sources": ["grays"]},
 {"id": "a", "sentence": "b", "sources": ["grays"]})")
                  .find(":3: 'a' has a card already"),
              std::string::npos);
    EXPECT_NE(fault(R"({"id": "a", "sentence": "b", "sources": ["grays"], "claims": {"sentence": ["clinic"]}})")
                  .find("source 'clinic' of 'sentence' is not among"),
              std::string::npos);
    EXPECT_NE(fault(R"({"id": "a", "sentence": "b", "sources": ["grays"], "claims": {"why": ["grays"]}})")
                  .find("says nothing in 'why'"),
              std::string::npos);
    EXPECT_NE(fault(R"({"id": "a", "sentence": "b", "sources": ["grays"], "claims": 3})").find("'claims'"),
              std::string::npos);
    EXPECT_NE(fault("7").find("'card'"), std::string::npos);
}

TEST_F(TextFolder, KeepGoingReturnsTheGoodCards) {
    put("knowledge/bad.json", "{\"cards\": [");
    put("knowledge/more.json", R"({"cards": [{"id": "x", "sentence": 5, "sources": []}]})");
    std::vector<Error> faults;
    const auto read = read_knowledge(assets_, &faults);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read.value().cards.size(), 2u);
    EXPECT_EQ(faults.size(), 2u);
    EXPECT_FALSE(read_knowledge(assets_).ok());
    EXPECT_FALSE(read_knowledge("/nowhere").ok());
}

TEST_F(TextFolder, ViewsAreReadInRadians) {
    const auto views = read_views(assets_);
    ASSERT_TRUE(views.ok()) << views.error().text();
    ASSERT_EQ(views.value().size(), 1u);
    EXPECT_NEAR(views.value()[0].camera.azimuth_rad, 3.14159265, 1e-6);
    EXPECT_NEAR(views.value()[0].camera.elevation_rad, -0.17453293, 1e-6);
}

TEST_F(TextFolder, FaultyViewsAreNamed) {
    const std::string good = R"("target_m": [0, 1, 0], "distance_m": 3, "azimuth_deg": 0, "elevation_deg": 0)";
    EXPECT_NE(view_fault("{\"views\": []}").find("views.json:1"), std::string::npos);
    EXPECT_NE(view_fault("{\"views\": [\n{\"id\": \"a\", \"name\": \"A\"}]}").find(":2: 'target_m'"),
              std::string::npos);
    EXPECT_NE(view_fault("{\"views\": [{\"id\": \"a\", \"name\": \"A\"," + good +
                         "},\n{\"id\": \"a\", \"name\": \"A\"," + good + "}]}")
                  .find(":2: a view called 'a'"),
              std::string::npos);
    EXPECT_NE(view_fault(R"({"views": [{"id": "a", "name": "A", "target_m": [0, 1, 0], "distance_m": -3,
 "azimuth_deg": 0, "elevation_deg": 0}]})")
                  .find("'distance_m' must lie between"),
              std::string::npos);
    EXPECT_FALSE(read_views("/nowhere").ok());
}

}  // namespace
}  // namespace backstory::io
