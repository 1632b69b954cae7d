#include "io/clip_reader.hpp"

#include "anatomy/derive.hpp"
#include "io/clip_curves.hpp"
#include "motion/contact.hpp"
#include "motion/mirror.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace backstory::io {

namespace {

using motion::Clip;
using Type = JsonValue::Type;

constexpr std::array<std::string_view, 6> stages = {"settle", "mobilise", "stretch", "strengthen", "daily", "test"};
constexpr std::array<std::string_view, 8> prop_kinds = {"chair", "mat",   "wall", "roll",
                                                        "band",  "bench", "step", "door"};

template <typename Words>
void expect_one_of(FieldReader& fields, const JsonValue& value, std::string_view what, const std::string& word,
                   const Words& words) {
    if (std::find(words.begin(), words.end(), word) == words.end()) {
        fields.fail(value, fmt::format("'{}' is '{}', which is not one of: {}", what, word, fmt::join(words, ", ")));
    }
}

void read_phases(FieldReader& fields, const JsonValue& file, Clip& clip) {
    const JsonValue list = file["phases"];
    fields.expect(list, Type::array, "phases");
    if (fields.ok() && list.size() == 0) {
        fields.fail(list, "a motion needs at least one phase");
    }
    constexpr double rounding_s = 1e-6;
    double reached = 0.0;
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        motion::Phase phase;
        phase.id = fields.text(list[i]["id"], "id");
        phase.start_s = reached;
        phase.end_s = fields.number(list[i]["end_s"], "end_s", 0.0, 3600.0);
        phase.client_caption = fields.text(list[i]["client"], "client");
        phase.clinical_caption = fields.text(list[i]["clinical"], "clinical");
        if (phase.end_s <= reached || phase.end_s > clip.duration_s + rounding_s) {
            fields.fail(list[i], fmt::format("phase '{}' must end after {} s and within the {} s of the motion",
                                             phase.id, reached, clip.duration_s));
        }
        reached = phase.end_s;
        clip.phases.push_back(std::move(phase));
    }
    if (fields.ok() && std::abs(reached - clip.duration_s) > rounding_s) {
        fields.fail(list, fmt::format("the phases end at {} s but the motion lasts {} s", reached, clip.duration_s));
    }
}

// A pad's name, or both sides of it where the name has none; empty and a fault where no pad is called so.
std::vector<std::string> pads_named(FieldReader& fields, const JsonValue& value, const std::string& name,
                                    const motion::Skeleton& skeleton) {
    if (skeleton.find_pad(name) != nullptr) {
        return {name};
    }
    if (skeleton.find_pad(name + "_r") != nullptr) {
        return {name + "_r", name + "_l"};
    }
    fields.fail(value, "unknown contact pad '" + name + "'");
    return {};
}

void read_props(FieldReader& fields, const JsonValue& list, const motion::Skeleton& skeleton, Clip& clip) {
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        motion::Prop prop;
        prop.id = fields.text(list[i]["id"], "id");
        prop.kind = fields.text(list[i]["kind"], "kind");
        expect_one_of(fields, list[i], "kind", prop.kind, prop_kinds);
        prop.position = fields.point(list[i]["position_m"], "position_m");
        prop.height = list[i]["height_m"].number_or(0.0);
        prop.size = fields.point(list[i]["size_m"], "size_m");
        for (const std::string& name :
             list[i].has("held_by") ? fields.texts(list[i]["held_by"], "held_by") : std::vector<std::string>()) {
            for (std::string& pad : pads_named(fields, list[i]["held_by"], name, skeleton)) {
                prop.held_by.push_back(std::move(pad));
            }
        }
        if (!prop.held_by.empty() && prop.kind != "band") {
            fields.fail(list[i]["held_by"], "only a band is held by the body");
        }
        if (clip.find_prop(prop.id) != nullptr || prop.id == "floor") {
            fields.fail(list[i], "prop '" + prop.id + "' stands here twice");
        }
        clip.props.push_back(std::move(prop));
    }
}

void read_contacts(FieldReader& fields, const JsonValue& list, const motion::Skeleton& skeleton, Clip& clip) {
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        const JsonValue value = list[i];
        motion::Contact contact;
        contact.pad = fields.text(value["pad"], "pad");
        contact.on = fields.text(value["on"], "on");
        contact.start_s = value.has("start_s") ? fields.number(value["start_s"], "start_s", 0.0, clip.duration_s) : 0.0;
        // Of a movement that goes round and round, a contact may last into the next round.
        const double latest_s = clip.duration_s + (clip.periodic ? contact.start_s : 0.0);
        contact.end_s = value.has("end_s") ? fields.number(value["end_s"], "end_s", 0.0, latest_s) : clip.duration_s;
        contact.anchor_s =
            value.has("anchor_s") ? fields.number(value["anchor_s"], "anchor_s", 0.0, latest_s) : contact.start_s;
        contact.ramp_s = value.has("ramp_s") ? fields.number(value["ramp_s"], "ramp_s", 0.01, 5.0) : contact.ramp_s;
        contact.slides = value["slides"].boolean_or(false);
        if (value.has("at_m")) {
            const std::vector<double> at = fields.numbers(value["at_m"], "at_m", 2);
            contact.at = glm::dvec2(at[0], at[1]);
        }
        if (fields.ok() && contact.end_s <= contact.start_s) {
            fields.fail(value, "the contact ends before it begins");
        }
        if (fields.ok() && contact.on != "floor" && clip.find_prop(contact.on) == nullptr) {
            fields.fail(value["on"], "'" + contact.on + "' is neither the floor nor one of this motion's props");
        }
        for (std::string& pad : pads_named(fields, value["pad"], contact.pad, skeleton)) {
            contact.pad = std::move(pad);
            clip.contacts.push_back(contact);
        }
    }
}

void read_errors(FieldReader& fields, const JsonValue& list, const motion::Skeleton& skeleton, Clip& clip) {
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        motion::MotionError error;
        error.id = fields.text(list[i]["id"], "id");
        error.client_text = fields.text(list[i]["client"], "client");
        error.clinical_text = fields.text(list[i]["clinical"], "clinical");
        const auto moment = [&](const char* member, double usual, double low, double high) {
            return list[i].has(member) ? fields.number(list[i][member], member, low, high) : usual;
        };
        error.start_s = moment("start_s", 0.0, 0.0, clip.duration_s);
        error.end_s = moment("end_s", clip.duration_s, 0.0, clip.duration_s);
        error.ramp_s = moment("ramp_s", std::min(error.ramp_s, 0.1 * clip.duration_s), 0.0, 10.0);
        if (fields.ok() && error.end_s <= error.start_s) {
            fields.fail(list[i], "the mistake ends before it begins");
        }
        for (const auto& [coordinate, value] : read_pose_values(fields, list[i]["added"], skeleton, Values::changes)) {
            error.columns.push_back(coordinate);
            error.added.push_back(value);
        }
        const JsonValue pads = list[i]["pads"];
        for (const std::string& usual : pads.keys()) {
            const std::string other = fields.text(pads[usual], usual);
            if (pads_named(fields, pads, usual, skeleton).size() + pads_named(fields, pads, other, skeleton).size() !=
                4) {
                fields.fail(pads,
                            "'" + usual + "' and '" + other + "' must name pads of both sides, without their side");
            }
            error.other_pads.emplace_back(usual, other);
        }
        clip.errors.push_back(std::move(error));
    }
}

void read_prescription(FieldReader& fields, const JsonValue& file, Clip& clip) {
    const JsonValue value = file["prescription"];
    if (!file.has("prescription")) {
        return;
    }
    fields.expect(value, Type::object, "prescription");
    motion::Prescription& prescription = clip.prescription;
    prescription.reps = static_cast<int>(fields.number(value["reps"], "reps", 1.0, 100.0));
    prescription.sets = value.has("sets") ? static_cast<int>(fields.number(value["sets"], "sets", 1.0, 20.0)) : 1;
    prescription.rest_s = value.has("rest_s") ? fields.number(value["rest_s"], "rest_s", 0.0, 600.0) : 0.0;
    prescription.each_side = file.has("mirror");
    if (value.has("hold_s")) {
        const std::vector<double> hold = fields.numbers(value["hold_s"], "hold_s", 2);
        if (fields.ok() && !(hold[0] >= 0.0 && hold[0] < hold[1] && hold[1] <= clip.duration_s)) {
            fields.fail(value["hold_s"],
                        fmt::format("a hold begins before it ends, within the {} s of the motion", clip.duration_s));
        }
        if (fields.ok()) {
            prescription.hold_start_s = hold[0];
            prescription.hold_end_s = hold[1];
        }
    }
}

Clip read_clip(FieldReader& fields, const JsonValue& file, const motion::Skeleton& skeleton) {
    Clip clip;
    fields.expect(file, Type::object, "a motion");
    clip.id = fields.text(file["id"], "id");
    clip.name = fields.text(file["name"], "name");
    clip.clinical_name = file["name_clinical"].string_or(clip.name);
    if (file.has("family")) {
        clip.family = fields.text(file["family"]["of"], "of");
        clip.way = fields.text(file["family"]["choice"], "choice");
    }
    clip.stage = fields.text(file["stage"], "stage");
    expect_one_of(fields, file["stage"], "stage", clip.stage, stages);
    clip.client_text = fields.text(file["client"], "client");
    clip.clinical_text = fields.text(file["clinical"], "clinical");
    clip.dose = fields.text(file["dose"], "dose");
    clip.camera = fields.text(file["camera"], "camera");
    clip.duration_s = fields.number(file["duration_s"], "duration_s", 0.1, 600.0);
    clip.loops = file["loops"].boolean_or(true);
    clip.periodic = file["periodic"].boolean_or(false);
    clip.belt_m_per_s = file.has("belt_m_per_s") ? fields.number(file["belt_m_per_s"], "belt_m_per_s", 0.0, 5.0) : 0.0;
    clip.advanced = file["advanced"].boolean_or(false);
    clip.targets = fields.texts(file["targets"], "targets");
    clip.cautions = fields.texts(file["cautions"], "cautions");
    clip.sources = fields.texts(file["sources"], "sources");
    if (fields.ok() && clip.sources.empty()) {
        fields.fail(file["sources"], "a motion names at least one source");
    }
    if (fields.ok()) {
        read_clip_curves(fields, file, skeleton, clip);
    }
    if (fields.ok()) {
        read_phases(fields, file, clip);
        read_prescription(fields, file, clip);
        read_props(fields, file["props"], skeleton, clip);
        read_contacts(fields, file["contacts"], skeleton, clip);
        read_errors(fields, file["errors"], skeleton, clip);
    }
    return clip;
}

// Reads one file: the motion, and its mirror image where it asks for one.
Status read_file_into(const std::filesystem::path& path, const motion::Skeleton& skeleton, std::set<std::string>& ids,
                      std::vector<Clip>& clips) {
    const auto json = read_json(path);
    if (!json) {
        return json.error();
    }
    const JsonValue& file = json.value();
    FieldReader fields;
    Clip clip = read_clip(fields, file, skeleton);
    std::vector<Clip> read;
    if (fields.ok()) {
        motion::settle_contacts(skeleton, clip);
        read.push_back(clip);
        if (file.has("mirror")) {
            Clip other = motion::mirrored(skeleton, clip);
            other.id = fields.text(file["mirror"]["id"], "id");
            other.name = fields.text(file["mirror"]["name"], "name");
            // "Half-kneeling lunge, left knee down": what is said of the side is the same in both kinds of words.
            const bool adds = other.name.starts_with(clip.name);
            other.clinical_name = adds ? clip.clinical_name + other.name.substr(clip.name.size()) : other.name;
            other.is_mirror = true;
            other.mirror_id = clip.id;
            read.front().mirror_id = other.id;
            read.push_back(std::move(other));
        }
    }
    for (const Clip& one : read) {
        if (!ids.insert(one.id).second) {
            fields.fail(file["id"], "motion '" + one.id + "' stands in another file already");
        }
    }
    if (!fields.ok()) {
        return fields.error();
    }
    std::move(read.begin(), read.end(), std::back_inserter(clips));
    return Done{};
}

}  // namespace

Result<std::vector<Clip>> read_clips(const std::filesystem::path& assets, const motion::Skeleton& skeleton,
                                     std::vector<Error>* faults) {
    std::vector<std::filesystem::path> paths;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(assets / "motions", code)) {
        if (entry.path().extension() == ".json") {
            paths.push_back(entry.path());
        }
    }
    if (code) {
        return Error{"the folder of motions cannot be read", (assets / "motions").string()};
    }
    std::sort(paths.begin(), paths.end());  // the same order on every machine
    std::vector<Clip> clips;
    std::set<std::string> ids;
    for (const auto& path : paths) {
        const Status status = read_file_into(path, skeleton, ids, clips);
        if (!status.ok()) {
            if (faults == nullptr) {
                return status.error();
            }
            faults->push_back(status.error());
        }
    }
    return clips;
}

}  // namespace backstory::io
