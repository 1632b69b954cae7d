// `backstory motion`, `backstory export`, `backstory check`: work with files, no picture.
#include "app/commands.hpp"
#include "io/motion_table.hpp"
#include "io/surface_file.hpp"
#include "posture/clip_settler.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/targets.hpp"

#include <cstdio>
#include <filesystem>
#include <system_error>

namespace backstory::app {
namespace {

geometry::Mesh surface_of(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part) {
    geometry::Mesh one;
    const auto first = mesh.positions.begin() + part.first_vertex;
    one.positions.assign(first, first + part.vertex_count);
    one.indices.reserve(part.index_count);
    for (std::uint32_t i = 0; i < part.index_count; ++i) {
        one.indices.push_back(mesh.indices[part.first_index + i] - part.first_vertex);
    }
    return one;
}

Result<std::vector<std::uint8_t>> chosen(const workspace::Library& library, const std::vector<std::string>& only) {
    std::vector<std::uint8_t> wanted(library.body.structures.size(), only.empty() ? 1 : 0);
    for (const auto& words : only) {
        const auto target = workspace::find_target(library, words);
        if (!target.ok()) {
            return target.error();
        }
        for (const auto s : target.value().structures) {
            wanted[s] = 1;
        }
    }
    return wanted;
}

// Every structure that a person can click has a sentence to read.
std::size_t check_cards(const workspace::Library& library) {
    std::size_t missing = 0;
    for (const auto& s : library.body.structures) {
        const auto* card = library.knowledge.find(s.base_id);
        if (card == nullptr) {
            card = library.knowledge.find(s.part_of);
        }
        if (card == nullptr || card->sentence.empty()) {
            std::fprintf(stderr, "%s: no sentence for clients in assets/knowledge\n", s.id.c_str());
            ++missing;
        }
    }
    return missing;
}

}  // namespace

int write_motion(const MotionOptions& options) {
    const auto places = workspace::find_places(workspace::Need::assets);
    if (!places.ok()) {
        return fail(places.error());
    }
    const auto loaded = workspace::load_library_without_surface(places.value().assets);
    if (!loaded.ok()) {
        return fail(loaded.error());
    }
    const auto& library = *loaded.value();
    workspace::State state = workspace::initial_state(library);
    if (const Status status = workspace::perform(library, state, "open " + options.name); !status.ok()) {
        return fail(status.error());
    }
    const auto& clip = library.clips[static_cast<std::size_t>(state.clip)];
    const motion::Tightness tightness{options.tightness_left, options.tightness_right};
    const auto dials = posture::Dials::hip_flexors(tightness);
    posture::ClipSettler settler(library.posture, library.skeleton);
    const auto table = io::pose_table(
        library.skeleton, clip,
        [&](double time_s) -> const motion::Pose& { return settler.at(&clip, time_s, dials).pose; }, options.rate_hz);
    if (const Status status = io::write_motion_csv(options.csv, table); !status.ok()) {
        return fail(status.error());
    }
    return 0;
}

int export_surfaces(const ExportOptions& options) {
    const auto places = workspace::find_places();
    if (!places.ok()) {
        return fail(places.error());
    }
    const auto loaded = workspace::load_library(places.value());
    if (!loaded.ok()) {
        return fail(loaded.error());
    }
    const auto& library = *loaded.value();
    const auto wanted = chosen(library, options.only);
    if (!wanted.ok()) {
        return fail(wanted.error());
    }
    std::error_code fault;
    std::filesystem::create_directories(options.out, fault);
    if (!std::filesystem::is_directory(options.out, fault)) {
        return fail({"The folder cannot be made; choose another with --out.", options.out});
    }
    std::size_t count = 0;
    for (const auto& part : library.mesh.parts) {
        if (wanted.value()[part.structure] == 0) {
            continue;
        }
        const auto file = std::filesystem::path(options.out) / (library.body.structures[part.structure].id + ".ply");
        if (const Status status = io::write_ply(file, surface_of(library.mesh, part)); !status.ok()) {
            return fail(status.error());
        }
        ++count;
    }
    std::printf("Wrote %zu surfaces to %s\n", count, options.out.c_str());
    return 0;
}

int check_assets() {
    const auto places = workspace::find_places();
    if (!places.ok()) {
        return fail(places.error());
    }
    std::vector<Error> faults;
    const auto loaded = workspace::load_library(places.value(), &faults);
    for (const auto& fault : faults) {
        std::fprintf(stderr, "%s\n", fault.text().c_str());
    }
    if (!loaded.ok()) {
        return fail(loaded.error());
    }
    const auto& library = *loaded.value();
    const std::size_t missing = check_cards(library);
    if (missing + faults.size() > 0) {
        std::fprintf(stderr, "backstory: %zu faults in the assets.\n", missing + faults.size());
        return 1;
    }
    std::printf(
        "All assets are fine: %zu structures, %zu surfaces, %zu cards, %zu movements, %zu views, %zu lessons.\n",
        library.body.structures.size(), library.mesh.parts.size(), library.knowledge.cards.size(), library.clips.size(),
        library.views.size(), library.lessons.size());
    return 0;
}

}  // namespace backstory::app
