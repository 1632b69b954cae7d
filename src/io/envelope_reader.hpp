// Reads assets/anatomy/skin.json: the skin as a structure, and the table that it is made from.
#pragma once

#include "anatomy/body.hpp"
#include "io/json_file.hpp"

namespace backstory::io {

// Adds the structure and fills body.envelope. Zones and pads of a right side are made for the left as well; so are pads
// of the midline. Every other table must be read. Errors: unknown segments or structures, sizes a body does not have.
Status read_envelope(const JsonValue& file, anatomy::Body& body);

}  // namespace backstory::io
