// One figure through the open movement, for the graph under the timeline: a joint's angle, or how far a muscle is
// stretched. Filled a few moments at a time after a Course, so that a window stays at its frame rate.
#pragma once

#include "workspace/course.hpp"

#include <span>
#include <string>
#include <vector>

namespace backstory::workspace {

// What can be drawn: a coordinate or a muscle; nothing of both for an unknown id.
struct Traced {
    motion::CoordinateIndex coordinate = motion::no_coordinate;
    anatomy::StructureIndex muscle = anatomy::none;
    bool known() const { return coordinate != motion::no_coordinate || muscle != anatomy::none; }
};
Traced find_traced(const Library& library, const std::string& id);
// "Right hip bend", "Right psoas major"; in the words chosen.
std::string traced_name(const Library& library, const Traced& what, Words words);
// What the numbers are: "degrees", "centimetres", "% longer than at rest".
std::string traced_unit(const Library& library, const Traced& what);
// Ids worth a look in a movement: its target muscles, both sides, and the joints that it bends most, most first.
std::vector<std::string> worth_tracing(const Library& library, const motion::Clip& clip);
// The stretch of a muscle in words, from how far it is beyond its resting length; the limits stand with the words.
const std::string& stretch_words(const anatomy::Texts& texts, double percent);

class Tracing {
  public:
    explicit Tracing(const Library& library) : library_(library) {}
    // Traces as many of the course's solved moments as the time allows; begins anew where the course or the figure is
    // another. Returns whether all moments are there.
    bool follow(const Course& course, const Traced& what, double budget_s);
    std::span<const float> first() const { return {first_.data(), traced_}; }
    std::span<const float> second() const { return {second_.data(), course_has_second_ ? traced_ : 0}; }

  private:
    float value_of(const motion::Pose& pose);

    const Library& library_;
    Traced what_;
    unsigned run_ = 0;
    bool course_has_second_ = false;
    std::size_t traced_ = 0;
    std::vector<float> first_, second_;
    motion::SegmentTransforms transforms_;
    muscle::MuscleState muscles_;
};

}  // namespace backstory::workspace
