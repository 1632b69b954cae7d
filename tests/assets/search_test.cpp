// What people type finds what they mean, and what lessons and the pain map ask for exists: the shipped texts with the
// shipped body.
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/targets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace backstory::workspace {
namespace {

const std::shared_ptr<const Library>& library() {
    static const auto loaded = load_library_without_surface(std::filesystem::path(BACKSTORY_SOURCE_DIR) / "assets");
    EXPECT_TRUE(loaded.ok()) << loaded.error().text();
    return loaded.value();
}

struct Question {
    const char* typed;
    const char* meant;  // part of a name among the first `within` hits
    std::size_t within;
};

void PrintTo(const Question& question, std::ostream* out) {
    *out << question.typed;
}

class Search : public ::testing::TestWithParam<Question> {};

TEST_P(Search, FindsWhatIsMeant) {
    const auto& [typed, meant, within] = GetParam();
    const auto hits = search(*library(), typed, within);
    const std::string wanted = folded(meant);
    const bool found = std::any_of(hits.begin(), hits.end(), [&](const SearchHit& hit) {
        return folded(hit.name).find(wanted) != std::string::npos;
    });
    std::string names;
    for (const auto& hit : hits) {
        names += hit.name + ", ";
    }
    EXPECT_TRUE(found) << typed << " gives " << names;
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Search,
    ::testing::Values(
        Question{"hip flexor", "hip flexors", 2}, Question{"what bends the hip", "hip flexors", 4},
        Question{"What bends the hip?", "psoas", 8}, Question{"what straightens the hip", "gluteus maximus", 6},
        Question{"what turns the leg out", "piriformis", 8}, Question{"traps", "trapezius", 3},
        Question{"lats", "latissimus", 3}, Question{"loin", "lumbar", 3}, Question{"low back", "lumbar", 1},
        Question{"buttock muscle", "buttock", 3}, Question{"shoulder blade", "scapula", 4},
        Question{"collarbone", "clavicle", 3}, Question{"breastbone", "sternum", 2}, Question{"tailbone", "coccyx", 1},
        Question{"cheekbone", "zygomatic", 2}, Question{"skull", "skull", 1}, Question{"IT band", "iliotibial", 3},
        Question{"achilles", "achilles", 2}, Question{"rotator cuff", "rotator cuff", 1},
        Question{"hamstrings", "hamstring", 2}, Question{"posas", "psoas", 3},
        Question{"glut max", "gluteus maximus", 2}, Question{"musculus iliacus", "iliacus", 1},
        Question{"quadratus", "quadratus lumborum", 4}, Question{"kneecap", "patella", 2},
        Question{"SI joint", "sacr", 5}, Question{"calf", "calf", 2}, Question{"abs", "belly muscles", 4},
        Question{"disc L4/L5", "L4 and L5", 2}, Question{"tfl", "tensor fasciae latae", 2}));

TEST(Screen, EveryCommandOfTheLessonsIsUnderstood) {
    for (const auto& lesson : library()->lessons) {
        for (const auto& step : lesson.steps) {
            State fresh = initial_state(*library());
            const Status alone = perform_all(*library(), fresh, step.commands);
            EXPECT_TRUE(alone.ok()) << lesson.id << ", \"" << step.title
                                    << "\": " << (alone.ok() ? "" : alone.error().text());
        }
    }
}

TEST(Screen, PainAreasOfferTheirOwnSideOnly) {
    ASSERT_FALSE(library()->pain_map.areas.empty());
    for (const auto& area : library()->pain_map.areas) {
        EXPECT_GE(area.offers.size(), 2u) << area.id;
        EXPECT_LE(area.offers.size(), 4u) << area.id;
        for (const auto& offer : area.offers) {
            for (const auto index : offer.structures) {
                const auto side = library()->body.structures[index].side;
                if (area.side != anatomy::Side::midline && side != anatomy::Side::midline) {
                    EXPECT_EQ(side, area.side) << area.id << ": " << library()->body.structures[index].id;
                }
            }
        }
    }
}

TEST(Screen, ThePhasesOfMovementsHavePlainNames) {
    for (const auto& clip : library()->clips) {
        for (const auto& phase : clip.phases) {
            EXPECT_FALSE(library()->texts.text("phase." + phase.id).empty()) << clip.id << ": " << phase.id;
        }
    }
}

}  // namespace
}  // namespace backstory::workspace
