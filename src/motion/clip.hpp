// A movement: coordinate curves over time, its phases with captions, contacts, props, dose and cautions.
// Source: assets/motions/*.json, read and validated by io/clip_reader.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "motion/skeleton.hpp"

namespace backstory::motion {

struct Phase {
    std::string id;
    double start_s = 0, end_s = 0;
    std::string client_caption, clinical_caption;
};

// A part of the body that stays where it is for a while: a point on a segment, held on the floor, chair, mat or wall.
struct Contact {
    std::string pad;  // id in the skeleton's contact pads: "foot_r", "ischium_r", "knee_r"
    double start_s = 0, end_s = 0;
    std::string on;  // prop id or "floor"
};

struct Prop {
    std::string id, kind;  // kind: chair, mat, wall, roll, band, bench
    glm::dvec3 position{0.0};  // m; meaning by kind, see assets/motions/README.md
    double height = 0.0;       // m
};

struct Clip {
    std::string id, name, stage;  // stage: settle, mobilise, stretch, strengthen, daily
    std::string client_text, clinical_text;
    double duration_s = 0.0;
    bool loops = true;
    std::vector<CoordinateIndex> columns;
    std::vector<double> times_s;              // ascending from 0
    std::vector<std::vector<double>> values;  // [column][time], rad or m; free of tightness
    std::vector<std::vector<double>> tight_values;  // the same at tightness 1 where the facts give them, else empty
    std::vector<Phase> phases;
    std::vector<Contact> contacts;
    std::vector<Prop> props;
    std::vector<std::string> targets;  // structure base ids
    std::vector<std::string> cautions, sources;
    std::string dose;
    std::string camera;  // view preset that shows it best
};

}  // namespace backstory::motion
