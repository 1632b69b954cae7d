#include "motion/seat.hpp"

#include "motion/contact.hpp"
#include "motion/player.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace backstory::motion {

namespace {

// Modelled: from a seat higher by so much a person leans less by so much (Janssen 2002 names the direction).
constexpr double less_lean_rad_per_m = 0.87;
// How the change fades on the way from sitting (bent knees) to standing: a power of the knee's share of its bend.
constexpr double fading_power = 1.5;
// Modelled: of the lean that would keep the weight just as far over feet further back or forward; momentum and the
// length of the foot make up for the rest.
constexpr double lean_share_for_feet = 0.45;
constexpr int newton_rounds = 12;
constexpr double probe_rad = 1e-4;

const Contact* seat_contact(const Clip& clip) {
    // Hands that push off the seat would have to be found anew with it.
    const auto leans_on_seat = [&](const Contact& contact) {
        return contact.pad.starts_with("hand") && contact.on != "floor";
    };
    if (std::any_of(clip.contacts.begin(), clip.contacts.end(), leans_on_seat)) {
        return nullptr;
    }
    for (const Contact& contact : clip.contacts) {
        const Prop* prop = clip.find_prop(contact.on);
        const bool inside = contact.start_s > 0.0 || contact.end_s < clip.duration_s;
        if (contact.pad.starts_with("ischium") && prop != nullptr && prop->kind == "chair" && inside) {
            return &contact;
        }
    }
    return nullptr;
}

// What the legs and the pelvis turn further by, rad.
struct Change {
    double knee = 0.0, ankle = 0.0;
    double less_lean = 0.0;
};

class SeatSolver {
  public:
    SeatSolver(const Skeleton& skeleton, const Clip& clip, const Contact& seat)
        : skeleton_(skeleton),
          clip_(clip),
          seated_s_(seat.start_s > 0.0 ? clip.duration_s : 0.0),
          leaves_s_(seat.start_s > 0.0 ? seat.start_s : seat.end_s) {
        standing_knee_ = value_at("knee_angle_r", clip.duration_s - seated_s_);
        seated_knee_ = value_at("knee_angle_r", seated_s_);
        find_lean();
        usual_ = places({}, seated_s_);
    }

    // Sets what changes; where the seat is then, along X, from where it was.
    double solve(double higher_m, double feet_back_m);
    void apply(Clip& clip) const;

  private:
    struct Places {
        double seat_above_feet_m = 0.0, seat_before_feet_m = 0.0, mass_before_feet_m = 0.0;
    };

    double value_at(const char* coordinate, double time_s) const {
        return skeleton_.value(sample(skeleton_, clip_, time_s), coordinate);
    }
    // 1 sitting .. 0 standing.
    double bend_share(double time_s) const {
        const double share = (value_at("knee_angle_r", time_s) - standing_knee_) / (seated_knee_ - standing_knee_);
        return std::pow(std::clamp(share, 0.0, 1.0), fading_power);
    }
    void find_lean();
    void bend_knees(double wanted_above_m);
    void move_feet(double wanted_above_m, double wanted_before_m);
    void lean_over_feet(double wanted_mass_m);
    // 0 sitting upright and standing .. 1 leaning furthest forward.
    double lean_share(double time_s) const;
    Pose changed(const Change& change, double time_s) const;
    Places places(const Change& change, double time_s) const;

    const Skeleton& skeleton_;
    const Clip& clip_;
    double seated_s_, leaves_s_;
    double standing_knee_ = 0.0, seated_knee_ = 1.0;
    double lean_s_ = 0.0;  // when the pelvis leans furthest forward
    Change change_;
    Places usual_;
};

void SeatSolver::find_lean() {
    double least = 1e9;
    for (const double time_s : clip_.times_s) {
        if (const double tilt = value_at("pelvis_tilt", time_s); tilt < least) {
            least = tilt;
            lean_s_ = time_s;
        }
    }
}

double SeatSolver::lean_share(double time_s) const {
    const bool sitting_side = (time_s < lean_s_) == (seated_s_ < lean_s_);
    const double from = value_at("pelvis_tilt", sitting_side ? seated_s_ : clip_.duration_s - seated_s_);
    const double furthest = value_at("pelvis_tilt", lean_s_);
    return std::abs(furthest - from) < 1e-6
               ? 0.0
               : std::clamp((value_at("pelvis_tilt", time_s) - from) / (furthest - from), 0.0, 1.0);
}

// The foot stays flat: pelvis_tilt + hip - knee + ankle is kept.
Pose SeatSolver::changed(const Change& change, double time_s) const {
    Pose pose = sample(skeleton_, clip_, time_s);
    const double bend = bend_share(time_s), lean = lean_share(time_s) * change.less_lean;
    for (const char* side : {"_r", "_l"}) {
        pose[skeleton_.find(std::string("knee_angle") + side)] += bend * change.knee;
        pose[skeleton_.find(std::string("ankle_angle") + side)] += bend * change.ankle;
        pose[skeleton_.find(std::string("hip_flexion") + side)] += bend * (change.knee - change.ankle) - lean;
    }
    pose[skeleton_.find("pelvis_tilt")] += lean;
    return pose;
}

SeatSolver::Places SeatSolver::places(const Change& change, double time_s) const {
    SegmentTransforms transforms;
    skeleton_.forward(changed(change, time_s), transforms);
    const auto middle = [&](const char* id) {
        glm::dvec3 sum(0.0);
        const ContactPad& pad = *skeleton_.find_pad(id);
        for (const ContactPad::Point& point : pad.points) {
            sum += transforms[point.segment].point(point.point) - glm::dvec3(0.0, point.radius_m, 0.0);
        }
        return sum / static_cast<double>(pad.points.size());
    };
    const glm::dvec3 foot = middle("foot_r"), seat = middle("ischium_r");
    const glm::dvec3 mass = skeleton_.centre_of_mass(transforms);
    return {seat.y - foot.y, seat.x - foot.x, mass.x - foot.x};
}

// The seat's height by the knees alone: the shanks stay as they lean.
void SeatSolver::bend_knees(double wanted_above_m) {
    for (int round = 0; round < newton_rounds; ++round) {
        const double off = places(change_, seated_s_).seat_above_feet_m - wanted_above_m;
        Change further = change_;
        further.knee += probe_rad;
        const double slope = (places(further, seated_s_).seat_above_feet_m - wanted_above_m - off) / probe_rad;
        change_.knee -= std::clamp(off / slope, -0.2, 0.2);
    }
}

// Feet further back under the same seat: knees and ankles together.
void SeatSolver::move_feet(double wanted_above_m, double wanted_before_m) {
    const auto place = [&](const Change& change) {
        const Places now = places(change, seated_s_);
        return glm::dvec2(now.seat_above_feet_m, now.seat_before_feet_m);
    };
    for (int round = 0; round < newton_rounds; ++round) {
        const glm::dvec2 now = place(change_), off = now - glm::dvec2(wanted_above_m, wanted_before_m);
        Change knee = change_, ankle = change_;
        knee.knee += probe_rad;
        ankle.ankle += probe_rad;
        const glm::dvec2 by_knee = (place(knee) - now) / probe_rad, by_ankle = (place(ankle) - now) / probe_rad;
        const double det = by_knee.x * by_ankle.y - by_ankle.x * by_knee.y;
        if (std::abs(det) < 1e-9) {
            break;
        }
        change_.knee -= std::clamp((off.x * by_ankle.y - by_ankle.x * off.y) / det, -0.2, 0.2);
        change_.ankle -= std::clamp((by_knee.x * off.y - off.x * by_knee.y) / det, -0.2, 0.2);
    }
}

// With the feet elsewhere a person leans less or more until the weight is about as far over them when the seat is left.
void SeatSolver::lean_over_feet(double wanted_mass_m) {
    double less_lean = 0.0;
    const auto mass = [&](double lean) {
        return places({change_.knee, change_.ankle, lean}, leaves_s_).mass_before_feet_m;
    };
    for (int round = 0; round < newton_rounds; ++round) {
        const double now = mass(less_lean), slope = (mass(less_lean + probe_rad) - now) / probe_rad;
        less_lean -= std::clamp((now - wanted_mass_m) / slope, -0.1, 0.1);
    }
    change_.less_lean += lean_share_for_feet * less_lean;
}

double SeatSolver::solve(double higher_m, double feet_back_m) {
    const double wanted_above_m = usual_.seat_above_feet_m + higher_m;
    bend_knees(wanted_above_m);
    if (feet_back_m != 0.0) {
        const double seat_m = places(change_, seated_s_).seat_before_feet_m;
        const double mass_m = places(change_, leaves_s_).mass_before_feet_m;
        move_feet(wanted_above_m, seat_m + feet_back_m);
        lean_over_feet(mass_m);
    }
    change_.less_lean += less_lean_rad_per_m * higher_m;
    // Hips bend no further than is comfortable: from a low seat with the feet in front the lean ends there.
    const CoordinateIndex hip = skeleton_.find("hip_flexion_r");
    const double beyond = changed(change_, lean_s_)[hip] - skeleton_.coordinates[hip].soft_high;
    change_.less_lean += std::max(0.0, beyond);
    return places(change_, seated_s_).seat_before_feet_m - usual_.seat_before_feet_m;
}

void SeatSolver::apply(Clip& clip) const {
    for (std::size_t k = 0; k < clip.times_s.size(); ++k) {
        Pose pose = changed(change_, clip.times_s[k]);
        skeleton_.clamp(pose);
        for (std::size_t column = 0; column < clip.columns.size(); ++column) {
            clip.values[column][k] = pose[clip.columns[column]];
        }
    }
}

}  // namespace

std::optional<double> seat_height_m(const Clip& clip) {
    const Contact* seat = seat_contact(clip);
    return seat == nullptr ? std::nullopt : std::optional<double>(clip.find_prop(seat->on)->height);
}

Clip with_seat(const Skeleton& skeleton, const Clip& clip, const Seat& seat) {
    const Contact* contact = seat_contact(clip);
    if (contact == nullptr || !seat.any()) {
        return clip;
    }
    const double usual_m = clip.find_prop(contact->on)->height;
    const double height_m = seat.height_m > 0.0 ? std::clamp(seat.height_m, lowest_seat_m, highest_seat_m) : usual_m;
    const double back_m = std::clamp(seat.feet_back_m, -feet_forward_most_m, feet_back_most_m);
    SeatSolver solver(skeleton, clip, *contact);
    const double moved_m = solver.solve(height_m - usual_m, back_m);
    Clip other = clip;
    other.id =
        clip.id + "@" + std::to_string(std::lround(1e4 * height_m)) + "," + std::to_string(std::lround(1e4 * back_m));
    other.tight_levels.clear();
    other.tight_values.clear();
    solver.apply(other);
    for (Prop& prop : other.props) {
        if (prop.id == contact->on) {
            prop.position.x += moved_m;
            prop.size.y += height_m - usual_m;
            prop.height = height_m;
        }
    }
    settle_contacts(skeleton, other);
    return other;
}

}  // namespace backstory::motion
