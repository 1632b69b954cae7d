// Who moves: a movement, with or without one of its mistakes, by a body as tight as its dials say. Two performers on
// one timeline are a comparison. Poses depend on performer and moment alone.
#pragma once

#include "posture/clip_settler.hpp"
#include "workspace/state.hpp"

#include <memory>
#include <string>

namespace backstory::workspace {

struct Performer {
    int clip = -1;   // index in Library::clips, -1 for standing
    int error = -1;  // index in the clip's errors, -1 for none
    posture::Dials dials;
    motion::BodyValues body = {};
    motion::Seat seat = {};  // as in State
    bool operator==(const Performer&) const = default;
};

// Whether the state asks for a second body that can be shown.
bool compares(const Library& library, const State& state);
// The first body: as the dials are set; with the mistake where one is compared.
Performer first_performer(const State& state);
// The first body as it is seen: without the mistake where nothing is compared.
Performer shown_performer(const Library& library, const State& state);
// The second: with free hips, without the mistake, or as it may be at the next visit.
Performer second_performer(const State& state);
// What the words on the screen call them.
std::string first_name(const Library& library, const State& state);
std::string second_name(const Library& library, const State& state);

// Poses of performers. Keeps the last clip that was made for one (a mistake, another seat), so that a moment costs what
// a moment of any clip costs.
class Poser {
  public:
    explicit Poser(const Library& library);
    // Valid until the next call.
    const motion::Pose& pose(const Performer& performer, double time_s);
    // What is played: the library's clip, or the one from the seat and with the mistake in it; nullptr for standing.
    const motion::Clip* clip_of(const Performer& performer);
    // As the settler's: the walk of a tight body is worked out beside the caller; until then waits() is true.
    void work_beside(std::shared_ptr<posture::Walks> walks) { settler_.work_beside(std::move(walks)); }
    bool waits() const { return settler_.waits(); }

  private:
    const Library& library_;
    posture::ClipSettler settler_;
    motion::BodyValues body_;
    std::unique_ptr<motion::Clip> made_;
    int made_clip_ = -1, made_error_ = -1;
    motion::Seat made_seat_;  // in the measured body's metres
};

// Whether a standing body plays what a muscle does.
bool plays_action(const State& state);
// The first body's pose at the state's moment, with the action that is played.
motion::Pose shown_pose(const Library& library, const State& state, Poser& poser);

}  // namespace backstory::workspace
