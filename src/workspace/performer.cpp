#include "workspace/performer.hpp"

#include "motion/variant.hpp"

#include <array>

namespace backstory::workspace {
namespace {

double trunk_bend(const motion::Skeleton& skeleton, const motion::Pose& pose) {
    return skeleton.value(pose, "lumbar_flexion") + skeleton.value(pose, "thoracic_flexion");
}

// To the right.
double trunk_side_bend(const motion::Skeleton& skeleton, const motion::Pose& pose) {
    return skeleton.value(pose, "lumbar_lateral_bending") + skeleton.value(pose, "thoracic_lateral_bending");
}

// Puts the coordinates that a muscle moves where they are at that moment: there and back, at rest at both ends.
void add_action(const Library& library, const PlayedAction& action, double time_s, motion::Pose& pose) {
    const auto& muscle = library.body.structures[action.muscle];
    const auto& moves = library.knowledge.moves_of(muscle.base_id);
    const auto& skeleton = library.skeleton;
    constexpr std::array<const char*, 2> arms{"arm_flex_r", "arm_flex_l"};
    const std::array<double, 2> hanging{skeleton.value(pose, arms[0]), skeleton.value(pose, arms[1])};
    const double upright = trunk_bend(skeleton, pose), level = trunk_side_bend(skeleton, pose);
    const double share = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * time_s / action_duration_s);
    for (const auto& part : moves[static_cast<std::size_t>(action.move)].parts) {
        std::string id = part.coordinate;
        double value = part.from + share * (part.to - part.from);
        if (muscle.side == anatomy::Side::left) {
            if (id.ends_with("_r")) {
                id.back() = 'l';
            } else if (const auto index = skeleton.find(id);
                       index != motion::no_coordinate && skeleton.coordinates[index].flips) {
                value = -value;
            }
        }
        if (const auto index = skeleton.find(id); index != motion::no_coordinate) {
            pose[index] = value;
        }
    }
    // Arms that the muscle does not move hang, however far the trunk bends: their angles are against the chest.
    for (std::size_t side = 0; side < arms.size(); ++side) {
        const auto arm = skeleton.find(arms[side]);
        if (arm != motion::no_coordinate && pose[arm] == hanging[side]) {
            pose[arm] += trunk_bend(skeleton, pose) - upright;
        }
    }
    // The arm that the trunk leans over would point into the thigh; the other one lies along the flank.
    const double leaning = trunk_side_bend(skeleton, pose) - level;
    if (const auto arm = skeleton.find(leaning > 0.0 ? "arm_add_r" : "arm_add_l"); arm != motion::no_coordinate) {
        pose[arm] -= std::abs(leaning);
    }
}

const motion::MotionError* compared_error(const Library& library, const State& state) {
    if (state.clip < 0) {
        return nullptr;
    }
    const auto& errors = library.clips[static_cast<std::size_t>(state.clip)].errors;
    const auto index = static_cast<std::size_t>(state.compare_error);
    return state.compare_error >= 0 && index < errors.size() ? &errors[index] : nullptr;
}

std::string name_in(const Library& library, const State& state, const char* which) {
    static constexpr const char* kinds[] = {"off", "tight", "error", "visit"};
    return library.texts.text(std::string("compare.") + kinds[static_cast<int>(state.compare)] + "." + which);
}

}  // namespace

bool compares(const Library& library, const State& state) {
    if (state.compare == Compare::off || state.action.muscle != anatomy::none) {
        return false;
    }
    return state.compare != Compare::error || compared_error(library, state) != nullptr;
}

Performer first_performer(const State& state) {
    Performer performer{state.clip, -1, state.dials, state.body, state.seat};
    if (state.compare == Compare::error) {
        performer.error = state.compare_error;
    }
    return performer;
}

Performer second_performer(const State& state) {
    Performer performer{state.clip, -1, {}, state.body, state.seat};
    if (state.compare == Compare::error) {
        performer.dials = state.dials;
    } else if (state.compare == Compare::visit) {
        performer.dials = posture::Dials::hip_flexors(state.next_visit);
    }
    return performer;
}

std::string first_name(const Library& library, const State& state) {
    return name_in(library, state, "first");
}

std::string second_name(const Library& library, const State& state) {
    return name_in(library, state, "second");
}

Poser::Poser(const Library& library) : library_(library), settler_(library.posture, library.skeleton) {}

const motion::Clip* Poser::clip_of(const Performer& performer) {
    if (performer.clip < 0) {
        return nullptr;
    }
    const motion::Clip& clip = library_.clips[static_cast<std::size_t>(performer.clip)];
    const bool wrong = performer.error >= 0 && static_cast<std::size_t>(performer.error) < clip.errors.size();
    // Furniture grows with the body in the picture; a chair of 46 cm does not.
    const double scale = motion::scale_of(library_.body_settings, performer.body);
    const motion::Seat seat{performer.seat.height_m / scale, performer.seat.feet_back_m / scale};
    const bool other_seat = seat.any() && motion::seat_height_m(clip);
    if (!wrong && !other_seat) {
        return &clip;
    }
    const int error = wrong ? performer.error : -1;
    if (made_ == nullptr || made_clip_ != performer.clip || made_error_ != error || made_seat_ != seat) {
        motion::Clip made = other_seat ? motion::with_seat(library_.skeleton, clip, seat) : clip;
        if (wrong) {
            made = motion::with_error(library_.skeleton, made, clip.errors[static_cast<std::size_t>(error)]);
        }
        made_ = std::make_unique<motion::Clip>(std::move(made));
        made_clip_ = performer.clip;
        made_error_ = error;
        made_seat_ = seat;
    }
    return made_.get();
}

const motion::Pose& Poser::pose(const Performer& performer, double time_s) {
    if (performer.body != body_) {
        body_ = performer.body;
        settler_.set_standing(motion::standing(library_.skeleton, library_.body_settings, body_));
    }
    return settler_.at(clip_of(performer), time_s, performer.dials).pose;
}

Performer shown_performer(const Library& library, const State& state) {
    Performer performer = first_performer(state);
    if (!compares(library, state)) {
        performer.error = -1;
    }
    return performer;
}

bool plays_action(const State& state) {
    return state.clip < 0 && state.action.muscle != anatomy::none;
}

motion::Pose shown_pose(const Library& library, const State& state, Poser& poser) {
    motion::Pose pose = poser.pose(shown_performer(library, state), state.time_s);
    if (plays_action(state)) {
        add_action(library, state.action, state.time_s, pose);
    }
    return pose;
}

}  // namespace backstory::workspace
