#include "app/app.hpp"

#include "app/commands.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdio>
#include <exception>

namespace backstory::app {
namespace {

constexpr const char* version_text = "backstory " BACKSTORY_VERSION;

struct Options {
    WindowOptions window;
    PictureOptions picture;
    StripOptions strip;
    FilmOptions film;
    BenchOptions bench;
    MotionOptions motion;
    MuscleOptions muscle;
    double motion_tightness = -1.0;
    ExportOptions surfaces;
    std::string list_what;
    bool list_json = false;
    std::string tour_folder;
};

// CLI11's own range lets "nan" through.
CLI::Validator between(double low, double high) {
    const std::string range = std::to_string(low).substr(0, 6) + " to " + std::to_string(high).substr(0, 6);
    return {[low, high, range](std::string& text) {
                double value = 0.0;
                const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
                const bool good =
                    fault == std::errc() && end == text.data() + text.size() && value >= low && value <= high;
                return good ? std::string() : "\"" + text.substr(0, 40) + "\" is not a number from " + range;
            },
            range, "between"};
}

void add_window(CLI::App& app, Options& o) {
    app.add_option("--do", o.window.commands, "Commands to start with, separated by ';'");
    app.add_option("--size", o.window.size, "Window size, WIDTHxHEIGHT; left out: what the screen has room for");
    app.add_option("--state-log", o.window.state_log, "Write every performed command to this file");
    app.add_option("--lose-context", o.window.lose_context_after,
                   "Behave after so many pictures as though the graphics driver had started anew, for tests")
        ->check(CLI::Range(0, 1000000));
}

CLI::App* add_render(CLI::App& app, Options& o) {
    auto* sub = app.add_subcommand("render", "Write a picture (PNG); needs no display");
    sub->add_option("--out", o.picture.out, "The PNG file to write")->required();
    sub->add_option("--size", o.picture.size, "WIDTHxHEIGHT in pixels, up to 8192x8192")->capture_default_str();
    sub->add_option("--samples", o.picture.samples, "Smoothness of edges, 1 to 16")
        ->check(CLI::Range(1, 16))
        ->capture_default_str();
    sub->add_option("--view", o.picture.view, "Where to look from; `backstory list views` names them");
    sub->add_option("--do", o.picture.commands, "Commands, separated by ';'; `backstory list commands` names them");
    sub->add_flag("--labels", o.picture.labels, "Names beside what is lit or selected, else beside what is seen");
    sub->add_option("--motion", o.picture.motion, "A movement; `backstory list motions` names them");
    sub->add_option("--at", o.picture.at, "Moment of the movement, 0 start to 1 end")->check(between(0.0, 1.0));
    sub->add_option("--tightness", o.picture.tightness, "How tight the hip flexors are, 0 to 1")
        ->check(between(0.0, 1.0));
    return sub;
}

CLI::App* add_strip(CLI::App& app, Options& o) {
    auto* sub = app.add_subcommand("strip", "Write moments of a movement side by side (PNG); needs no display");
    sub->add_option("motion", o.strip.motion, "The movement; `backstory list motions` names them")->required();
    sub->add_option("--out", o.strip.out, "The PNG file to write")->required();
    sub->add_option("--cell", o.strip.cell, "Size of one moment, WIDTHxHEIGHT in pixels")->capture_default_str();
    sub->add_option("--sides", o.strip.sides, "Views to look from, one row each")->delimiter(',');
    sub->add_option("--tightness", o.strip.tightness, "How tight, one row each")
        ->delimiter(',')
        ->check(between(0.0, 1.0));
    sub->add_option("--do", o.strip.commands, "Commands before it, separated by ';'");
    sub->add_option("--moments", o.strip.moments, "How many, evenly over the movement")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    sub->add_option("--from", o.strip.from, "First moment, 0 start to 1 end")->check(between(0.0, 1.0));
    sub->add_option("--to", o.strip.to, "Last moment, 0 start to 1 end")->check(between(0.0, 1.0));
    return sub;
}

CLI::App* add_film(CLI::App& app, Options& o) {
    auto* sub = app.add_subcommand("film", "Write a movement as a film; needs no display");
    sub->add_option("motion", o.film.motion, "The movement; `backstory list motions` names them")->required();
    sub->add_option(
           "--out", o.film.out,
           "A file that ends with .webm, .mp4 or .gif (needs the program FFmpeg), or a folder for numbered PNG")
        ->required();
    sub->add_option("--size", o.film.size, "WIDTHxHEIGHT in pixels, up to 4096x4096")->capture_default_str();
    sub->add_option("--view", o.film.view, "The side to look from; left out: the movement's best side");
    sub->add_option("--do", o.film.commands, "Commands before it, separated by ';'");
    sub->add_option("--tightness", o.film.tightness, "How tight the hip flexors are, 0 to 1")->check(between(0.0, 1.0));
    sub->add_option("--rate", o.film.rate_hz, "Pictures a second")->check(between(1.0, 120.0))->capture_default_str();
    sub->add_option("--turn", o.film.turn_deg, "How far the camera turns about the body, degrees")
        ->check(between(-3600.0, 3600.0));
    sub->add_option("--repeat", o.film.repeat, "How often the movement is shown")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    sub->add_option("--samples", o.film.samples, "Smoothness of edges, 1 to 16")
        ->check(CLI::Range(1, 16))
        ->capture_default_str();
    return sub;
}

CLI::App* add_bench(CLI::App& app, Options& o) {
    auto* sub = app.add_subcommand("bench", "Measure how fast this machine draws; needs no display");
    sub->add_option("--json", o.bench.json, "Write the figures to this file as well");
    sub->add_option("--size", o.bench.size, "WIDTHxHEIGHT in pixels")->capture_default_str();
    sub->add_option("--frames", o.bench.frames, "Pictures a level")->check(CLI::Range(3, 1000))->capture_default_str();
    sub->add_option("--level", o.bench.level, "Only this level of quality, as the table names it");
    return sub;
}

CLI::App* add_list(CLI::App& app, Options& o) {
    auto* sub = app.add_subcommand("list", "Name what there is");
    sub->add_option("what", o.list_what, "structures, regions, groups, motions, views, lessons, pain or commands")
        ->required()
        ->check(CLI::IsMember({"structures", "regions", "groups", "motions", "views", "lessons", "pain", "commands"}));
    sub->add_flag("--json", o.list_json, "As JSON");
    return sub;
}

CLI::App* add_motion(CLI::App& app, Options& o) {
    auto* sub = app.add_subcommand("motion", "Write the joint angles of a movement as a table");
    sub->add_option("name", o.motion.name, "The movement; `backstory list motions` names them")->required();
    auto* csv = sub->add_option("--csv", o.motion.csv, "The CSV file to write");
    auto* mot = sub->add_option("--mot", o.motion.mot, "The OpenSim motion file (.mot) to write");
    sub->add_flag("--lengths", o.motion.lengths,
                  "Length (m) and stretch of every muscle as further columns of the CSV file")
        ->needs(csv);
    auto* files = sub->add_option_group("file", "What to write");
    files->add_options(csv, mot);
    files->require_option(1, 2);
    sub->add_option("--tightness", o.motion_tightness, "How tight the hip flexors are, both sides, 0 to 1")
        ->check(between(0.0, 1.0));
    sub->add_option("--tightness-left", o.motion.tightness_left, "The same for the left side")
        ->check(between(0.0, 1.0));
    sub->add_option("--tightness-right", o.motion.tightness_right, "The same for the right side")
        ->check(between(0.0, 1.0));
    sub->add_option("--rate", o.motion.rate_hz, "Rows a second")->check(between(1.0, 1000.0))->capture_default_str();
    return sub;
}

CLI::App* add_muscle(CLI::App& app, Options& o) {
    auto* sub = app.add_subcommand("muscle", "Write length, stretch and moment arm of a muscle over a joint's range");
    sub->add_option("name", o.muscle.name, "The muscle; `backstory list structures` names them")->required();
    sub->add_option("--over", o.muscle.over,
                    "COORDINATE=FROM:TO or COORDINATE=FROM:TO:STEP in degrees, as in hip_flexion_r=-20:110")
        ->required();
    sub->add_option("--csv", o.muscle.csv, "The CSV file to write; left out: printed");
    return sub;
}

CLI::App* add_export(CLI::App& app, Options& o) {
    auto* sub = app.add_subcommand("export", "Write closed surfaces for other programs and for printing");
    sub->add_option("--out", o.surfaces.out,
                    "A folder (one file a structure; muscles and bones that are shown in parts also as a whole), or a "
                    "file that ends with .ply, .stl, .obj or .glb (everything in one)")
        ->required();
    sub->add_option("--format", o.surfaces.format, "ply, stl, obj or glb; left out: as the file ends, ply in a folder")
        ->check(CLI::IsMember({"ply", "stl", "obj", "glb"}));
    sub->add_option("--only", o.surfaces.only, "Only these structures, regions or groups");
    sub->add_option("--kind", o.surfaces.kinds,
                    "Only these kinds: bone, cartilage, disc, muscle, ligament, nerve, skin, tooth")
        ->delimiter(',')
        ->check(CLI::IsMember({"bone", "cartilage", "disc", "muscle", "ligament", "nerve", "skin", "tooth"}));
    sub->add_option("--side", o.surfaces.side, "Only this side: left, right or midline")
        ->check(CLI::IsMember({"left", "right", "midline"}));
    sub->add_option("--unit", o.surfaces.unit,
                    "m or mm; left out: mm in stl (as printing programs expect), m in the others. X forwards, Y up, Z "
                    "to the right")
        ->check(CLI::IsMember({"m", "mm"}));
    sub->add_option("--motion", o.surfaces.motion,
                    "In the pose of a movement; left out: the pose that the tables are measured in");
    sub->add_option("--at", o.surfaces.at, "Moment of the movement, 0 start to 1 end")->check(between(0.0, 1.0));
    sub->add_option("--tightness", o.surfaces.tightness, "How tight the hip flexors are, 0 to 1")
        ->check(between(0.0, 1.0));
    sub->add_flag("--standing", o.surfaces.standing, "In neutral standing, as `render` shows the body");
    return sub;
}

// CLI11's sentences end without advice; say where to find it.
int wrong_usage(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
        return app.exit(error);  // --help, --version
    }
    std::fprintf(stderr, "backstory: %s (see backstory --help)\n", error.what());
    return 2;
}

int parse_and_run(int argc, char** argv) {
    Options o;
    CLI::App app("Backstory: the body, its muscles and how they move. Without a subcommand the window opens.",
                 "backstory");
    app.set_version_flag("--version", version_text);
    app.require_subcommand(0, 1);
    add_window(app, o);
    CLI::App* render = add_render(app, o);
    CLI::App* strip = add_strip(app, o);
    CLI::App* film = add_film(app, o);
    CLI::App* bench = add_bench(app, o);
    CLI::App* list = add_list(app, o);
    CLI::App* motion = add_motion(app, o);
    CLI::App* muscle = add_muscle(app, o);
    CLI::App* surfaces = add_export(app, o);
    CLI::App* check = app.add_subcommand("check", "Check all assets; names every fault with file and line");
    CLI::App* tour = app.add_subcommand("tour", "Write a picture tour; needs no display");
    tour->add_option("--out", o.tour_folder, "The folder to write into")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return wrong_usage(app, error);
    }
    if (o.motion_tightness >= 0.0) {
        o.motion.tightness_left = o.motion.tightness_right = o.motion_tightness;
    }
    if (render->parsed()) {
        return render_picture(o.picture);
    }
    if (strip->parsed()) {
        return write_strip(o.strip);
    }
    if (film->parsed()) {
        return write_film(o.film);
    }
    if (bench->parsed()) {
        return measure_speed(o.bench);
    }
    if (list->parsed()) {
        return list_things(o.list_what, o.list_json);
    }
    if (motion->parsed()) {
        return write_motion(o.motion);
    }
    if (muscle->parsed()) {
        return write_muscle(o.muscle);
    }
    if (surfaces->parsed()) {
        return export_surfaces(o.surfaces);
    }
    if (check->parsed()) {
        return check_assets();
    }
    if (tour->parsed()) {
        return take_tour(o.tour_folder);
    }
    return open_window(o.window);
}

}  // namespace

int fail(const Error& error) {
    std::fprintf(stderr, "backstory: %s\n", error.text().c_str());
    return 1;
}

Result<std::pair<int, int>> parse_size(const std::string& text, int largest) {
    int width = 0, height = 0;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, width);
    if (first.ec == std::errc() && first.ptr != end && *first.ptr == 'x') {
        const auto second = std::from_chars(first.ptr + 1, end, height);
        if (second.ec == std::errc() && second.ptr == end && width >= 16 && height >= 16 && width <= largest &&
            height <= largest) {
            return std::pair{width, height};
        }
    }
    return Error{"The size is WIDTHxHEIGHT in pixels, each from 16 to " + std::to_string(largest) +
                 ", for example 1280x720, not \"" + text.substr(0, 40) + "\"."};
}

int run(int argc, char** argv) {
    try {
        return parse_and_run(argc, argv);
    } catch (const std::bad_alloc&) {
        return fail({"There is not enough memory for this; try a smaller picture or close other programs."});
    } catch (const std::exception& error) {
        return fail({std::string("Something went wrong inside the program: ") + error.what()});
    }
}

}  // namespace backstory::app
