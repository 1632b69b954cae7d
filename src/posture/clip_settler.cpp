#include "posture/clip_settler.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::posture {

namespace {
// Stiff springs stay stiff until late: their weight fades by factors, down to a thousandth, and then to nothing.
double holding_weight(double strength) {
    return std::pow(1e-3, 1.0 - strength) * std::min(1.0, 10.0 * strength);
}
}  // namespace

ClipSettler::ClipSettler(const Model& model, const motion::Skeleton& skeleton)
    : skeleton_(skeleton), solver_(model, skeleton), player_(skeleton), standing_(skeleton.relaxed()) {}

void ClipSettler::set_standing(motion::Pose standing) {
    standing_ = std::move(standing);
    has_last_ = false;
}

glm::dvec3 ClipSettler::centre_of_mass(const motion::Clip& clip, double time_s) {
    skeleton_.forward(player_.pose(clip, time_s), transforms_);
    return skeleton_.centre_of_mass(transforms_);
}

Circumstances ClipSettler::circumstances(const motion::Clip* clip, double time_s) {
    Circumstances result;
    const Model& model = solver_.model();
    const auto is_foot = [&](const std::string& pad) {
        return std::find(model.feet.begin(), model.feet.end(), pad) != model.feet.end();
    };
    if (clip == nullptr) {
        for (const motion::ContactPad& pad : skeleton_.pads) {
            if (model.standing_on.end() != std::find(model.standing_on.begin(), model.standing_on.end(), pad.id)) {
                result.held.push_back({&pad});
            }
        }
        return result;
    }
    result.steps = clip->belt_m_per_s > 0.0;
    for (const motion::Contact& contact : clip->contacts) {
        const double strength = motion::contact_strength(*clip, contact, time_s);
        const motion::ContactPad* pad = skeleton_.find_pad(contact.pad);
        if (strength <= 0.0 || pad == nullptr) {
            continue;
        }
        result.held.push_back({pad, holding_weight(strength), contact.slides, contact.normal});
        if (!is_foot(contact.pad)) {
            result.balance *= 1.0 - strength;
        }
    }
    constexpr double step_s = 0.02;
    const double before_s = std::max(0.0, time_s - step_s), after_s = std::min(clip->duration_s, time_s + step_s);
    if (result.balance > 0.0 && after_s > before_s) {
        const glm::dvec3 before = centre_of_mass(*clip, before_s);
        result.centre_of_mass_velocity_m_s = (centre_of_mass(*clip, after_s) - before) / (after_s - before_s);
    }
    const auto factors = model.clip_factors.find(clip->id);
    if (factors != model.clip_factors.end()) {
        result.want_factors = factors->second;
    }
    return result;
}

const Settled& ClipSettler::at(const motion::Clip* clip, double time_s, const Dials& dials) {
    const std::string id = clip != nullptr ? clip->id : std::string();
    const double moment_s = clip != nullptr ? time_s : 0.0;
    if (has_last_ && id == last_clip_ && moment_s == last_time_s_ && dials == last_dials_) {
        return settled_;
    }
    if (dials.any()) {
        const motion::Clip* made = clip != nullptr ? &made_by(*clip, dials) : nullptr;
        if (made != clip || waits_) {
            settled_ = {};  // settled as a whole
            settled_.pose = player_.pose(*made, moment_s);
        } else {
            const Circumstances around = circumstances(made, moment_s);
            settled_ = solver_.settle(made != nullptr ? player_.pose(*made, moment_s) : standing_, dials, around);
        }
    } else {
        waits_ = false;
        settled_ = {};
        settled_.pose = clip != nullptr ? player_.pose(*clip, moment_s) : standing_;
    }
    last_clip_ = id;
    last_time_s_ = moment_s;
    last_dials_ = dials;
    has_last_ = !waits_;
    return settled_;
}

}  // namespace backstory::posture
