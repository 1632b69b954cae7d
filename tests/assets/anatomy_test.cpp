// The shipped body: everything loads, references resolve, counts are those of the survey, attachments lie on bone.
#include "io/body_reader.hpp"
#include "io/json_file.hpp"
#include "io/views_reader.hpp"
#include "sphere_mesh_distance.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <set>

namespace backstory {
namespace {

namespace fs = std::filesystem;
using anatomy::Body;
using anatomy::Kind;

const fs::path assets = fs::path(BACKSTORY_SOURCE_DIR) / "assets";

const Body& body() {
    static const Result<Body> read = io::read_body(assets);
    EXPECT_TRUE(read.ok()) << read.error().text();
    return read.value();
}

// Tables that the project added to those of the survey say so in these words.
bool is_added(const anatomy::Structure& s) {
    return s.source.starts_with("authored for Backstory");
}

TEST(Anatomy, CountsAreThoseOfTheSurvey) {
    std::map<Kind, int> tables;
    std::set<std::string> wholes;
    for (const auto& s : body().structures) {
        if (!is_added(s) && (s.part_of.empty() || wholes.insert(s.part_of).second)) {
            ++tables[s.kind];
        }
    }
    EXPECT_EQ(tables[Kind::bone] + tables[Kind::disc] + tables[Kind::cartilage], 222);
    EXPECT_EQ(tables[Kind::disc], 23);
    EXPECT_EQ(tables[Kind::cartilage], 20);
    EXPECT_EQ(tables[Kind::muscle], 290);
    EXPECT_EQ(tables[Kind::ligament], 59);
}

// 206 bones of the adult skeleton without the six of the ears; the breastbone counts once.
TEST(Anatomy, TheSkeletonIsComplete) {
    int bones = 0, skull = 0;
    for (const auto& s : body().structures) {
        const bool counts = s.kind == Kind::bone && !s.base_id.starts_with("sesamoid") && s.id != "sternum_body" &&
                            s.id != "xiphoid_process";
        bones += counts ? 1 : 0;
        skull += s.part_of == "skull" ? 1 : 0;
    }
    EXPECT_EQ(bones, 200);
    EXPECT_EQ(skull + 4, 22) << "with jaw, vomer and two conchae";
}

TEST(Anatomy, EverySegmentCarriesSomething) {
    std::set<anatomy::SegmentIndex> used;
    for (const auto& s : body().structures) {
        used.insert(s.segment);
        for (const auto& fascicle : s.bundle.fascicles) {
            used.insert(fascicle.insertion.segment);  // a soft part: the dome of the diaphragm
        }
    }
    for (const auto& zone : body().envelope.zones) {
        for (const anatomy::SegmentIndex segment : zone.carriers) {
            if (body().segments[segment].swell) {
                used.insert(segment);  // a soft part: the belly's wall
            }
        }
    }
    for (std::size_t i = 0; i < body().segments.size(); ++i) {
        EXPECT_TRUE(used.count(static_cast<anatomy::SegmentIndex>(i)) == 1) << body().segments[i].id;
    }
}

TEST(Anatomy, EverythingSidedHasItsOtherSideMirrored) {
    for (std::size_t i = 0; i < body().structures.size(); ++i) {
        const auto& s = body().structures[i];
        if (s.side == anatomy::Side::midline) {
            continue;
        }
        const auto other = body().mirror(static_cast<anatomy::StructureIndex>(i));
        ASSERT_NE(other, i) << s.id;
        const auto& o = body().structures[other];
        EXPECT_NE(o.name, s.name) << s.id;
        ASSERT_EQ(o.sphere_mesh.spheres.size(), s.sphere_mesh.spheres.size());
        ASSERT_EQ(o.bundle.fascicles.size(), s.bundle.fascicles.size());
        if (!s.sphere_mesh.spheres.empty()) {
            EXPECT_EQ(o.sphere_mesh.spheres[0].z, -s.sphere_mesh.spheres[0].z) << s.id;
        }
    }
}

TEST(Anatomy, NamesAreUniqueAndSpeakOfTheirSide) {
    std::set<std::string> names;
    for (const auto& s : body().structures) {
        EXPECT_TRUE(names.insert(s.name).second) << s.name;
        EXPECT_FALSE(s.latin.empty()) << s.id;
        const bool left = s.name.find("Left") != s.name.npos || s.name.find(" left ") != s.name.npos;
        EXPECT_EQ(left, s.side == anatomy::Side::left) << s.name;
    }
}

TEST(Anatomy, NumbersOfTheFoundationalModelNameOneStructureEach) {
    std::map<std::string, std::string> named;
    for (const auto& s : body().structures) {
        if (!s.fma.empty()) {
            const auto [other, is_new] = named.try_emplace(s.fma, s.id);
            EXPECT_TRUE(is_new) << s.id << " and " << other->second << " are both FMA" << s.fma;
        }
    }
    const auto number = [](std::string_view id) { return body().structures[body().find_structure(id)].fma; };
    EXPECT_EQ(number("abductor_hallucis_r"), "37459");
    EXPECT_EQ(number("abductor_hallucis_l"), "37460");
    EXPECT_EQ(number("manubrium"), "7486") << "a part has its own, not the whole's";
    EXPECT_EQ(number("multifidus_lumbar_r"), "");
}

TEST(Anatomy, RegionsHoldWhatTheyPromise) {
    ASSERT_EQ(body().regions.size(), 5u);
    const std::map<std::string, std::vector<std::string>> promised = {
        {"trapezius",
         {"c1", "c7", "trapezius_descending_r", "trapezius_transverse_l", "trapezius_ascending_r", "levator_scapulae_l",
          "sternocleidomastoid_r", "splenius_capitis_r", "semispinalis_capitis_l", "scalenus_medius_r",
          "obliquus_capitis_inferior_l", "multifidus_cervical_r"}},
        {"thoracic",
         {"t1", "t12", "rib_1_r", "rib_12_l", "rhomboid_major_r", "longissimus_thoracis_upper_r",
          "iliocostalis_thoracis_l", "multifidus_thoracic_l", "rotatores_thoracis_r", "serratus_posterior_inferior_r",
          "intercostales_externi_r"}},
        {"lumbar",
         {"l1", "l5", "sacrum_s1_s5", "coccyx", "disc_l4_l5", "disc_l5_s1", "iliocostalis_lumborum_r",
          "multifidus_lumbar_l", "quadratus_lumborum_r", "thoracolumbar_fascia_posterior_r", "iliolumbar_ligament_l"}},
        {"psoas",
         {"psoas_major_r", "psoas_major_l", "iliacus_r", "rectus_femoris_l", "tensor_fasciae_latae_r", "sartorius_r",
          "pectineus_l"}},
        {"hip_extensors",
         {"gluteus_maximus_r", "gluteus_medius_l", "gluteus_minimus_r", "semitendinosus_r", "semimembranosus_l",
          "biceps_femoris_long_r", "adductor_magnus_r", "piriformis_l"}}};
    for (const auto& [id, names] : promised) {
        const int region = body().find_region(id);
        ASSERT_GE(region, 0) << id;
        const auto& lit = body().regions[static_cast<std::size_t>(region)].structures;
        for (const std::string& name : names) {
            EXPECT_TRUE(std::binary_search(lit.begin(), lit.end(), body().find_structure(name))) << id << " " << name;
        }
    }
    EXPECT_EQ(body().find_region("low back"), body().find_region("lumbar"));
    EXPECT_EQ(body().find_region("hip flexors"), body().find_region("psoas"));
}

// Height range of what a region lights (m), from the stations of its muscles.
TEST(Anatomy, LightingTheLowBackDoesNotLightTheNeck) {
    const auto& lit = body().regions[static_cast<std::size_t>(body().find_region("lumbar"))].structures;
    const double t9 = body().landmarks.at("t9_spinous_tip").y;
    for (const auto index : lit) {
        for (const auto& fascicle : body().structures[index].bundle.fascicles) {
            for (const auto& station : fascicle.stations) {
                EXPECT_LT(station.centre.y, t9 + 0.06) << body().structures[index].id;
            }
        }
    }
}

TEST(Anatomy, RegionViewsExist) {
    const auto views = io::read_views(assets);
    ASSERT_TRUE(views.ok()) << views.error().text();
    std::set<std::string> ids;
    for (const auto& view : views.value()) {
        ids.insert(view.id);
    }
    for (const auto& region : body().regions) {
        EXPECT_EQ(ids.count(region.view), 1u) << region.view;
    }
    for (const char* needed : {"anterior", "posterior", "right", "left", "three_quarter", "three_quarter_back"}) {
        EXPECT_EQ(ids.count(needed), 1u) << needed;
    }
}

struct Solid {
    std::string id;
    tests::SphereMeshDistance distance;
};

const std::vector<Solid>& solids() {
    static const std::vector<Solid> all = [] {
        std::vector<Solid> made;
        for (const auto& s : body().structures) {
            if (!s.sphere_mesh.spheres.empty()) {
                made.push_back({s.id, tests::SphereMeshDistance(s.sphere_mesh)});
            }
        }
        return made;
    }();
    return all;
}

// The braincase is hollow and the spinal cord leaves it: no bone from its middle down to the ring of the atlas.
TEST(Anatomy, SkullIsHollowAndOpensDownwards) {
    const auto& skull = body().whole_of(body().structures[body().find_structure("frontal_bone")]);
    ASSERT_EQ(skull.id, "skull");
    const auto& atlas = body().structures[body().find_structure("c1")];
    const tests::SphereMeshDistance bone(skull.sphere_mesh);
    const glm::vec3 braincase{0.07f, 1.63f, 0.0f};
    EXPECT_GT(bone(braincase, 0.1f), 0.03f);
    glm::vec3 ring{0.0f};
    for (const auto& sphere : atlas.sphere_mesh.spheres) {
        ring += glm::vec3(sphere) / static_cast<float>(atlas.sphere_mesh.spheres.size());
    }
    // The foramen magnum is about 35 mm long and 30 mm wide.
    for (int i = 0; i <= 100; ++i) {
        const glm::vec3 p = glm::mix(braincase, ring, 0.01f * static_cast<float>(i));
        EXPECT_GT(bone(p, 0.1f), 0.008f) << p.y;
    }
    EXPECT_LT(bone({0.07f, 1.706f, 0.0f}, 0.1f), 0.005f);  // and closed above
}

std::map<std::pair<std::string, std::string>, double> soft_limits_mm() {
    const auto file = io::read_json(fs::path(BACKSTORY_SOURCE_DIR) / "tests/assets/soft_attachments.json");
    EXPECT_TRUE(file.ok());
    std::map<std::pair<std::string, std::string>, double> limits;
    const io::JsonValue ends = file.value()["ends"];
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const std::string id = ends[i]["id"].string("id").value();
        EXPECT_NE(body().find_structure(id), anatomy::none) << id;
        limits[{id, ends[i]["end"].string("end").value()}] = ends[i]["limit_mm"].number("limit_mm").value();
    }
    return limits;
}

TEST(Anatomy, AttachmentsLieOnBone) {
    constexpr float on_bone_m = 0.006f;
    const auto limits = soft_limits_mm();
    std::size_t ends = 0;
    double worst_inside = 0.0;
    for (const auto& s : body().structures) {
        if (s.side == anatomy::Side::left || s.kind == Kind::nerve) {
            continue;  // the left side is the right one's mirror image
        }
        for (std::size_t f = 0; f < s.bundle.fascicles.size(); ++f) {
            const auto& fascicle = s.bundle.fascicles[f];
            for (const bool origin : {true, false}) {
                const auto& point = (origin ? fascicle.origin : fascicle.insertion).point;
                const auto soft = limits.find({s.id, origin ? "origin" : "insertion"});
                const float limit = soft == limits.end() ? on_bone_m : static_cast<float>(soft->second) * 0.001f;
                float nearest = limit + 0.001f;
                for (const Solid& solid : solids()) {
                    nearest = std::min(nearest, solid.distance(point, nearest));
                }
                EXPECT_LE(nearest, limit) << s.id << " fascicle " << f << (origin ? " origin" : " insertion");
                worst_inside = std::min(worst_inside, static_cast<double>(nearest));
                ++ends;
            }
        }
    }
    EXPECT_GT(ends, 1700u);
    EXPECT_GT(worst_inside, -0.004);  // no end is buried in bone
}

TEST(Anatomy, RestLengthsAreThoseOfPathsNotOfSlips) {
    // Stations run from the origin to the insertion: the first lies nearer to the origin than the last does.
    for (const auto& s : body().structures) {
        for (const auto& f : s.bundle.fascicles) {
            const float first = glm::distance(f.stations.front().centre, f.origin.point);
            const float last = glm::distance(f.stations.back().centre, f.origin.point);
            EXPECT_LT(first, last + 0.004f) << s.id;
        }
    }
}

// A path that turns back on itself stands out of the surface as a spike as soon as the body moves.
TEST(Anatomy, NoFascicleDoublesBack) {
    for (const auto& s : body().structures) {
        for (std::size_t k = 0; k < s.bundle.fascicles.size(); ++k) {
            const auto& stations = s.bundle.fascicles[k].stations;
            for (std::size_t i = 1; i + 1 < stations.size(); ++i) {
                const glm::vec3 before = stations[i].centre - stations[i - 1].centre;
                const glm::vec3 after = stations[i + 1].centre - stations[i].centre;
                const float limit = 0.1f * glm::length(before) * glm::length(after);
                EXPECT_GE(glm::dot(before, after), limit) << s.id << " fascicle " << k << ", station " << i;
            }
        }
    }
}

}  // namespace
}  // namespace backstory
