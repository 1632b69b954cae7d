#include "io/joint_reader.hpp"

#include "anatomy/derive.hpp"
#include "io/field_reader.hpp"

#include <glm/geometric.hpp>

namespace backstory::io {

namespace {

using anatomy::Joint;
using Type = JsonValue::Type;

glm::dvec3 mirrored(const glm::dvec3& p) {
    return {p.x, p.y, -p.z};
}

bool is_direction(std::string_view key) {
    return key.find("axis") != key.npos || key.find("normal") != key.npos;
}

void read_direction(FieldReader& fields, const JsonValue& value, const std::string& key, Joint& joint) {
    const glm::dvec3 direction = fields.point(value, key);
    if (const double length = glm::length(direction); fields.ok() && (length < 0.9 || length > 1.1)) {
        fields.fail(value, "'" + key + "' must be a direction of length 1");
        return;
    }
    joint.axes[key] = fields.ok() ? glm::normalize(direction) : glm::dvec3(1.0, 0.0, 0.0);
}

Joint read_joint(FieldReader& fields, const JsonValue& value, const std::string& id) {
    Joint joint;
    joint.id = id;
    fields.expect(value, Type::object, id);
    joint.centre = fields.point(value["centre"], "centre");
    if (value.has("radius")) {
        joint.radius = fields.number(value["radius"], "radius", 0.0, 0.2);
    }
    for (const std::string& key : value.keys()) {
        const JsonValue member = value[key];
        if (key == "axes") {
            for (const std::string& name : member.keys()) {
                read_direction(fields, member[name], name, joint);
            }
        } else if (member.is(Type::array) && is_direction(key)) {
            read_direction(fields, member, key, joint);
        } else if (member.is(Type::array) && key != "centre") {
            joint.points[key] = fields.point(member, key);
        }
    }
    return joint;
}

Joint mirrored(const Joint& right) {
    Joint left = right;
    left.id = anatomy::mirrored_id(right.id);
    left.centre = mirrored(right.centre);
    for (auto& axis : left.axes) {
        axis.second = mirrored(axis.second);
    }
    for (auto& point : left.points) {
        point.second = mirrored(point.second);
    }
    return left;
}

}  // namespace

Status read_joints(const JsonValue& file, anatomy::Body& body) {
    FieldReader fields;
    const JsonValue list = file["joints"];
    fields.expect(list, Type::object, "joints");
    for (const std::string& id : list.keys()) {
        const Joint joint = read_joint(fields, list[id], id);
        if (!fields.ok()) {
            return fields.error();
        }
        const Joint other = mirrored(joint);
        body.joints.emplace(id, joint);
        body.joints.emplace(other.id, other);  // the midline's own image is there already
    }
    if (!fields.ok()) {
        return fields.error();
    }
    return Done{};
}

Status read_landmarks(const JsonValue& file, anatomy::Body& body) {
    FieldReader fields;
    const JsonValue list = file["landmarks"];
    fields.expect(list, Type::object, "landmarks");
    for (const std::string& id : list.keys()) {
        const glm::dvec3 point = fields.point(list[id], id);
        body.landmarks.emplace(id, point);
        body.landmarks.emplace(anatomy::mirrored_id(id), mirrored(point));
    }
    if (!fields.ok()) {
        return fields.error();
    }
    return Done{};
}

}  // namespace backstory::io
