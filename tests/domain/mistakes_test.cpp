// Common mistakes that are shown beside the right way: each keeps its contacts and moves as calmly as the movement
// itself. That it can be seen is tested where bodies are compared.
#include "motion/contact.hpp"
#include "motion/player.hpp"
#include "motion/variant.hpp"
#include "posture_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace backstory::test {
namespace {

using motion::Clip;
using motion::Pose;
using motion::SegmentTransforms;

// Calls `check` with every shipped movement and each of its mistakes played in it; without mirror images.
template <typename Check>
void for_each_mistake(Check check) {
    for (const Clip& right : shipped_clips()) {
        if (right.id.ends_with("_left")) {
            continue;
        }
        for (const auto& error : right.errors) {
            check(motion::with_error(shipped_skeleton(), right, error));
        }
    }
}

TEST(Mistakes, keep_their_contacts) {
    const auto& skeleton = shipped_skeleton();
    motion::Player player(skeleton);
    SegmentTransforms places;
    for_each_mistake([&](const Clip& wrong) {
        double off_m = 0.0, off_s = 0.0;
        std::string off_pad;
        for (int i = 0; i <= 100; ++i) {
            const double time = wrong.duration_s * i / 100;
            skeleton.forward(player.pose(wrong, time), places);
            for (const auto& contact : wrong.contacts) {
                if (motion::contact_strength(wrong, contact, time) < 1.0) {
                    continue;
                }
                const auto* pad = skeleton.find_pad(contact.pad);
                for (std::size_t k = 0; k < pad->points.size(); ++k) {
                    const glm::dvec3 off = places[pad->points[k].segment].point(pad->points[k].point) -
                                           motion::contact_target(wrong, contact, k, time);
                    const double here = contact.slides ? std::abs(glm::dot(off, contact.normal)) : glm::length(off);
                    if (here > off_m) {
                        off_m = here;
                        off_s = time;
                        off_pad = contact.pad;
                    }
                }
            }
        }
        EXPECT_LT(off_m, 0.001) << wrong.id << " " << off_pad << " at " << off_s;
    });
}

TEST(Mistakes, move_continuously) {
    const auto& skeleton = shipped_skeleton();
    motion::Player player(skeleton);
    constexpr double step = 1.0 / 120.0;
    constexpr double jerk = 1.0;  // rad/s (m/s) from frame to frame, as for the movements themselves
    for_each_mistake([&](const Clip& wrong) {
        double most = 0.0, most_s = 0.0;
        std::string of;
        Pose before = player.pose(wrong, 0.0);
        std::vector<double> velocity;
        for (double time = step; time <= wrong.duration_s; time += step) {
            const Pose& pose = player.pose(wrong, time);
            std::vector<double> now(pose.size());
            for (std::size_t i = 0; i < pose.size(); ++i) {
                now[i] = (pose[i] - before[i]) / step;
                if (!velocity.empty() && std::abs(now[i] - velocity[i]) > most) {
                    most = std::abs(now[i] - velocity[i]);
                    most_s = time;
                    of = skeleton.coordinates[i].id;
                }
            }
            velocity = std::move(now);
            before = pose;
        }
        EXPECT_LT(most, jerk) << wrong.id << " " << of << " at " << most_s;
    });
}

}  // namespace
}  // namespace backstory::test
