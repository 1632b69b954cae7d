#include "io/posture_file.hpp"

#include "anatomy/derive.hpp"
#include "base/file.hpp"
#include "io/field_reader.hpp"
#include "io/json_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace backstory::io {

namespace {

using posture::group_names;
using posture::LengthModel;
using posture::Model;
using posture::Muscle;
using posture::Want;
using Type = JsonValue::Type;

constexpr double radians = std::numbers::pi / 180.0;

struct Reading {
    const motion::Skeleton& skeleton;
    Model& model;
    FieldReader fields = {};
    bool left = false;

    std::string sided(const std::string& id) const { return left ? anatomy::mirrored_id(id) : id; }
    motion::CoordinateIndex coordinate(const JsonValue& place, const std::string& written) {
        const std::string id = sided(written);
        const motion::CoordinateIndex found = skeleton.find(id);
        if (found == motion::no_coordinate) {
            fields.fail(place, "unknown coordinate '" + id + "'");
        }
        return found;
    }
};

template <typename Read>
void both_sides(Reading& reading, const JsonValue& list, std::string_view what, Read read) {
    reading.fields.expect(list, Type::array, what);
    for (std::size_t i = 0; i < list.size() && reading.fields.ok(); ++i) {
        const bool twice = list[i]["mirror"].boolean_or(false);
        for (int side = 0; side < (twice ? 2 : 1) && reading.fields.ok(); ++side) {
            reading.left = side == 1;
            read(list[i]);
        }
    }
    reading.left = false;
}

void read_muscle(Reading& reading, const JsonValue& value) {
    FieldReader& fields = reading.fields;
    Muscle muscle;
    muscle.id = reading.sided(fields.text(value["structure"], "structure"));
    muscle.side = reading.left ? posture::Side::left : posture::Side::right;
    const std::string group = fields.text(value["group"], "group");
    const auto named =
        std::find_if(group_names.begin(), group_names.end(), [&](const auto& g) { return g.id == group; });
    if (named == group_names.end()) {
        fields.fail(value["group"], "unknown muscle group '" + group + "'");
        return;
    }
    muscle.group = named->group;
    muscle.optimal_fibre_m = fields.number(value["optimal_fibre_m"], "optimal_fibre_m", 0.005, 1.0);
    muscle.neutral_fibre = fields.number(value["neutral_fibre"], "neutral_fibre", 0.1, 3.0);
    muscle.max_force_n = fields.number(value["max_force_n"], "max_force_n", 1.0, 2e4);
    const std::vector<std::string> names = fields.texts(value["coordinates"], "coordinates");
    if (names.empty() || names.size() > LengthModel::most) {
        fields.fail(value, fmt::format("a muscle has 1 to {} coordinates", LengthModel::most));
        return;
    }
    for (const std::string& name : names) {
        muscle.length.coordinates.push_back(reading.coordinate(value["coordinates"], name));
    }
    reading.model.muscles.push_back(std::move(muscle));
}

void read_want(Reading& reading, const JsonValue& value) {
    Want want;
    want.id = reading.sided(reading.fields.text(value["id"], "id"));
    want.weight = reading.fields.number(value["weight"], "weight", 1e-6, 1e6);
    want.is_thoracic = value["thoracic"].boolean_or(false);
    const JsonValue sum = value["sum"];
    reading.fields.expect(sum, Type::object, "sum");
    for (const std::string& key : sum.keys()) {
        want.terms.push_back({reading.coordinate(sum, key), reading.fields.number(sum[key], key, -10.0, 10.0)});
    }
    reading.model.wants.push_back(std::move(want));
}

void read_weights(Reading& reading, const JsonValue& value) {
    FieldReader& fields = reading.fields;
    posture::Weights& weights = reading.model.weights;
    for (std::size_t g = 0; g < group_names.size(); ++g) {
        weights.tension[g] = fields.number(value["tension"][group_names[g].id], group_names[g].id, 0.0, 1e6);
    }
    weights.contact = fields.number(value["contact"], "contact", 1.0, 1e9);
    weights.balance = fields.number(value["balance"], "balance", 0.0, 1e9);
    weights.sway = fields.number(value["sway"], "sway", 0.0, 1e9);
    weights.comfort = fields.number(value["comfort"], "comfort", 0.0, 1e6);
    weights.thoracic_stiffness = fields.number(value["thoracic_stiffness"], "thoracic_stiffness", 0.0, 1e6);
    weights.foot_margin_m = 1e-3 * fields.number(value["foot_margin_mm"], "foot_margin_mm", 0.0, 100.0);
}

void read_rig(Reading& reading, const JsonValue& value) {
    FieldReader& fields = reading.fields;
    posture::TestRig& rig = reading.model.rig;
    rig.body_mass_kg = fields.number(value["body_mass_kg"], "body_mass_kg", 20.0, 300.0);
    rig.thigh_mass_kg = fields.number(value["thigh_mass_kg"], "thigh_mass_kg", 0.1, 50.0);
    rig.thigh_centre_m = 1e-3 * fields.number(value["thigh_centre_mm"], "thigh_centre_mm", 10.0, 600.0);
    rig.thigh_length_m = 1e-3 * fields.number(value["thigh_length_mm"], "thigh_length_mm", 100.0, 700.0);
    rig.shank_mass_kg = fields.number(value["shank_mass_kg"], "shank_mass_kg", 0.1, 50.0);
    rig.shank_centre_m = 1e-3 * fields.number(value["shank_centre_mm"], "shank_centre_mm", 10.0, 600.0);
    rig.capsule_reach_rad = radians * fields.number(value["capsule_reach_deg"], "capsule_reach_deg", 0.5, 30.0);
    rig.abduction_stiffness_nm = fields.number(value["abduction_stiffness_nm"], "abduction_stiffness_nm", 0.1, 1e3);
    rig.raise_moment_nm = fields.number(value["raise_moment_nm"], "raise_moment_nm", 1.0, 200.0);
}

// {"half_kneeling_lunge": {"pelvis_inclination": 10}}: in that clip this want counts ten times.
void read_clip_factors(Reading& reading, const JsonValue& clips) {
    for (const std::string& clip : clips.keys()) {
        std::vector<double> factors(reading.model.wants.size(), 1.0);
        for (const std::string& id : clips[clip].keys()) {
            const auto& wants = reading.model.wants;
            const auto want = std::find_if(wants.begin(), wants.end(), [&](const Want& w) { return w.id == id; });
            if (want == wants.end()) {
                reading.fields.fail(clips[clip], "unknown want '" + id + "'");
                return;
            }
            factors[static_cast<std::size_t>(want - wants.begin())] =
                reading.fields.number(clips[clip][id], id, 0.0, 1e4);
        }
        reading.model.clip_factors[clip] = std::move(factors);
    }
}

void read_lengths(Reading& reading, const JsonValue& file) {
    FieldReader& fields = reading.fields;
    for (Muscle& muscle : reading.model.muscles) {
        if (muscle.side != posture::Side::right) {
            continue;
        }
        const JsonValue entry = file["muscles"][muscle.id];
        fields.expect(entry, Type::object, "curve of " + muscle.id);
        const std::size_t count = muscle.length.coordinates.size();
        const std::vector<double> low = fields.numbers(entry["low_deg"], "low_deg", count);
        const std::vector<double> high = fields.numbers(entry["high_deg"], "high_deg", count);
        muscle.length.set_degree(LengthModel::fitted_degree);
        muscle.length.coefficients =
            fields.numbers(entry["coefficients_mm"], "coefficients_mm", muscle.length.powers.size());
        if (!fields.ok()) {
            return;
        }
        for (std::size_t i = 0; i < count; ++i) {
            muscle.length.low[i] = radians * low[i];
            muscle.length.high[i] = radians * high[i];
            if (!(low[i] < high[i])) {
                fields.fail(entry, "a range must not be empty");
            }
        }
        for (double& coefficient : muscle.length.coefficients) {
            coefficient *= 1e-3;
        }
    }
}

void read_above_floor(Reading& reading, const JsonValue& pads) {
    reading.fields.expect(pads, Type::object, "above_floor");
    motion::SegmentTransforms standing;
    reading.skeleton.forward(reading.skeleton.neutral(), standing);
    for (const std::string& id : pads.keys()) {
        const std::string lifted_by = reading.fields.text(pads[id], id);
        const motion::ContactPad* pad = reading.skeleton.find_pad(id);
        const motion::CoordinateIndex coordinate = reading.skeleton.find(lifted_by);
        if (pad == nullptr) {
            reading.fields.fail(pads[id], "unknown contact pad '" + id + "'");
        } else if (coordinate == motion::no_coordinate) {
            reading.fields.fail(pads[id], "unknown coordinate '" + lifted_by + "'");
        }
        if (!reading.fields.ok()) {
            return;
        }
        posture::Model::AboveFloor above{pad, coordinate};
        for (const auto& point : pad->points) {
            above.low_m.push_back(std::min(point.radius_m, standing[point.segment].point(point.point).y));
        }
        reading.model.above_floor.push_back(std::move(above));
    }
}

void read_calibration(Reading& reading, const JsonValue& file) {
    FieldReader& fields = reading.fields;
    reading.model.rig.capsule_scale_nm = fields.number(file["capsule_scale_nm"], "capsule_scale_nm", 0.0, 1e4);
    for (std::size_t g = 0; g < group_names.size(); ++g) {
        const JsonValue steps = file["shortening"][group_names[g].id];
        const std::size_t count = std::max<std::size_t>(2, steps.size());
        reading.model.shortening[g].at_step = fields.numbers(steps, "shortening", count);
        for (std::size_t i = 0; fields.ok() && i < count; ++i) {
            const double value = reading.model.shortening[g].at_step[i];
            if (value < -3.0 || value > 0.9 || (i > 0 && value <= reading.model.shortening[g].at_step[i - 1])) {
                fields.fail(steps, "shortenings rise from step to step and stay within -3 and 0.9");
            }
        }
    }
}

Error about(const FieldReader& fields) {
    return fields.error();
}

}  // namespace

Result<Model> read_posture_settings(const std::filesystem::path& assets, const motion::Skeleton& skeleton) {
    const auto file = read_json(assets / "posture" / "model.json");
    if (!file) {
        return file.error();
    }
    Model model;
    Reading reading{skeleton, model};
    const JsonValue& root = file.value();
    model.curve.strain_at_max = reading.fields.number(root["passive"]["strain_at_max"], "strain_at_max", 0.05, 3.0);
    model.curve.shape = reading.fields.number(root["passive"]["shape"], "shape", 0.5, 20.0);
    both_sides(reading, root["muscles"], "muscles", [&](const JsonValue& value) { read_muscle(reading, value); });
    both_sides(reading, root["wants"], "wants", [&](const JsonValue& value) { read_want(reading, value); });
    read_weights(reading, root["weights"]);
    read_rig(reading, root["rig"]);
    model.feet = reading.fields.texts(root["feet"], "feet");
    read_above_floor(reading, root["above_floor"]);
    model.standing_on = reading.fields.texts(root["standing_on"], "standing_on");
    read_clip_factors(reading, root["clips"]);
    // The ranges over which the curves are fitted, by coordinate of the right side.
    const JsonValue ranges = root["fitted_range_deg"];
    for (Muscle& muscle : model.muscles) {
        for (std::size_t i = 0; i < muscle.length.coordinates.size() && reading.fields.ok(); ++i) {
            std::string id = skeleton.coordinates[muscle.length.coordinates[i]].id;
            if (muscle.side == posture::Side::left && id.ends_with("_l")) {
                id.back() = 'r';
            }
            const std::vector<double> range = reading.fields.numbers(ranges[id], "fitted_range_deg of " + id, 2);
            if (reading.fields.ok()) {
                muscle.length.low[i] = radians * range[0];
                muscle.length.high[i] = radians * range[1];
            }
        }
    }
    if (!reading.fields.ok()) {
        return about(reading.fields);
    }
    return model;
}

Result<Model> read_posture(const std::filesystem::path& assets, const motion::Skeleton& skeleton) {
    auto settings = read_posture_settings(assets, skeleton);
    if (!settings) {
        return settings;
    }
    Model model = std::move(settings.value());
    Reading reading{skeleton, model};
    const auto lengths = read_json(assets / "posture" / "lengths.json");
    if (!lengths) {
        return lengths.error();
    }
    read_lengths(reading, lengths.value());
    const auto calibration = read_json(assets / "posture" / "calibration.json");
    if (!calibration) {
        return calibration.error();
    }
    read_calibration(reading, calibration.value());
    if (!reading.fields.ok()) {
        return about(reading.fields);
    }
    posture::share_with_left(model, skeleton);
    return model;
}

Status write_posture_curves(const std::filesystem::path& assets, const Model& model, const motion::Skeleton& skeleton) {
    const auto joined = [](const auto& values, auto scale, const char* form) {
        std::string text;
        for (std::size_t i = 0; i < values.size(); ++i) {
            text += (i > 0 ? ", " : "") + fmt::format(fmt::runtime(form), values[i] * scale);
        }
        return text;
    };
    std::string lengths =
        "{\n \"schema\": \"muscle_lengths.v1\",\n \"note\": \"Written by backstory_calibrate: length of each muscle "
        "over its "
        "coordinates, a polynomial (all powers up to a sum of 5, the first coordinate fastest) of the coordinates "
        "scaled "
        "to -1 .. 1 over the range. Right side; the left is its mirror image.\",\n \"muscles\": {";
    bool first = true;
    for (const Muscle& muscle : model.muscles) {
        if (muscle.side != posture::Side::right) {
            continue;
        }
        std::string names;
        std::vector<double> low, high;
        for (std::size_t i = 0; i < muscle.length.coordinates.size(); ++i) {
            names += (i > 0 ? ", \"" : "\"") + skeleton.coordinates[muscle.length.coordinates[i]].id + "\"";
            low.push_back(muscle.length.low[i]);
            high.push_back(muscle.length.high[i]);
        }
        lengths += fmt::format(
            "{}\n  \"{}\": {{\"coordinates\": [{}], \"low_deg\": [{}], \"high_deg\": [{}],\n   \"coefficients_mm\": "
            "[{}]}}",
            first ? "" : ",", muscle.id, names, joined(low, 1.0 / radians, "{:.6g}"),
            joined(high, 1.0 / radians, "{:.6g}"), joined(muscle.length.coefficients, 1e3, "{:.5f}"));
        first = false;
    }
    lengths += "\n }\n}\n";
    std::string calibration = fmt::format(
        "{{\n \"schema\": \"posture_calibration.v1\",\n \"note\": \"Written by backstory_calibrate: by how much of its "
        "fibre "
        "length each group is shortened at even steps of the dial, so that the virtual tests find their targets.\",\n "
        "\"capsule_scale_nm\": {:.9g},\n \"shortening\": {{",
        model.rig.capsule_scale_nm);
    for (std::size_t g = 0; g < group_names.size(); ++g) {
        calibration += fmt::format("{}\n  \"{}\": [{}]", g > 0 ? "," : "", group_names[g].id,
                                   joined(model.shortening[g].at_step, 1.0, "{:.7f}"));
    }
    calibration += "\n }\n}\n";
    const Status written = write_file(assets / "posture" / "lengths.json", lengths);
    return written ? write_file(assets / "posture" / "calibration.json", calibration) : written;
}

}  // namespace backstory::io
