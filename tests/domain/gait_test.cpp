// Walking: the loop closes, joints stay within normal gait, feet neither skate nor sink, tight hips shorten the stride.
#include "motion/contact.hpp"
#include "posture_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace backstory::test {
namespace {

using posture::Dials;

struct Range {
    double low = 1e9, high = -1e9;
    void add(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

Range range_of(posture::ClipSettler& settler, const char* coordinate, const Dials& dials) {
    const motion::Clip& clip = shipped_clip("gait");
    Range range;
    for (int i = 0; i < 60; ++i) {
        range.add(value_deg(settler.at(&clip, clip.duration_s * i / 60, dials).pose, coordinate));
    }
    return range;
}

TEST(Gait, IsNormalAndClosesItsRound) {
    const motion::Clip& clip = shipped_clip("gait");
    posture::ClipSettler settler(shipped_posture(), shipped_skeleton());
    const motion::Pose end = settler.at(&clip, clip.duration_s, Dials{}).pose;
    const motion::Pose& start = settler.at(&clip, 0.0, Dials{}).pose;
    for (std::size_t c = 0; c < start.size(); ++c) {
        EXPECT_NEAR(start[c], end[c], 1e-3) << shipped_skeleton().coordinates[c].id;
    }
    const Range hip = range_of(settler, "hip_flexion_r", Dials{}), knee = range_of(settler, "knee_angle_r", Dials{});
    const Range ankle = range_of(settler, "ankle_angle_r", Dials{});
    std::printf("[ MEASURED ] hip %.1f to %.1f, knee %.1f to %.1f, ankle %.1f to %.1f deg; stride %.2f m\n", hip.low,
                hip.high, knee.low, knee.high, ankle.low, ankle.high, clip.belt_m_per_s * clip.duration_s);
    // Perry & Burnfield 2010: trailing thigh back by about 20 degrees of which the pelvis gives some, knee to 60 in
    // swing, ankle +10 to -15; their spread between people is about 5 degrees.
    EXPECT_NEAR(hip.low, -15.0, 5.0);
    EXPECT_NEAR(hip.high, 25.0, 5.0);
    EXPECT_NEAR(knee.high, 60.0, 5.0);
    EXPECT_NEAR(ankle.high, 10.0, 5.0);
    EXPECT_NEAR(ankle.low, -15.0, 5.0);
}

TEST(Gait, FeetKeepToTheBelt) {
    const motion::Clip& clip = shipped_clip("gait");
    const auto& skeleton = shipped_skeleton();
    constexpr double frame_s = 1.0 / 60.0;
    for (const double dial : {0.0, 0.5, 1.0}) {
        posture::ClipSettler settler(shipped_posture(), skeleton);
        const Dials dials = Dials::hip_flexors({dial, dial});
        const motion::Clip walk = settler.made_by(clip, dials);
        double skate_m = 0.0, sink_m = 0.0;
        motion::SegmentTransforms now, next;
        for (double time_s = 0.0; time_s + frame_s < clip.duration_s; time_s += frame_s) {
            skeleton.forward(settler.at(&clip, time_s, dials).pose, now);
            skeleton.forward(settler.at(&clip, time_s + frame_s, dials).pose, next);
            for (const motion::Contact& contact : walk.contacts) {
                if (contact_strength(walk, contact, time_s) < 1.0 ||
                    contact_strength(walk, contact, time_s + frame_s) < 1.0) {
                    continue;
                }
                for (const auto& point : skeleton.find_pad(contact.pad)->points) {
                    const glm::dvec3 a = now[point.segment].point(point.point);
                    const glm::dvec3 b = next[point.segment].point(point.point);
                    skate_m = std::max(skate_m, std::hypot(b.x - a.x + walk.belt_m_per_s * frame_s, b.z - a.z));
                    sink_m = std::max(sink_m, point.radius_m - a.y);
                }
            }
        }
        std::printf("[ MEASURED ] dial %.1f: skating %.2f mm a frame, held points sink %.2f mm\n", dial, 1e3 * skate_m,
                    1e3 * sink_m);
        EXPECT_LT(skate_m, 0.002) << dial;
        EXPECT_LT(sink_m, 0.001) << dial;
    }
}

TEST(Gait, TightHipsShortenTheStride) {
    const motion::Clip& clip = shipped_clip("gait");
    posture::ClipSettler settler(shipped_posture(), shipped_skeleton());
    EXPECT_EQ(&clip, &settler.made_by(clip, Dials{}));
    double stride_before_m = clip.belt_m_per_s * clip.duration_s;
    double extension_before = -range_of(settler, "hip_flexion_r", Dials{}).low;
    for (const double dial : {0.25, 0.5, 0.75, 1.0}) {
        const Dials dials = Dials::hip_flexors({dial, dial});
        const double stride_m = settler.made_by(clip, dials).belt_m_per_s * clip.duration_s;
        const double extension = -range_of(settler, "hip_flexion_r", dials).low;
        std::printf("[ MEASURED ] dial %.2f: stride %.2f m, trailing hip extension %.1f deg\n", dial, stride_m,
                    extension);
        EXPECT_LT(stride_m, stride_before_m - 0.02) << dial;
        EXPECT_LT(extension, extension_before - 1.0) << dial;
        stride_before_m = stride_m;
        extension_before = extension;
    }
}

// A dial that is dragged costs no frame: meanwhile the last walk, at first the free one, stands for the new one.
TEST(Gait, IsWorkedOutBesideTheCallerWhereAsked) {
    const motion::Clip& clip = shipped_clip("gait");
    const Dials some = Dials::hip_flexors({0.4, 0.4}), more = Dials::hip_flexors({0.8, 0.8});
    posture::ClipSettler alone(shipped_posture(), shipped_skeleton()), dragged(shipped_posture(), shipped_skeleton());
    dragged.work_beside(std::make_shared<posture::Walks>(shipped_posture(), shipped_skeleton()));
    const motion::Pose free = alone.at(&clip, 0.3, Dials{}).pose, first = alone.at(&clip, 0.3, some).pose;
    const motion::Pose second = alone.at(&clip, 0.3, more).pose;
    ASSERT_NE(free, first);
    ASSERT_NE(first, second);
    const auto wait_for = [&](const Dials& dials, const motion::Pose& meanwhile, const motion::Pose& wanted) {
        EXPECT_EQ(dragged.at(&clip, 0.3, dials).pose, meanwhile);
        EXPECT_TRUE(dragged.waits());
        const auto start = std::chrono::steady_clock::now();
        while (dragged.waits() && std::chrono::steady_clock::now() - start < std::chrono::seconds(60)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            dragged.at(&clip, 0.3, dials);
        }
        EXPECT_FALSE(dragged.waits());
        EXPECT_EQ(dragged.at(&clip, 0.3, dials).pose, wanted);
    };
    wait_for(some, free, first);
    wait_for(more, first, second);
    EXPECT_EQ(dragged.at(&clip, 0.3, Dials{}).pose, free);
    EXPECT_FALSE(dragged.waits());
    EXPECT_EQ(dragged.at(&clip, 0.3, some).pose, first);  // kept
}

// How fast the settled body turns, and how deep soles and toes go into the floor, held or not.
struct Walked {
    double turn_rad_s = 0.0, turn_s = 0.0, sink_m = 0.0, sink_s = 0.0, heel_m = 0.0;
    std::string coordinate, pad;
};

Walked walk_round(posture::ClipSettler& settler, const Dials& dials, double step_s) {
    const motion::Clip& clip = shipped_clip("gait");
    const auto& skeleton = shipped_skeleton();
    Walked worst;
    motion::SegmentTransforms x, standing;
    skeleton.forward(skeleton.neutral(), standing);
    motion::Pose before = settler.at(&clip, 0.0, dials).pose;
    const int steps = static_cast<int>(std::lround(clip.duration_s / step_s));
    for (int i = 1; i <= steps; ++i) {
        const double time_s = i == steps ? 0.0 : i * step_s;  // the round closes
        const motion::Pose now = settler.at(&clip, time_s, dials).pose;
        for (std::size_t c = 0; c < now.size(); ++c) {
            const double speed = std::abs(now[c] - before[c]) / step_s;
            if (!skeleton.coordinates[c].is_length && speed > worst.turn_rad_s) {
                worst.turn_rad_s = speed;
                worst.turn_s = time_s;
                worst.coordinate = skeleton.coordinates[c].id;
            }
        }
        skeleton.forward(now, x);
        for (const motion::ContactPad& pad : skeleton.pads) {
            for (const auto& point : pad.points) {
                // Soft tissue is squeezed in quiet standing already: beyond that.
                const double low_m = std::min(point.radius_m, standing[point.segment].point(point.point).y);
                const double depth_m = low_m - x[point.segment].point(point.point).y;
                if (pad.id.starts_with("heel_") && !pad.id.starts_with("heel_sole")) {
                    worst.heel_m = std::max(worst.heel_m, depth_m);
                } else if (depth_m > worst.sink_m) {
                    worst.sink_m = depth_m;
                    worst.sink_s = time_s;
                    worst.pad = pad.id;
                }
            }
        }
        before = now;
    }
    return worst;
}

TEST(Gait, TightIsSmoothInTimeAndStaysAboveTheFloor) {
    posture::ClipSettler settler(shipped_posture(), shipped_skeleton());
    constexpr double step_s = 0.005;
    const Walked free = walk_round(settler, Dials{}, step_s);
    for (const motion::Tightness sides :
         {motion::Tightness{0.0, 0.0}, {0.25, 0.25}, {0.5, 0.5}, {0.75, 0.75}, {1.0, 1.0}, {0.0, 1.0}, {1.0, 0.0}}) {
        const Walked tight = walk_round(settler, Dials::hip_flexors(sides), step_s);
        std::printf(
            "[ MEASURED ] left %.2f right %.2f: turns %.1f rad/s (%s), soles and toes sink %.1f mm (%s), heel pad "
            "squeezed %.1f mm\n",
            sides.left, sides.right, tight.turn_rad_s, tight.coordinate.c_str(), 1e3 * tight.sink_m, tight.pad.c_str(),
            1e3 * tight.heel_m);
        // No joint is torn along: a little faster than the quickest of the free walk, its bending knee. Solved moment
        // by moment it was up to 25 rad/s.
        EXPECT_LT(tight.turn_rad_s, 1.3 * free.turn_rad_s) << sides.left << " " << sides.right;
        EXPECT_LT(tight.sink_m, 0.002) << sides.left << " " << sides.right;
        // The fat pad under a heel that lands gives 9 mm and more (De Clercq et al. 1994).
        EXPECT_LT(tight.heel_m, 0.006) << sides.left << " " << sides.right;
    }
}

TEST(Gait, IsContinuousInTheDial) {
    const motion::Clip& clip = shipped_clip("gait");
    posture::ClipSettler settler(shipped_posture(), shipped_skeleton());
    constexpr int moments = 11, steps = 25;
    std::vector<motion::Pose> before;
    for (int step = 0; step <= steps; ++step) {
        const double dial = static_cast<double>(step) / steps;
        for (int k = 0; k < moments; ++k) {
            const motion::Pose now =
                settler.at(&clip, clip.duration_s * k / moments, Dials::hip_flexors({dial, dial})).pose;
            if (step == 0) {
                before.push_back(now);
                continue;
            }
            // The whole dial moves the trailing hip by about 30 degrees, the knee that bends with it by about as much.
            for (std::size_t c = 0; c < now.size(); ++c) {
                EXPECT_LT(degrees * std::abs(now[c] - before[static_cast<std::size_t>(k)][c]), 5.0)
                    << dial << " moment " << k << " " << shipped_skeleton().coordinates[c].id;
            }
            before[static_cast<std::size_t>(k)] = now;
        }
    }
}

}  // namespace
}  // namespace backstory::test
