// assets/anatomy/regions.json: the areas that are one click away, with their exact lists of structures.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "io/json_file.hpp"

namespace backstory::io {

// Fills body.regions and Structure::regions. The body's structures must be complete and indexed.
// A name in a list is a structure's id, its base id (both sides), or the id of a whole that is shown in parts (all of
// them). With `faults` given, unknown names are noted there and left out.
Status read_regions(const JsonValue& file, anatomy::Body& body, std::vector<Error>* faults);

}  // namespace backstory::io
