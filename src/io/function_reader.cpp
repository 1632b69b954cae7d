#include "io/function_reader.hpp"

#include "io/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>

namespace backstory::io {
namespace {

using Type = JsonValue::Type;

bool is_known(const anatomy::Body& body, const std::string& base_id) {
    return std::any_of(body.structures.begin(), body.structures.end(),
                       [&](const auto& s) { return s.base_id == base_id || s.part_of == base_id; });
}

void read_part(FieldReader& fields, const JsonValue& range, const std::string& coordinate,
               const motion::Skeleton& skeleton, anatomy::MuscleMove& move) {
    const auto index = skeleton.find(coordinate);
    if (index == motion::no_coordinate) {
        fields.fail(range, fmt::format("no coordinate is called '{}'", coordinate));
        return;
    }
    const motion::Coordinate& known = skeleton.coordinates[index];
    const std::vector<double> ends = fields.numbers(range, coordinate, 2);
    if (!fields.ok()) {
        return;
    }
    const double unit = known.is_length ? 1.0 : std::numbers::pi / 180.0;
    for (const double end : ends) {
        if (end * unit < known.hard_low || end * unit > known.hard_high) {
            fields.fail(range, fmt::format("'{}' cannot be {}: beyond what the joint allows", coordinate, end));
        }
    }
    move.parts.push_back({coordinate, ends[0] * unit, ends[1] * unit});
}

void read_moves(FieldReader& fields, const JsonValue& list, const anatomy::Body& body, const motion::Skeleton& skeleton,
                anatomy::Knowledge& knowledge) {
    fields.expect(list, Type::array, "actions");
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        const std::string id = fields.text(list[i]["id"], "id");
        if (!is_known(body, id)) {
            fields.fail(list[i], fmt::format("the body has no muscle called '{}'", id));
        }
        std::vector<anatomy::MuscleMove> moves;
        const JsonValue moves_list = list[i]["moves"];
        for (std::size_t j = 0; j < moves_list.size() && fields.ok(); ++j) {
            anatomy::MuscleMove move;
            move.client_text = fields.text(moves_list[j]["client"], "client");
            const JsonValue coordinates = moves_list[j]["coordinates"];
            for (const auto& key : coordinates.keys()) {
                read_part(fields, coordinates[key], key, skeleton, move);
            }
            if (move.parts.empty()) {
                fields.fail(moves_list[j], "a move needs at least one coordinate");
            }
            moves.push_back(std::move(move));
        }
        if (moves.empty()) {
            fields.fail(list[i], fmt::format("'{}' has no moves", id));
        }
        if (!knowledge.moves.emplace(id, std::move(moves)).second) {
            fields.fail(list[i], fmt::format("'{}' stands here twice", id));
        }
    }
}

void read_supply(FieldReader& fields, const JsonValue& list, const anatomy::Body& body, anatomy::Knowledge& knowledge) {
    fields.expect(list, Type::array, "supply");
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        const std::string id = fields.text(list[i]["id"], "id");
        std::vector<std::string> nerves = fields.texts(list[i]["nerves"], "nerves");
        for (const auto& name : nerves) {
            if (!is_known(body, name)) {
                fields.fail(list[i]["nerves"], fmt::format("the body has no nerve called '{}'", name));
            }
        }
        if (!is_known(body, id)) {
            fields.fail(list[i], fmt::format("the body has no muscle called '{}'", id));
        }
        if (!knowledge.nerves.emplace(id, std::move(nerves)).second) {
            fields.fail(list[i], fmt::format("'{}' stands here twice", id));
        }
    }
}

}  // namespace

Status read_functions(const std::filesystem::path& assets, const anatomy::Body& body, const motion::Skeleton& skeleton,
                      anatomy::Knowledge& knowledge) {
    const auto actions = read_json(assets / "knowledge" / "actions.json");
    if (!actions.ok()) {
        return actions.error();
    }
    const auto supply = read_json(assets / "knowledge" / "nerve_supply.json");
    if (!supply.ok()) {
        return supply.error();
    }
    FieldReader fields;
    read_moves(fields, actions.value()["actions"], body, skeleton, knowledge);
    read_supply(fields, supply.value()["supply"], body, knowledge);
    if (!fields.ok()) {
        return fields.error();
    }
    return Done{};
}

}  // namespace backstory::io
