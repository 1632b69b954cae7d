#include "io/function_reader.hpp"

#include "io/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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

anatomy::ReferredSpot read_spot(FieldReader& fields, const JsonValue& value) {
    anatomy::ReferredSpot spot;
    const std::string face = fields.text(value["face"], "face");
    spot.front = face == "front";
    if (fields.ok() && face != "front" && face != "back") {
        fields.fail(value["face"], fmt::format("the face is front or back, not '{}'", face));
    }
    const std::vector<double> centre = fields.numbers(value["centre"], "centre", 2);
    const std::vector<double> half_size = fields.numbers(value["half_size"], "half_size", 2);
    if (!fields.ok()) {
        return spot;
    }
    spot.centre = {centre[0], centre[1]};
    spot.half_size = {half_size[0], half_size[1]};
    spot.strength = static_cast<float>(fields.number(value["strength"], "strength", 0.0, 1.0));
    if (std::abs(centre[0]) > 0.5 || centre[1] < 0.0 || centre[1] > 1.0) {
        fields.fail(value["centre"], "the centre lies outside the body's height");
    }
    if (half_size[0] < 0.003 || half_size[1] < 0.003 || half_size[0] > 0.5 || half_size[1] > 0.5) {
        fields.fail(value["half_size"], "half_size goes from 0.003 to 0.5 of the body's height");
    }
    return spot;
}

void read_referred(FieldReader& fields, const JsonValue& file, const anatomy::Body& body,
                   anatomy::Knowledge& knowledge) {
    knowledge.referred_source = fields.text(file["source"], "source");
    if (fields.ok() && !knowledge.sources.contains(knowledge.referred_source)) {
        fields.fail(file["source"], fmt::format("no source is called '{}'", knowledge.referred_source));
    }
    const JsonValue list = file["patterns"];
    fields.expect(list, Type::array, "patterns");
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        const std::string id = fields.text(list[i]["id"], "id");
        if (!is_known(body, id)) {
            fields.fail(list[i], fmt::format("the body has no muscle called '{}'", id));
        }
        std::vector<anatomy::ReferredSpot> spots;
        const JsonValue spot_list = list[i]["spots"];
        for (std::size_t j = 0; j < spot_list.size() && fields.ok(); ++j) {
            spots.push_back(read_spot(fields, spot_list[j]));
        }
        if (fields.ok() && spots.empty()) {
            fields.fail(list[i], fmt::format("'{}' has no spots", id));
        }
        if (fields.ok() && !knowledge.referred.emplace(id, std::move(spots)).second) {
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
    const auto referred = read_json(assets / "knowledge" / "referred_pain.json");
    if (!referred.ok()) {
        return referred.error();
    }
    FieldReader fields;
    read_moves(fields, actions.value()["actions"], body, skeleton, knowledge);
    read_supply(fields, supply.value()["supply"], body, knowledge);
    read_referred(fields, referred.value(), body, knowledge);
    if (!fields.ok()) {
        return fields.error();
    }
    return Done{};
}

}  // namespace backstory::io
