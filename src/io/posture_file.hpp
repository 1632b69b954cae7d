// assets/posture: model.json (muscles, wants, weights; written by people), lengths.json and calibration.json (written
// by backstory_calibrate from this body's own muscles).
#pragma once

#include "base/result.hpp"
#include "posture/model.hpp"

#include <filesystem>

namespace backstory::io {

// The whole model. Errors: unreadable, unknown coordinate or group, numbers out of range, a muscle without its curve.
Result<posture::Model> read_posture(const std::filesystem::path& assets, const motion::Skeleton& skeleton);

// model.json alone, before there are curves and a calibration: what backstory_calibrate starts from.
Result<posture::Model> read_posture_settings(const std::filesystem::path& assets, const motion::Skeleton& skeleton);
// lengths.json and calibration.json. Errors: folder not writable.
Status write_posture_curves(const std::filesystem::path& assets, const posture::Model& model,
                            const motion::Skeleton& skeleton);

}  // namespace backstory::io
