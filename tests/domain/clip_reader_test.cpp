// Faulty motion and skeleton files are named with file, line and reason; the good ones still load.
#include "io/clip_reader.hpp"

#include "base/file.hpp"
#include "motion_fixture.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <unistd.h>

namespace backstory::test {

namespace {

namespace fs = std::filesystem;

// A folder of assets of its own, gone afterwards.
class Folder {
  public:
    Folder() : path_(fs::temp_directory_path() / ("backstory_clip_test_" + std::to_string(::getpid()))) {
        fs::remove_all(path_);
        fs::create_directories(path_ / "motions");
        fs::copy(shipped_assets() / "skeleton", path_ / "skeleton", fs::copy_options::recursive);
    }
    ~Folder() { fs::remove_all(path_); }
    const fs::path& path() const { return path_; }
    void write(const std::string& file, const std::string& text) const {
        ASSERT_TRUE(write_file(path_ / file, std::string_view(text)).ok());
    }
    std::string read(const std::string& file) const {
        auto text = read_file(path_ / file);
        return text.ok() ? std::move(text).value() : std::string();
    }

  private:
    fs::path path_;
};

const std::string good = R"({
 "id": "nod", "name": "Nod", "stage": "settle",
 "client": "c", "clinical": "c", "dose": "d", "camera": "lateral_right", "duration_s": 2,
 "targets": [], "cautions": [], "sources": ["s"],
 "poses": [{"id": "a", "values": {}}, {"id": "b", "values": {"neck_flexion": 10, "hip_flexion": 5}}],
 "timeline": [{"pose": "a", "t_s": 0},
  {"pose": "b", "t_s": 1},
  {"pose": "a", "t_s": 2}],
 "phases": [{"id": "p", "end_s": 2, "client": "c", "clinical": "c"}],
 "contacts": [{"pad": "foot", "on": "floor"}]
})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return at == text.npos ? text : text.replace(at, from.size(), to);
}

}  // namespace

TEST(ClipReader, reads_a_good_motion) {
    const Folder folder;
    folder.write("motions/nod.json", good);
    const auto clips = io::read_clips(folder.path(), shipped_skeleton());
    ASSERT_TRUE(clips.ok()) << clips.error().text();
    ASSERT_EQ(clips.value().size(), 1u);
    EXPECT_EQ(clips.value()[0].contacts.size(), 2u);  // both feet
    EXPECT_EQ(clips.value()[0].columns.size(), 3u);   // neck, both hips
}

TEST(ClipReader, names_file_line_and_reason_of_each_fault) {
    struct Case {
        const char *from, *to, *says;
        int line;
    };
    const Case cases[] = {
        {"\"neck_flexion\": 10", "\"neck_bend\": 10", "unknown coordinate 'neck_bend'", 5},
        {"\"neck_flexion\": 10", "\"neck_flexion\": 200", "must stay between", 5},
        {"\"neck_flexion\": 10", "\"neck_flexion\": \"ten\"", "neck_flexion", 5},
        {"\"t_s\": 1", "\"t_s\": 3", "times must rise", 6},
        {"\"t_s\": 2}]", "\"t_s\": 2.5}]", "lasts", 1},
        {"\"pose\": \"b\"", "\"pose\": \"z\"", "unknown pose 'z'", 7},
        {"{\"id\": \"p\", \"end_s\": 2, \"client\": \"c\", \"clinical\": \"c\"}", "", "at least one phase", 9},
        {"\"end_s\": 2", "\"end_s\": 1.5", "the phases end at 1.5 s", 9},
        {"\"pad\": \"foot\"", "\"pad\": \"wing\"", "unknown contact pad 'wing'", 10},
        {"\"on\": \"floor\"", "\"on\": \"cloud\"", "neither the floor nor", 10},
        {"\"stage\": \"settle\"", "\"stage\": \"heal\"", "not one of", 2},
        {"\"sources\": [\"s\"]", "\"sources\": []", "at least one source", 4},
        {"\"duration_s\": 2", "\"duration_s\": -2", "duration_s", 3},
        {"\"timeline\"", "\"time_line\"", "timeline", 1},
        {"\"id\": \"nod\"", "\"id\": 7", "id", 2},
    };
    const Folder folder;
    folder.write("motions/a_good.json", good);
    const std::string mistake =
        R"("errors": [{"id": "m", "client": "c", "clinical": "c", "added": {"hip_flexion": 1},
 "pads": {"foot": "wing"}}], "contacts")";
    folder.write("motions/bad.json", replaced(replaced(good, "\"nod\"", "\"other\""), "\"contacts\"", mistake));
    const auto rolling = io::read_clips(folder.path(), shipped_skeleton());
    ASSERT_FALSE(rolling.ok());
    EXPECT_NE(rolling.error().message.find("unknown contact pad 'wing'"), std::string::npos) << rolling.error().text();
    EXPECT_EQ(rolling.error().line, 11) << rolling.error().text();
    for (const Case& c : cases) {
        const bool is_id = c.from == std::string("\"id\": \"nod\"");
        folder.write("motions/bad.json", replaced(is_id ? good : replaced(good, "\"nod\"", "\"other\""), c.from, c.to));
        const auto strict = io::read_clips(folder.path(), shipped_skeleton());
        ASSERT_FALSE(strict.ok()) << c.to;
        EXPECT_NE(strict.error().message.find(c.says), std::string::npos) << c.to << ": " << strict.error().text();
        EXPECT_NE(strict.error().file.find("bad.json"), std::string::npos) << c.to;
        EXPECT_EQ(strict.error().line, c.line) << c.to << ": " << strict.error().text();
        std::vector<Error> faults;
        const auto kept = io::read_clips(folder.path(), shipped_skeleton(), &faults);
        ASSERT_TRUE(kept.ok());
        EXPECT_EQ(kept.value().size(), 1u);
        EXPECT_EQ(faults.size(), 1u);
    }
}

TEST(ClipReader, says_so_when_there_are_no_motions) {
    const auto clips = io::read_clips("/nonexistent-assets", shipped_skeleton());
    ASSERT_FALSE(clips.ok());
    EXPECT_NE(clips.error().text().find("motions"), std::string::npos);
}

TEST(SkeletonReader, names_file_line_and_reason_of_each_fault) {
    struct Case {
        const char *file, *from, *to, *says;
    };
    const Case cases[] = {
        {"coordinates.json", "\"soft_deg\": [-20, 125], \"hard_deg\": [-30, 130]",
         "\"soft_deg\": [-40, 125], \"hard_deg\": [-30, 130]", "enclose"},
        {"coordinates.json", "[-20, 125]", "[125, -20]", "must not be above"},
        {"coordinates.json", "\"id\": \"hip_flexion_r\"", "\"id\": \"knee_angle_r\"", "twice"},
        {"coordinates.json", "\"share\": -0.7", "\"share\": -0.9", "add up"},
        {"joints.json", "\"centre\": \"hip_r\"", "\"centre\": \"hop_r\"", "unknown joint 'hop_r'"},
        {"joints.json", "\"knee_r.axis\"", "\"knee_r.axle\"", "no axis 'axle'"},
        {"joints.json", "\"knee_angle_r\"", "\"knee_bend_r\"", "unknown coordinate 'knee_bend_r'"},
        {"joints.json", "\"segment\": \"tibia_r\"", "\"segment\": \"shin_r\"", "unknown segment 'shin_r'"},
        {"joints.json", "{\"turn\": [-1, 0, 0]", "{\"turn\": [0, 0, 0]", "length 0"},
        {"contacts.json", "\"landmark\": \"tibial_tuberosity_r\"", "\"landmark\": \"toe\"", "unknown landmark 'toe'"},
        {"contacts.json", "\"radius_mm\": 15", "\"radius_mm\": 1e9", "radius_mm"},
        {"masses.json", "\"fraction\": 0.1", "\"fraction\": 7", "fraction"},
    };
    for (const Case& c : cases) {
        const Folder folder;
        const std::string file = std::string("skeleton/") + c.file;
        folder.write(file, replaced(folder.read(file), c.from, c.to));
        const auto skeleton = io::read_skeleton(folder.path(), shipped_body());
        ASSERT_FALSE(skeleton.ok()) << c.to;
        EXPECT_NE(skeleton.error().message.find(c.says), std::string::npos) << c.to << ": " << skeleton.error().text();
        EXPECT_NE(skeleton.error().file.find(c.file), std::string::npos);
        EXPECT_GT(skeleton.error().line, 0);
    }
}

}  // namespace backstory::test
