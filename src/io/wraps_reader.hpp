// Reads assets/anatomy/wraps.json: how muscles lie on bone and on soft parts.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "muscle/rules.hpp"

#include <filesystem>

namespace backstory::io {

// Errors: unreadable, a segment or structure that the body does not have, a value out of range.
Result<muscle::Rules> read_wraps(const std::filesystem::path& assets, const anatomy::Body& body);

}  // namespace backstory::io
