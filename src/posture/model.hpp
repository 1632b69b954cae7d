// What the posture solver knows about a body: how long each dialled muscle is in a pose, how it pulls when stretched,
// how far its dial shortens it, and what a person holds on to when something pulls. All of it is data (assets/posture).
#pragma once

#include "motion/player.hpp"
#include "motion/skeleton.hpp"
#include "posture/passive.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace backstory::posture {

// The muscles that a dial shortens together.
enum class Group : std::uint8_t { iliopsoas, rectus_femoris, tensor_fasciae_latae, hamstrings };
inline constexpr std::size_t group_count = 4;
struct GroupName {
    Group group;
    std::string_view id, name;
};
inline constexpr std::array<GroupName, group_count> group_names{{
    {Group::iliopsoas, "iliopsoas", "Psoas and iliacus"},
    {Group::rectus_femoris, "rectus_femoris", "Rectus femoris"},
    {Group::tensor_fasciae_latae, "tensor_fasciae_latae", "Tensor fasciae latae"},
    {Group::hamstrings, "hamstrings", "Hamstrings"},
}};

enum class Side : std::uint8_t { right, left };

// How tight everything is: 0 free .. 1 very tight.
struct Dials {
    std::array<std::array<double, group_count>, 2> by_side{};  // [Side][Group]
    double thoracic_stiffness = 0.0;

    double& of(Side side, Group group) { return by_side[static_cast<int>(side)][static_cast<int>(group)]; }
    double of(Side side, Group group) const { return by_side[static_cast<int>(side)][static_cast<int>(group)]; }
    // The one dial a side moves all three hip flexor groups.
    static Dials hip_flexors(const motion::Tightness& tightness);
    bool any() const;
    bool operator==(const Dials&) const = default;
};

// Length of a muscle over the coordinates that it crosses: a polynomial fitted to the solved paths of the body's own
// fascicles (backstory_calibrate). Outside the fitted range the nearest edge counts.
struct LengthModel {
    static constexpr std::size_t most = 4;
    static constexpr int fitted_degree = 5;
    std::vector<motion::CoordinateIndex> coordinates;    // at most `most`
    std::array<double, most> low{}, high{};              // rad, fitted range
    std::vector<std::array<std::uint8_t, most>> powers;  // of the coordinates scaled to -1 .. 1 over the range
    std::vector<double> coefficients;                    // m, one for each row of powers

    struct Value {
        double length_m = 0.0;
        std::array<double, most> slope_m{};  // by coordinate, m per rad (minus the moment arm)
    };
    Value evaluate(const motion::Pose& pose) const;
    // Rows for all powers with a sum of at most `degree`, in the order in which the coefficients are stored.
    void set_degree(int degree);
};

struct Muscle {
    std::string id;  // structure: "psoas_major_r"
    Group group = Group::iliopsoas;
    Side side = Side::right;
    double optimal_fibre_m = 0.1;
    double neutral_fibre = 1.0;  // normalised fibre length in neutral standing, free
    double neutral_length_m = 0.0;
    double max_force_n = 0.0;
    LengthModel length;

    // Normalised fibre length with the rest length shortened by the fraction (tendon rigid).
    double fibre(double length_m, double shortening) const {
        return (neutral_fibre + (length_m - neutral_length_m) / optimal_fibre_m) / (1.0 - shortening);
    }
};

// Something that the person keeps as wanted: a sum of coordinates such as the thigh's inclination.
struct Want {
    struct Term {
        motion::CoordinateIndex coordinate = motion::no_coordinate;
        double factor = 1.0;
    };
    std::string id;
    std::vector<Term> terms;
    double weight = 1.0;       // price of one radian (or metre) squared
    bool is_thoracic = false;  // grows dearer with thoracic stiffness
};

// By how much of its fibre each group is shortened at even steps of the dial from 0 to 1, from the virtual tests.
struct Shortening {
    std::vector<double> at_step;
    // Monotone cubic between the steps; dial clamped to 0 .. 1.
    double at(double dial) const;
    // Dial that shortens by the fraction; clamped.
    double dial_for(double shortening) const;
};

// Masses and lengths of the leg for the virtual tests, and what they are set to find.
struct TestRig {
    double body_mass_kg = 75.0;
    double thigh_mass_kg = 0.0, thigh_centre_m = 0.0, thigh_length_m = 0.0;  // centre from the hip
    double shank_mass_kg = 0.0, shank_centre_m = 0.0;                        // with the foot; centre from the knee
    double capsule_scale_nm = 0.0, capsule_reach_rad = 0.07;  // iliofemoral ligament: scale * exp(extension / reach)
    double abduction_stiffness_nm = 25.0;                     // N m per rad
    double raise_moment_nm = 25.0;                            // pull of the hamstrings at the end of a leg raise
};

struct Weights {
    std::array<double, group_count> tension{1, 1, 1, 1};  // price of one extra kilonewton of pull
    double contact = 1.0;                                 // price of one metre squared off a contact
    double balance = 1.0;                                 // price of one metre squared beyond the feet
    double sway = 1.0;     // price of one metre squared of the body\'s weight away from where the wanted pose has it
    double comfort = 1.0;  // price of one radian squared beyond comfort
    double thoracic_stiffness = 1.0;
    double foot_margin_m = 0.02;  // of the support that is not used
};

struct Model {
    PassiveCurve curve;
    std::vector<Muscle> muscles;
    std::vector<Want> wants;
    std::array<Shortening, group_count> shortening;
    Weights weights;
    TestRig rig;
    std::vector<std::string> feet;  // pads that make up the support
    // Pads that never go below the floor, held or not, and the coordinate that lifts each with least ado.
    struct AboveFloor {
        const motion::ContactPad* pad = nullptr;
        motion::CoordinateIndex lifted_by = motion::no_coordinate;
        // How high each point stays: as in neutral standing, where soft tissue is squeezed, or its radius where that is
        // less, m.
        std::vector<double> low_m = {};
    };
    std::vector<AboveFloor> above_floor;
    std::vector<std::string> standing_on;  // pads held in quiet standing, without a clip
    // Factors on the prices of wants for single clips, by clip id and then as in wants: a pelvis that is kept tucked.
    std::map<std::string, std::vector<double>> clip_factors;

    // How far the muscle's rest length is shortened by the dials.
    double shortening_of(const Muscle& muscle, const Dials& dials) const {
        return shortening[static_cast<int>(muscle.group)].at(dials.of(muscle.side, muscle.group));
    }
};

// Gives each left muscle the length curve of the right one, and both their length in neutral standing.
void share_with_left(Model& model, const motion::Skeleton& skeleton);

}  // namespace backstory::posture
