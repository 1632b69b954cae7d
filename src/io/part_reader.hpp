// assets/anatomy/parts.json: long muscles that are shown in parts (neck, thoracic, lumbar), each a set of fascicles.
#pragma once

#include "anatomy/body.hpp"
#include "base/result.hpp"
#include "io/json_file.hpp"

#include <string>
#include <vector>

namespace backstory::io {

// A part holds those fascicles of the whole whose origin or insertion lies on one of the segments.
struct PartRule {
    std::string whole, id, name, latin;
    bool by_origin = false;  // else by insertion
    std::vector<anatomy::SegmentIndex> segments;
    JsonValue place;  // for faults
};

Result<std::vector<PartRule>> read_part_rules(const JsonValue& file, const anatomy::Body& body);

// The parts of a whole, or the whole itself where no rule names it. Every fascicle must fall into exactly one part.
Result<std::vector<anatomy::Structure>> split(const anatomy::Structure& whole, const std::vector<PartRule>& rules);

}  // namespace backstory::io
