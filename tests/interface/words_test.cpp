// The switch of words reaches everything that is read: with client words no name shows that only the clinic uses, with
// clinical words none shows that has a clinical twin. What belongs to whom, the loaded texts say.
#include "corners.hpp"
#include "visible_text.hpp"
#include "workspace/library_loader.hpp"

#include <cctype>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace backstory::ui {
namespace {

using workspace::Words;

// The same thing for the client and for the clinic; an empty one: the other serves both.
struct Twin {
    std::string client, clinical;
};

void add_screen_texts(const workspace::Library& l, std::vector<Twin>& all) {
    for (const auto& region : l.body.regions) {
        all.insert(all.end(), {{region.name, region.clinical_name}, {region.client_text, region.clinical_text}});
    }
    for (const auto& group : l.groups) {
        all.push_back({group.name, group.clinical_name});
    }
    for (const auto& area : l.pain_map.areas) {
        all.push_back({area.name, area.clinical_name});
        for (const auto& offer : area.offers) {
            all.insert(all.end(), {{offer.name, offer.clinical_name}, {offer.why, offer.clinical_why}});
        }
    }
    for (const auto& lesson : l.lessons) {
        all.insert(all.end(), {{lesson.name, lesson.clinical_name}, {lesson.summary, lesson.clinical_summary}});
        for (const auto& step : lesson.steps) {
            all.insert(all.end(), {{step.title, step.clinical_title}, {step.client_text, step.clinical_text}});
        }
    }
    for (const auto& setting : l.body_settings) {
        all.push_back({setting.name, setting.clinical_name});
    }
    const auto& t = l.texts;
    all.insert(all.end(), {{t.evidence_client, t.evidence_clinical},
                           {t.text("thomas_reliability"), t.text("thomas_reliability_clinical")}});
}

void add_motion_texts(const workspace::Library& l, std::vector<Twin>& all) {
    for (const auto& clip : l.clips) {
        all.insert(all.end(), {{clip.name, clip.clinical_name}, {clip.client_text, clip.clinical_text}});
        all.insert(all.end(), {{clip.dose, ""}, {clip.way, ""}});
        for (const auto& phase : clip.phases) {
            all.push_back({phase.client_caption, phase.clinical_caption});
        }
        for (const auto& error : clip.errors) {
            all.push_back({error.client_text, error.clinical_text});
        }
        for (const auto& caution : clip.cautions) {
            all.push_back({caution, ""});
        }
    }
}

std::vector<Twin> twins() {
    const auto& l = *library();
    std::vector<Twin> all;
    for (std::size_t i = 0; i < l.body.structures.size(); ++i) {
        const auto s = static_cast<anatomy::StructureIndex>(i);
        all.push_back({l.name_of(s, Words::client), l.name_of(s, Words::clinical)});
    }
    for (const auto& [id, card] : l.knowledge.cards) {
        for (const auto& words : {card.sentence, card.why_it_can_hurt, card.what_helps}) {
            all.push_back({words, {}});
        }
        for (const auto& words :
             {card.origin, card.insertion, card.action, card.innervation, card.blood_supply, card.referred_pain}) {
            all.push_back({{}, words});
        }
    }
    for (const auto& [id, words] : l.texts.texts) {
        if (!id.ends_with("_clinical")) {
            all.push_back({words, {}});
        }
    }
    add_screen_texts(l, all);
    add_motion_texts(l, all);
    return all;
}

// Small letters, all that is neither letter nor figure as one blank, blanks at both ends: phrases are found whole.
std::string plain(std::string_view words) {
    std::string out = " ";
    for (const char ch : words) {
        const auto byte = static_cast<unsigned char>(ch);
        if (std::isalnum(byte) != 0 || byte >= 0x80U) {
            out += static_cast<char>(std::tolower(byte));
        } else if (out.back() != ' ') {
            out += ' ';
        }
    }
    return out.back() == ' ' ? out : out + ' ';
}

// Of a long text its beginning: panels show it line by line.
std::string beginning(const std::string& words) {
    constexpr std::size_t enough = 45;
    return words.size() <= enough ? words : words.substr(0, words.find(' ', enough - 12));
}

// Names that must not be read with these words: the other side's, unless a text of this side uses them too.
std::map<std::string, std::string> foreign(Words words) {
    std::string own;
    std::set<std::string> others;
    for (const Twin& twin : twins()) {
        const bool client = words == Words::client;
        const std::string& mine = client ? twin.client : twin.clinical.empty() ? twin.client : twin.clinical;
        const std::string& other = client ? twin.clinical : twin.client;
        own += plain(mine);
        own += "|";
        // What has no twin is told as it is.
        if (!other.empty() && !(words == Words::clinical && twin.clinical.empty())) {
            others.insert(other);
        }
    }
    if (words == Words::client) {
        others.insert({"Terminologia Anatomica", "Origin", "Insertion", "Innervation", "Sagittal", "Coronal"});
    }
    std::map<std::string, std::string> found;
    for (const auto& other : others) {
        const std::string phrase = plain(beginning(other));
        if (phrase.size() > 3 && own.find(phrase) == std::string::npos) {
            found.emplace(phrase, other);
        }
    }
    return found;
}

class Reader {
  public:
    explicit Reader(Words words) : foreign_(foreign(words)) {}
    void look(const std::string& where) {
        const VisibleText text;
        for (const auto& words : text.paragraphs()) {
            if (!read_.insert(words).second) {
                continue;
            }
            const std::string said = plain(words);
            for (const auto& [phrase, name] : foreign_) {
                if (said.find(phrase) != std::string::npos) {
                    found_.emplace(name, "\"" + words + "\" (" + where + ")");
                }
            }
        }
    }
    std::size_t found() const { return found_.size(); }
    void tell() const {
        EXPECT_GT(foreign_.size(), 300U) << "texts of the other side to look for";
        EXPECT_GT(read_.size(), 1500U) << "paragraphs read";
        for (const auto& [name, where] : found_) {
            ADD_FAILURE() << name << " in " << where;
        }
    }

  private:
    std::map<std::string, std::string> foreign_;
    std::set<std::string> read_;
    std::map<std::string, std::string> found_;
};

class WordsSwitch : public ::testing::TestWithParam<Words> {
  protected:
    // Each a state from the beginning; everything that scrolls is read.
    void read(const std::string& commands) {
        ASSERT_TRUE(screen_.workspace().perform("home").ok());
        ASSERT_TRUE(screen_.workspace().perform(commands).ok()) << commands;
        screen_.settle();
        look_through(screen_, [&] { reader_.look(commands); });
    }
    void SetUp() override {
        ASSERT_NE(library(), nullptr);
        ASSERT_TRUE(screen_.workspace().perform("tour seen; safety asked; calm on").ok());
        ASSERT_TRUE(screen_.workspace().perform(words_ == Words::client ? "words client" : "words clinical").ok());
        screen_.resize({1600, 1400});
    }

    Words words_ = GetParam();
    Reader reader_{words_};
    Screen screen_;
};

TEST_P(WordsSwitch, ReachesEverythingThatIsRead) {
    const auto& l = *library();
    for (const char* mode : {"mode explain", "mode explore", "mode learn", "mode explore; section sagittal 0"}) {
        ASSERT_TRUE(screen_.workspace().perform(mode).ok());
        look_around(screen_, [&] { look_through(screen_, [&] { reader_.look(mode); }); });
    }
    screen_.press({GLFW_KEY_F2});
    for (const auto& region : l.body.regions) {
        read("highlight " + region.id + "; labels on");
    }
    for (const auto& area : l.pain_map.areas) {
        read("pain " + area.id);
    }
    for (const auto& clip : l.clips) {
        for (const char* at : {"0", "0.35", "0.6", "0.9"}) {
            read("mode explore; open " + clip.id + "; at " + at);
        }
        if (!clip.errors.empty()) {
            read("open " + clip.id + "; compare error; compare side");
        }
    }
    for (const auto& lesson : l.lessons) {
        for (std::size_t step = 0; step < lesson.steps.size(); ++step) {
            std::string commands = "mode learn; lesson " + lesson.id;
            for (std::size_t i = 0; i < step; ++i) {
                commands += "; lesson next";
            }
            read(commands);
        }
    }
    for (const auto& s : l.body.structures) {
        if (s.side != anatomy::Side::left) {
            read("mode explore; select " + s.id);
        }
    }
    reader_.tell();
}

// Who looks with the wrong words in mind finds many: the test above can fail.
TEST_P(WordsSwitch, IsSeenWhereItIsWrong) {
    Reader wrong(words_ == Words::client ? Words::clinical : Words::client);
    for (const auto& region : library()->body.regions) {
        ASSERT_TRUE(screen_.workspace().perform("mode explore; highlight " + region.id).ok());
        screen_.settle();
        wrong.look(region.id);
    }
    EXPECT_GE(wrong.found(), library()->body.regions.size());
}

INSTANTIATE_TEST_SUITE_P(Both, WordsSwitch, ::testing::Values(Words::client, Words::clinical), [](const auto& one) {
    return std::string(one.param == Words::client ? "Client" : "Clinical");
});

}  // namespace
}  // namespace backstory::ui
