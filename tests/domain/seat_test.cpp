// A rise from a seat of any height, with the feet further back or forward; and where the body's weight falls.
#include "motion/seat.hpp"

#include "library_fixture.hpp"
#include "workspace/balance.hpp"
#include "workspace/performer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

namespace backstory::workspace {
namespace {

constexpr double degrees = 180.0 / std::numbers::pi;

double angle_deg(const motion::Pose& pose, const char* id) {
    return degrees * library()->skeleton.value(pose, id);
}

std::vector<const motion::Clip*> clips_with_seat() {
    std::vector<const motion::Clip*> found;
    for (const motion::Clip& clip : library()->clips) {
        if (motion::seat_height_m(clip)) {
            found.push_back(&clip);
        }
    }
    return found;
}

struct Played {
    double off_contact_m = 0.0, fastest_rad_s = 0.0;
    motion::Pose first, last;
};

Played play(const motion::Clip& clip) {
    constexpr int frames = 120;
    const motion::Skeleton& skeleton = library()->skeleton;
    motion::Player player(skeleton);
    Played played;
    motion::Pose before;
    for (int i = 0; i <= frames; ++i) {
        const motion::Pose& pose = player.pose(clip, clip.duration_s * i / frames);
        played.off_contact_m = std::max(played.off_contact_m, player.deviation().contact_error_m);
        for (std::size_t c = 0; c < before.size(); ++c) {
            if (!skeleton.coordinates[c].is_length) {
                played.fastest_rad_s =
                    std::max(played.fastest_rad_s, std::abs(pose[c] - before[c]) * frames / clip.duration_s);
            }
        }
        (i == 0 ? played.first : played.last) = pose;
        before = pose;
    }
    return played;
}

TEST(Seat, EveryRiseIsWholeFromEverySeat) {
    const auto clips = clips_with_seat();
    ASSERT_GE(clips.size(), 8u);  // rising in its ways, and sitting down
    // As fast as the shipped rises turn a joint, and a fifth more: nothing snaps.
    double shipped_rad_s = 0.0;
    for (const motion::Clip* clip : clips) {
        shipped_rad_s = std::max(shipped_rad_s, play(*clip).fastest_rad_s);
    }
    double off_mm = 0.0, fastest = 0.0;
    for (const motion::Clip* clip : clips) {
        for (const double height_m : {0.30, 0.38, 0.47, 0.56}) {
            for (const double back_m : {-0.07, 0.0, 0.10}) {
                const motion::Clip other = with_seat(library()->skeleton, *clip, {height_m, back_m});
                EXPECT_NEAR(motion::seat_height_m(other).value(), height_m, 1e-9);
                const Played played = play(other);
                off_mm = std::max(off_mm, 1e3 * played.off_contact_m);
                fastest = std::max(fastest, played.fastest_rad_s);
                EXPECT_LT(played.off_contact_m, 1e-3) << other.id;
                EXPECT_LT(played.fastest_rad_s, 1.2 * shipped_rad_s) << other.id;
            }
        }
    }
    std::printf(
        "[ MEASURED ] %zu rises from 12 seats: off a contact %.2f mm, fastest joint %.1f rad/s (shipped %.1f)\n",
        clips.size(), off_mm, fastest, shipped_rad_s);
}

TEST(Seat, AHigherSeatBendsKneesAndHipsLessAndStandingStaysAsItIs) {
    const motion::Skeleton& skeleton = library()->skeleton;
    const motion::Clip& clip = library()->clips[static_cast<std::size_t>(library()->find_clip("sit_to_stand"))];
    const Played usual = play(clip);
    double knee = 1e9, hip = 1e9;
    for (const double height_m : {0.30, 0.36, 0.42, 0.48, 0.54}) {
        const Played played = play(with_seat(skeleton, clip, {height_m, 0.0}));
        EXPECT_LT(angle_deg(played.first, "knee_angle_r"), knee - 3.0);
        EXPECT_LT(angle_deg(played.first, "hip_flexion_r"), hip - 3.0);
        knee = angle_deg(played.first, "knee_angle_r");
        hip = angle_deg(played.first, "hip_flexion_r");
        EXPECT_NEAR(angle_deg(played.last, "hip_flexion_r"), angle_deg(usual.last, "hip_flexion_r"), 0.1);
    }
    const Played back = play(with_seat(skeleton, clip, {0.0, 0.06}));
    EXPECT_GT(angle_deg(back.first, "ankle_angle_r"), angle_deg(usual.first, "ankle_angle_r") + 5.0);
}

// The usual rise asked for by its own figures comes back as it was.
TEST(Seat, TheUsualSeatChangesNothing) {
    const motion::Clip& clip = library()->clips[static_cast<std::size_t>(library()->find_clip("sit_to_stand"))];
    const motion::Clip same = with_seat(library()->skeleton, clip, {*motion::seat_height_m(clip), 0.0});
    for (std::size_t column = 0; column < clip.values.size(); ++column) {
        for (std::size_t k = 0; k < clip.times_s.size(); ++k) {
            EXPECT_NEAR(same.values[column][k], clip.values[column][k], 1e-6);
        }
    }
}

TEST(Seat, DraggingIsOneStepAndUndoTakesItBack) {
    Workspace workspace(library());
    ASSERT_TRUE(workspace.perform("open sit_to_stand").ok());
    for (const char* line : {"set seat 45", "set seat 47", "set seat 50"}) {
        ASSERT_TRUE(workspace.perform(line).ok());
    }
    EXPECT_NEAR(workspace.state().seat.height_m, 0.50, 1e-9);
    ASSERT_TRUE(workspace.perform("undo").ok());
    EXPECT_EQ(workspace.state().seat, motion::Seat{});
    EXPECT_FALSE(workspace.perform("set seat 20").ok());
    EXPECT_FALSE(workspace.perform("set feet 90 forward").ok());
    EXPECT_TRUE(workspace.perform("set feet 60 forward").ok());
}

// A chair of 45 cm is a high one for a small person.
TEST(Seat, TheSeatDoesNotGrowWithThePerson) {
    Poser poser(*library());
    const auto knee_deg = [&](const char* commands) {
        return angle_deg(poser.pose(first_performer(state_after(commands)), 0.0), "knee_angle_r");
    };
    EXPECT_LT(knee_deg("open sit_to_stand; set seat 45; set stature 150"),
              knee_deg("open sit_to_stand; set seat 45; set stature 195") - 10.0);
}

TEST(Balance, TheWeightFallsOnTheFeetInStandingAndOnTheSeatInSitting) {
    const Library& lib = *library();
    motion::Player player(lib.skeleton);
    motion::SegmentTransforms x;
    lib.skeleton.forward(lib.skeleton.relaxed(), x);
    const Balance standing = balance_of(lib.body, lib.skeleton, nullptr, 0.0, x);
    EXPECT_TRUE(standing.is_supported);
    const auto& clip = lib.clips[static_cast<std::size_t>(lib.find_clip("sit_to_stand"))];
    double reach_m[2];  // how far back the outline goes while sitting, and once the seat is left
    for (int i = 0; i < 2; ++i) {
        const double time_s = i == 0 ? 0.0 : 1.2;
        lib.skeleton.forward(player.pose(clip, time_s), x);
        const Balance now = balance_of(lib.body, lib.skeleton, &clip, time_s, x);
        EXPECT_TRUE(now.is_supported) << time_s;
        reach_m[i] =
            std::min_element(now.support.begin(), now.support.end(), [](auto a, auto b) { return a.x < b.x; })->x;
    }
    EXPECT_GT(reach_m[1], reach_m[0] + 0.1);
    // A body that tips over stiffly to the side is beyond its feet.
    motion::Pose away = lib.skeleton.relaxed();
    away[lib.skeleton.find("pelvis_list")] = 0.6;
    lib.skeleton.forward(away, x);
    EXPECT_FALSE(balance_of(lib.body, lib.skeleton, nullptr, 0.0, x).is_supported);
}

}  // namespace
}  // namespace backstory::workspace
