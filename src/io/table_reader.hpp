// One table of assets/anatomy (a bone, muscle, ligament or nerve) -> Structure. Format: assets/anatomy/README.md.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "io/json_file.hpp"

#include <string>

namespace backstory::io {

// "FMA22342" or "22342" -> "22342"; anything else (a list, several pieces) names no single thing and gives "".
std::string fma_digits(const JsonValue& value);

// `body` gives the segments. The id must be right-sided ("_r") or of the midline: the left side is made by mirroring.
Result<anatomy::Structure> read_table(const JsonValue& table, const anatomy::Body& body);

}  // namespace backstory::io
