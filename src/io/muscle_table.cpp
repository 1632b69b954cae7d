#include "io/muscle_table.hpp"

#include "muscle/curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <vector>

namespace backstory::io {

namespace {

constexpr double degree = std::numbers::pi / 180.0;
constexpr std::size_t most_points = 2000;

std::optional<double> number(std::string_view text) {
    double value = 0.0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = code == std::errc() && end == text.data() + text.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

struct Range {
    std::string coordinate;
    double from = 0.0, to = 0.0;
    std::optional<double> step;
};

Result<Range> parse_range(std::string_view over) {
    const Error fault{
        fmt::format("'{}' is not a range; write it like hip_flexion_r=-20:110 or hip_flexion_r=-20:110:5", over)};
    const auto equals = over.find('=');
    const auto colon = over.find(':', equals == over.npos ? 0 : equals);
    if (equals == over.npos || colon == over.npos) {
        return fault;
    }
    const auto second = over.find(':', colon + 1);
    const auto from = number(over.substr(equals + 1, colon - equals - 1));
    const auto to = number(over.substr(colon + 1, second == over.npos ? over.npos : second - colon - 1));
    std::optional<double> step;
    if (second != over.npos) {
        step = number(over.substr(second + 1));
        if (!step || *step <= 0.0) {
            return fault;
        }
    }
    if (!from || !to || *from == *to) {
        return fault;
    }
    return Range{std::string(over.substr(0, equals)), *from, *to, step};
}

}  // namespace

Result<std::string> muscle_table(const anatomy::Body& body, const motion::Skeleton& skeleton,
                                 const muscle::MuscleSystem& system, std::string_view structure,
                                 std::string_view over) {
    const anatomy::StructureIndex index = body.find_structure(structure);
    if (index == anatomy::none) {
        return Error{fmt::format("there is no structure '{}'; `backstory list structures` shows them all", structure)};
    }
    const auto [first, count] = system.fascicles_of(index);
    if (count == 0) {
        return Error{fmt::format("'{}' has no fibres to measure; name a muscle or ligament", structure)};
    }
    const auto range = parse_range(over);
    if (!range.ok()) {
        return range.error();
    }
    muscle::Sweep sweep;
    sweep.coordinate = skeleton.find(range.value().coordinate);
    if (sweep.coordinate == motion::no_coordinate) {
        return Error{fmt::format("there is no coordinate '{}'; it is named as in OpenSim, like hip_flexion_r",
                                 range.value().coordinate)};
    }
    const bool is_length = skeleton.coordinates[sweep.coordinate].is_length;
    const double unit = is_length ? 1.0 : degree;
    const double step = range.value().step.value_or(is_length ? 0.01 : 5.0);
    const double steps = std::abs(range.value().to - range.value().from) / step;
    if (steps + 1.0 > static_cast<double>(most_points)) {
        return Error{fmt::format("'{}' would give more than {} lines; take a larger step", over, most_points)};
    }
    sweep.from = range.value().from * unit;
    sweep.to = range.value().to * unit;
    sweep.points = std::max<std::size_t>(2, static_cast<std::size_t>(std::lround(steps)) + 1);

    std::vector<std::uint32_t> all(count);
    std::iota(all.begin(), all.end(), first);
    const auto mean = muscle::sweep(system, skeleton, all, sweep);
    std::vector<std::vector<muscle::CurvePoint>> each;
    for (const std::uint32_t& fascicle : all) {
        each.push_back(muscle::sweep(system, skeleton, std::span(&fascicle, 1), sweep));
    }
    std::string text =
        fmt::format("{}{},length_m,stretch,moment_arm_m", range.value().coordinate, is_length ? "_m" : "_deg");
    for (std::size_t k = 0; k < each.size(); ++k) {
        text += fmt::format(",fascicle_{}_length_m", k + 1);
    }
    text += '\n';
    for (std::size_t i = 0; i < mean.size(); ++i) {
        const muscle::CurvePoint& point = mean[i];
        text += fmt::format("{:.3f},{:.5f},{:.4f},{:.5f}", point.value / unit, point.length_m, point.stretch,
                            point.moment_arm_m);
        for (const auto& curve : each) {
            text += fmt::format(",{:.5f}", curve[i].length_m);
        }
        text += '\n';
    }
    return text;
}

}  // namespace backstory::io
