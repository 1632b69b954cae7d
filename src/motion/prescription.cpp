#include "motion/prescription.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::motion {

double Session::duration_s() const {
    return prescription_.sets * set_s() + (prescription_.sets - 1) * prescription_.rest_s;
}

SessionMoment Session::at(double time_s) const {
    SessionMoment moment;
    if (prescription_.reps < 1 || clip_s_ <= 0.0 || time_s >= duration_s()) {
        moment.doing = SessionMoment::Doing::done;
        moment.set = std::max(1, prescription_.sets);
        moment.rep = std::max(1, prescription_.reps);
        moment.other_side = prescription_.each_side;
        moment.clip_s = clip_s_;
        return moment;
    }
    const double round_s = set_s() + prescription_.rest_s, since_s = std::max(0.0, time_s);
    const int set = std::min(prescription_.sets - 1, static_cast<int>(since_s / round_s));
    const double in_set_s = since_s - set * round_s;
    moment.set = set + 1;
    if (in_set_s >= set_s()) {
        // Rested where the next set begins.
        moment.doing = SessionMoment::Doing::resting;
        moment.set = set + 2;
        moment.since_s = in_set_s - set_s();
        moment.lasts_s = prescription_.rest_s;
        return moment;
    }
    const int count = std::min(prescription_.reps * sides() - 1, static_cast<int>(in_set_s / clip_s_));
    moment.other_side = count >= prescription_.reps;
    moment.rep = count % prescription_.reps + 1;
    moment.clip_s = std::clamp(in_set_s - count * clip_s_, 0.0, clip_s_);
    const double hold_s = prescription_.hold_end_s - prescription_.hold_start_s;
    if (hold_s > 0.0 && moment.clip_s >= prescription_.hold_start_s && moment.clip_s < prescription_.hold_end_s) {
        moment.doing = SessionMoment::Doing::holding;
        moment.since_s = moment.clip_s - prescription_.hold_start_s;
        moment.lasts_s = hold_s;
    }
    return moment;
}

double Session::with_clip_moment(double time_s, double clip_s) const {
    const SessionMoment now = at(time_s);
    const double wanted_s = std::clamp(clip_s, 0.0, std::max(0.0, clip_s_ - 1e-6));  // the end is the next one's
    const int done = (now.rep - 1) + (now.other_side ? prescription_.reps : 0);
    return (now.set - 1) * (set_s() + prescription_.rest_s) + done * clip_s_ + wanted_s;
}

double Session::next(double time_s) const {
    const SessionMoment now = at(time_s);
    switch (now.doing) {
        case SessionMoment::Doing::done:
            return duration_s();
        case SessionMoment::Doing::resting:
            return (now.set - 1) * (set_s() + prescription_.rest_s);
        default:
            break;
    }
    const int done = now.rep + (now.other_side ? prescription_.reps : 0);
    return (now.set - 1) * (set_s() + prescription_.rest_s) + done * clip_s_;
}

std::string session_words(const Prescription& prescription, const SessionMoment& moment) {
    using Doing = SessionMoment::Doing;
    if (moment.doing == Doing::done) {
        return "Done: rest";
    }
    const auto of = [](int now, int all) { return std::to_string(now) + " of " + std::to_string(all); };
    const auto seconds = [&](const char* what) {
        return std::string(what) + " " +
               of(static_cast<int>(std::floor(moment.since_s)), static_cast<int>(std::lround(moment.lasts_s))) + " s";
    };
    std::string words;
    if (moment.doing == Doing::resting) {
        words = seconds("Rest");
    } else {
        words = moment.doing == Doing::holding ? seconds("Hold") + ", time " : "Time ";
        words += of(moment.rep, prescription.reps);
        if (prescription.each_side) {
            words += moment.other_side ? ", other side" : ", first side";
        }
    }
    return prescription.sets > 1 ? words + ", set " + of(moment.set, prescription.sets) : words;
}

}  // namespace backstory::motion
