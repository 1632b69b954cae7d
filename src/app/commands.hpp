// The subcommands of the program: what they are asked, and what they do. Each returns the exit code: 0 fine, 1 failed
// with one sentence on stderr.
#pragma once

#include "base/result.hpp"

#include <string>
#include <vector>

namespace backstory::app {

struct PictureOptions {
    std::string out;                // PNG file
    std::string size = "1280x720";  // WIDTHxHEIGHT in pixels
    std::string view;               // preset, empty for the usual one
    std::string commands;           // "highlight psoas; fade others 0.15"
    std::string motion;             // clip id, empty for standing
    double at = 0.0;                // 0 .. 1 of the motion
    double tightness = 0.0;         // 0 .. 1, both sides
    bool labels = false;            // names beside what is lit, selected or seen
    int samples = 8;                // sub-pictures: 1 jagged and quick .. 16 smooth
};

struct FilmOptions {
    std::string motion, out;       // clip id; .webm, .mp4, .gif, or a folder for numbered pictures
    std::string size = "960x720";  // WIDTHxHEIGHT in pixels
    std::string view;              // view preset that gives the direction, empty: the movement's best side
    std::string commands;          // as in PictureOptions
    double tightness = 0.0;        // 0 .. 1, both sides
    double rate_hz = 25.0;         // pictures a second
    double turn_deg = 0.0;         // the camera turns so far about the body
    int repeat = 1, samples = 4;   // times through the movement; sub-pictures a picture
};

struct BenchOptions {
    std::string json;  // file to write, empty: a table only
    std::string size = "1280x720";
    int frames = 60;
    std::string level;  // only this one; empty: all
};

struct StripOptions {
    std::string motion, out;                                 // clip id, PNG file
    std::string cell = "320x320";                            // of one moment, WIDTHxHEIGHT in pixels
    std::vector<std::string> sides = {"right", "anterior"};  // view presets that give the direction; one row each
    std::vector<double> tightness = {0.0, 1.0};              // one row each
    std::string commands;                                    // as in PictureOptions
    int moments = 6;
    double from = 0.0, to = 1.0;  // part of the movement
};

struct MotionOptions {
    std::string name, csv, mot;  // clip id; files to write, empty for none
    bool lengths = false;        // lengths and stretch of all muscles as well (CSV)
    double tightness_left = 0.0, tightness_right = 0.0;
    double rate_hz = 50.0;
};

struct MuscleOptions {
    std::string name, over;  // structure id; COORDINATE=FROM:TO or COORDINATE=FROM:TO:STEP
    std::string csv;         // file; standard output when empty
};

struct ExportOptions {
    std::string format;              // ply, stl, obj, glb; empty: as `out` ends, else ply
    std::string out;                 // a folder (one file a structure), or a file that ends with a format (all in one)
    std::vector<std::string> only;   // structures, regions, groups; everything when empty
    std::vector<std::string> kinds;  // bone, disc ...; all when empty
    std::string side;                // midline, right, left; all when empty
    std::string unit;                // m, mm; empty: mm for stl, else m
    std::string motion;              // clip id; empty: the pose that the tables are measured in
    double at = 0.0;                 // 0 .. 1 of the motion
    double tightness = 0.0;          // 0 .. 1, both sides
    bool standing = false;           // neutral standing instead of the measured pose
    bool together = false;           // worked out from `out`
};

struct WindowOptions {
    std::string commands;   // performed at the start
    std::string state_log;  // every performed command is appended here, for tests
    std::string size;       // empty: 1440x900, or what the screen has room for
    int lose_context_after =
        0;  // pictures until the graphics driver is taken to have started anew, for tests; 0: never
};

int render_picture(const PictureOptions& options);
int list_things(const std::string& what, bool json);
int write_motion(const MotionOptions& options);
int write_muscle(const MuscleOptions& options);
int export_surfaces(ExportOptions options);
int check_assets();
int write_film(const FilmOptions& options);
int measure_speed(const BenchOptions& options);
int write_strip(const StripOptions& options);
int take_tour(const std::string& folder);
int open_window(const WindowOptions& options);

// Says the error on stderr and gives the exit code for it.
int fail(const Error& error);
// "1280x720" in pixels; both from 16 to `largest`.
Result<std::pair<int, int>> parse_size(const std::string& text, int largest);

}  // namespace backstory::app
