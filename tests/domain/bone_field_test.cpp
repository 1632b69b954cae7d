// Bone fields that are kept: they come back bit for bit, move muscles as new ones do, and nothing else is believed.
#include "base/file.hpp"
#include "io/bone_field_file.hpp"
#include "library_fixture.hpp"
#include "motion/skeleton.hpp"
#include "muscle/bone_fields.hpp"
#include "muscle/share_field.hpp"
#include "muscle/system.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <numeric>
#include <unistd.h>

namespace backstory::io {
namespace {

namespace fs = std::filesystem;

// A knob, a shaft and a blade: a sphere, a tapered capsule and a slab.
anatomy::SphereMesh small_bone() {
    anatomy::SphereMesh bone;
    bone.spheres = {{0.0f, 0.0f, 0.0f, 0.012f}, {0.01f, 0.08f, 0.003f, 0.006f}, {0.03f, 0.05f, -0.02f, 0.004f}};
    bone.edges = {{0, 1}};
    bone.triangles = {{0, 1, 2}};
    return bone;
}

class KeptBoneFields : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("backstory_fields_" + std::to_string(::getpid()));
        fs::create_directories(folder_);
        anatomy::SphereMesh other = small_bone();
        other.spheres[0].w = 0.011f;
        static_cast<void>(fields_.of(std::vector{small_bone(), other}));
        fields_.keep_shares({1, 2}, {0.25f, 0.5f});
        fields_.keep_shares({1, 3}, {});
        ASSERT_TRUE(write_bone_fields(path(), fields_));
    }
    void TearDown() override { fs::remove_all(folder_); }
    fs::path path() const { return folder_ / "body.fields"; }

    fs::path folder_;
    muscle::BoneFields fields_;
};

// On bone, in it, in the band and at the rim of the grid, where fewer nodes are beside.
TEST(BoneFieldSlope, IsTheDifferenceOfDistancesBeside) {
    const muscle::BoneField field(small_bone());
    const float half = 0.5f * muscle::BoneField::cell_m;
    for (int i = 0; i < 4000; ++i) {
        const auto share = [i](float step) { return std::fmod(step * static_cast<float>(i), 1.0f); };
        const glm::vec3 place =
            glm::vec3(-0.045f, -0.045f, -0.055f) +
            glm::vec3(0.11f, 0.17f, 0.1f) * glm::vec3(share(0.618034f), share(0.414214f), share(0.236068f));
        const glm::vec3 slope = field.slope(place);
        for (int axis = 0; axis < 3; ++axis) {
            glm::vec3 beside(0.0f);
            beside[axis] = half;
            const float across = field.distance(place + beside) - field.distance(place - beside);
            // Rounding of a hundredth of a millimetre's place in the grid, over a cell.
            EXPECT_NEAR(slope[axis], across / muscle::BoneField::cell_m, 2e-4f) << i << ' ' << axis;
        }
    }
}

TEST_F(KeptBoneFields, ComeBackBitForBit) {
    const muscle::BoneFields back = read_bone_fields(path());
    ASSERT_EQ(back.all().size(), 2u);
    EXPECT_EQ(back.all_shares(), fields_.all_shares());
    for (const auto& [key, field] : fields_.all()) {
        ASSERT_TRUE(back.all().contains(key));
        const auto is = back.all().at(key).grid(), was = field.grid();
        EXPECT_EQ(is.low, was.low);
        EXPECT_EQ(is.nodes, was.nodes);
        EXPECT_EQ(is.values, was.values);
    }
}

TEST_F(KeptBoneFields, NothingOfADamagedFileIsBelieved) {
    const std::string whole = read_file(path()).value();
    EXPECT_TRUE(read_bone_fields(folder_ / "absent.fields").all().empty());
    for (const std::size_t length :
         {std::size_t{0}, std::size_t{7}, std::size_t{24}, whole.size() / 2, whole.size() - 4, whole.size() - 1}) {
        ASSERT_TRUE(write_file(path(), whole.substr(0, length)));
        EXPECT_TRUE(read_bone_fields(path()).all().empty()) << length;
    }
    ASSERT_TRUE(write_file(path(), whole + "more"));
    EXPECT_TRUE(read_bone_fields(path()).all().empty());
    for (std::size_t at = 0; at < whole.size(); at += at < 128 ? 1 : 1009) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x40);
        ASSERT_TRUE(write_file(path(), flipped));
        EXPECT_TRUE(read_bone_fields(path()).all().empty()) << at;
    }
}

// Another bone is never given a kept field.
TEST_F(KeptBoneFields, GoByWhatTheyAreMadeOf) {
    anatomy::SphereMesh bone = small_bone();
    const auto key = muscle::BoneFields::key_of(bone);
    bone.edges[0] = {0, 2};
    EXPECT_NE(muscle::BoneFields::key_of(bone), key);
    bone = small_bone();
    bone.spheres[2].x += 1e-6f;
    EXPECT_NE(muscle::BoneFields::key_of(bone), key);
    EXPECT_EQ(muscle::BoneFields::key_of(small_bone()), key);
}

TEST_F(KeptBoneFields, MoveMusclesAsNewOnesDo) {
    const auto library = workspace::library();
    muscle::BoneFields made;
    const muscle::MuscleSystem anew(library->body, library->skeleton, library->rules, made);
    ASSERT_TRUE(write_bone_fields(path(), made));
    muscle::BoneFields kept = read_bone_fields(path());
    ASSERT_EQ(kept.all().size(), made.all().size());
    ASSERT_FALSE(made.all_shares().empty());
    const muscle::MuscleSystem from_kept(library->body, library->skeleton, library->rules, kept);
    EXPECT_EQ(kept.all().size(), made.all().size());  // none was lacking
    EXPECT_EQ(kept.all_shares(), made.all_shares());
    const motion::Pose pose(library->skeleton.coordinates.size(), 0.4);
    motion::SegmentTransforms placed;
    library->skeleton.forward(pose, placed);
    muscle::MuscleState a, b;
    anew.solve(placed, a);
    from_kept.solve(placed, b);
    EXPECT_EQ(a.palette, b.palette);
}

// Where this fails and the new values are right, raise BoneField::version, so that kept fields are made anew, and then
// set the figures here. Tolerances: other processors round differently.
TEST(BoneFieldVersion, StandsForTheseValues) {
    EXPECT_EQ(muscle::BoneField::version, 1);
    const muscle::BoneField field(small_bone());
    const auto values = field.grid().values;
    ASSERT_EQ(values.size(), 20900u);
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    EXPECT_NEAR(sum, 413.87581, 1e-3);
    EXPECT_NEAR(field.distance({0.02f, 0.04f, 0.0f}), 0.00165478f, 1e-6f);
    EXPECT_NEAR(field.distance({0.0f, 0.03f, 0.0f}), -0.00590548f, 1e-6f);
}

// Likewise for ShareField::version.
TEST(ShareFieldVersion, StandsForTheseValues) {
    EXPECT_EQ(muscle::ShareField::version, 1);
    std::vector<glm::vec3> places;
    places.reserve(20);
    for (int i = 0; i < 20; ++i) {
        places.emplace_back(0.01f * static_cast<float>(i), 0.005f * static_cast<float>(i % 5), 0.03f);
    }
    muscle::ShareField field(places, 2);
    field.pin(places.front(), {0.0f, 1.0f});
    field.pin(places.back(), {1.0f, 1.0f});
    field.solve();
    std::vector<float> shares;
    field.read(places[7], shares);
    ASSERT_EQ(shares.size(), 2u);
    EXPECT_NEAR(shares[0], 0.48219973f, 1e-5f);
    EXPECT_NEAR(shares[1], 0.9930051f, 1e-5f);
}

}  // namespace
}  // namespace backstory::io
