#include "io/clip_curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numbers>

namespace backstory::io {

namespace {

using motion::CoordinateIndex;
using Type = JsonValue::Type;

constexpr double radians = std::numbers::pi / 180.0;
constexpr std::size_t most_times = 20000;

// A coordinate that a name in a file moves, and by how much per unit there (rad per degree, m per m).
struct Target {
    CoordinateIndex coordinate;
    double factor;
};

std::vector<Target> targets_of(FieldReader& fields, const JsonValue& place, const std::string& id,
                               const motion::Skeleton& skeleton) {
    const auto unit = [&](CoordinateIndex c) { return skeleton.coordinates[c].is_length ? 1.0 : radians; };
    if (const CoordinateIndex one = skeleton.find(id); one != motion::no_coordinate) {
        return {{one, unit(one)}};
    }
    const CoordinateIndex right = skeleton.find(id + "_r"), left = skeleton.find(id + "_l");
    if (right != motion::no_coordinate && left != motion::no_coordinate) {
        return {{right, unit(right)}, {left, unit(left)}};
    }
    std::vector<Target> targets;
    if (const motion::CombinedCoordinate* combined = skeleton.find_combined(id)) {
        for (const auto& part : combined->parts) {
            targets.push_back({part.coordinate, part.share * unit(part.coordinate)});
        }
    } else {
        fields.fail(place, "unknown coordinate '" + id + "'");
    }
    return targets;
}

void check_limits(FieldReader& fields, const JsonValue& place, const motion::Coordinate& coordinate, double value) {
    constexpr double rounding = 1e-9;
    if (value < coordinate.hard_low - rounding || value > coordinate.hard_high + rounding) {
        const double unit = coordinate.is_length ? 1.0 : 1.0 / radians;
        fields.fail(place, fmt::format("'{}' is {:.4g} but must stay between {:.4g} and {:.4g} {}", coordinate.id,
                                       value * unit, coordinate.hard_low * unit, coordinate.hard_high * unit,
                                       coordinate.is_length ? "m" : "degrees"));
    }
}

using Columns = std::map<CoordinateIndex, std::vector<double>>;

// {"hip_flexion": [..], ...}, each list as long as the times.
Columns read_columns(FieldReader& fields, const JsonValue& value, std::size_t times, const motion::Skeleton& skeleton) {
    Columns columns;
    fields.expect(value, Type::object, "curves");
    for (const std::string& id : value.keys()) {
        const std::vector<double> numbers = fields.numbers(value[id], id, times);
        for (const Target& target : targets_of(fields, value[id], id, skeleton)) {
            auto [column, added] = columns.try_emplace(target.coordinate);
            if (!added) {
                fields.fail(value[id], "'" + id + "' moves '" + skeleton.coordinates[target.coordinate].id +
                                           "', which another curve here moves already");
                return columns;
            }
            for (const double number : numbers) {
                column->second.push_back(number * target.factor);
                check_limits(fields, value[id], skeleton.coordinates[target.coordinate], column->second.back());
            }
        }
    }
    return columns;
}

void check_times(FieldReader& fields, const JsonValue& place, const std::vector<double>& times) {
    if (times.empty() || times.size() > most_times) {
        fields.fail(place, fmt::format("between 1 and {} times are expected", most_times));
        return;
    }
    for (std::size_t i = 1; i < times.size(); ++i) {
        if (!(times[i] > times[i - 1])) {
            fields.fail(place, fmt::format("times must rise, but {} is followed by {}", times[i - 1], times[i]));
            return;
        }
    }
    if (times.front() != 0.0) {
        fields.fail(place, "the first time must be 0");
    }
}

void keep(const Columns& columns, motion::Clip& clip) {
    for (const auto& [coordinate, values] : columns) {
        clip.columns.push_back(coordinate);
        clip.values.push_back(values);
    }
}

// The free curves where a tight level does not name its own.
std::vector<std::vector<double>> tight_columns(FieldReader& fields, const JsonValue& level, const Columns& tight,
                                               const motion::Clip& clip) {
    std::vector<std::vector<double>> values = clip.values;
    for (const auto& [coordinate, curve] : tight) {
        const auto it = std::find(clip.columns.begin(), clip.columns.end(), coordinate);
        if (it == clip.columns.end()) {
            fields.fail(level, "a tight level may only change coordinates that the free motion names");
            return values;
        }
        values[static_cast<std::size_t>(it - clip.columns.begin())] = curve;
    }
    return values;
}

void read_series(FieldReader& fields, const JsonValue& file, const motion::Skeleton& skeleton, motion::Clip& clip) {
    const JsonValue series = file["series"];
    fields.expect(series, Type::object, "series");
    const bool percent = series.has("percent");
    const JsonValue times = percent ? series["percent"] : series["times_s"];
    const auto read = times.numbers(percent ? "percent" : "times_s");
    if (!read) {
        fields.fail(read.error());
        return;
    }
    clip.times_s = read.value();
    for (double& t : clip.times_s) {
        t *= percent ? clip.duration_s / 100.0 : 1.0;
    }
    check_times(fields, times, clip.times_s);
    if (!fields.ok()) {
        return;
    }
    keep(read_columns(fields, series["curves"], clip.times_s.size(), skeleton), clip);
    const JsonValue tight = file["tight"];
    for (std::size_t i = 0; i < tight.size() && fields.ok(); ++i) {
        const double level = fields.number(tight[i]["tightness"], "tightness", 0.0, 1.0);
        if (level <= (clip.tight_levels.empty() ? 0.0 : clip.tight_levels.back())) {
            fields.fail(tight[i], "tightness must rise from level to level, from above 0");
        }
        const Columns columns = read_columns(fields, tight[i]["curves"], clip.times_s.size(), skeleton);
        clip.tight_levels.push_back(level);
        clip.tight_values.push_back(tight_columns(fields, tight[i], columns, clip));
    }
}

using PoseValues = std::map<CoordinateIndex, double>;

// All poses by id; one may start from another that stands before it ("from").
std::map<std::string, PoseValues> read_poses(FieldReader& fields, const JsonValue& list,
                                             const motion::Skeleton& skeleton) {
    std::map<std::string, PoseValues> poses;
    fields.expect(list, Type::array, "poses");
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        const std::string id = fields.text(list[i]["id"], "id");
        PoseValues values;
        if (list[i].has("from")) {
            const std::string base = fields.text(list[i]["from"], "from");
            const auto it = poses.find(base);
            if (it == poses.end()) {
                fields.fail(list[i]["from"], "no pose '" + base + "' stands before this one");
                break;
            }
            values = it->second;
        }
        for (const auto& [coordinate, value] : read_pose_values(fields, list[i]["values"], skeleton, Values::pose)) {
            values[coordinate] = value;
        }
        if (!poses.emplace(id, std::move(values)).second) {
            fields.fail(list[i], "pose '" + id + "' stands here twice");
        }
    }
    return poses;
}

void read_key_poses(FieldReader& fields, const JsonValue& file, const motion::Skeleton& skeleton, motion::Clip& clip) {
    const auto poses = read_poses(fields, file["poses"], skeleton);
    const JsonValue timeline = file["timeline"];
    fields.expect(timeline, Type::array, "timeline");
    std::vector<const PoseValues*> keys;
    for (std::size_t i = 0; i < timeline.size() && fields.ok(); ++i) {
        const std::string id = fields.text(timeline[i]["pose"], "pose");
        const auto it = poses.find(id);
        if (it == poses.end()) {
            fields.fail(timeline[i], "the timeline names an unknown pose '" + id + "'");
            return;
        }
        keys.push_back(&it->second);
        clip.times_s.push_back(fields.number(timeline[i]["t_s"], "t_s", 0.0, 3600.0));
    }
    if (fields.ok()) {
        check_times(fields, timeline, clip.times_s);
    }
    if (!fields.ok()) {
        return;
    }
    Columns columns;
    for (const PoseValues* key : keys) {
        for (const auto& [coordinate, value] : *key) {
            columns.try_emplace(coordinate);
        }
    }
    for (auto& [coordinate, values] : columns) {
        for (const PoseValues* key : keys) {
            const auto it = key->find(coordinate);
            values.push_back(it != key->end() ? it->second : skeleton.coordinates[coordinate].relaxed);
        }
    }
    keep(columns, clip);
}

}  // namespace

std::vector<std::pair<CoordinateIndex, double>> read_pose_values(FieldReader& fields, const JsonValue& value,
                                                                 const motion::Skeleton& skeleton, Values kind) {
    std::vector<std::pair<CoordinateIndex, double>> values;
    if (value.is(Type::null)) {
        return values;
    }
    fields.expect(value, Type::object, "values");
    for (const std::string& id : value.keys()) {
        const double number = fields.number(value[id], id);
        for (const Target& target : targets_of(fields, value[id], id, skeleton)) {
            values.emplace_back(target.coordinate, number * target.factor);
            if (kind == Values::pose) {
                check_limits(fields, value[id], skeleton.coordinates[target.coordinate], values.back().second);
            }
        }
    }
    return values;
}

void read_clip_curves(FieldReader& fields, const JsonValue& file, const motion::Skeleton& skeleton,
                      motion::Clip& clip) {
    if (file.has("series") == file.has("poses")) {
        fields.fail(file, "a motion has either a 'series' or 'poses' with a 'timeline'");
        return;
    }
    if (file.has("series")) {
        read_series(fields, file, skeleton, clip);
    } else {
        read_key_poses(fields, file, skeleton, clip);
    }
    constexpr double rounding_s = 1e-6;
    if (fields.ok() && clip.times_s.size() > 1 && std::abs(clip.times_s.back() - clip.duration_s) > rounding_s) {
        fields.fail(
            file, fmt::format("the last time is {} s but the motion lasts {} s", clip.times_s.back(), clip.duration_s));
    }
}

}  // namespace backstory::io
