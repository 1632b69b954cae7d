// How two bodies move through a whole movement: their poses at even moments, where they part, and by how much. Filled a
// few moments at a time, so that a window stays at its frame rate while a dial is dragged.
#pragma once

#include "workspace/performer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backstory::workspace {

// Two bodies have parted once a joint's angle differs by this much: about what is seen and measured with confidence
// in practice; a choice of ours.
inline constexpr double parting_threshold_rad = 0.0872664626;  // 5 degrees

struct Difference {
    double time_s = 0.0;
    motion::CoordinateIndex coordinate = motion::no_coordinate;
    double by_rad = 0.0;  // first body minus second
};

class Course {
  public:
    static constexpr std::size_t moments = 121;

    explicit Course(const Library& library);
    // What is wanted; begins anew where it is another. Without a second performer only the first is followed.
    void follow(const Performer& first, const std::optional<Performer>& second);
    // Solves further moments until they are all there or the time is used up. Returns whether all are there.
    bool advance(double budget_s);
    bool complete() const { return solved_ == moments; }
    void work_beside(const std::shared_ptr<posture::Walks>& walks) {
        first_poser_.work_beside(walks);
        second_poser_.work_beside(walks);
    }

    double duration_s() const { return duration_s_; }
    double time_s(std::size_t moment) const { return duration_s_ * static_cast<double>(moment) / (moments - 1); }
    std::size_t solved() const { return solved_; }
    const motion::Pose& first(std::size_t moment) const { return first_poses_[moment]; }
    const motion::Pose& second(std::size_t moment) const { return second_poses_[moment]; }
    // Rises whenever the course begins anew: what was worked out from an earlier run is no longer true.
    unsigned run() const { return run_; }
    bool has_second() const { return second_.has_value(); }

    // Where a joint's angle first differs by the threshold, between moments by straight lines; nothing where they never
    // part. Among the joints that reach it between the same two moments the one that then differs most is named.
    const std::optional<Difference>& parting() const { return parting_; }
    // The largest difference so far; by_rad 0 where there is none.
    const Difference& largest() const { return largest_; }

  private:
    void compare_last();

    const Library& library_;
    Poser first_poser_, second_poser_;
    std::optional<Performer> first_, second_;
    double duration_s_ = 0.0;
    unsigned run_ = 0;
    std::size_t solved_ = 0;
    std::vector<motion::Pose> first_poses_, second_poses_;
    std::optional<Difference> parting_;
    Difference largest_;
};

// "They part at 1.6 s: from there the left hip bend differs by 5 degrees or more. ..."; for a complete course.
std::string parting_words(const Library& library, const State& state, const Course& course);
// "Right hip bend".
std::string coordinate_name(const motion::Skeleton& skeleton, motion::CoordinateIndex coordinate);

}  // namespace backstory::workspace
