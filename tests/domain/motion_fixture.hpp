// The shipped body and skeleton, read once for all motion tests.
#pragma once

#include "io/body_reader.hpp"
#include "io/skeleton_reader.hpp"

#include <filesystem>
#include <numbers>

namespace backstory::test {

inline constexpr double degrees = 180.0 / std::numbers::pi;

inline std::filesystem::path shipped_assets() {
    return std::filesystem::path(BACKSTORY_SOURCE_DIR) / "assets";
}

inline const anatomy::Body& shipped_body() {
    static const anatomy::Body body = [] {
        auto read = io::read_body(shipped_assets());
        if (!read) {
            throw std::runtime_error(read.error().text());
        }
        return std::move(read).value();
    }();
    return body;
}

inline const motion::Skeleton& shipped_skeleton() {
    static const motion::Skeleton skeleton = [] {
        auto read = io::read_skeleton(shipped_assets(), shipped_body());
        if (!read) {
            throw std::runtime_error(read.error().text());
        }
        return std::move(read).value();
    }();
    return skeleton;
}

// A joint's centre in the posed world, carried by the segment.
inline glm::dvec3 posed_joint(const motion::SegmentTransforms& pose, const char* joint, const char* segment) {
    const anatomy::Body& body = shipped_body();
    return pose[body.find_segment(segment)].point(body.joints.at(joint).centre);
}

}  // namespace backstory::test
