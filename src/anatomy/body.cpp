#include "anatomy/body.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backstory::anatomy {

float Swell::share(const glm::vec3& place) const {
    const glm::vec3 away = (place - centre) / reach;
    const float left = std::max(0.0f, 1.0f - (away.x * away.x + away.y * away.y + away.z * away.z));
    return most * left * left;
}

std::string_view to_text(Kind kind) {
    constexpr std::array<std::string_view, kind_count> names = {"bone",     "cartilage", "disc", "muscle",
                                                                "ligament", "nerve",     "skin", "tooth"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view to_text(Side side) {
    constexpr std::array<std::string_view, 3> names = {"midline", "right", "left"};
    return names[static_cast<std::size_t>(side)];
}

std::string_view to_text(Layer layer) {
    constexpr std::array<std::string_view, 5> names = {"skin", "superficial", "intermediate", "deep", "skeleton"};
    return names[static_cast<std::size_t>(layer)];
}

void Body::index() {
    BACKSTORY_ASSERT(structures.size() < none && segments.size() < none);
    structure_by_id_.clear();
    segment_by_id_.clear();
    for (std::size_t i = 0; i < structures.size(); ++i) {
        structure_by_id_.emplace(structures[i].id, static_cast<StructureIndex>(i));
    }
    for (std::size_t i = 0; i < segments.size(); ++i) {
        segment_by_id_.emplace(segments[i].id, static_cast<SegmentIndex>(i));
    }
}

StructureIndex Body::find_structure(std::string_view id) const {
    const auto it = structure_by_id_.find(std::string(id));
    return it == structure_by_id_.end() ? none : it->second;
}

SegmentIndex Body::find_segment(std::string_view id) const {
    const auto it = segment_by_id_.find(std::string(id));
    return it == segment_by_id_.end() ? none : it->second;
}

int Body::find_region(std::string_view id_or_synonym) const {
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const Region& region = regions[i];
        if (region.id == id_or_synonym ||
            std::find(region.synonyms.begin(), region.synonyms.end(), id_or_synonym) != region.synonyms.end()) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

const Structure& Body::whole_of(const Structure& structure) const {
    const auto whole = std::find_if(wholes.begin(), wholes.end(), [&](const Structure& candidate) {
        return !structure.part_of.empty() && candidate.id == structure.part_of;
    });
    return whole == wholes.end() ? structure : *whole;
}

std::vector<const Structure*> Body::solids_on(SegmentIndex segment, Kind kind) const {
    std::vector<const Structure*> found;
    for (const Structure& structure : structures) {
        if (structure.segment == segment && structure.kind == kind) {
            const Structure* whole = &whole_of(structure);
            if (std::find(found.begin(), found.end(), whole) == found.end()) {
                found.push_back(whole);
            }
        }
    }
    return found;
}

StructureIndex Body::mirror(StructureIndex structure) const {
    BACKSTORY_ASSERT(structure < structures.size());
    const Structure& here = structures[structure];
    if (here.side == Side::midline) {
        return structure;
    }
    const auto other = find_structure(here.base_id + (here.side == Side::right ? "_l" : "_r"));
    return other == none ? structure : other;
}

}  // namespace backstory::anatomy
