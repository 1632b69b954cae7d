// body.glb: what the forge wrote comes back through Assimp; damaged files are named, not loaded.
#include "io/body_glb.hpp"

#include "base/file.hpp"
#include "forge_fixture.hpp"
#include "io/body_builder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <unistd.h>

namespace backstory::io {
namespace {

namespace fs = std::filesystem;

class BodyGlb : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("backstory_glb_" + std::to_string(::getpid()));
        fs::create_directories(folder_);
        body_ = testing_tables::small_body();
        auto built = build_body(body_, {});
        ASSERT_TRUE(built);
        mesh_ = built.value().mesh;
        ASSERT_TRUE(write_body_glb(path(), body_, mesh_, {{glm::vec3(0, 1, 0), glm::vec3(0, 0.5f, 0.1f)}, "a key"}));
    }
    void TearDown() override { fs::remove_all(folder_); }
    fs::path path() const { return folder_ / "body.glb"; }

    fs::path folder_;
    anatomy::Body body_;
    anatomy::BodyMesh mesh_;
};

TEST_F(BodyGlb, ComesBackAsItWas) {
    const auto read = read_body_glb(path(), body_);
    ASSERT_TRUE(read) << read.error().text();
    const anatomy::BodyMesh& back = read.value();
    EXPECT_EQ(back.positions, mesh_.positions);
    EXPECT_EQ(back.normals, mesh_.normals);
    EXPECT_EQ(back.indices, mesh_.indices);
    ASSERT_EQ(back.parts.size(), 2u);
    EXPECT_EQ(back.part_of_structure, mesh_.part_of_structure);
    ASSERT_EQ(back.fibre.size(), mesh_.fibre.size());
    for (std::size_t i = 0; i < back.fibre.size(); ++i) {
        const anatomy::FibrePlace &a = back.fibre[i], &b = mesh_.fibre[i];
        ASSERT_EQ(a.fascicle, b.fascicle);
        ASSERT_EQ(a.second, b.second);
        ASSERT_NEAR(a.s, b.s, 1e-6f);
        ASSERT_NEAR(a.second_s, b.second_s, 1e-6f);
        ASSERT_NEAR(a.blend, b.blend, 1e-6f);
        ASSERT_NEAR(a.tendon, b.tendon, 1e-6f);
        ASSERT_NEAR(back.fibre_uv[i].x, mesh_.fibre_uv[i].x, 1e-6f);
        ASSERT_NEAR(back.fibre_uv[i].y, mesh_.fibre_uv[i].y, 1e-6f);
    }
}

TEST_F(BodyGlb, SameInputSameBytes) {
    const auto before = read_file(path());
    auto again = build_body(body_, {});
    ASSERT_TRUE(again);
    ASSERT_TRUE(write_body_glb(folder_ / "again.glb", body_, again.value().mesh,
                               {{glm::vec3(0, 1, 0), glm::vec3(0, 0.5f, 0.1f)}, "a key"}));
    EXPECT_EQ(before.value(), read_file(folder_ / "again.glb").value());
}

TEST_F(BodyGlb, KeyIsFoundAgain) {
    EXPECT_EQ(read_glb_key(path()), "a key");
    EXPECT_EQ(read_glb_key(folder_ / "absent.glb"), "");
}

TEST_F(BodyGlb, MissingFileIsNamed) {
    const auto read = read_body_glb(folder_ / "absent.glb", body_);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().text().find("absent.glb"), std::string::npos);
}

TEST_F(BodyGlb, StrangersAreNamed) {
    anatomy::Body other = body_;
    other.structures[0].id = "other_r";
    other.index();
    const auto read = read_body_glb(path(), other);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().text().find("rod_r"), std::string::npos);
}

TEST_F(BodyGlb, DamageNeverCrashes) {
    const std::string good = read_file(path()).value();
    for (const std::size_t length :
         {std::size_t{0}, std::size_t{11}, std::size_t{40}, good.size() / 2, good.size() - 1}) {
        ASSERT_TRUE(write_file(path(), good.substr(0, length)));
        EXPECT_FALSE(read_body_glb(path(), body_)) << length;
    }
    // Numbers in the text changed: lengths, offsets, counts that lead out of the file.
    std::size_t refused = 0;
    for (const char* name : {"\"byteLength\":", "\"byteOffset\":", "\"count\":", "\"bufferView\":"}) {
        for (std::size_t at = good.find(name); at != std::string::npos; at = good.find(name, at + 1)) {
            std::string bad = good;
            bad[at + std::string_view(name).size()] = '9';
            ASSERT_TRUE(write_file(path(), bad));
            refused += !read_body_glb(path(), body_);
        }
    }
    EXPECT_GT(refused, 0u);
}

}  // namespace
}  // namespace backstory::io
