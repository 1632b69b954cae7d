// Every bar that the movements are held to, measured in one place and printed as a table. A row that does not reach its
// bar yet says so and fails.
#include "io/wraps_reader.hpp"
#include "motion/variant.hpp"
#include "muscle/system.hpp"
#include "posture/virtual_tests.hpp"
#include "posture_fixture.hpp"
#include "truth_figures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace backstory::test {
namespace {

using posture::Dials;

void row(const char* what, double measured, double bar) {
    std::printf("[ MEASURED ] %-58s %7.2f  bar %6.2f  %s\n", what, measured, bar, measured <= bar ? "yes" : "NOT YET");
    EXPECT_LE(measured, bar) << what;
}

struct Spread {
    double squares = 0.0, peak = 0.0;
    int count = 0;
    void add(double off) {
        squares += off * off;
        peak = std::max(peak, std::abs(off));
        ++count;
    }
    double rms() const { return count > 0 ? std::sqrt(squares / count) : 0.0; }
};

struct Angle {
    const char* name;
    double (*of)(const motion::Pose&);
};
const Angle angles[] = {
    {"hip", [](const motion::Pose& p) { return value_deg(p, "hip_flexion_r"); }},
    {"knee", [](const motion::Pose& p) { return value_deg(p, "knee_angle_r"); }},
    {"ankle", [](const motion::Pose& p) { return value_deg(p, "ankle_angle_r"); }},
    {"trunk", trunk_deg},
    {"pelvis", anterior_tilt_deg},
};

TEST(TruthTable, FreeRise) {
    const motion::Clip& clip = shipped_clip("sit_to_stand");
    motion::Player player(shipped_skeleton());
    for (const Angle& angle : angles) {
        Spread off;
        for (int i = 0; i <= 100; ++i) {
            const double time_s = clip.duration_s * i / 100;
            off.add(angle.of(player.pose(clip, time_s)) - angle.of(motion::sample(shipped_skeleton(), clip, time_s)));
        }
        row((std::string("free rise, ") + angle.name + " from its series, RMS deg").c_str(), off.rms(), 3.0);
        row((std::string("free rise, ") + angle.name + " from its series, peak deg").c_str(), off.peak, 5.0);
    }
    row("free rise, trunk at lift-off away from 44 deg",
        std::abs(trunk_deg(player.pose(clip, 0.35 * clip.duration_s)) - 44), 6.0);
}

TEST(TruthTable, FreeRisePathsFeetAndSums) {
    const auto& skeleton = shipped_skeleton();
    const motion::Clip& clip = shipped_clip("sit_to_stand");
    motion::Player player(skeleton);
    motion::SegmentTransforms x;
    skeleton.forward(player.pose(clip, clip.duration_s), x);
    const double scale = posed_joint(x, "hip_r", "pelvis").y / 0.900;
    double hip_mm = 0.0, mass_mm = 0.0, sum_deg = 0.0, foot_deg = 0.0;
    for (int i = 0; i <= 20; ++i) {
        const motion::Pose& pose = player.pose(clip, clip.duration_s * i / 20);
        skeleton.forward(pose, x);
        const glm::dvec3 ankle = posed_joint(x, "ankle_r", "tibia_r"), hip = posed_joint(x, "hip_r", "pelvis");
        const glm::dvec3 knee = posed_joint(x, "knee_r", "femur_r"), mass = skeleton.centre_of_mass(x);
        const auto* f = sit_to_stand_chain_m[i];
        hip_mm = std::max(hip_mm, 1e3 * std::hypot(hip.x - ankle.x - scale * f[0], hip.y - scale * f[1]));
        mass_mm = std::max(mass_mm, 1e3 * std::hypot(mass.x - ankle.x - scale * f[2], mass.y - scale * f[3]));
        const double thigh = degrees * std::atan2(knee.x - hip.x, hip.y - knee.y);
        sum_deg = std::max(sum_deg, std::abs(value_deg(pose, "hip_flexion_r") - (thigh + anterior_tilt_deg(pose))));
        const glm::dquat foot = x[shipped_body().find_segment("foot_r")].rotation;
        foot_deg = std::max(foot_deg, degrees * 2.0 * std::acos(std::min(1.0, std::abs(foot.w))));
    }
    row("free rise, hip centre off its path, mm", hip_mm, 30.0);
    row("free rise, centre of mass off its path, mm", mass_mm, 30.0);
    row("hip angle against thigh + pelvis, deg", sum_deg, 1.5);
    row("feet away from flat, deg", foot_deg, 0.5);
}

// When the buttocks have left the seat: found from where they are, not from when the clip lets go of them.
double lift_off_s(const motion::Clip& clip, motion::Player& player, int steps) {
    constexpr double clear_m = 0.001;
    const motion::ContactPad& pad = *shipped_skeleton().find_pad("ischium_r");
    const double seat_m = clip.find_prop("chair")->height;
    motion::SegmentTransforms x;
    for (int i = 0; i <= steps; ++i) {
        shipped_skeleton().forward(player.pose(clip, clip.duration_s * i / steps), x);
        const auto& point = pad.points.front();
        if (x[point.segment].point(point.point).y - point.radius_m > seat_m + clear_m) {
            return clip.duration_s * i / steps;
        }
    }
    return clip.duration_s;
}

// When the hips stop extending after `from`: when they turn slower than a twentieth of their fastest.
template <typename HipAt>
int hips_stop(int steps, int from, const HipAt& hip_deg_at) {
    constexpr double still = 0.05;
    double fastest = 0.0;
    std::vector<double> speed;
    for (int i = 0; i < steps; ++i) {
        speed.push_back(hip_deg_at(i) - hip_deg_at(i + 1));
        fastest = std::max(fastest, speed.back());
    }
    for (int i = from; i < steps; ++i) {
        if (std::all_of(speed.begin() + i, speed.end(), [&](double s) { return s < still * fastest; })) {
            return i;
        }
    }
    return steps;
}

TEST(TruthTable, Phases) {
    const motion::Clip& clip = shipped_clip("sit_to_stand");
    motion::Player player(shipped_skeleton());
    // The events that divide the rise (Schenkman 1990), found in the movement itself: the seat is left, the ankles bend
    // most, the hips stop extending. The table of the facts puts them at 35, 45 and 85 % (modelled).
    constexpr int steps = 1000;
    const double lift_off = 100.0 * lift_off_s(clip, player, steps) / clip.duration_s;
    int most_bent = 0;
    double most = -1e9;
    for (int i = 0; i <= steps; ++i) {
        const motion::Pose& pose = player.pose(clip, clip.duration_s * i / steps);
        if (const double ankle = shipped_skeleton().value(pose, "ankle_angle_r"); ankle > most) {
            most = ankle;
            most_bent = i;
        }
    }
    row("lift-off, % of the cycle off 35", std::abs(lift_off - 35.0), 5.0);
    row("greatest dorsiflexion, % of the cycle off 45", std::abs(100.0 * most_bent / steps - 45.0), 5.0);
    // The facts contradict themselves here: their own series still extends the hips at 85 %. So the movement is held to
    // where that series stops by the same rule, and how far it still goes at the table's boundary is told.
    const auto played = [&](int i) {
        return value_deg(player.pose(clip, clip.duration_s * i / steps), "hip_flexion_r");
    };
    const auto series = [&](int i) {
        return value_deg(motion::sample(shipped_skeleton(), clip, clip.duration_s * i / steps), "hip_flexion_r");
    };
    const int stop = hips_stop(steps, most_bent, played), stop_of_facts = hips_stop(steps, most_bent, series);
    row("hips stop extending, % of the cycle off the facts' series", 100.0 * std::abs(stop - stop_of_facts) / steps,
        5.0);
    std::printf(
        "[ MEASURED ] hips stop extending at %.1f %%; at the table's 85 %% the facts' series has %.1f deg to go\n",
        100.0 * stop / steps, series(850) - series(steps));
}

TEST(TruthTable, TightAgainstTheModelledSeries) {
    const motion::Clip& clip = shipped_clip("sit_to_stand");
    posture::ClipSettler settler(shipped_posture(), shipped_skeleton());
    motion::Player player(shipped_skeleton());
    std::array<double, std::size(angles)> worst{};
    for (const double dial : clip.tight_levels) {
        for (int i = 0; i <= 40; ++i) {
            const double time_s = clip.duration_s * i / 40;
            const motion::Pose settled = settler.at(&clip, time_s, Dials::hip_flexors({dial, dial})).pose;
            const motion::Pose& modelled = player.pose(clip, time_s, {dial, dial});
            for (std::size_t a = 0; a < worst.size(); ++a) {
                worst[a] = std::max(worst[a], std::abs(angles[a].of(settled) - angles[a].of(modelled)));
            }
        }
    }
    for (std::size_t a = 0; a < worst.size(); ++a) {
        row((std::string("tight rise, ") + angles[a].name + " from the modelled series, deg").c_str(), worst[a], 6.0);
    }
}

TEST(TruthTable, LungeAndThomas) {
    const motion::Clip& clip = shipped_clip("half_kneeling_lunge");
    motion::Player player(shipped_skeleton());
    const motion::Pose hold = player.pose(clip, 20.0);
    double off_deg = 0.0;
    for (const auto& [id, value] : lunge_hold_deg) {
        off_deg = std::max(off_deg, std::abs(value_deg(hold, id) - value));
    }
    row("lunge hold, farthest angle from the facts, deg", off_deg, 5.0);
    double thomas_deg = 0.0;
    for (int i = 0; i <= 80; ++i) {
        const double dial = i / 80.0;
        const auto shortened =
            posture::shortenings(shipped_posture(), Dials::hip_flexors({dial, dial}), posture::Side::right);
        const auto found = posture::thomas_test(shipped_posture(), shipped_skeleton(), shortened);
        thomas_deg = std::max(
            thomas_deg, degrees * std::abs(found.hip_extension_rad - posture::thomas_target(dial).hip_extension_rad));
    }
    row("virtual Thomas test from the set angle, deg", thomas_deg, 1.0);
}

TEST(TruthTable, TuckedLungeStretchesThePsoasMore) {
    const auto& skeleton = shipped_skeleton();
    const auto rules = io::read_wraps(shipped_assets(), shipped_body());
    ASSERT_TRUE(rules.ok());
    const muscle::MuscleSystem muscles(shipped_body(), skeleton, rules.value());
    const motion::Clip& tucked = shipped_clip("half_kneeling_lunge");
    const auto arched = std::find_if(tucked.errors.begin(), tucked.errors.end(),
                                     [](const auto& error) { return error.id == "back_arches"; });
    ASSERT_NE(arched, tucked.errors.end());
    const auto psoas = shipped_body().find_structure("psoas_major_r");
    const auto length_mm = [&](const motion::Clip& clip) {
        motion::Player player(skeleton);
        motion::SegmentTransforms x;
        muscle::MuscleState state;
        skeleton.forward(player.pose(clip, 20.0), x);
        muscles.solve(x, state);
        return 1e3 * static_cast<double>(muscles.length_of(psoas, state));
    };
    const double with = length_mm(tucked), without = length_mm(motion::with_error(skeleton, tucked, *arched));
    std::printf("[ MEASURED ] psoas in the lunge: %.1f mm tucked, %.1f mm with the back arched\n", with, without);
    // Muscle lengths are sure to about 1 mm: three times that is clear.
    EXPECT_GT(with, without + 3.0);
}

struct Feet {
    double skate_mm = 0.0, sink_mm = 0.0;
};

Feet watch_feet(posture::ClipSettler& settler, const motion::Clip& clip, const Dials& dials, int moments) {
    const auto& skeleton = shipped_skeleton();
    constexpr double frame_s = 1.0 / 60.0;
    const motion::Clip made = settler.made_by(clip, dials);
    motion::SegmentTransforms now, next;
    Feet worst;
    for (int i = 0; i < moments; ++i) {
        const double time_s = (clip.duration_s - frame_s) * i / moments;
        skeleton.forward(settler.at(&clip, time_s, dials).pose, now);
        skeleton.forward(settler.at(&clip, time_s + frame_s, dials).pose, next);
        for (const motion::Contact& contact : made.contacts) {
            if (contact_strength(made, contact, time_s) < 1.0 ||
                contact_strength(made, contact, time_s + frame_s) < 1.0) {
                continue;
            }
            const auto& points = skeleton.find_pad(contact.pad)->points;
            for (std::size_t k = 0; k < points.size(); ++k) {
                const glm::dvec3 here = now[points[k].segment].point(points[k].point);
                const glm::dvec3 target = contact_target(made, contact, k, time_s);
                const glm::dvec3 way = next[points[k].segment].point(points[k].point) - here -
                                       (contact_target(made, contact, k, time_s + frame_s) - target);
                worst.skate_mm = std::max(worst.skate_mm, contact.slides ? 0.0 : 1e3 * glm::length(way));
                worst.sink_mm = std::max(worst.sink_mm, 1e3 * glm::dot(target - here, contact.normal));
            }
        }
    }
    return worst;
}

TEST(TruthTable, NothingHeldSkatesOrSinks) {
    posture::ClipSettler settler(shipped_posture(), shipped_skeleton());
    for (const double dial : {0.0, 0.6}) {
        Feet worst;
        for (const motion::Clip& clip : shipped_clips()) {
            if (clip.is_mirror) {
                continue;
            }
            const Feet feet = watch_feet(settler, clip, Dials::hip_flexors({dial, dial}), 16);
            worst.skate_mm = std::max(worst.skate_mm, feet.skate_mm);
            worst.sink_mm = std::max(worst.sink_mm, feet.sink_mm);
        }
        const std::string tight = dial > 0.0 ? "tight" : "free";
        row(("all movements, " + tight + ": skating, mm a frame").c_str(), worst.skate_mm, 2.0);
        row(("all movements, " + tight + ": a held place sinks, mm").c_str(), worst.sink_mm, 2.0);
    }
}

TEST(TruthTable, WeightStaysOverTheFeet) {
    const auto& skeleton = shipped_skeleton();
    posture::ClipSettler settler(shipped_posture(), skeleton);
    double outside_mm = -1e9;
    for (const double dial : {0.0, 0.3, 0.7, 1.0}) {
        motion::SegmentTransforms x;
        skeleton.forward(settler.at(nullptr, 0.0, Dials::hip_flexors({dial, dial})).pose, x);
        double heel_m = 1e9, ball_m = -1e9;
        for (const auto& point : skeleton.find_pad("foot_r")->points) {
            heel_m = std::min(heel_m, x[point.segment].point(point.point).x);
            ball_m = std::max(ball_m, x[point.segment].point(point.point).x);
        }
        const double mass_m = skeleton.centre_of_mass(x).x;
        outside_mm = std::max({outside_mm, 1e3 * (heel_m - mass_m), 1e3 * (mass_m - ball_m)});
    }
    row("standing, free to very tight: weight beyond the feet, mm", outside_mm, 0.0);
}

}  // namespace
}  // namespace backstory::test
