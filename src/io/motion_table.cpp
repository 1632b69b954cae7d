#include "io/motion_table.hpp"

#include "base/assert.hpp"
#include "base/file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <numbers>

namespace backstory::io {

namespace {

constexpr double degrees = 180.0 / std::numbers::pi;

void append_row(std::string& text, const std::vector<double>& row, char separator) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        // Rounded first, so that no "-0.0000" appears.
        const double rounded = std::round(row[i] * 1e5) / 1e5;
        fmt::format_to(std::back_inserter(text), "{:.5f}{}", rounded == 0.0 ? 0.0 : rounded,
                       i + 1 < row.size() ? separator : '\n');
    }
}

std::string headings(const std::vector<std::string>& columns, char separator) {
    return fmt::format("{}\n", fmt::join(columns, std::string(1, separator)));
}

}  // namespace

MotionTable motion_table(const motion::Skeleton& skeleton, const motion::Clip& clip, motion::Tightness tightness,
                         double rate_hz) {
    motion::Player player(skeleton);
    return pose_table(
        skeleton, clip, [&](double time_s) -> const motion::Pose& { return player.pose(clip, time_s, tightness); },
        rate_hz);
}

MotionTable pose_table(const motion::Skeleton& skeleton, const motion::Clip& clip, const PoseAt& pose_at,
                       double rate_hz) {
    BACKSTORY_ASSERT(rate_hz > 0.0 && rate_hz <= 1000.0);
    MotionTable table;
    table.columns.push_back("time_s");
    for (const auto& coordinate : skeleton.coordinates) {
        table.columns.push_back(coordinate.id);
    }
    for (const auto& combined : skeleton.combined) {
        table.columns.push_back(combined.id);
    }
    const auto steps = static_cast<int>(std::ceil(clip.duration_s * rate_hz - 1e-9));
    for (int i = 0; i <= steps; ++i) {
        const double time = std::min(i / rate_hz, clip.duration_s);
        const motion::Pose& pose = pose_at(time);
        std::vector<double> row;
        row.reserve(table.columns.size());
        row.push_back(time);
        for (std::size_t c = 0; c < pose.size(); ++c) {
            row.push_back(pose[c] * (skeleton.coordinates[c].is_length ? 1.0 : degrees));
        }
        for (const auto& combined : skeleton.combined) {
            row.push_back(skeleton.value(pose, combined) * degrees);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Status write_motion_csv(const std::filesystem::path& path, const MotionTable& table) {
    std::string text = headings(table.columns, ',');
    for (const auto& row : table.rows) {
        append_row(text, row, ',');
    }
    return write_file(path, text);
}

Status write_motion_mot(const std::filesystem::path& path, const MotionTable& table, const std::string& name) {
    std::vector<std::string> columns = table.columns;
    columns.front() = "time";
    std::string text = fmt::format("{}\nversion=1\nnRows={}\nnColumns={}\ninDegrees=yes\nendheader\n", name,
                                   table.rows.size(), columns.size());
    text += headings(columns, '\t');
    for (const auto& row : table.rows) {
        append_row(text, row, '\t');
    }
    return write_file(path, text);
}

}  // namespace backstory::io
