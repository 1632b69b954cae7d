// A movement: coordinate curves over time, its phases with captions, contacts, props, dose and cautions.
// Source: assets/motions/*.json, read and validated by io/clip_reader.hpp.
#pragma once

#include "motion/prescription.hpp"
#include "motion/skeleton.hpp"

#include <glm/vec2.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backstory::motion {

struct Phase {
    std::string id;
    double start_s = 0, end_s = 0;
    std::string client_caption, clinical_caption;
};

// A part of the body that stays where it is for a while: a contact pad held on the floor, chair, mat or wall.
struct Contact {
    std::string pad;                // id in the skeleton's contact pads: "foot_r", "ischium_r", "knee_r"
    double start_s = 0, end_s = 0;  // in a periodic clip end_s may lie in the next round, up to start_s + duration_s
    std::string on;                 // prop id or "floor"
    bool slides = false;            // held against the surface only, free to move along it
    std::optional<glm::dvec2> at;   // x, z of the pad's first point, m; where the motion itself puts it when absent
    double ramp_s = 0.12;           // time it takes to come and to go where it begins or ends inside the clip
    double anchor_s = 0;            // the moment at which the motion itself puts it, start_s unless stated
    // Worked out by settle_contacts(): the surface's normal, and where each point of the pad is held.
    glm::dvec3 normal{0.0, 1.0, 0.0};
    std::vector<glm::dvec3> targets;
};

struct Prop {
    std::string id, kind;              // kind: chair, mat, wall, roll, band, bench, step
    glm::dvec3 position{0.0};          // m; meaning by kind, see assets/motions/README.md
    double height = 0.0;               // m, of the surface above position.y
    glm::dvec3 size{0.0};              // m, along X, Y, Z; for drawing
    std::vector<std::string> held_by;  // of a band: the pads whose first points it runs to from its place
};

// A common mistake and how it looks: what is added to the coordinates while it lasts (motion/variant.hpp plays it).
struct MotionError {
    std::string id, client_text, clinical_text;
    double start_s = 0, end_s = 0;  // while it is at full size
    double ramp_s = 0.8;            // how long it takes to come before and to go after
    std::vector<CoordinateIndex> columns;
    std::vector<double> added;  // rad or m, at full size
    // Pads that hold in place of others, both without their side: a foot that rolls inwards stands on its inner edge.
    std::vector<std::pair<std::string, std::string>> other_pads;
};

struct Clip {
    std::string id, name, clinical_name, stage;  // stage: settle, mobilise, stretch, strengthen, daily, test
    std::string mirror_id;                       // the same movement on the other side, empty where there is none
    // Ways of doing the same: the id of the usual movement, and what this way is called among them ("Higher seat").
    std::string family, way;
    bool is_mirror = false;  // made from the movement that mirror_id names
    std::string client_text, clinical_text;
    double duration_s = 0.0;
    bool loops = true;
    double belt_m_per_s = 0.0;  // the floor runs backwards (-X) under the body, as on a treadmill
    bool periodic = false;      // the end flows into the start at speed (gait); else it starts and ends in rest
    bool advanced = false;      // never offered by itself
    std::vector<CoordinateIndex> columns;
    std::vector<double> times_s;              // ascending from 0
    std::vector<std::vector<double>> values;  // [column][time], rad or m; free of tightness
    // The same at stated tightness, rising and above 0, where the facts give them, else empty: [level][column][time].
    std::vector<double> tight_levels;
    std::vector<std::vector<std::vector<double>>> tight_values;
    std::vector<Phase> phases;
    std::vector<Contact> contacts;
    std::vector<Prop> props;
    std::vector<MotionError> errors;
    std::vector<std::string> targets;  // structure base ids
    std::vector<std::string> cautions, sources;
    std::string dose;
    Prescription prescription;  // the same in figures
    std::string camera;         // view preset that shows it best

    const Prop* find_prop(std::string_view prop_id) const;  // nullptr when unknown
    // Index of the phase at that moment; the last one from its end on. -1 without phases.
    int phase_at(double time_s) const;
};

// Value of a smooth curve through (times, values) at time_s, clamped to its ends: piecewise cubic, velocity continuous,
// never beyond neighbouring values (Fritsch & Carlson 1980, Fritsch & Butland 1984). It rests at both ends; a periodic
// one flows from its end into its start.
double curve_at(std::span<const double> times, std::span<const double> values, double time_s, bool periodic);

}  // namespace backstory::motion
