#include "render/visible_parts.hpp"

namespace backstory::render {

namespace {

DrawClass ghost_class(std::uint8_t tissue) {
    switch (static_cast<anatomy::Kind>(tissue)) {
        case anatomy::Kind::bone:
        case anatomy::Kind::cartilage:
        case anatomy::Kind::disc:
        case anatomy::Kind::tooth:
            return DrawClass::ghost_deep;
        case anatomy::Kind::skin:
            return DrawClass::ghost_outer;
        default:
            return DrawClass::ghost_middle;
    }
}

}  // namespace

PartsByClass visible_parts(const std::vector<anatomy::BodyMesh::Part>& parts,
                           const std::vector<scene::Appearance>& appearance) {
    PartsByClass sorted;
    const auto put = [&](DrawClass which, std::uint32_t part) {
        sorted[static_cast<std::size_t>(which)].push_back(part);
    };
    // What lies outside is drawn first, so that most of what it hides is never shaded.
    for (const bool inner : {false, true}) {
        for (std::uint32_t p = 0; p < parts.size(); ++p) {
            if (parts[p].structure >= appearance.size()) {
                continue;
            }
            const scene::Appearance& look = appearance[parts[p].structure];
            const bool is_inner = ghost_class(look.tissue) == DrawClass::ghost_deep;
            if (is_inner != inner || !(look.opacity >= least_opacity)) {
                continue;
            }
            put(look.opacity >= solid_opacity ? DrawClass::opaque : ghost_class(look.tissue), p);
            if (look.outline != 0) {
                put(DrawClass::marked, p);
            }
        }
    }
    return sorted;
}

PartsByClass ghost_body_parts(const PartsByClass& sorted) {
    PartsByClass ghost;
    ghost[static_cast<std::size_t>(DrawClass::ghost_body)] = sorted[static_cast<std::size_t>(DrawClass::opaque)];
    ghost[static_cast<std::size_t>(DrawClass::marked)] = sorted[static_cast<std::size_t>(DrawClass::marked)];
    return ghost;
}

}  // namespace backstory::render
