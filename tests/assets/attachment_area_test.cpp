// Attachment areas: every muscle whose fascicles end on bone has bone to paint at both ends.
#include "anatomy/attachment.hpp"
#include "io/body_glb.hpp"
#include "io/body_reader.hpp"
#include "io/json_file.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>

namespace backstory {
namespace {

namespace fs = std::filesystem;
using anatomy::FibreEnd;
using anatomy::Kind;

const fs::path assets = fs::path(BACKSTORY_SOURCE_DIR) / "assets";

const anatomy::Body& body() {
    static const Result<anatomy::Body> read = io::read_body(assets);
    EXPECT_TRUE(read.ok()) << read.error().text();
    return read.value();
}

const anatomy::BodyMesh& mesh() {
    static const auto read = io::read_body_glb(fs::path(BACKSTORY_BINARY_DIR) / "body.glb", body());
    EXPECT_TRUE(read.ok()) << read.error().text();
    return read.value();
}

// Bones that carry painted vertices of one end.
std::set<std::string> bones_of(const std::vector<anatomy::AttachmentVertex>& painted, FibreEnd end) {
    std::set<std::string> bones;
    for (const auto& vertex : painted) {
        if (vertex.end != end) {
            continue;
        }
        for (const auto& part : mesh().parts) {
            if (vertex.vertex >= part.first_vertex && vertex.vertex < part.first_vertex + part.vertex_count) {
                bones.insert(body().structures[part.structure].id);
            }
        }
    }
    return bones;
}

std::vector<anatomy::AttachmentVertex> painted(std::string_view id) {
    return anatomy::attachment_vertices(body(), mesh(), body().find_structure(id));
}

TEST(AttachmentArea, LiesOnTheBonesThatTheTextbooksName) {
    const auto psoas = painted("psoas_major_r");
    EXPECT_EQ(bones_of(psoas, FibreEnd::insertion), std::set<std::string>{"femur_r"});
    const auto origin = bones_of(psoas, FibreEnd::origin);
    for (const char* level : {"t12", "l1", "l2", "l3", "l4"}) {
        EXPECT_EQ(origin.count(level), 1u) << level;
    }
    EXPECT_EQ(bones_of(painted("levator_scapulae_l"), FibreEnd::insertion), std::set<std::string>{"scapula_l"});
    EXPECT_EQ(bones_of(painted("biceps_femoris_long_r"), FibreEnd::origin), std::set<std::string>{"hip_bone_r"});
    EXPECT_EQ(bones_of(painted("iliacus_l"), FibreEnd::origin), std::set<std::string>{"hip_bone_l"});
    EXPECT_TRUE(painted("femur_r").empty());
}

TEST(AttachmentArea, SidesMirrorEachOther) {
    EXPECT_EQ(painted("gluteus_medius_r").size(), painted("gluteus_medius_l").size());
    EXPECT_GT(painted("gluteus_medius_r").size(), 20u);
}

TEST(AttachmentArea, EveryMuscleHasOne) {
    const auto exceptions = io::read_json(assets.parent_path() / "tests/assets/soft_attachments.json");
    ASSERT_TRUE(exceptions.ok());
    std::set<std::string> soft;
    for (std::size_t i = 0; i < exceptions.value()["ends"].size(); ++i) {
        const auto entry = exceptions.value()["ends"][i];
        soft.insert(entry["id"].string_or("") + " " + entry["end"].string_or(""));
    }
    for (std::size_t i = 0; i < body().structures.size(); ++i) {
        const auto& s = body().structures[i];
        if (s.kind != Kind::muscle || s.side == anatomy::Side::left) {
            continue;
        }
        std::set<FibreEnd> ends;
        for (const auto& vertex :
             anatomy::attachment_vertices(body(), mesh(), static_cast<anatomy::StructureIndex>(i))) {
            ends.insert(vertex.end);
            ASSERT_GT(vertex.weight, 0.0f);
            ASSERT_LE(vertex.weight, 1.0f);
        }
        for (const auto& [end, word] : {std::pair{FibreEnd::origin, "origin"}, {FibreEnd::insertion, "insertion"}}) {
            if (soft.count(s.id + " " + word) == 0) {
                EXPECT_EQ(ends.count(end), 1u) << s.id << " has no bone at its " << word;
            }
        }
    }
}

}  // namespace
}  // namespace backstory
