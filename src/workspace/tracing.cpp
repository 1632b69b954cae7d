#include "workspace/tracing.hpp"

#include <algorithm>
#include <chrono>
#include <numbers>

namespace backstory::workspace {
namespace {

constexpr std::size_t most_joints = 6;

// How far a joint moves in the free curves of a clip, rad.
double reach_of(const std::vector<double>& values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return values.empty() ? 0.0 : *high - *low;
}

}  // namespace

Traced find_traced(const Library& library, const std::string& id) {
    Traced found;
    found.coordinate = library.skeleton.find(id);
    if (found.coordinate == motion::no_coordinate) {
        const anatomy::StructureIndex structure = library.body.find_structure(id);
        if (structure != anatomy::none && library.body.structures[structure].kind == anatomy::Kind::muscle) {
            found.muscle = structure;
        }
    }
    return found;
}

std::string traced_name(const Library& library, const Traced& what, Words words) {
    return what.muscle != anatomy::none ? library.name_of(what.muscle, words)
                                        : coordinate_name(library.skeleton, what.coordinate);
}

std::string traced_unit(const Library& library, const Traced& what) {
    if (what.muscle != anatomy::none) {
        return "% longer than at rest";
    }
    return library.skeleton.coordinates[what.coordinate].is_length ? "centimetres" : "degrees";
}

std::vector<std::string> worth_tracing(const Library& library, const motion::Clip& clip) {
    std::vector<std::string> ids;
    for (const std::string& target : clip.targets) {
        for (const char* side : {"_r", "_l", ""}) {
            if (find_traced(library, target + side).muscle != anatomy::none) {
                ids.push_back(target + side);
            }
        }
    }
    std::vector<std::size_t> joints;
    for (std::size_t i = 0; i < clip.columns.size(); ++i) {
        if (!library.skeleton.coordinates[clip.columns[i]].is_length && reach_of(clip.values[i]) > 0.03) {
            joints.push_back(i);
        }
    }
    std::stable_sort(joints.begin(), joints.end(),
                     [&](std::size_t a, std::size_t b) { return reach_of(clip.values[a]) > reach_of(clip.values[b]); });
    for (std::size_t i = 0; i < std::min(joints.size(), most_joints); ++i) {
        ids.push_back(library.skeleton.coordinates[clip.columns[joints[i]]].id);
    }
    return ids;
}

const std::string& stretch_words(const anatomy::Texts& texts, double percent) {
    static const std::string none;
    const std::string* words = texts.stretch_meter.empty() ? &none : &texts.stretch_meter.front().words;
    for (const auto& level : texts.stretch_meter) {
        words = percent >= level.from_percent ? &level.words : words;
    }
    return *words;
}

bool Tracing::follow(const Course& course, const Traced& what, double budget_s) {
    if (run_ != course.run() || what_.coordinate != what.coordinate || what_.muscle != what.muscle) {
        run_ = course.run();
        what_ = what;
        traced_ = 0;
        course_has_second_ = course.has_second();
        first_.assign(Course::moments, 0.0f);
        second_.assign(Course::moments, 0.0f);
    }
    const auto start = std::chrono::steady_clock::now();
    while (traced_ < course.solved()) {
        first_[traced_] = value_of(course.first(traced_));
        if (course_has_second_) {
            second_[traced_] = value_of(course.second(traced_));
        }
        ++traced_;
        if (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > budget_s) {
            break;
        }
    }
    return traced_ == Course::moments;
}

float Tracing::value_of(const motion::Pose& pose) {
    if (what_.muscle != anatomy::none) {
        library_.skeleton.forward(pose, transforms_);
        library_.muscles->solve(transforms_, muscles_);
        return 100.0f * (library_.muscles->stretch_of(what_.muscle, muscles_) - 1.0f);
    }
    const double unit = library_.skeleton.coordinates[what_.coordinate].is_length ? 100.0 : 180.0 / std::numbers::pi;
    return static_cast<float>(unit * pose[what_.coordinate]);
}

}  // namespace backstory::workspace
