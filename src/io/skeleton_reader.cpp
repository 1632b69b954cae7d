#include "io/skeleton_reader.hpp"

#include "anatomy/derive.hpp"
#include "io/field_reader.hpp"
#include "io/json_file.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace backstory::io {

namespace {

using motion::Drive;
using motion::Skeleton;
using Type = JsonValue::Type;

constexpr double radians = std::numbers::pi / 180.0;

// What all parts of the reading share. Sides: entries marked "mirror" are read twice, the second time as the left one.
struct Reading {
    const anatomy::Body& body;
    Skeleton& skeleton;
    FieldReader fields = {};
    bool left = false;

    std::string sided(const std::string& id) const { return left ? anatomy::mirrored_id(id) : id; }
    glm::dvec3 sided_point(const glm::dvec3& p) const { return left ? glm::dvec3(p.x, p.y, -p.z) : p; }
    // A rotation's axis mirrors as a pseudo-vector, so that the same angle is the mirror image of the motion.
    glm::dvec3 sided_turn(const glm::dvec3& a) const { return left ? glm::dvec3(-a.x, -a.y, a.z) : a; }
};

// Calls read() once, and again for the left side when the entry is marked "mirror".
template <typename Read>
void both_sides(Reading& reading, const JsonValue& entry, Read read) {
    reading.left = false;
    read();
    if (entry["mirror"].boolean_or(false)) {
        reading.left = true;
        read();
        reading.left = false;
    }
}

// Joints are looked up on the right side as written; mirroring happens afterwards.
const anatomy::Joint* joint_at(Reading& reading, const JsonValue& value, const std::string& id) {
    const auto it = reading.body.joints.find(id);
    if (it == reading.body.joints.end()) {
        reading.fields.fail(value, "unknown joint '" + id + "'");
        return nullptr;
    }
    return &it->second;
}

glm::dvec3 joint_centre(Reading& reading, const JsonValue& value) {
    const anatomy::Joint* joint = joint_at(reading, value, reading.fields.text(value, "joint id"));
    return joint != nullptr ? joint->centre : glm::dvec3(0.0);
}

// "knee_r", or two ids for their midpoint.
glm::dvec3 read_centre(Reading& reading, const JsonValue& value) {
    if (value.is(Type::array)) {
        if (value.size() != 2) {
            reading.fields.fail(value, "a centre is one joint or two joints to stand between");
            return {};
        }
        return 0.5 * (joint_centre(reading, value[0]) + joint_centre(reading, value[1]));
    }
    return joint_centre(reading, value);
}

// "knee_r.axis", {"from": joint, "to": joint}, or a vector.
glm::dvec3 read_axis(Reading& reading, const JsonValue& value) {
    glm::dvec3 axis(0.0, 0.0, 1.0);
    if (value.is(Type::string)) {
        const std::string text = reading.fields.text(value, "axis");
        const std::size_t dot = text.find('.');
        if (dot == text.npos) {
            reading.fields.fail(value, "an axis is named as JOINT.AXIS, not '" + text + "'");
            return axis;
        }
        const anatomy::Joint* joint = joint_at(reading, value, text.substr(0, dot));
        if (joint == nullptr) {
            return axis;
        }
        const auto it = joint->axes.find(text.substr(dot + 1));
        if (it == joint->axes.end()) {
            reading.fields.fail(value, "joint '" + joint->id + "' has no axis '" + text.substr(dot + 1) + "'");
            return axis;
        }
        axis = it->second;
    } else if (value.is(Type::object)) {
        axis = joint_centre(reading, value["to"]) - joint_centre(reading, value["from"]);
    } else {
        axis = reading.fields.point(value, "axis");
    }
    const double length = glm::length(axis);
    if (!(length > 1e-6)) {
        reading.fields.fail(value, "an axis must not have length 0");
        return {0.0, 0.0, 1.0};
    }
    return axis / length;
}

// A coordinate or an arm elevation.
motion::CoordinateIndex read_source(Reading& reading, const JsonValue& place, const std::string& written) {
    const std::string id = reading.sided(written);
    const Skeleton& skeleton = reading.skeleton;
    const motion::CoordinateIndex coordinate = skeleton.find(id);
    if (coordinate != motion::no_coordinate) {
        return coordinate;
    }
    const auto arm = std::find_if(skeleton.arm_elevations.begin(), skeleton.arm_elevations.end(),
                                  [&](const auto& elevation) { return elevation.id == id; });
    if (arm != skeleton.arm_elevations.end()) {
        return static_cast<motion::CoordinateIndex>(skeleton.coordinates.size() +
                                                    static_cast<std::size_t>(arm - skeleton.arm_elevations.begin()));
    }
    reading.fields.fail(place, "unknown coordinate '" + id + "'");
    return 0;
}

void read_terms(Reading& reading, const JsonValue& value, double scale, Drive& drive) {
    if (value.is(Type::null)) {
        return;
    }
    reading.fields.expect(value, Type::object, "polynomials by coordinate");
    for (const std::string& id : value.keys()) {
        Drive::Term term;
        term.coordinate = read_source(reading, value[id], id);
        const JsonValue list = value[id];
        reading.fields.expect(list, Type::array, "coefficients");
        if (list.size() == 0 || list.size() > 8) {
            reading.fields.fail(list, "1 to 8 coefficients are expected");
        }
        for (std::size_t i = 0; i < std::min<std::size_t>(list.size(), 8); ++i) {
            term.polynomial.push_back(scale * reading.fields.number(list[i], "coefficient"));
        }
        drive.terms.push_back(std::move(term));
    }
}

Drive read_drive(Reading& reading, const JsonValue& value) {
    Drive drive;
    reading.fields.expect(value, Type::object, "a drive");
    if (value.has("turn") == value.has("slide")) {
        reading.fields.fail(value, "a drive has either 'turn' or 'slide'");
        return drive;
    }
    if (value.has("turn")) {
        drive.kind = Drive::Kind::turn;
        drive.axis = reading.sided_turn(read_axis(reading, value["turn"]));
        drive.centre = reading.sided_point(read_centre(reading, value["centre"]));
        drive.offset = radians * value["neutral_from_rest_deg"].number_or(0.0);
        read_terms(reading, value["radians_by"], 1.0, drive);
    } else {
        drive.kind = Drive::Kind::slide;
        drive.axis = reading.sided_point(read_axis(reading, value["slide"]));
        drive.offset = 1e-3 * value["neutral_from_rest_mm"].number_or(0.0);
        read_terms(reading, value["mm_by"], 1e-3, drive);
        read_terms(reading, value["m_by"], 1.0, drive);
    }
    return drive;
}

anatomy::SegmentIndex read_segment(Reading& reading, const JsonValue& value) {
    const std::string id = reading.sided(reading.fields.text(value, "segment"));
    const anatomy::SegmentIndex segment = reading.body.find_segment(id);
    if (segment == anatomy::none) {
        reading.fields.fail(value, "unknown segment '" + id + "'");
        return 0;
    }
    return segment;
}

void read_joint(Reading& reading, const JsonValue& value) {
    const anatomy::SegmentIndex segment = read_segment(reading, value["segment"]);
    if (!reading.fields.ok()) {
        return;
    }
    Skeleton& skeleton = reading.skeleton;
    if (!skeleton.drives[segment].empty()) {
        reading.fields.fail(value, "segment '" + reading.body.segments[segment].id + "' has a joint already");
        return;
    }
    if (value.has("turns_with")) {
        const std::string with = reading.fields.text(value["turns_with"], "turns_with");
        anatomy::SegmentIndex base = reading.body.find_segment(reading.sided(with));
        if (base == anatomy::none || base >= segment) {
            reading.fields.fail(value["turns_with"], "'" + with + "' is no segment before this one");
            return;
        }
        skeleton.orientations[segment] = base;
        skeleton.pivots[segment] = reading.sided_point(read_centre(reading, value["pivot"]));
    }
    const JsonValue list = value["drives"];
    reading.fields.expect(list, Type::array, "drives");
    for (std::size_t i = 0; i < list.size() && reading.fields.ok(); ++i) {
        skeleton.drives[segment].push_back(read_drive(reading, list[i]));
    }
}

void read_range(FieldReader& fields, const JsonValue& value, std::string_view what, double unit, double& low,
                double& high) {
    const std::vector<double> pair = fields.numbers(value, what, 2);
    if (!fields.ok()) {
        return;
    }
    low = unit * pair[0];
    high = unit * pair[1];
    if (low > high) {
        fields.fail(value, std::string(what) + ": the first value must not be above the second");
    }
}

void read_coordinate(Reading& reading, const JsonValue& value) {
    motion::Coordinate coordinate;
    FieldReader& fields = reading.fields;
    coordinate.id = reading.sided(fields.text(value["id"], "id"));
    coordinate.name = fields.text(value["name"], "name");
    coordinate.positive = fields.text(value["positive"], "positive");
    coordinate.is_length = value.has("soft_m");
    const double unit = coordinate.is_length ? 1.0 : radians;
    const std::string suffix = coordinate.is_length ? "_m" : "_deg";
    read_range(fields, value["soft" + suffix], "soft" + suffix, unit, coordinate.soft_low, coordinate.soft_high);
    read_range(fields, value["hard" + suffix], "hard" + suffix, unit, coordinate.hard_low, coordinate.hard_high);
    coordinate.flips = value["flips"].boolean_or(false);
    coordinate.give = unit * value["give" + suffix].number_or(0.0);
    coordinate.relaxed = unit * value["relaxed" + suffix].number_or(0.0);
    if (coordinate.hard_low > coordinate.soft_low || coordinate.hard_high < coordinate.soft_high) {
        fields.fail(value, "the hard limits of '" + coordinate.id + "' must enclose the soft ones");
    }
    if (reading.skeleton.find(coordinate.id) != motion::no_coordinate) {
        fields.fail(value, "coordinate '" + coordinate.id + "' stands here twice");
    }
    reading.skeleton.coordinates.push_back(std::move(coordinate));
    reading.skeleton.index();
}

void read_combined(Reading& reading, const JsonValue& value) {
    motion::CombinedCoordinate combined;
    combined.id = reading.sided(reading.fields.text(value["id"], "id"));
    combined.name = reading.fields.text(value["name"], "name");
    const JsonValue parts = value["parts"];
    reading.fields.expect(parts, Type::array, "parts");
    double whole = 0.0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string id = reading.sided(reading.fields.text(parts[i]["coordinate"], "coordinate"));
        const double weight = reading.fields.number(parts[i]["weight"], "weight", -10.0, 10.0);
        const double share = reading.fields.number(parts[i]["share"], "share", -10.0, 10.0);
        const motion::CoordinateIndex coordinate = reading.skeleton.find(id);
        if (coordinate == motion::no_coordinate) {
            reading.fields.fail(parts[i], "unknown coordinate '" + id + "'");
            return;
        }
        whole += weight * share;
        combined.parts.push_back({coordinate, weight, share});
    }
    if (std::abs(whole - 1.0) > 1e-6) {
        reading.fields.fail(value, "the parts of '" + combined.id + "' must add up: sum of weight times share is 1");
    }
    reading.skeleton.combined.push_back(std::move(combined));
}

void read_pad(Reading& reading, const JsonValue& value) {
    motion::ContactPad pad;
    pad.id = reading.sided(reading.fields.text(value["id"], "id"));
    if (reading.skeleton.find_pad(pad.id) != nullptr) {
        reading.fields.fail(value, "pad '" + pad.id + "' stands here twice");
    }
    const JsonValue points = value["points"];
    reading.fields.expect(points, Type::array, "points");
    for (std::size_t i = 0; i < points.size(); ++i) {
        motion::ContactPad::Point point;
        point.segment = read_segment(reading, points[i]["segment"]);
        if (points[i].has("joint")) {
            point.point = joint_centre(reading, points[i]["joint"]);
        } else {
            const std::string id = reading.fields.text(points[i]["landmark"], "landmark");
            const auto it = reading.body.landmarks.find(id);
            if (it == reading.body.landmarks.end()) {
                reading.fields.fail(points[i], "unknown landmark '" + id + "'");
                return;
            }
            point.point = it->second;
        }
        if (points[i].has("offset_m")) {
            point.point += reading.fields.point(points[i]["offset_m"], "offset_m");
        }
        point.point = reading.sided_point(point.point);
        point.radius_m = 1e-3 * reading.fields.number(points[i]["radius_mm"], "radius_mm", 0.0, 300.0);
        pad.points.push_back(point);
    }
    if (pad.points.empty()) {
        reading.fields.fail(value, "pad '" + pad.id + "' needs at least one point");
    }
    reading.skeleton.pads.push_back(std::move(pad));
}

void read_mass(Reading& reading, const JsonValue& value) {
    motion::MassPoint mass;
    mass.segment = read_segment(reading, value["segment"]);
    mass.fraction = reading.fields.number(value["fraction"], "fraction", 0.0, 1.0);
    if (value.has("between")) {
        const JsonValue ends = value["between"];
        const double at = reading.fields.number(value["at"], "at", 0.0, 1.0);
        mass.point = (1.0 - at) * joint_centre(reading, ends[0]) + at * joint_centre(reading, ends[1]);
    } else {
        mass.point = reading.fields.point(value["point_m"], "point_m");
    }
    mass.point = reading.sided_point(mass.point);
    reading.skeleton.masses.push_back(mass);
}

// Every entry of a list, both sides, in file order.
template <typename Read>
void read_list(Reading& reading, const JsonValue& file, std::string_view key, Read read) {
    const JsonValue list = file[key];
    reading.fields.expect(list, Type::array, key);
    for (std::size_t i = 0; i < list.size() && reading.fields.ok(); ++i) {
        both_sides(reading, list[i], [&] {
            if (reading.fields.ok()) {
                read(reading, list[i]);
            }
        });
    }
}

void read_arm_elevation(Reading& reading, const JsonValue& value) {
    motion::ArmElevation arm;
    arm.id = reading.sided(reading.fields.text(value["id"], "id"));
    arm.flexion = read_source(reading, value["flexion"], reading.fields.text(value["flexion"], "flexion"));
    arm.adduction = read_source(reading, value["adduction"], reading.fields.text(value["adduction"], "adduction"));
    reading.skeleton.arm_elevations.push_back(arm);
}

}  // namespace

Result<motion::Skeleton> read_skeleton(const std::filesystem::path& assets, const anatomy::Body& body) {
    Skeleton skeleton;
    for (const anatomy::Segment& segment : body.segments) {
        skeleton.parents.push_back(segment.parent);
    }
    skeleton.drives.resize(body.segments.size());
    skeleton.index();
    Reading reading{body, skeleton};
    struct Part {
        const char* file;
        void (*read)(Reading&, const JsonValue&);
    };
    const Part parts[] = {
        {"coordinates.json",
         [](Reading& r, const JsonValue& file) {
             read_list(r, file, "coordinates", read_coordinate);
             read_list(r, file, "arm_elevations", read_arm_elevation);
             read_list(r, file, "combined", read_combined);
         }},
        {"joints.json", [](Reading& r, const JsonValue& file) { read_list(r, file, "joints", read_joint); }},
        {"contacts.json", [](Reading& r, const JsonValue& file) { read_list(r, file, "pads", read_pad); }},
        {"masses.json", [](Reading& r, const JsonValue& file) { read_list(r, file, "masses", read_mass); }},
    };
    for (const Part& part : parts) {
        const auto file = read_json(assets / "skeleton" / part.file);
        if (!file) {
            return file.error();
        }
        part.read(reading, file.value());
        if (!reading.fields.ok()) {
            return reading.fields.error();
        }
    }
    return skeleton;
}

}  // namespace backstory::io
