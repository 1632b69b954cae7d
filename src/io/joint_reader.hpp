// assets/anatomy/joints.json and landmarks.json -> Body::joints, Body::landmarks, both sides.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "io/json_file.hpp"

namespace backstory::io {

Status read_joints(const JsonValue& file, anatomy::Body& body);
Status read_landmarks(const JsonValue& file, anatomy::Body& body);

}  // namespace backstory::io
