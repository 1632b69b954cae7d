// The shipped posture model and motions for posture tests.
#pragma once

#include "io/clip_reader.hpp"
#include "io/posture_file.hpp"
#include "motion_fixture.hpp"
#include "posture/clip_settler.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace backstory::test {

inline const posture::Model& shipped_posture() {
    static const posture::Model model = [] {
        auto read = io::read_posture(shipped_assets(), shipped_skeleton());
        if (!read) {
            throw std::runtime_error(read.error().text());
        }
        return std::move(read).value();
    }();
    return model;
}

inline const std::vector<motion::Clip>& shipped_clips() {
    static const std::vector<motion::Clip> clips = [] {
        auto read = io::read_clips(shipped_assets(), shipped_skeleton());
        if (!read) {
            throw std::runtime_error(read.error().text());
        }
        return std::move(read).value();
    }();
    return clips;
}

inline const motion::Clip& shipped_clip(const std::string& id) {
    for (const motion::Clip& clip : shipped_clips()) {
        if (clip.id == id) {
            return clip;
        }
    }
    throw std::runtime_error("no clip " + id);
}

// Forward tilt of the pelvis and the trunk, as the facts count them: + = forward, degrees.
inline double anterior_tilt_deg(const motion::Pose& pose) {
    return -degrees * shipped_skeleton().value(pose, "pelvis_tilt");
}
inline double trunk_deg(const motion::Pose& pose) {
    const auto& skeleton = shipped_skeleton();
    return anterior_tilt_deg(pose) +
           degrees * (skeleton.value(pose, "lumbar_flexion") + skeleton.value(pose, "thoracic_flexion"));
}
inline double value_deg(const motion::Pose& pose, const char* coordinate) {
    return degrees * shipped_skeleton().value(pose, coordinate);
}

}  // namespace backstory::test
