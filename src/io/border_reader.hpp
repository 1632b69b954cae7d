// Reads assets/anatomy/borders.json: which muscles touch in life, and where.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "io/json_file.hpp"

namespace backstory::io {

// Fills body.borders and body.unyielding. Errors: a muscle that has no table, one of the left side, a pair that is
// there already, a border without places, a place that is no point in metres.
Status read_borders(const JsonValue& file, anatomy::Body& body);

}  // namespace backstory::io
