// backstory_forge: anatomy tables -> body.glb. Reads assets, forges what changed since the last time, writes the file.
#include "io/body_builder.hpp"
#include "io/body_glb.hpp"
#include "io/body_reader.hpp"
#include "io/bone_field_file.hpp"
#include "io/forge_report.hpp"
#include "io/kept_surface.hpp"
#include "io/skeleton_reader.hpp"
#include "io/surface_cache.hpp"
#include "io/wraps_reader.hpp"
#include "muscle/bone_fields.hpp"
#include "muscle/rebind.hpp"
#include "muscle/system.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace {

namespace fs = std::filesystem;
using namespace backstory;

struct Arguments {
    std::string tables, out = "body.glb", wholes;
    std::vector<std::string> only;
    double resolution_mm = 0.0, triangles = 400'000;
    std::string level;
    int threads = 0;
    bool report = false, keep_going = false, no_cache = false, quiet = false, fields = false, alone = false;
};

int fail(const Error& error) {
    std::fputs(("backstory_forge: " + error.text() + "\n").c_str(), stderr);
    return 1;
}

// Takes the assets folder or assets/anatomy in it.
fs::path assets_folder(const fs::path& given) {
    fs::path path = given;
    if (path.filename().empty()) {
        path = path.parent_path();
    }
    return fs::exists(path / "anatomy") ? path : path.parent_path();
}

// Where other programs may turn a segment; nothing while the skeleton is faulty.
std::vector<glm::vec3> pivots_of(const fs::path& assets, const anatomy::Body& body) {
    const auto skeleton = io::read_skeleton(assets, body);
    return skeleton ? io::segment_pivots(skeleton.value()) : std::vector<glm::vec3>();
}

io::BuildOptions options_from(const Arguments& arguments) {
    io::BuildOptions options;
    options.settings.resolution_m = arguments.resolution_mm * 1e-3;
    options.settings.triangle_budget = arguments.level == "low"      ? 150'000
                                       : arguments.level == "medium" ? 400'000
                                       : arguments.level == "high"   ? 1'200'000
                                                                     : arguments.triangles;
    options.only = arguments.only;
    options.keep_going = arguments.keep_going;
    options.alone = arguments.alone;
    options.threads = arguments.threads > 0 ? arguments.threads : static_cast<int>(std::thread::hardware_concurrency());
    if (!arguments.no_cache) {
        options.cache = io::default_cache_folder();
    }
    if (!arguments.quiet) {
        options.progress = [](std::size_t done, std::size_t count, const std::string& id) {
            std::fputs(fmt::format("[{}/{}] {}\n", done, count, id).c_str(), stdout);
            std::fflush(stdout);
        };
    }
    return options;
}

// The structures that are shown in parts, each as the one surface of its table: for export.
anatomy::Body wholes_of(const anatomy::Body& body) {
    anatomy::Body wholes = body;
    wholes.structures = body.wholes;
    wholes.wholes.clear();
    wholes.index();
    return wholes;
}

Status write_wholes(const std::string& out, const anatomy::Body& body, io::BuildOptions options) {
    const anatomy::Body wholes = wholes_of(body);
    if (out.empty() || wholes.structures.empty()) {
        return Done{};
    }
    // Their neighbours, which give muscles their borders, come behind them, so that their indices are those of
    // `wholes`.
    anatomy::Body all = wholes;
    options.only.clear();
    for (const anatomy::Structure& whole : wholes.structures) {
        options.only.push_back(whole.id);
    }
    options.with_neighbours = true;
    for (const anatomy::Structure& structure : body.structures) {
        if (structure.part_of.empty() && structure.kind != anatomy::Kind::skin) {
            all.structures.push_back(structure);
        }
    }
    all.index();
    const std::string key = io::body_key(all, options);
    if (io::read_glb_key(out) == key) {
        return Done{};
    }
    auto built = io::build_body(all, options);
    if (!built) {
        return built.error();
    }
    built.value().mesh.part_of_structure.resize(wholes.structures.size());
    return io::write_body_glb(out, wholes, built.value().mesh, {{}, built.value().faults.empty() ? key : "", true});
}

// How the body moves; nothing while the skeleton or the rules are faulty, which the viewer will name.
struct Moving {
    motion::Skeleton skeleton;
    muscle::BoneFields fields;  // what keeps muscles off bone
    std::optional<muscle::MuscleSystem> muscles;
};

std::unique_ptr<Moving> moving_of(const fs::path& assets, const anatomy::Body& body) {
    auto skeleton = io::read_skeleton(assets, body);
    const auto rules = io::read_wraps(assets, body);
    if (!skeleton || !rules) {
        return nullptr;
    }
    auto moving = std::make_unique<Moving>();
    moving->skeleton = std::move(skeleton).value();
    moving->muscles.emplace(body, moving->skeleton, rules.value(), moving->fields);
    return moving;
}

// Muscles as they are forged alone are not tried out in movement either.
bool is_tried_out(const Arguments& arguments) {
    return !arguments.alone && arguments.only.empty();
}

// The surface as the viewer holds it.
Status keep(const Arguments& arguments, const anatomy::Body& body) {
    return arguments.fields ? io::keep_surface(arguments.out, body) : Status(Done{});
}

// Build tools look at the time: the file is as good as new.
void touch(const fs::path& path) {
    std::error_code ignored;
    fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
}

int run(const Arguments& arguments) {
    const auto start = std::chrono::steady_clock::now();
    const fs::path assets = assets_folder(arguments.tables);
    std::vector<Error> faults;
    const auto body = io::read_body(assets, arguments.keep_going ? &faults : nullptr);
    if (!body) {
        return fail(body.error());
    }
    io::BuildOptions options = options_from(arguments);
    std::map<std::string, forge::Surface> made;
    options.made = &made;
    if (const Status wholes = write_wholes(arguments.wholes, body.value(), options); !wholes) {
        return fail(wholes.error());
    }
    const bool tried_out = is_tried_out(arguments);
    const auto moving = arguments.fields || tried_out ? moving_of(assets, body.value()) : nullptr;
    if (arguments.fields && moving) {
        if (const Status fields = io::write_bone_fields(io::bone_field_place(arguments.out), moving->fields); !fields) {
            return fail(fields.error());
        }
    }
    std::string key = io::body_key(body.value(), options);
    if (tried_out && moving) {
        key += muscle::rebind_key(moving->skeleton, *moving->muscles);
    }
    const bool current = !arguments.report && faults.empty() && io::read_glb_key(arguments.out) == key;
    if (current) {
        if (const Status kept = keep(arguments, body.value()); !kept) {
            return fail(kept.error());
        }
        touch(arguments.out);
        touch(arguments.wholes);
        return 0;
    }
    auto built = io::build_body(body.value(), options);
    if (!built) {
        return fail(built.error());
    }
    faults.insert(faults.end(), built.value().faults.begin(), built.value().faults.end());
    if (tried_out && moving) {
        moving->muscles->keep_volumes(body.value(), built.value().mesh);
        muscle::rebind(body.value(), moving->skeleton, *moving->muscles, built.value().mesh);
    }
    const auto written = io::write_body_glb(arguments.out, body.value(), built.value().mesh,
                                            {pivots_of(assets, body.value()), faults.empty() ? key : ""});
    if (!written) {
        return fail(written.error());
    }
    if (const Status kept = keep(arguments, body.value()); !kept) {
        return fail(kept.error());
    }
    if (arguments.report) {
        std::fputs(io::forge_report(body.value(), built.value().mesh).c_str(), stdout);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!arguments.quiet) {
        std::fputs(fmt::format("{}: {} structures, {} triangles, {} surfaces forged, {} kept from before, {:.1f} s\n",
                               arguments.out, built.value().mesh.parts.size(), built.value().mesh.indices.size() / 3,
                               built.value().forged, built.value().cached, seconds)
                       .c_str(),
                   stdout);
    }
    for (const Error& fault : faults) {
        fail(fault);
    }
    return faults.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
    CLI::App app{"Turns the anatomy tables into body.glb, the rigged surface of the body.", "backstory_forge"};
    Arguments arguments;
    app.add_option("tables", arguments.tables, "The assets folder, or assets/anatomy")
        ->required()
        ->check(CLI::ExistingDirectory);
    app.add_option("-o,--out", arguments.out, "File to write")->capture_default_str();
    app.add_option("--wholes", arguments.wholes, "File for muscles in one piece that the body shows in parts");
    app.add_flag(
        "--fields", arguments.fields,
        "Write beside it what keeps muscles off bone (.fields) and the surface as the viewer holds it (.surface), "
        "so that the viewer starts sooner");
    app.add_option("--only", arguments.only,
                   "Only these structures; muscles as each is forged alone, without borders to their neighbours")
        ->delimiter(',');
    app.add_flag("--alone", arguments.alone, "Muscles without common borders, as each is forged alone");
    app.add_option("--resolution", arguments.resolution_mm, "Grid spacing in mm; 0 chooses it for each structure")
        ->check(CLI::Range(0.0, 5.0));
    auto* triangles =
        app.add_option("--triangles", arguments.triangles, "Triangles in all, about (150000, 400000, 1200000)")
            ->check(CLI::Range(1e4, 2e7))
            ->capture_default_str();
    app.add_option("--level", arguments.level,
                   "Level of detail: low, medium or high (150000, 400000, 1200000 triangles)")
        ->check(CLI::IsMember({"low", "medium", "high"}))
        ->excludes(triangles);
    app.add_option("--threads", arguments.threads, "Threads; 0 takes all cores")->check(CLI::Range(0, 256));
    app.add_flag("--report", arguments.report, "Print a table of all surfaces");
    app.add_flag("--keep-going", arguments.keep_going, "Leave out what is faulty and build the rest");
    app.add_flag("--no-cache", arguments.no_cache, "Forge everything anew");
    app.add_flag("--quiet", arguments.quiet, "No progress lines");
    CLI11_PARSE(app, argc, argv);
    return run(arguments);
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
