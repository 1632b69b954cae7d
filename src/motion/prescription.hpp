// A movement done as prescribed: so many times, held so long, on both sides, in sets with rests between them.
#pragma once

#include <string>

namespace backstory::motion {

// Read from a clip's "prescription"; what its dose says in words.
struct Prescription {
    int reps = 0;  // times on each side in a set; 0: nothing is prescribed
    int sets = 1;
    double rest_s = 0.0;                        // between sets
    bool each_side = false;                     // the other side follows within each set
    double hold_start_s = 0.0, hold_end_s = 0;  // of the clip: while it is held; the same where nothing is
    bool operator==(const Prescription&) const = default;
};

// Where a session stands at a moment.
struct SessionMoment {
    enum class Doing { moving, holding, resting, done };
    Doing doing = Doing::moving;
    bool other_side = false;  // the clip's mirror image is what moves
    int set = 1, rep = 1;     // from 1; of the side
    double clip_s = 0.0;      // moment of the clip; its start while resting, its end when done
    double since_s = 0.0;     // of the hold or the rest
    double lasts_s = 0.0;
};

// A session of one clip of that duration. Times count from its beginning; moments outside are clamped.
class Session {
  public:
    Session(const Prescription& prescription, double clip_duration_s)
        : prescription_(prescription), clip_s_(clip_duration_s) {}
    double duration_s() const;
    SessionMoment at(double time_s) const;
    // The time of the session at which a clip moment of the same repetition is reached: to scrub within it.
    double with_clip_moment(double time_s, double clip_s) const;
    // The beginning of what comes next: the next repetition, or the set after a rest.
    double next(double time_s) const;

  private:
    int sides() const { return prescription_.each_side ? 2 : 1; }
    double set_s() const { return clip_s_ * sides() * prescription_.reps; }

    Prescription prescription_;
    double clip_s_;
};

// "Hold: 20 of 30 s. 2 of 3, other side" for the timeline.
std::string session_words(const Prescription& prescription, const SessionMoment& moment);

}  // namespace backstory::motion
