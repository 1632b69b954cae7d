// Twelve moments of every shipped movement, looked over for what no body does. backstory_audit prints the same in full.
#include "posture/clip_audit.hpp"
#include "workspace/library_loader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace backstory::posture {
namespace {

struct Figures {
    int rows = 0;  // a muscle in a movement
    int within_depth = 0, within_floor = 0, within_aim = 0;
    double crossing_mm = 0.0;  // one limb through another
    double depth_mm = 0.0, volume_percent = 0.0, folded_percent = 0.0;
    std::string deepest, worst_volume;
    double skate_mm = 0.0, held_sink_mm = 0.0;
    bool is_finite = true;
};

void add(const workspace::Library& library, const motion::Clip& clip, const ClipFaults& faults, Figures& figures) {
    figures.skate_mm = std::max(figures.skate_mm, 1e3 * faults.skate_m);
    figures.held_sink_mm = std::max(figures.held_sink_mm, 1e3 * faults.held_sink_m);
    figures.is_finite = figures.is_finite && faults.is_finite;
    for (const MuscleFault& fault : faults.muscles) {
        const std::string name = clip.id + " " + library.body.structures[fault.worst.structure].id;
        const double depth_mm = 1e3 * static_cast<double>(fault.worst.depth_m);
        const double volume_percent = 100.0 * std::abs(static_cast<double>(fault.worst.volume) - 1.0);
        if (clip.family.empty()) {  // other ways of a movement would count it again and again
            ++figures.rows;
            figures.within_depth += depth_mm <= 3.0 ? 1 : 0;
            figures.within_floor += volume_percent <= 5.0 ? 1 : 0;
            figures.within_aim += volume_percent <= 3.0 ? 1 : 0;
        }
        figures.folded_percent = std::max(figures.folded_percent, 100.0 * static_cast<double>(fault.worst.folded));
        figures.crossing_mm = std::max(figures.crossing_mm, 1e3 * static_cast<double>(fault.worst.crossing_m));
        if (depth_mm > figures.depth_mm) {
            figures.depth_mm = depth_mm;
            figures.deepest = name;
        }
        if (volume_percent > figures.volume_percent) {
            figures.volume_percent = volume_percent;
            figures.worst_volume = name;
        }
    }
}

TEST(MotionAudit, ShippedMovementsKeepTheBodyWhole) {
    const auto loaded = workspace::load_library({std::filesystem::path(BACKSTORY_SOURCE_DIR) / "assets",
                                                 std::filesystem::path(BACKSTORY_BINARY_DIR) / "body.glb",
                                                 {}});
    ASSERT_TRUE(loaded.ok()) << loaded.error().text();
    const workspace::Library& library = *loaded.value();
    muscle::ShapeAudit shapes(library.body, library.mesh, library.muscles->bind(library.mesh));
    const muscle::BoneClashes clashes(library.body);
    ClipAudit audit(library.posture, library.skeleton, *library.muscles, shapes, clashes);
    Figures f;
    for (const motion::Clip& clip : library.clips) {
        if (!clip.is_mirror) {
            add(library, clip, audit.check(clip, 12, Dials{}), f);
        }
    }
    ASSERT_GT(f.rows, 0);
    const auto share = [&f](int count) { return 100.0 * count / f.rows; };
    std::printf("[ MEASURED ] depth in bone: %.1f %% within 3 mm, worst %.1f mm (%s); one limb in another %.1f mm\n",
                share(f.within_depth), f.depth_mm, f.deepest.c_str(), f.crossing_mm);
    std::printf("[ MEASURED ] volume: %.1f %% within 5 %%, %.1f %% within 3 %%, worst %.1f %% (%s)\n",
                share(f.within_floor), share(f.within_aim), f.volume_percent, f.worst_volume.c_str());
    std::printf(
        "[ MEASURED ] turned inside out at worst %.1f %% of a surface; skate %.2f mm a frame, held pads sink %.2f "
        "mm\n",
        f.folded_percent, f.skate_mm, f.held_sink_mm);
    EXPECT_TRUE(f.is_finite);
    EXPECT_LT(f.skate_mm, 2.0);
    EXPECT_LT(f.held_sink_mm, 2.0);
    // The bars of the muscles are 3 mm and 5 % for every row. These guards only keep what is reached from getting
    // worse; raise them with every mend.
    EXPECT_GT(share(f.within_depth), 96.3);
    EXPECT_GT(share(f.within_floor), 99.8);
    EXPECT_GT(share(f.within_aim), 99.0);
    EXPECT_LT(f.depth_mm, 14.0);
    EXPECT_LT(f.volume_percent, 11.5);
    EXPECT_LT(f.folded_percent, 13.5);  // pectoralis major clavicular, levator stretch
}

// Feet, hands and shins in floor, mat and furniture, and limbs in each other: bones alone, at more moments.
TEST(MotionAudit, BonesStayOutOfFloorFurnitureAndOtherLimbs) {
    const auto loaded = workspace::load_library({std::filesystem::path(BACKSTORY_SOURCE_DIR) / "assets",
                                                 std::filesystem::path(BACKSTORY_BINARY_DIR) / "body.glb",
                                                 {}});
    ASSERT_TRUE(loaded.ok()) << loaded.error().text();
    const workspace::Library& library = *loaded.value();
    muscle::ShapeAudit shapes(library.body, library.mesh, library.muscles->bind(library.mesh));
    const muscle::BoneClashes clashes(library.body);
    ClipAudit audit(library.posture, library.skeleton, *library.muscles, shapes, clashes);
    // A mat and the flesh on the bone give way by that much; of limbs, while a hand comes or goes.
    constexpr double prop_m = 0.010, limb_m = 0.015;
    ClipFaults worst;
    for (const motion::Clip& clip : library.clips) {
        if (clip.is_mirror) {
            continue;
        }
        const ClipFaults faults = audit.check_bones(clip, 40, Dials{});
        EXPECT_LT(faults.in_prop.depth_m, prop_m) << clip.id << ": " << faults.in_prop.in << " at " << faults.in_prop_s;
        EXPECT_LT(faults.in_limb.depth_m, limb_m) << clip.id << ": " << faults.in_limb.in << " at " << faults.in_limb_s;
        worst.in_prop.depth_m = std::max(worst.in_prop.depth_m, faults.in_prop.depth_m);
        worst.in_limb.depth_m = std::max(worst.in_limb.depth_m, faults.in_limb.depth_m);
    }
    std::printf("[ MEASURED ] a bone in floor or furniture %.1f mm, in another limb %.1f mm at most\n",
                1e3 * worst.in_prop.depth_m, 1e3 * worst.in_limb.depth_m);
    // It finds what it looks for: the same body with the floor raised by a hand's breadth.
    motion::Clip raised = library.clips[static_cast<std::size_t>(library.find_clip("bird_dog"))];
    raised.props.front().height += 0.1;
    raised.props.front().size.y = raised.props.front().height;
    EXPECT_GT(audit.check_bones(raised, 3, Dials{}).in_prop.depth_m, 0.04);
}

}  // namespace
}  // namespace backstory::posture
