// What is said about the body: every structure has a calm client sentence with a source, no placeholder, no alarming
// word.
#include "anatomy/derive.hpp"
#include "io/body_reader.hpp"
#include "io/json_file.hpp"
#include "io/knowledge_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <regex>

namespace backstory {
namespace {

namespace fs = std::filesystem;
const fs::path assets = fs::path(BACKSTORY_SOURCE_DIR) / "assets";

const anatomy::Body& body() {
    static const auto read = io::read_body(assets);
    EXPECT_TRUE(read.ok()) << read.error().text();
    return read.value();
}

const anatomy::Knowledge& knowledge() {
    static const auto read = io::read_knowledge(assets);
    EXPECT_TRUE(read.ok()) << read.error().text();
    return read.value();
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

// The first banned word or phrase that the text holds as whole words; empty when there is none.
std::string banned_word(const std::string& text) {
    static const std::vector<std::string> banned = [] {
        const auto file = io::read_json(assets / "knowledge" / "words.json");
        EXPECT_TRUE(file.ok());
        return file.value()["banned"].strings("banned").value();
    }();
    const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    const std::string low = lower(text);
    for (const std::string& word : banned) {
        for (std::size_t at = 0; (at = low.find(word, at)) != std::string::npos; ++at) {
            const bool starts = at == 0 || !is_letter(low[at - 1]);
            const bool ends = at + word.size() == low.size() || !is_letter(low[at + word.size()]);
            if (starts && ends) {
                return word;
            }
        }
    }
    return {};
}

bool is_placeholder(const std::string& text) {
    static const std::regex drafts(
        R"(^(as above|local|see above|same|tbd|todo|n/?a|none|unknown|\?+|-+)\.?$|lorem|xxx|todo)", std::regex::icase);
    return std::regex_search(text, drafts);
}

TEST(Texts, TheTestFindsBannedWordsAndPlaceholders) {
    EXPECT_EQ(banned_word("Your Lazy glutes"), "lazy");
    EXPECT_EQ(banned_word("a week of rest"), "");
    EXPECT_TRUE(is_placeholder("As above."));
    EXPECT_FALSE(is_placeholder("It lifts the thigh, as above the hip."));
}

TEST(Texts, EveryStructureHasAClientSentence) {
    for (const auto& s : body().structures) {
        const auto* card = knowledge().find(s.base_id);
        EXPECT_NE(card, nullptr) << s.base_id;
        if (card != nullptr) {
            EXPECT_GE(card->sentence.size(), 20u) << s.base_id;
            EXPECT_EQ(card->sentence.back(), '.') << s.base_id;
        }
    }
}

TEST(Texts, ClientWordsAreCalm) {
    for (const auto& [id, card] : knowledge().cards) {
        for (const std::string* text : {&card.sentence, &card.why_it_can_hurt, &card.what_helps}) {
            EXPECT_EQ(banned_word(*text), "") << id << ": " << *text;
            EXPECT_FALSE(is_placeholder(*text)) << id << ": " << *text;
        }
    }
    for (const auto& region : body().regions) {
        EXPECT_EQ(banned_word(region.client_text), "") << region.id;
        EXPECT_FALSE(is_placeholder(region.client_text)) << region.id;
    }
}

TEST(Texts, ClinicalWordsAreNoPlaceholders) {
    for (const auto& [id, card] : knowledge().cards) {
        for (const std::string* text : {&card.origin, &card.insertion, &card.action, &card.innervation,
                                        &card.blood_supply, &card.referred_pain}) {
            EXPECT_FALSE(is_placeholder(*text)) << id << ": " << *text;
        }
    }
}

TEST(Texts, EveryCardHasASourceThatIsCited) {
    for (const auto& [id, card] : knowledge().cards) {
        EXPECT_FALSE(card.sources.empty()) << id;
        for (const std::string& source : card.sources) {
            const auto found = knowledge().sources.find(source);
            ASSERT_NE(found, knowledge().sources.end()) << id << " " << source;
            EXPECT_GE(found->second.citation.size(), 10u) << source;
        }
    }
}

TEST(Texts, MusclesSayWhereTheyRunAndWhatMovesThem) {
    for (const auto& s : body().structures) {
        const auto* card = knowledge().find(s.base_id);
        if (s.kind == anatomy::Kind::muscle && card != nullptr) {
            EXPECT_FALSE(card->origin.empty() || card->insertion.empty() || card->action.empty() ||
                         card->innervation.empty())
                << s.base_id;
        }
    }
}

}  // namespace
}  // namespace backstory
