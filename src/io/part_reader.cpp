#include "io/part_reader.hpp"

#include "anatomy/derive.hpp"
#include "io/field_reader.hpp"
#include "io/table_reader.hpp"

#include <fmt/format.h>
#include <glm/geometric.hpp>

#include <algorithm>

namespace backstory::io {

using Type = JsonValue::Type;

namespace {

void read_planes(FieldReader& fields, const JsonValue& planes, PartRule& rule) {
    fields.expect(planes, Type::array, "between");
    for (std::size_t i = 0; i < planes.size() && fields.ok(); ++i) {
        const glm::dvec3 point = fields.point(planes[i]["point"], "point");
        const glm::dvec3 normal = fields.point(planes[i]["normal"], "normal");
        const double length = glm::length(normal);
        if (length < 1e-6) {
            fields.fail(planes[i], "'normal' has no direction");
            return;
        }
        rule.cuts.emplace_back(glm::vec3(normal / length), static_cast<float>(glm::dot(normal, point) / length));
    }
    if (rule.cuts.empty()) {
        fields.fail(planes, "'between' needs at least one plane");
    }
}

// Which fascicles, between which planes, or which piece.
void read_extent(FieldReader& fields, const anatomy::Body& body, PartRule& rule) {
    const bool between = rule.place.has("between"), piece = rule.place.has("piece");
    const bool by_insertion = rule.place.has("insertion_on");
    rule.by_origin = rule.place.has("origin_on");
    if (int(between) + int(piece) + int(by_insertion) + int(rule.by_origin) != 1) {
        fields.fail(rule.place,
                    "a part needs one of 'origin_on' and 'insertion_on' (the segments of its fascicles), 'between' "
                    "(the planes that bound a bone's part) and 'piece' (of those that the bone's table names)");
        return;
    }
    if (between) {
        read_planes(fields, rule.place["between"], rule);
        return;
    }
    if (piece) {
        rule.piece = fields.text(rule.place["piece"], "piece");
        return;
    }
    const JsonValue segments = rule.place[rule.by_origin ? "origin_on" : "insertion_on"];
    for (const std::string& id : fields.texts(segments, "segments")) {
        rule.segments.push_back(body.find_segment(id));
        if (rule.segments.back() == anatomy::none) {
            fields.fail(segments, fmt::format("segment '{}' is not in segments.json", id));
        }
    }
}

}  // namespace

Result<std::vector<PartRule>> read_part_rules(const JsonValue& file, const anatomy::Body& body) {
    FieldReader fields;
    std::vector<PartRule> rules;
    const JsonValue list = file["parts"];
    fields.expect(list, Type::array, "parts");
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        PartRule rule;
        rule.place = list[i];
        rule.whole = fields.text(rule.place["whole"], "whole");
        rule.id = fields.text(rule.place["id"], "id");
        rule.name = fields.text(rule.place["name"], "name");
        rule.latin = fields.text(rule.place["latin"], "latin");
        rule.fma = fma_digits(rule.place["fma"]);
        rule.fma_left = fma_digits(rule.place["fma_left"]);
        read_extent(fields, body, rule);
        const anatomy::Side part_side = anatomy::side_of(rule.id), whole_side = anatomy::side_of(rule.whole);
        // A bone in the middle has pieces on either side: right ones are named, left ones made from them.
        const bool paired_piece = !rule.piece.empty() && whole_side == anatomy::Side::midline;
        if (part_side != whole_side && !(paired_piece && part_side == anatomy::Side::right)) {
            fields.fail(rule.place, fmt::format("'{}' and '{}' must be of the same side", rule.id, rule.whole));
        }
        if (std::any_of(rules.begin(), rules.end(), [&](const PartRule& other) { return other.id == rule.id; })) {
            fields.fail(rule.place, fmt::format("a part called '{}' is there already", rule.id));
        }
        rules.push_back(std::move(rule));
    }
    if (!fields.ok()) {
        return fields.error();
    }
    return rules;
}

namespace {

bool holds(const PartRule& rule, const anatomy::Fascicle& fascicle) {
    const auto segment = rule.by_origin ? fascicle.origin.segment : fascicle.insertion.segment;
    return std::find(rule.segments.begin(), rule.segments.end(), segment) != rule.segments.end();
}

anatomy::Structure make_part(const anatomy::Structure& whole, const PartRule& rule,
                             const std::vector<std::uint16_t>& fascicles) {
    anatomy::Structure part = whole;
    part.id = rule.id;
    part.base_id = anatomy::base_of(rule.id);
    part.side = anatomy::side_of(rule.id);
    part.name = rule.name;
    part.latin = rule.latin;
    part.fma = rule.fma;  // that of the table names the whole
    part.part_of = whole.id;
    part.bundle = anatomy::subset(whole.bundle, fascicles);
    return part;
}

// A bone's part as its rule bounds it.
Status bound(anatomy::Structure& part, const anatomy::Structure& whole, const PartRule& rule) {
    if (rule.piece.empty()) {
        part.sphere_mesh.cuts = rule.cuts;
        return Done{};
    }
    for (const auto& piece : whole.sphere_mesh.pieces) {
        if (piece.id == rule.piece) {
            part.sphere_mesh = anatomy::piece_of(whole.sphere_mesh, piece);
            return Done{};
        }
    }
    return rule.place["piece"].error(fmt::format("the table of '{}' names no piece '{}'", whole.id, rule.piece));
}

}  // namespace

Result<std::vector<anatomy::Structure>> split(const anatomy::Structure& whole, const std::vector<PartRule>& rules) {
    std::vector<anatomy::Structure> parts;
    std::vector<int> uses(whole.bundle.fascicles.size(), 0);
    const PartRule* last = nullptr;
    for (const PartRule& rule : rules) {
        if (rule.whole != whole.id) {
            continue;
        }
        const bool solid = !rule.cuts.empty() || !rule.piece.empty();
        if (solid != whole.bundle.fascicles.empty()) {
            return rule.place.error(
                fmt::format("muscles are parted by fascicles, bones by planes or pieces; '{}' is the other", whole.id));
        }
        last = &rule;
        if (solid) {
            parts.push_back(make_part(whole, rule, {}));
            if (Status status = bound(parts.back(), whole, rule); !status) {
                return status.error();
            }
            continue;
        }
        std::vector<std::uint16_t> fascicles;
        for (std::size_t i = 0; i < uses.size(); ++i) {
            if (holds(rule, whole.bundle.fascicles[i])) {
                ++uses[i];
                fascicles.push_back(static_cast<std::uint16_t>(i));
            }
        }
        if (fascicles.empty()) {
            return rule.place.error(fmt::format("'{}' holds no fascicle of '{}'", rule.id, whole.id));
        }
        parts.push_back(make_part(whole, rule, fascicles));
    }
    if (last == nullptr) {
        return std::vector{whole};
    }
    for (std::size_t i = 0; i < uses.size(); ++i) {
        if (uses[i] != 1) {
            return last->place.error(
                fmt::format("fascicle {} of '{}' falls into {} parts instead of one", i, whole.id, uses[i]));
        }
    }
    return parts;
}

}  // namespace backstory::io
