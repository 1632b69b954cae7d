#include "io/wraps_reader.hpp"

#include "io/field_reader.hpp"

#include <algorithm>

namespace backstory::io {

namespace {

using Type = JsonValue::Type;

std::vector<std::string> segments(FieldReader& fields, const JsonValue& value, const anatomy::Body& body,
                                  std::string_view what) {
    std::vector<std::string> ids = fields.texts(value, what);
    for (const std::string& id : ids) {
        if (body.find_segment(id) == anatomy::none) {
            fields.fail(value, "there is no segment '" + id + "'");
        }
    }
    return ids;
}

muscle::Rules::Wall read_wall(FieldReader& fields, const JsonValue& value, const anatomy::Body& body) {
    muscle::Rules::Wall wall;
    fields.expect(value, Type::object, "wall");
    wall.bones = fields.texts(value["bones"], "bones");
    for (const std::string& id : wall.bones) {
        if (body.find_structure(id) == anatomy::none) {
            fields.fail(value["bones"], "there is no bone '" + id + "'");
        }
    }
    wall.bridge_m = static_cast<float>(fields.number(value["bridge_mm"], "bridge_mm", 0.0, 200.0) * 1e-3);
    wall.carriers = segments(fields, value["carriers"], body, "carriers");
    wall.gliding = segments(fields, value["gliding"], body, "gliding");
    return wall;
}

// One number, or two: at the origin and at the insertion.
muscle::Rules::Hold read_hold(FieldReader& fields, const JsonValue& value) {
    if (!value.is(Type::array)) {
        const auto hold = static_cast<float>(fields.number(value, "hold", 0.0, 1.0));
        return {hold, hold};
    }
    if (value.size() != 2) {
        fields.fail(value, "'hold' is one number, or two: at the origin and at the insertion");
        return {};
    }
    return {static_cast<float>(fields.number(value[0], "hold", 0.0, 1.0)),
            static_cast<float>(fields.number(value[1], "hold", 0.0, 1.0))};
}

bool is_known(const anatomy::Body& body, const std::string& base_id) {
    return std::any_of(body.structures.begin(), body.structures.end(), [&](const anatomy::Structure& structure) {
        return structure.base_id == base_id || structure.part_of == base_id;
    });
}

std::vector<std::vector<std::string>> read_as_one(FieldReader& fields, const JsonValue& value,
                                                  const anatomy::Body& body) {
    std::vector<std::vector<std::string>> groups;
    fields.expect(value, Type::array, "as_one");
    for (std::size_t i = 0; i < value.size(); ++i) {
        groups.push_back(fields.texts(value[i], "layers that move as one"));
        for (const std::string& id : groups.back()) {
            if (!is_known(body, id)) {
                fields.fail(value[i], "there is no structure with the base id '" + id + "'");
            }
        }
    }
    return groups;
}

}  // namespace

Result<muscle::Rules> read_wraps(const std::filesystem::path& assets, const anatomy::Body& body) {
    const auto file = read_json(assets / "anatomy" / "wraps.json");
    if (!file.ok()) {
        return file.error();
    }
    const JsonValue& root = file.value();
    FieldReader fields;
    muscle::Rules rules;
    fields.expect(root, Type::object, "wraps");
    rules.solid_segments = segments(fields, root["solid_segments"], body, "solid_segments");
    fields.expect(root["walls"], Type::array, "walls");
    for (std::size_t i = 0; i < root["walls"].size(); ++i) {
        rules.walls.push_back(read_wall(fields, root["walls"][i], body));
    }
    rules.unbowed = segments(fields, root["unbowed"], body, "unbowed");
    rules.default_hold = read_hold(fields, root["default_hold"]);
    const JsonValue hold = root["hold"];
    fields.expect(hold, Type::object, "hold");
    for (const std::string& id : hold.keys()) {
        rules.hold[id] = read_hold(fields, hold[id]);
        if (!is_known(body, id)) {
            fields.fail(hold[id], "there is no structure with the base id '" + id + "'");
        }
    }
    rules.as_one = read_as_one(fields, root["as_one"], body);
    const JsonValue released = root["released"];
    fields.expect(released, Type::object, "released");
    for (const std::string& id : released.keys()) {
        rules.released[id] = segments(fields, released[id], body, "released");
        if (!is_known(body, id)) {
            fields.fail(released[id], "there is no structure with the base id '" + id + "'");
        }
    }
    const JsonValue origins = root["origin_landmark"];
    fields.expect(origins, Type::object, "origin_landmark");
    for (const std::string& id : origins.keys()) {
        rules.origin_landmark[id] = fields.text(origins[id], "landmark");
        if (fields.ok() && (!is_known(body, id) || body.landmarks.count(rules.origin_landmark[id]) == 0)) {
            fields.fail(origins[id], "there is no structure '" + id + "' or no such landmark");
        }
    }
    rules.cover_m = static_cast<float>(fields.number(root["cover_mm"], "cover_mm", 0.0, 20.0) * 1e-3);
    if (!fields.ok()) {
        return fields.error();
    }
    return rules;
}

}  // namespace backstory::io
