// backstory_audit: plays the shipped movements and lists what no body does, worst first. For developers; the test
// motion_audit_test holds the bars on a few moments of each movement.
#include "muscle/layer_audit.hpp"
#include "posture/clip_audit.hpp"
#include "workspace/library_loader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>

namespace {

using namespace backstory;

struct Options {
    std::vector<std::string> motions;  // ids; all but mirror images when empty
    int moments = 12;
    bool every_frame = false, bones_only = false, layers_only = false;
    double tightness = 0.0;
    std::size_t rows = 40;
    std::string csv;
};

struct Row {
    std::string motion, muscle, segment;
    posture::MuscleFault fault;

    double volume_percent() const { return 100.0 * (static_cast<double>(fault.worst.volume) - 1.0); }
    double depth_mm() const { return 1e3 * static_cast<double>(fault.worst.depth_m); }
    // In bars: 5 % of volume, 3 mm of depth, an edge twice as long, 2 % inside out.
    double badness() const {
        return std::max({std::abs(volume_percent()) / 5.0, depth_mm() / 3.0,
                         (static_cast<double>(fault.worst.edge) - 1.0) / 1.0,
                         static_cast<double>(fault.worst.folded) / 0.02});
    }
};

int fail(const std::string& message) {
    fmt::print(stderr, "{}\n", message);
    return 1;
}

std::string text_of(const Row& row) {
    const auto& w = row.fault.worst;
    return fmt::format("{:28} {:38} {:6.1f} @{:5.1f}  {:5.1f} @{:5.1f} {:12} {:5.2f} @{:5.1f}  {:5.1f} @{:5.1f}",
                       row.motion, row.muscle, row.volume_percent(), row.fault.volume_s, row.depth_mm(),
                       row.fault.depth_s, row.segment, w.edge, row.fault.edge_s, 100.0f * w.folded, row.fault.folded_s);
}

std::string text_of(const workspace::Library& library, const muscle::BoneClash& clash, double time_s) {
    const std::string bone = clash.bone == anatomy::none ? "-" : library.body.structures[clash.bone].id;
    return fmt::format("{:5.1f} mm {:26} in {:12} @{:5.1f}", 1e3 * clash.depth_m, bone, clash.in, time_s);
}

bool write_csv(const std::string& path, const std::vector<Row>& rows) {
    std::ofstream out(path);
    out << "motion,muscle,volume_percent,volume_s,depth_mm,depth_s,depth_segment,depth_x,depth_y,depth_z,crossing_mm,"
           "crossing_s,"
           "edge_ratio,"
           "edge_s,edge_x,edge_y,edge_z,folded_percent,folded_s\n";
    for (const Row& row : rows) {
        const auto& w = row.fault.worst;
        out << fmt::format(
            "{},{},{:.2f},{:.2f},{:.2f},{:.2f},{},{:.4f},{:.4f},{:.4f},{:.2f},{:.2f},{:.3f},{:.2f},{:.4f},{:.4f},"
            "{:.4f},{:.2f},{:.2f}\n",
            row.motion, row.muscle, row.volume_percent(), row.fault.volume_s, row.depth_mm(), row.fault.depth_s,
            row.segment, w.depth_rest.x, w.depth_rest.y, w.depth_rest.z, 1e3f * w.crossing_m, row.fault.crossing_s,
            w.edge, row.fault.edge_s, w.edge_rest.x, w.edge_rest.y, w.edge_rest.z, 100.0f * w.folded,
            row.fault.folded_s);
    }
    return out.good();
}

bool is_asked(const motion::Clip& clip, const Options& options) {
    const auto& asked = options.motions;
    return asked.empty() ? !clip.is_mirror : std::find(asked.begin(), asked.end(), clip.id) != asked.end();
}

struct LayerRow {
    std::string motion;
    std::size_t pair = 0;
    double time_s = 0.0;
    muscle::LayerFault fault;
};

void print(const workspace::Library& library, const muscle::LayerPair& pair, const LayerRow& row) {
    const glm::vec3 at = row.fault.height_rest;
    fmt::print(
        "{:28} {:34} over {:34} {:5} of {:5} {:7.2f} of {:7.2f} cm2 {:5.1f} mm @{:5.1f}  ({:.3f} {:.3f} {:.3f})\n",
        row.motion, library.body.structures[pair.outer].id, library.body.structures[pair.inner].id, row.fault.vertices,
        pair.count, 1e4f * row.fault.area_m2, 1e4f * pair.area_m2, 1e3f * row.fault.height_m, row.time_s, at.x, at.y,
        at.z);
}

// Of each pair of layers the worst moment of each movement, worst first.
int list_layers(const workspace::Library& library, const Options& options, const posture::Dials& dials) {
    muscle::LayerAudit layers(library.body, library.mesh, library.muscles->bind(library.mesh));
    posture::ClipSettler settler(library.posture, library.skeleton);
    motion::SegmentTransforms transforms;
    muscle::MuscleState state;
    std::vector<LayerRow> rows;
    double area_sum_m2 = 0.0;
    int poses = 0;
    for (const motion::Clip& clip : library.clips) {
        if (!is_asked(clip, options)) {
            continue;
        }
        std::vector<LayerRow> worst(layers.pairs().size());
        for (int k = 0; k < options.moments; ++k, ++poses) {
            const double time_s = clip.duration_s * k / std::max(1, options.moments - 1);
            library.skeleton.forward(settler.at(&clip, time_s, dials).pose, transforms);
            library.muscles->solve(transforms, state);
            const std::vector<muscle::LayerFault>& faults = layers.check(state);
            for (std::size_t i = 0; i < faults.size(); ++i) {
                area_sum_m2 += static_cast<double>(faults[i].area_m2);
                if (faults[i].area_m2 > worst[i].fault.area_m2) {
                    worst[i] = {clip.id, i, time_s, faults[i]};
                }
            }
        }
        std::copy_if(worst.begin(), worst.end(), std::back_inserter(rows),
                     [](const LayerRow& row) { return row.fault.vertices > 0; });
    }
    std::sort(rows.begin(), rows.end(),
              [](const LayerRow& a, const LayerRow& b) { return a.fault.area_m2 > b.fault.area_m2; });
    fmt::print("{} pairs, {} poses, {:.2f} cm2 a pose\n", layers.pairs().size(), poses, 1e4 * area_sum_m2 / poses);
    for (std::size_t i = 0; i < std::min(options.rows, rows.size()); ++i) {
        print(library, layers.pairs()[rows[i].pair], rows[i]);
    }
    return 0;
}

int run(const Options& options) {
    const auto places = workspace::find_places();
    if (!places) {
        return fail(places.error().text());
    }
    const auto loaded = workspace::load_library(places.value());
    if (!loaded) {
        return fail(loaded.error().text());
    }
    const workspace::Library& library = *loaded.value();
    muscle::ShapeAudit shapes(library.body, library.mesh, library.muscles->bind(library.mesh));
    const muscle::BoneClashes clashes(library.body);
    posture::ClipAudit audit(library.posture, library.skeleton, *library.muscles, shapes, clashes);
    const auto dials = posture::Dials::hip_flexors({options.tightness, options.tightness});
    for (const std::string& id : options.motions) {
        if (library.find_clip(id) < 0) {
            return fail(fmt::format("'{}' is not a movement; 'backstory list motions' names them.", id));
        }
    }
    if (options.layers_only) {
        return list_layers(library, options, dials);
    }
    std::vector<Row> rows;
    fmt::print("{:28} skate mm/frame           held sinks mm  any sinks mm\n", "movement");
    for (const motion::Clip& clip : library.clips) {
        if (!is_asked(clip, options)) {
            continue;
        }
        const int frames = static_cast<int>(std::ceil(clip.duration_s / posture::ClipAudit::frame_s)) + 1;
        const int moments = options.every_frame ? frames : options.moments;
        const auto faults =
            options.bones_only ? audit.check_bones(clip, moments, dials) : audit.check(clip, moments, dials);
        fmt::print("{:28} {}  {}\n", clip.id, text_of(library, faults.in_prop, faults.in_prop_s),
                   text_of(library, faults.in_limb, faults.in_limb_s));
        if (options.bones_only) {
            continue;
        }
        fmt::print("{:28} {:5.2f} {:12} @{:5.1f}  {:5.2f}          {:5.1f} {:12} @{:5.1f}{}\n", clip.id,
                   1e3 * faults.skate_m, faults.skate_pad, faults.skate_s, 1e3 * faults.held_sink_m,
                   1e3 * faults.sink_m, faults.sink_pad, faults.sink_s, faults.is_finite ? "" : "  NOT FINITE");
        std::fflush(stdout);
        for (const auto& fault : faults.muscles) {
            const auto segment = fault.worst.depth_segment;
            rows.push_back({clip.id, library.body.structures[fault.worst.structure].id,
                            segment == anatomy::none ? "" : library.body.segments[segment].id, fault});
        }
    }
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.badness() > b.badness(); });
    fmt::print("\n{:28} {:38} volume %  @s    in bone mm @s            edge x  @s   inside out %\n", "movement",
               "muscle");
    for (std::size_t i = 0; i < std::min(options.rows, rows.size()); ++i) {
        fmt::print("{}\n", text_of(rows[i]));
    }
    if (!options.csv.empty() && !write_csv(options.csv, rows)) {
        return fail(fmt::format("{}: cannot be written.", options.csv));
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) try {
    Options options;
    CLI::App app(
        "Plays the shipped movements and lists what no body does, worst first: muscles that change volume, "
        "sink into bone, tear or turn inside out; feet that skate, a body that sinks into the floor.");
    app.add_option("motion", options.motions, "Movements; all (their mirror images left out) when none is given");
    app.add_option("--moments", options.moments, "Moments of each movement")->check(CLI::Range(2, 100000));
    app.add_flag("--bones", options.bones_only, "Only bones in floor, furniture and other limbs: quick");
    app.add_flag("--layers", options.layers_only, "Only muscles that stand out through those that cover them at rest");
    app.add_flag("--all", options.every_frame, "Every frame at 60 a second: an hour's work");
    app.add_option("--tightness", options.tightness, "Hip flexors, 0 free to 1 very tight")
        ->check(CLI::Range(0.0, 1.0));
    app.add_option("--rows", options.rows, "Rows of the list");
    app.add_option("--csv", options.csv, "Also write every muscle of every movement to this file");
    CLI11_PARSE(app, argc, argv);
    return run(options);
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
