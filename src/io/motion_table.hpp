// A motion as a table of joint angles over time: CSV for spreadsheets, .mot for OpenSim. Angles in degrees, lengths in
// metres, names and signs of OpenSim's Rajagopal model where it has the coordinate; contacts are held.
#pragma once

#include "base/result.hpp"
#include "motion/player.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace backstory::io {

struct MotionTable {
    std::vector<std::string> columns;       // "time_s" first
    std::vector<std::vector<double>> rows;  // one a frame
};

// The pose at a moment; need only be valid until the next call.
using PoseAt = std::function<const motion::Pose&(double time_s)>;

// One row a frame at rate_hz (above 0, at most 1000), from 0 to the motion's end, which is always the last row.
MotionTable pose_table(const motion::Skeleton& skeleton, const motion::Clip& clip, const PoseAt& pose_at,
                       double rate_hz);
// The same as the player gives it: tightness blends the clip's own tight series.
MotionTable motion_table(const motion::Skeleton& skeleton, const motion::Clip& clip, motion::Tightness tightness,
                         double rate_hz);

// Errors: folder missing or not writable.
Status write_motion_csv(const std::filesystem::path& path, const MotionTable& table);
// OpenSim's storage format; the column of time is called "time" there.
Status write_motion_mot(const std::filesystem::path& path, const MotionTable& table, const std::string& name);

}  // namespace backstory::io
