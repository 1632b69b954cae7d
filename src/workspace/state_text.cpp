// One list of members (visit) serves writing and reading, so that the two cannot part.
#include "workspace/state_text.hpp"

#include "workspace/library_loader.hpp"
#include "workspace/state_archive.hpp"

#include <fmt/format.h>

namespace backstory::workspace {
namespace {

using archive::Table;

constexpr double farthest_m = 100.0;
constexpr std::size_t most_marks = 1000, most_points = 20000;

template <typename Archive>
void visit_shown(Archive& a, State& s) {
    a.opacities("opacity", s.opacity);
    a.number("depth", s.depth, 0.0, 4.0);
    a.choice("side", s.side, {"both", "left", "right"});
    a.id("region", s.region, Table::regions);
    a.structures("lit", s.lit);
    a.words("lit_name", s.lit_name);
    a.number("fade_others", s.fade_others, 0.0, 1.0);
    a.flag("xray", s.xray);
    a.structures("selection", s.selection);
    a.structures("attachments", s.attachments);
    a.structures("referred", s.referred);
    a.object("section", [&](auto& in) {
        in.choice("plane", s.section.plane, {"off", "sagittal", "coronal", "transverse"});
        in.number("offset_m", s.section.offset_m, -farthest_m, farthest_m);
        in.number("first_tilt_deg", s.section.first_tilt_deg, -180.0, 180.0);
        in.number("second_tilt_deg", s.section.second_tilt_deg, -180.0, 180.0);
        in.flag("flipped", s.section.flipped);
    });
    a.object("apart", [&](auto& in) {
        in.number("spine", s.apart.spine, 0.0, 1.0);
        in.number("layers", s.apart.layers, 0.0, 1.0);
    });
}

template <typename Archive>
void visit_dials(Archive& a, posture::Dials& dials) {
    for (const auto& [side, name] : {std::pair{posture::Side::right, "_r"}, std::pair{posture::Side::left, "_l"}}) {
        for (const auto& group : posture::group_names) {
            a.number(std::string(group.id) + name, dials.of(side, group.group), 0.0, 1.0);
        }
    }
    a.number("thoracic_stiffness", dials.thoracic_stiffness, 0.0, 1.0);
}

template <typename Archive>
void visit_motion(Archive& a, State& s) {
    a.id("motion", s.clip, Table::clips);
    a.number("time_s", s.time_s, 0.0, 1.0e5);
    a.flag("playing", s.playing);
    a.flag("looping", s.looping);
    a.number("speed", s.speed, 0.1, 2.0);
    a.flag("backwards", s.backwards);
    a.flag("prescribed", s.prescribed);
    a.number("session_s", s.session_s, 0.0, 1.0e6);
    a.words("graph", s.graph);
    a.object("action", [&](auto& in) {
        in.structure("muscle", s.action.muscle);
        in.number("move", s.action.move, 0.0, 100.0);
    });
    a.number("tightness_left", s.tightness.left, 0.0, 1.0);
    a.number("tightness_right", s.tightness.right, 0.0, 1.0);
    a.object("dials", [&](auto& in) { visit_dials(in, s.dials); });
    a.body("body", s.body);
    a.number("seat_height_m", s.seat.height_m, 0.0, 2.0);
    a.number("feet_back_m", s.seat.feet_back_m, -1.0, 1.0);
    a.choice("compare", s.compare, {"off", "tight", "error", "visit"});
    a.choice("compare_style", s.compare_style, {"side", "ghost"});
    a.number("compare_error", s.compare_error, 0.0, 1000.0);
    a.number("next_visit_left", s.next_visit.left, 0.0, 1.0);
    a.number("next_visit_right", s.next_visit.right, 0.0, 1.0);
}

template <typename Archive>
void visit_picture(Archive& a, State& s) {
    a.structure("followed", s.followed);
    a.object("camera", [&](auto& in) {
        in.place("target_m", s.camera.target, farthest_m);
        in.number("distance_m", s.camera.distance, 1.0e-3, farthest_m);
        in.number("azimuth_rad", s.camera.azimuth_rad, -1.0e4, 1.0e4);
        in.number("elevation_rad", s.camera.elevation_rad, -4.0, 4.0);
        in.number("field_of_view_rad", s.camera.field_of_view_rad, 0.01, 3.0);
        in.flag("orthographic", s.camera.orthographic);
        in.number("needed_aspect", s.camera.needed_aspect, 0.01, 100.0);
    });
    a.choice("background", s.background, {"light", "dark", "white", "transparent"});
    a.flag("show_labels", s.show_labels);
    a.flag("colour_by_stretch", s.colour_by_stretch);
    a.flag("show_balance", s.show_balance);
}

template <typename Archive>
void visit_conversation(Archive& a, State& s) {
    a.choice("words", s.settings.words, {"client", "clinical"});
    a.list("pain", s.pain, most_marks, [](auto& in, PainMark& mark) {
        in.id("area", mark.area, Table::areas);
        in.choice("side", mark.side, {"midline", "right", "left"});
        in.number("intensity", mark.intensity, 0.0, 10.0);
        in.words("word", mark.word);
        in.optional_place("point_m", mark.point, farthest_m);
    });
    a.list("pins", s.pins, most_marks, [](auto& in, Pin& pin) {
        in.structure("structure", pin.structure);
        in.words("text", pin.text);
        in.optional_place("point_m", pin.point, farthest_m);
    });
    a.list("strokes", s.strokes, most_marks, [](auto& in, Stroke& stroke) {
        in.flag("arrow", stroke.arrow);
        in.list("points", stroke.points, most_points, [](auto& at, glm::vec2& point) { at.place("at", point, 10.0); });
    });
    a.flag("show_marks", s.show_marks);
}

template <typename Archive>
void visit(Archive& a, State& s) {
    visit_shown(a, s);
    visit_motion(a, s);
    visit_picture(a, s);
    visit_conversation(a, s);
}

// Each member by itself is in range; these hold between them.
std::optional<std::string> fault_in(const Library& library, const State& s) {
    if (s.clip >= 0 && s.time_s > library.clips[static_cast<std::size_t>(s.clip)].duration_s) {
        return "the moment lies behind the end of the movement.";
    }
    if (s.action.muscle != anatomy::none) {
        const auto& base = library.body.structures[s.action.muscle].base_id;
        if (static_cast<std::size_t>(s.action.move) >= library.knowledge.moves_of(base).size()) {
            return "the muscle has no such action.";
        }
    }
    for (const auto& mark : s.pain) {
        if (mark.area < 0) {
            return "a mark of pain names no area.";
        }
    }
    for (const auto& one : s.pins) {
        if (one.structure == anatomy::none) {
            return "a pin names no structure.";
        }
    }
    for (const auto& stroke : s.strokes) {
        if (stroke.points.size() < 2) {
            return "a line has fewer than two points.";
        }
    }
    return std::nullopt;
}

}  // namespace

std::string text_of(const Library& library, const State& state) {
    State copy = state;  // the list of members is the reader's as well, which writes
    archive::Writer writer(library);
    visit(writer, copy);
    return writer.take();
}

Result<State> state_of(const Library& library, const io::JsonValue& value) {
    if (!value.is(io::JsonValue::Type::object)) {
        return value.error("What a view shows is an object.");
    }
    State state = initial_state(library);
    std::optional<Error> fault;
    archive::Reader reader(library, value, fault);
    visit(reader, state);
    if (fault) {
        return *fault;
    }
    if (const auto wrong = fault_in(library, state)) {
        return value.error("This view does not hold together: " + *wrong);
    }
    return state;
}

std::string fingerprint(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return fmt::format("{:016x}", hash);
}

}  // namespace backstory::workspace
