// The program without a window: what is loaded (Library) and what the user has set (State).
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "anatomy/knowledge.hpp"
#include "anatomy/screen.hpp"
#include "motion/body_settings.hpp"
#include "motion/clip.hpp"
#include "motion/player.hpp"
#include "motion/seat.hpp"
#include "motion/skeleton.hpp"
#include "muscle/rules.hpp"
#include "muscle/system.hpp"
#include "posture/model.hpp"
#include "scene/look.hpp"
#include "scene/rest_surface.hpp"
#include "scene/scene.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace backstory::workspace {

enum class Words : std::uint8_t { client, clinical };

// Everything that was loaded from files; immutable and shared.
struct Library {
    anatomy::Body body;
    anatomy::BodyMesh mesh;
    scene::RestSurface rest_surface;  // of the mesh
    anatomy::Knowledge knowledge;
    std::vector<anatomy::Group> groups;
    anatomy::PainMap pain_map;
    anatomy::Texts texts;
    std::vector<anatomy::Lesson> lessons;
    motion::Skeleton skeleton;
    std::vector<motion::BodySetting> body_settings;  // how a person may differ from the measured body
    std::vector<motion::Clip> clips;
    std::vector<scene::ViewPreset> views;
    scene::Look look;
    muscle::Rules rules;
    std::unique_ptr<muscle::MuscleSystem> muscles;
    posture::Model posture;  // what tight muscles do to a pose

    // What is said about a structure; null when nothing is.
    const anatomy::Card* card_of(anatomy::StructureIndex structure) const;
    // "Right shoulder blade" in client words, "Scapula" in clinical ones.
    std::string name_of(anatomy::StructureIndex structure, Words words) const;
    // What stands beside it in a picture: its number ("L4") or its name.
    std::string label_of(anatomy::StructureIndex structure, Words words) const;

    int find_clip(std::string_view id) const;       // -1 when unknown
    int find_view(std::string_view id) const;       // -1 when unknown
    int find_lesson(std::string_view id) const;     // -1 when unknown
    int find_pain_area(std::string_view id) const;  // -1 when unknown
};

enum class Mode : std::uint8_t { explain, explore, learn };
enum class ShownSide : std::uint8_t { both, left, right };

// What a second body shows beside the first: the same movement by free hips, without the mistake, or as tight as it
// may be at the next visit.
enum class Compare : std::uint8_t { off, tight, error, visit };
enum class CompareStyle : std::uint8_t { side, ghost };

// How the program looks and talks; kept per user between starts, never undone.
struct Settings {
    Words words = Words::client;
    bool dark_theme = false;
    int scale_percent = 100;  // 100 .. 250
    bool reduced_motion = false;
    bool tour_seen = false;
    bool operator==(const Settings&) const = default;
};

// What the client says about the pain at one place.
struct PainMark {
    int area = -1;  // index in Library::pain_map.areas
    anatomy::Side side = anatomy::Side::midline;
    int intensity = 0;      // 0 .. 10
    std::string word = {};  // id in Texts::pain_words: "ache", "sharp"
    // Where on the body it was tapped, m in the rest pose; nothing for marks made on the map.
    std::optional<glm::vec3> point = {};
    bool operator==(const PainMark&) const = default;
};

// What a muscle does, shown on the standing body.
struct PlayedAction {
    anatomy::StructureIndex muscle = anatomy::none;  // none: nothing is shown
    int move = 0;                                    // index in Knowledge::moves_of()
    bool operator==(const PlayedAction&) const = default;
};
inline constexpr double action_duration_s = 4.0;  // there and back

// A note that stays on a structure through every motion.
struct Pin {
    anatomy::StructureIndex structure = anatomy::none;
    std::string text = {};
    std::optional<glm::vec3> point = {};  // m in the rest pose; the structure's middle where there is none
    bool operator==(const Pin&) const = default;
};

// Drawn on the picture with the pen: freehand, or an arrow from its first point to its last. Points in heights of the
// picture, from its middle, x to the right and y up, so that they stay where they were in a window of another size.
struct Stroke {
    bool arrow = false;
    std::vector<glm::vec2> points;
    bool operator==(const Stroke&) const = default;
};

// A flat cut through the body as it stands now, m.
struct BodySection {
    enum class Plane : std::uint8_t { off, sagittal, coronal, transverse };
    Plane plane = Plane::off;
    float offset_m = 0.0f;  // along Z (right), X (forwards) or Y (up)
    // Turned out of the plane about its upright axis (Y; of a transverse plane Z), then about the other axis in it.
    float first_tilt_deg = 0.0f, second_tilt_deg = 0.0f;
    bool flipped = false;  // cuts away the left, back or lower part instead of the right, front or upper
    bool operator==(const BodySection&) const = default;
};

// What is moved apart, each 0 (together) .. 1 (wholly apart).
struct Apart {
    float spine = 0.0f;   // the levels of the spine
    float layers = 0.0f;  // the layers from the skin to the bones, side by side; not while two bodies are compared
    bool operator==(const Apart&) const = default;
};

// The small, copyable part that undo keeps and saved views hold. Written only by perform() and advance().
struct State {
    // What is shown.
    std::vector<float> opacity;  // by structure: 1 shown, 0 hidden
    float depth = 1.0f;          // 0 skin .. 4 bones only; each whole step peels one layer
    ShownSide side = ShownSide::both;
    // What is lit: a region, a group or single structures.
    int region = -1;  // lit region, -1 for none
    std::vector<anatomy::StructureIndex> lit;
    std::string lit_name;       // as it was called then; empty for none
    float fade_others = 0.12f;  // opacity of what is not lit while something is
    bool xray = false;          // what is neither lit nor selected fades as well while something is selected
    std::vector<anatomy::StructureIndex> selection;
    anatomy::StructureIndex hovered = anatomy::none;
    std::vector<anatomy::StructureIndex> attachments;  // whose origin and insertion are painted on bone
    std::vector<anatomy::StructureIndex> referred;     // whose pain is painted on the skin, where it can be felt
    BodySection section;
    Apart apart;
    // Motion.
    int clip = -1;        // playing or paused motion, -1 for standing
    double time_s = 0.0;  // moment in the clip
    bool playing = false, looping = true;
    double speed = 1.0;           // 0.1 .. 2
    bool backwards = false;       // plays from the end to the beginning
    bool prescribed = false;      // plays repetitions, holds, sides, sets and rests as prescribed, then ends in rest
    double session_s = 0.0;       // time since the prescribed session began
    std::string graph;            // coordinate or muscle drawn under the timeline, by id; empty for none
    PlayedAction action;          // shown instead of a motion; time_s is its moment
    motion::Tightness tightness;  // the one dial of each side, as last set
    posture::Dials dials;     // what the solver gets: the one dial, or its parts set one by one; hamstrings, mid back
    motion::BodyValues body;  // by Library::body_settings; empty: as measured
    motion::Seat seat;        // of every rise from a chair, m in the picture, whatever the body's height
    Compare compare = Compare::off;
    CompareStyle compare_style = CompareStyle::side;
    int compare_error = 0;         // index in the clip's errors: the mistake that the first body makes
    motion::Tightness next_visit;  // of the second body, for Compare::visit
    // The picture.
    scene::Camera camera;
    anatomy::StructureIndex followed = anatomy::none;  // the camera goes along with it through a movement
    scene::Background background = scene::Background::studio_light;
    bool show_labels = false;
    bool colour_by_stretch = false;
    bool show_balance = false;  // where the body's weight falls
    // The conversation.
    Mode mode = Mode::explain;
    bool presenting = false;
    std::vector<PainMark> pain;
    int lesson = -1, lesson_step = 0;  // -1 for none
    std::vector<Pin> pins;
    std::vector<Stroke> strokes;
    bool show_marks = true;     // pins and drawings
    bool safety_asked = false;  // the red flags were shown before the first exercise
    Settings settings;
    bool operator==(const State&) const = default;
};

// How many degrees the thigh of the Thomas test comes to lie above (+) or below (-) the bench for a tightness, and
// back: the dial's linear range in assets/facts (hip extension 12 - 32 t degrees).
double thigh_above_bench_deg(double tightness);
double tightness_from_thigh_deg(double above_bench_deg);  // clamped to 0 .. 1

}  // namespace backstory::workspace
