#include "io/body_settings_reader.hpp"

#include "io/field_reader.hpp"

#include <numbers>

namespace backstory::io {
namespace {

using motion::BodySetting;
using Type = JsonValue::Type;

struct Unit {
    BodySetting::Kind kind;
    const char *low, *high;
    double si, most;
};
constexpr Unit units[] = {{BodySetting::Kind::stature, "low_cm", "high_cm", 0.01, 230.0},
                          {BodySetting::Kind::angle, "low_deg", "high_deg", std::numbers::pi / 180.0, 45.0},
                          {BodySetting::Kind::length, "low_mm", "high_mm", 0.001, 100.0}};

void read_shifts(const JsonValue& entry, const char* member, bool either_way, const motion::Skeleton& skeleton,
                 FieldReader& fields, BodySetting& out) {
    const JsonValue shifts = entry[member];
    for (const std::string& id : shifts.keys()) {
        const auto coordinate = skeleton.find(id);
        if (coordinate == motion::no_coordinate) {
            fields.fail(shifts[id], "unknown coordinate '" + id + "'");
            return;
        }
        out.shifts.push_back({coordinate, fields.number(shifts[id], "factor", -20.0, 20.0), either_way});
    }
}

void read_boards(const JsonValue& entry, const motion::Skeleton& skeleton, FieldReader& fields, BodySetting& out) {
    const JsonValue boards = entry["boards"];
    if (boards.is(Type::null)) {
        return;
    }
    out.board_more = fields.text(boards["more"], "pad");
    out.board_less = fields.text(boards["less"], "pad");
    for (const std::string* pad : {&out.board_more, &out.board_less}) {
        if (fields.ok() && skeleton.find_pad(*pad) == nullptr) {
            fields.fail(boards, "unknown pad '" + *pad + "'");
        }
    }
}

BodySetting read_setting(const JsonValue& entry, const motion::Skeleton& skeleton, FieldReader& fields) {
    BodySetting setting;
    setting.id = fields.text(entry["id"], "id");
    setting.name = fields.text(entry["name"], "name");
    setting.clinical_name = fields.text(entry["clinical_name"], "clinical_name");
    const Unit* unit = nullptr;
    for (const Unit& candidate : units) {
        unit = entry.has(candidate.low) ? &candidate : unit;
    }
    if (unit == nullptr) {
        fields.fail(entry, "a body setting has low_cm, low_deg or low_mm");
        return setting;
    }
    setting.kind = unit->kind;
    setting.low = unit->si * fields.number(entry[unit->low], unit->low, -unit->most, unit->most);
    setting.high = unit->si * fields.number(entry[unit->high], unit->high, -unit->most, unit->most);
    if (unit->kind == BodySetting::Kind::stature) {
        setting.measured = unit->si * fields.number(entry["measured_cm"], "measured_cm", 50.0, unit->most);
    } else {
        setting.more = fields.text(entry["more"], "more");
        setting.less = fields.text(entry["less"], "less");
    }
    if (fields.ok() && !(setting.low <= setting.measured && setting.measured <= setting.high)) {
        fields.fail(entry, "the measured body lies outside the range of '" + setting.id + "'");
    }
    fields.texts(entry["sources"], "sources");
    read_shifts(entry, "shifts", false, skeleton, fields, setting);
    read_shifts(entry, "shifts_either_way", true, skeleton, fields, setting);
    read_boards(entry, skeleton, fields, setting);
    return setting;
}

}  // namespace

Result<std::vector<BodySetting>> read_body_settings(const std::filesystem::path& assets,
                                                    const motion::Skeleton& skeleton) {
    const auto file = read_json(assets / "skeleton" / "body_settings.json");
    if (!file.ok()) {
        return file.error();
    }
    FieldReader fields;
    const JsonValue list = file.value()["settings"];
    fields.expect(list, Type::array, "settings");
    std::vector<BodySetting> settings;
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        BodySetting setting = read_setting(list[i], skeleton, fields);
        if (fields.ok() && motion::find_setting(settings, setting.id) >= 0) {
            fields.fail(list[i], "a second '" + setting.id + "'");
        }
        settings.push_back(std::move(setting));
    }
    if (!fields.ok()) {
        return fields.error();
    }
    return settings;
}

}  // namespace backstory::io
