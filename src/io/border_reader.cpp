#include "io/border_reader.hpp"

#include "anatomy/derive.hpp"
#include "io/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace backstory::io {

namespace {

using Type = JsonValue::Type;

constexpr std::size_t most_borders = 5000, most_places = 1000;

bool is_muscle(const anatomy::Body& body, const std::string& id) {
    const auto names = [&id](const anatomy::Structure& structure) {
        return structure.id == id && structure.kind == anatomy::Kind::muscle;
    };
    return std::any_of(body.structures.begin(), body.structures.end(), names) ||
           std::any_of(body.wholes.begin(), body.wholes.end(), names);
}

std::string read_muscle(FieldReader& fields, const JsonValue& value, const anatomy::Body& body, std::string_view what) {
    std::string id = fields.text(value, what);
    if (fields.ok() && anatomy::side_of(id) == anatomy::Side::left) {
        fields.fail(value, fmt::format("'{}' is of the left side: name the right one", id));
    } else if (fields.ok() && !is_muscle(body, id)) {
        fields.fail(value, fmt::format("no muscle is called '{}'", id));
    }
    return id;
}

anatomy::Border read_border(FieldReader& fields, const JsonValue& value, const anatomy::Body& body) {
    anatomy::Border border;
    fields.expect(value, Type::object, "border");
    const JsonValue between = value["between"], places = value["places"];
    fields.expect(between, Type::array, "between");
    if (fields.ok() && between.size() != 2) {
        fields.fail(between, "'between' must name two muscles");
    }
    border.a = read_muscle(fields, between[0], body, "between");
    border.b = read_muscle(fields, between[1], body, "between");
    if (fields.ok() && border.a == border.b) {
        fields.fail(between, fmt::format("'{}' has no border with itself", border.a));
    }
    fields.expect(places, Type::array, "places");
    if (fields.ok() && (places.size() == 0 || places.size() > most_places)) {
        fields.fail(places, fmt::format("'places' must hold 1 to {} places", most_places));
    }
    for (std::size_t i = 0; i < places.size() && fields.ok(); ++i) {
        border.places.emplace_back(fields.point(places[i], "place"));
    }
    return border;
}

}  // namespace

Status read_borders(const JsonValue& file, anatomy::Body& body) {
    FieldReader fields;
    const JsonValue list = file["borders"];
    fields.expect(list, Type::array, "borders");
    if (list.size() > most_borders) {
        fields.fail(list, fmt::format("more than {} borders", most_borders));
    }
    std::set<std::pair<std::string, std::string>> seen;
    std::vector<anatomy::Border> borders;
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        borders.push_back(read_border(fields, list[i], body));
        const anatomy::Border& border = borders.back();
        if (fields.ok() && !seen.emplace(std::minmax(border.a, border.b)).second) {
            fields.fail(list[i], fmt::format("the border between '{}' and '{}' is there already", border.a, border.b));
        }
    }
    std::vector<std::string> unyielding;
    if (file.has("unyielding")) {
        fields.expect(file["unyielding"], Type::array, "unyielding");
        for (std::size_t i = 0; i < file["unyielding"].size() && fields.ok(); ++i) {
            unyielding.push_back(read_muscle(fields, file["unyielding"][i], body, "unyielding"));
        }
    }
    if (!fields.ok()) {
        return fields.error();
    }
    body.unyielding = std::move(unyielding);
    body.borders = std::move(borders);
    return Done{};
}

}  // namespace backstory::io
