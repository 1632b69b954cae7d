// `backstory motion`, `backstory check`: work with files, no picture.
#include "app/commands.hpp"
#include "base/file.hpp"
#include "io/motion_table.hpp"
#include "io/muscle_table.hpp"
#include "posture/clip_settler.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"

#include <cstdio>

namespace backstory::app {
namespace {

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

namespace {
// Of every muscle: length attachment to attachment in metres, and how many times its length at rest that is.
void add_lengths(const workspace::Library& library, const io::PoseAt& pose_at, io::MotionTable& table) {
    const auto& structures = library.body.structures;
    std::vector<anatomy::StructureIndex> muscles;
    for (std::size_t i = 0; i < structures.size(); ++i) {
        if (structures[i].kind == anatomy::Kind::muscle && !structures[i].bundle.fascicles.empty()) {
            muscles.push_back(static_cast<anatomy::StructureIndex>(i));
            table.columns.push_back(structures[i].id + "_length_m");
            table.columns.push_back(structures[i].id + "_stretch");
        }
    }
    motion::SegmentTransforms transforms;
    muscle::MuscleState solved;
    for (auto& row : table.rows) {
        library.skeleton.forward(pose_at(row.front()), transforms);
        library.muscles->solve(transforms, solved);
        for (const auto m : muscles) {
            row.push_back(library.muscles->length_of(m, solved));
            row.push_back(library.muscles->stretch_of(m, solved));
        }
    }
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
    const io::PoseAt pose_at = [&](double time_s) -> const motion::Pose& {
        return settler.at(&clip, time_s, dials).pose;
    };
    auto table = io::pose_table(library.skeleton, clip, pose_at, options.rate_hz);
    if (!options.mot.empty()) {
        if (const Status status = io::write_motion_mot(options.mot, table, clip.id); !status.ok()) {
            return fail(status.error());
        }
    }
    if (!options.csv.empty()) {
        if (options.lengths) {
            add_lengths(library, pose_at, table);
        }
        if (const Status status = io::write_motion_csv(options.csv, table); !status.ok()) {
            return fail(status.error());
        }
    }
    return 0;
}

int write_muscle(const MuscleOptions& options) {
    const auto places = workspace::find_places(workspace::Need::assets);
    if (!places.ok()) {
        return fail(places.error());
    }
    const auto loaded = workspace::load_library_without_surface(places.value().assets);
    if (!loaded.ok()) {
        return fail(loaded.error());
    }
    const auto& library = *loaded.value();
    const auto table = io::muscle_table(library.body, library.skeleton, *library.muscles, options.name, options.over);
    if (!table.ok()) {
        return fail(table.error());
    }
    if (options.csv.empty()) {
        std::fputs(table.value().c_str(), stdout);
        return 0;
    }
    const Status status = write_file(options.csv, table.value());
    return status.ok() ? 0 : fail(status.error());
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
