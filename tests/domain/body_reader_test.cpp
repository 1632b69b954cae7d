// The reader of assets/anatomy on small made-up bodies: what is right is read, what is wrong is named with its line.
#include "io/body_reader.hpp"

#include "anatomy/derive.hpp"
#include "io/table_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace backstory::io {
namespace {

namespace fs = std::filesystem;

constexpr const char* segments = R"({"segments": [
 {"id": "pelvis", "parent": null},
 {"id": "l5", "parent": "pelvis"},
 {"id": "femur_r", "parent": "pelvis"}
]})";
constexpr const char* bone = R"({"id": "femur_r", "name": "Right femur", "latin": "Femur", "fma": "FMA24474",
 "kind": "bone", "segment": "femur_r", "source": "made up",
 "spheres": [[0.1, 0.8, 0.08, 0.02],
  [0.1, 0.5, 0.07, 0.03],
  [0.1, 0.5, 0.09, 0.03]],
 "edges": [[0, 1]], "triangles": [[0, 1, 2]]})";
constexpr const char* muscle = R"({"id": "psoas_r", "name": "Right psoas", "latin": "Musculus psoas", "fma": null,
 "kind": "muscle", "layout": "slips", "layer": "deep", "source": "made up",
 "fascicles": [
  {"origin": {"segment": "l5", "point": [0.1, 1.0, 0.02]}, "insertion": {"segment": "femur_r", "point": [0.07, 0.8, 0.08]},
   "via": [{"segment": "pelvis", "point": [0.12, 0.9, 0.06], "s": 0.5}],
   "stations": [[0.1, 1.0, 0.02, 0.005, 0.0],
    [0.12, 0.9, 0.06, 0.01, 0.5],
    [0.07, 0.8, 0.08, 0.004, 1.0]],
   "belly": [0, 2], "tendon_to_s": null, "tendon_from_s": 0.9},
  {"origin": {"segment": "pelvis", "point": [0.1, 1.0, 0.02]}, "insertion": {"segment": "femur_r", "point": [0.07, 0.8, 0.08]},
   "via": [], "stations": [[0.1, 1.0, 0.02, 0.005, 0.0], [0.07, 0.8, 0.08, 0.004, 1.0]],
   "belly": [0, 1], "tendon_to_s": null, "tendon_from_s": null}
 ],
 "neighbours": [[0, 1]], "neighbour_stations": [[0, 2]]})";
constexpr const char* ligament = R"({"id": "band", "name": "Band", "latin": "Ligamentum", "fma": null,
 "kind": "ligament", "layout": "bundle", "layer": "ligament", "source": "made up",
 "fascicles": [{"origin": {"segment": "l5", "point": [0.1, 1.0, 0]}, "insertion": {"segment": "pelvis", "point": [0.1, 0.9, 0]},
   "via": [], "stations": [[0.1, 1.0, 0, 0.005, 0.0], [0.1, 0.9, 0, 0.004, 1.0]],
   "belly": [0, 1], "tendon_to_s": null, "tendon_from_s": null}],
 "neighbours": [], "neighbour_stations": []})";
constexpr const char* joints = R"({"joints": {"hip_r": {"centre": [0.09, 0.88, 0.08], "radius": 0.02,
 "axes": {"flexion": [0, 0, 1], "shaft": [0, 0.999, 0.02]}, "cup": [0.1, 0.9, 0.09]}, "sacrum": {"centre": [0, 1, 0]}}})";
constexpr const char* landmarks = R"({"landmarks": {"asis_r": [0.15, 1.0, 0.11], "promontory": [0.09, 1.0, 0.0]}})";
constexpr const char* head = R"({"id": "head", "name": "Head", "latin": "Caput", "fma": null,
 "kind": "bone", "segment": "pelvis", "source": "made up",
 "spheres": [[0, 1.6, 0.02, 0.01], [0, 1.6, -0.02, 0.01], [0, 1.6, 0, 0.01], [0.02, 1.6, 0, 0.01]],
 "edges": [[0, 2], [1, 2], [2, 3]], "triangles": [],
 "pieces": [{"id": "ear_r", "spheres": [0]},
  {"id": "nose", "spheres": [3]}],
 "undecided": [2]})";
constexpr const char* parts = R"({"parts": [
 {"whole": "psoas_r", "id": "psoas_spine_r", "name": "Right psoas, spine part", "latin": "A", "origin_on": ["l5"]},
 {"whole": "psoas_r", "id": "psoas_rest_r", "name": "Right psoas, rest", "latin": "B", "origin_on": ["pelvis"]},
 {"whole": "head", "id": "ear_r", "name": "Right ear", "latin": "Auris", "fma": "FMA1", "fma_left": "FMA2", "piece": "ear_r"},
 {"whole": "head", "id": "nose", "name": "Nose", "latin": "Nasus", "piece": "nose"}
]})";
constexpr const char* regions = R"({"regions": [{"id": "hip", "name": "Hip", "client_text": "c", "clinical_text": "d",
 "view": "anterior", "colour_srgb": "#FF8000", "synonyms": ["front of the hip"],
 "structures": ["psoas"],
 "context": ["femur_r"]}]})";

class BodyFolder : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        std::string name = std::string("backstory_body_") + info->test_suite_name() + info->name();
        std::replace(name.begin(), name.end(), '/', '_');
        assets_ = fs::temp_directory_path() / name;
        fs::remove_all(assets_);
        put("segments.json", segments);
        put("bones/femur_r.json", bone);
        put("bones/head.json", head);
        put("muscles/psoas_r.json", muscle);
        put("ligaments/band.json", ligament);
        put("joints.json", joints);
        put("landmarks.json", landmarks);
        put("parts.json", parts);
        put("regions.json", regions);
    }
    void TearDown() override { fs::remove_all(assets_); }

    void put(const fs::path& name, const std::string& text) {
        const fs::path path = assets_ / "anatomy" / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    // The good text with one piece replaced; the piece must be there.
    void spoil(const fs::path& name, std::string text, const std::string& piece, const std::string& by) {
        const auto at = text.find(piece);
        ASSERT_NE(at, std::string::npos) << piece;
        put(name, text.replace(at, piece.size(), by));
    }
    std::string fault() const {
        const auto body = read_body(assets_);
        return body ? "" : body.error().text();
    }

    fs::path assets_;
};

TEST_F(BodyFolder, BothSidesPartsRegionsJointsAreRead) {
    const auto read = read_body(assets_);
    ASSERT_TRUE(read.ok()) << read.error().text();
    const anatomy::Body& body = read.value();
    EXPECT_EQ(body.segments.size(), 4u);
    EXPECT_EQ(body.structures.size(), 10u);  // two femora, two parts on two sides, one band, two ears, one nose
    const auto left = body.find_structure("femur_l");
    ASSERT_NE(left, anatomy::none);
    EXPECT_EQ(body.structures[left].name, "Left femur");
    EXPECT_EQ(body.structures[left].segment, body.find_segment("femur_l"));
    EXPECT_FLOAT_EQ(body.structures[left].sphere_mesh.spheres[0].z, -0.08f);
    EXPECT_EQ(body.structures[body.find_structure("femur_r")].fma, "24474");
    EXPECT_EQ(body.structures[left].fma, "");
    EXPECT_EQ(body.mirror(left), body.find_structure("femur_r"));

    const anatomy::Structure& part = body.structures[body.find_structure("psoas_spine_l")];
    EXPECT_EQ(part.part_of, "psoas_l");
    EXPECT_EQ(part.base_id, "psoas_spine");
    ASSERT_EQ(part.bundle.fascicles.size(), 1u);
    EXPECT_TRUE(part.bundle.neighbours.empty());
    EXPECT_EQ(part.bundle.fascicles[0].insertion.segment, body.find_segment("femur_l"));
    EXPECT_FLOAT_EQ(part.bundle.fascicles[0].via[0].point.z, -0.06f);

    using Owner = anatomy::SphereMesh::Owner;
    const anatomy::Structure& ear = body.structures[body.find_structure("ear_l")];
    EXPECT_EQ(ear.name, "Left ear");
    EXPECT_EQ(ear.fma, "2");
    EXPECT_EQ(ear.side, anatomy::Side::left);
    EXPECT_EQ(ear.part_of, "head");
    EXPECT_EQ(body.whole_of(ear).sphere_mesh.pieces.size(), 2u);
    // Its own ball, the undecided one, and those behind it.
    EXPECT_EQ(ear.sphere_mesh.owners,
              (std::vector<Owner>{Owner::own, Owner::neighbour, Owner::undecided, Owner::neighbour}));
    EXPECT_FLOAT_EQ(ear.sphere_mesh.spheres[0].z, -0.02f);
    EXPECT_EQ(body.structures[body.find_structure("nose")].side, anatomy::Side::midline);
    EXPECT_EQ(body.solids_on(body.find_segment("pelvis"), anatomy::Kind::bone).size(), 1u) << "three parts, one solid";

    ASSERT_EQ(body.regions.size(), 1u);
    EXPECT_EQ(body.regions[0].structures.size(), 4u);  // both parts, both sides: the whole's base id names them
    EXPECT_EQ(body.regions[0].context.size(), 1u);
    EXPECT_NEAR(body.regions[0].colour.g, 0.2158605, 1e-5);  // sRGB 128
    EXPECT_EQ(body.find_region("front of the hip"), 0);
    EXPECT_EQ(part.regions, std::vector<anatomy::RegionIndex>{0});

    EXPECT_DOUBLE_EQ(body.joints.at("hip_l").centre.z, -0.08);
    EXPECT_DOUBLE_EQ(body.joints.at("hip_l").points.at("cup").z, -0.09);
    EXPECT_DOUBLE_EQ(body.joints.at("hip_l").axes.at("flexion").z, -1.0);
    EXPECT_DOUBLE_EQ(body.landmarks.at("asis_l").z, -0.11);
    EXPECT_EQ(body.landmarks.count("promontory"), 1u);
}

struct Spoiled {
    const char* file;
    const char* text;
    const char* piece;
    const char* by;
    const char* expected;  // in the fault
};

class SpoiledBody : public BodyFolder, public ::testing::WithParamInterface<Spoiled> {};

TEST_P(SpoiledBody, IsNamedWithFileLineAndReason) {
    const Spoiled& s = GetParam();
    spoil(s.file, s.text, s.piece, s.by);
    const std::string text = fault();
    EXPECT_NE(text.find(s.file), std::string::npos) << text;
    EXPECT_NE(text.find(s.expected), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Tables, SpoiledBody,
    ::testing::Values(
        Spoiled{"bones/femur_r.json", bone, "[0.1, 0.5, 0.07, 0.03]", "[0.1, 0.5, 0.03]", ":4: 'sphere' must hold 4"},
        Spoiled{"bones/femur_r.json", bone, "[0.1, 0.5, 0.07, 0.03]", "[0.1, 0.5, 0.07, 0]", ":4: the radius"},
        Spoiled{"bones/femur_r.json", bone, "[0.1, 0.5, 0.07, 0.03]", "[100, 0.5, 0.07, 0.03]", ":4: lies more than"},
        Spoiled{"bones/femur_r.json", bone, "[0.1, 0.5, 0.07, 0.03]", "[NaN, 0.5, 0.07, 0.03]",
                ":4: is not valid JSON"},
        Spoiled{"bones/femur_r.json", bone, "[[0, 1]]", "[[0, 3]]", ":6: 'edge' must be a whole number"},
        Spoiled{"bones/femur_r.json", bone, "[[0, 1]]", "[[0, 0]]", "one sphere twice"},
        Spoiled{"bones/femur_r.json", bone, "[[0, 1, 2]]", "[[0, 1]]", "each triangle names 3"},
        Spoiled{"bones/femur_r.json", bone, "\"femur_r\", \"source\"", "\"tail\", \"source\"", ":2: segment 'tail'"},
        Spoiled{"bones/femur_r.json", bone, "\"bone\"", "\"bown\"", "'bown'"},
        Spoiled{"bones/femur_r.json", bone, "Right femur", "Femur", "must say 'Right'"},
        Spoiled{"bones/femur_r.json", bone, "{\"id\": \"femur_r\"", "{\"id\": \"femur_l\"",
                "right side and the midline"},
        Spoiled{"bones/femur_r.json", bone, "{\"id\": \"femur_r\"", "{\"id\": \"femora_r\"", "not the file's name"},
        Spoiled{"bones/femur_r.json", bone, "\"source\": \"made up\",", "", "'source' must be a text but is missing"},
        Spoiled{"bones/femur_r.json", bone, "\"spheres\"", "\"balls\"", "need 'spheres'"},
        Spoiled{"bones/head.json", head, "\"spheres\": [3]", "\"spheres\": [4]",
                ":6: 'spheres' must be a whole number"},
        Spoiled{"bones/head.json", head, "\"spheres\": [3]", "\"spheres\": [0]", ":6: sphere 0 is in two pieces"},
        Spoiled{"bones/head.json", head, "\"spheres\": [3]", "\"spheres\": []", ":6: a piece needs"},
        Spoiled{"bones/head.json", head, "\"undecided\": [2]", "\"undecided\": [3]", ":7: sphere 3 is in two"},
        Spoiled{"muscles/psoas_r.json", muscle, "0.01, 0.5],", "0.01, 0.0],", ":7: stations must follow"},
        Spoiled{"muscles/psoas_r.json", muscle, "\"segment\": \"l5\"", "\"segment\": \"l9\"", ":4: segment 'l9'"},
        Spoiled{"muscles/psoas_r.json", muscle, "\"belly\": [0, 2]", "\"belly\": [0, 3]", "'belly'"},
        Spoiled{"muscles/psoas_r.json", muscle, "\"belly\": [0, 2]", "\"belly\": [2, 0]", "'belly'"},
        Spoiled{"muscles/psoas_r.json", muscle, "[[0, 1]]", "[[0, 2]]", "'neighbour'"},
        Spoiled{"muscles/psoas_r.json", muscle, "[[0, 1]]", "[[1, 1]]", "its own neighbour"},
        Spoiled{"muscles/psoas_r.json", muscle, "[[0, 2]]", "[]", "one entry for each pair"},
        Spoiled{"muscles/psoas_r.json", muscle, "[[0, 2]]", "[[0, 7]]", "'neighbour station'"},
        Spoiled{"muscles/psoas_r.json", muscle, "\"via\": [{", "\"via\": [7, {", "'s' must be a number"},
        Spoiled{"muscles/psoas_r.json", muscle, "\"deep\"", "\"depth\"", "'layer' is 'depth'"},
        Spoiled{"muscles/psoas_r.json", muscle, "\"layer\"", "\"tendon_shown_as\": \"strap_r\", \"layer\"",
                "'tendon_shown_as' names 'strap_r', which has no table"},
        Spoiled{"ligaments/band.json", ligament, "\"id\": \"band\"", "\"id\": \"Band\"", "small letters"}));

INSTANTIATE_TEST_SUITE_P(
    OtherFiles, SpoiledBody,
    ::testing::Values(
        Spoiled{"segments.json", segments, "\"parent\": null", "\"parent\": \"l5\"", "exactly the first segment"},
        Spoiled{"segments.json", segments, "\"id\": \"l5\", \"parent\": \"pelvis\"",
                "\"id\": \"l5\", \"parent\": \"l4\"", ":3: parent 'l4' must stand above"},
        Spoiled{"segments.json", segments, "\"id\": \"l5\"", "\"id\": \"pelvis\"", "there already"},
        Spoiled{"segments.json", segments, "\"parent\": \"pelvis\"",
                "\"parent\": \"pelvis\", \"swell\": {\"centre\": [0, 1, 0], \"reach_mm\": [0, 9, 9], \"most\": 0.5}",
                ":3: 'reach_mm' is at least 1"},
        Spoiled{"segments.json", segments, "\"parent\": \"pelvis\"",
                "\"parent\": \"pelvis\", \"swell\": {\"centre\": [0, 1], \"reach_mm\": [9, 9, 9], \"most\": 0.5}",
                "'centre'"},
        Spoiled{"parts.json", parts, "\"l5\"", "\"femur_r\"", "holds no fascicle"},
        Spoiled{"parts.json", parts, "\"l5\"", "\"l5\", \"pelvis\"", "into 2 parts"},
        Spoiled{"parts.json", parts, "\"l5\"", "\"l6\"", ":2: segment 'l6'"},
        Spoiled{"parts.json", parts, "psoas_rest_r", "psoas_spine_r", ":3: a part called"},
        Spoiled{"parts.json", parts, "\"piece\": \"nose\"", "\"piece\": \"chin\"",
                ":5: the table of 'head' names no piece"},
        Spoiled{"parts.json", parts, "\"piece\": \"nose\"", "\"note\": \"nose\"", ":5: a part needs one of"},
        Spoiled{"parts.json", parts, "\"id\": \"ear_r\"", "\"id\": \"ear_l\"", ":4: 'ear_l' and 'head' must be"},
        Spoiled{"joints.json", joints, "[0, 0, 1]", "[0, 0, 7]", ":2: 'flexion' must be a direction"},
        Spoiled{"joints.json", joints, "[0.09, 0.88, 0.08]", "[0.09, 0.88]", ":1: 'centre' must hold 3"},
        Spoiled{"landmarks.json", landmarks, "[0.15, 1.0, 0.11]", "[0.15, \"x\", 0.11]", ":1: 'asis_r'"},
        Spoiled{"regions.json", regions, "[\"psoas\"]", "[\"psoa\"]", ":3: no structure is called 'psoa'"},
        Spoiled{"regions.json", regions, "[\"femur_r\"]", "[\"psoas_rest_r\"]", ":4: 'psoas_rest_r' is both lit"},
        Spoiled{"regions.json", regions, "#FF8000", "orange", ":2: 'colour_srgb'"},
        Spoiled{"regions.json", regions, "[\"psoas\"]", "[\"psoas\", \"psoas_rest_r\"]", "listed twice"}));

TEST_F(BodyFolder, KeepGoingNamesEveryFaultAndReturnsTheRest) {
    spoil("bones/femur_r.json", bone, "[[0, 1]]", "[[0, 3]]");
    spoil("ligaments/band.json", ligament, "\"l5\"", "\"l7\"");
    std::vector<Error> faults;
    const auto body = read_body(assets_, &faults);
    ASSERT_TRUE(body.ok());
    EXPECT_EQ(body.value().structures.size(), 7u);
    ASSERT_EQ(faults.size(), 3u);  // the bone, the ligament, and the region's context that names the bone
    EXPECT_EQ(faults[0].line, 6);
    EXPECT_EQ(body.value().regions.size(), 1u);
}

TEST_F(BodyFolder, MissingFilesAndFoldersAreErrors) {
    fs::remove(assets_ / "anatomy" / "joints.json");
    EXPECT_NE(fault().find("joints.json"), std::string::npos);
    fs::remove_all(assets_ / "anatomy" / "bones");
    EXPECT_NE(fault().find("bones"), std::string::npos);
    EXPECT_FALSE(read_body("/nowhere").ok());
}

TEST_F(BodyFolder, TruncatedTablesAreErrorsNeverCrashes) {
    const std::string text = muscle;
    for (std::size_t n = 0; n < text.size(); n += 7) {
        put("muscles/psoas_r.json", text.substr(0, n));
        EXPECT_NE(fault().find("psoas_r.json"), std::string::npos) << n;
    }
}

TEST(Derive, IdsAndNamesAreMirrored) {
    EXPECT_EQ(anatomy::mirrored_id("femur_r"), "femur_l");
    EXPECT_EQ(anatomy::mirrored_id("l5"), "l5");
    EXPECT_EQ(anatomy::base_of("psoas_major_l"), "psoas_major");
    EXPECT_EQ(anatomy::mirrored_name("Middle phalanx of right big toe"), "Middle phalanx of left big toe");
    EXPECT_EQ(anatomy::mirrored_name("Right upright bone"), "Left upright bone");
    EXPECT_EQ(anatomy::mirrored_name("Bright"), "Bright");
}

}  // namespace
}  // namespace backstory::io
