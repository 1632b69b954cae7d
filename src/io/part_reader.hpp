// assets/anatomy/parts.json: long muscles that are shown in parts (neck, thoracic, lumbar), each a set of fascicles,
// and bones that are shown in parts, each between planes or as a piece that the whole's table names.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "io/json_file.hpp"

#include <string>
#include <vector>

namespace backstory::io {

// A part of a muscle holds those fascicles of the whole whose origin or insertion lies on one of the segments; a part
// of a bone what lies on the side of the planes that their normals point to, or one of the pieces of its table
// (anatomy::SphereMesh::Piece).
struct PartRule {
    std::string whole, id, name, latin;
    std::string fma, fma_left;  // digits, empty where it has none of its own
    bool by_origin = false;     // else by insertion
    std::vector<anatomy::SegmentIndex> segments;
    std::vector<glm::vec4> cuts;  // as in anatomy::SphereMesh; those of a bone only
    std::string piece;            // of a bone only; empty where planes bound the part
    JsonValue place;              // for faults
};

Result<std::vector<PartRule>> read_part_rules(const JsonValue& file, const anatomy::Body& body);

// The parts of a whole, or the whole itself where no rule names it. Every fascicle must fall into exactly one part.
Result<std::vector<anatomy::Structure>> split(const anatomy::Structure& whole, const std::vector<PartRule>& rules);

}  // namespace backstory::io
