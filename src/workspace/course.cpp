#include "workspace/course.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <numbers>

namespace backstory::workspace {
namespace {

using motion::CoordinateIndex;

double degrees(double angle_rad) {
    return angle_rad * 180.0 / std::numbers::pi;
}

std::string lower_first(std::string text) {
    if (!text.empty()) {
        text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    }
    return text;
}

}  // namespace

Course::Course(const Library& library)
    : library_(library), first_poser_(library), second_poser_(library), first_poses_(moments), second_poses_(moments) {}

void Course::follow(const Performer& first, const std::optional<Performer>& second) {
    if (first_ == first && second_ == second) {
        return;
    }
    first_ = first;
    second_ = second;
    duration_s_ = first.clip < 0 ? 0.0 : library_.clips[static_cast<std::size_t>(first.clip)].duration_s;
    solved_ = 0;
    ++run_;
    parting_.reset();
    largest_ = {};
}

bool Course::advance(double budget_s) {
    if (!first_) {
        return true;
    }
    const auto start = std::chrono::steady_clock::now();
    while (solved_ < moments) {
        first_poses_[solved_] = first_poser_.pose(*first_, time_s(solved_));
        if (second_) {
            second_poses_[solved_] = second_poser_.pose(*second_, time_s(solved_));
        }
        if (first_poser_.waits() || (second_ && second_poser_.waits())) {
            return false;  // the walk is not there yet
        }
        ++solved_;
        if (second_) {
            compare_last();
        }
        if (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > budget_s) {
            break;
        }
    }
    return complete();
}

void Course::compare_last() {
    const std::size_t now = solved_ - 1;
    Difference parts;
    double parts_at = 2.0, then = 0.0;
    const bool parted = parting_.has_value();
    for (std::size_t i = 0; i < library_.skeleton.coordinates.size(); ++i) {
        if (library_.skeleton.coordinates[i].is_length) {
            continue;
        }
        const double by = first_poses_[now][i] - second_poses_[now][i];
        if (std::abs(by) > std::abs(largest_.by_rad)) {
            largest_ = {time_s(now), static_cast<CoordinateIndex>(i), by};
        }
        if (parted || std::abs(by) < parting_threshold_rad || std::abs(by) <= then) {
            continue;
        }
        then = std::abs(by);
        const double before = now == 0 ? by : first_poses_[now - 1][i] - second_poses_[now - 1][i];
        const double rise = std::abs(by) - std::abs(before);
        parts_at = rise > 1e-12 ? (parting_threshold_rad - std::abs(before)) / rise : 1.0;
        parts = {now == 0 ? 0.0 : time_s(now - 1) + parts_at * (time_s(now) - time_s(now - 1)),
                 static_cast<CoordinateIndex>(i), now == 0 ? by : std::copysign(parting_threshold_rad, by)};
    }
    if (!parted && then > 0.0) {
        parting_ = parts;
    }
}

std::string coordinate_name(const motion::Skeleton& skeleton, CoordinateIndex coordinate) {
    const auto& c = skeleton.coordinates[coordinate];
    const std::string side = c.id.ends_with("_r") ? "Right " : c.id.ends_with("_l") ? "Left " : "";
    return side.empty() ? c.name : side + lower_first(c.name);
}

std::string parting_words(const Library& library, const State& state, const Course& course) {
    const std::string first = lower_first(first_name(library, state)),
                      second = lower_first(second_name(library, state));
    const double threshold = degrees(parting_threshold_rad);
    const auto most = [&] {
        const Difference& d = course.largest();
        return fmt::format("{} by {:.0f}°", lower_first(coordinate_name(library.skeleton, d.coordinate)),
                           std::abs(degrees(d.by_rad)));
    };
    if (course.largest().coordinate == motion::no_coordinate || std::abs(degrees(course.largest().by_rad)) < 0.5) {
        return fmt::format("No difference between {} and {}.", first, second);
    }
    if (course.duration_s() <= 0.0) {
        return fmt::format("Standing, the largest difference is the {}.", most());
    }
    if (!course.parting()) {
        return fmt::format("They stay within {:.0f}° of each other; the largest difference is the {}, at {:.1f} s.",
                           threshold, most(), course.largest().time_s);
    }
    const Difference& d = *course.parting();
    return fmt::format(
        "They part at {:.1f} s: from there the {} differs by {:.0f}° or more. The largest difference is the {}, at "
        "{:.1f} s.",
        d.time_s, lower_first(coordinate_name(library.skeleton, d.coordinate)), std::abs(degrees(d.by_rad)), most(),
        course.largest().time_s);
}

}  // namespace backstory::workspace
