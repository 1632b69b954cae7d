// What a frame of the moving body costs on one core, next to a plain matrix-palette skin of the same vertices. Built
// where Google Benchmark is there: backstory_benchmark --benchmark_min_time=2.
#include "motion/player.hpp"
#include "muscle/system.hpp"
#include "workspace/library_loader.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

namespace backstory {
namespace {

// A movement in which nearly every joint bends; frames at 60 a second.
constexpr const char* played = "squat";
constexpr double frame_s = 1.0 / 60.0;

const workspace::Library& library() {
    static const std::shared_ptr<const workspace::Library> loaded = [] {
        auto result = workspace::load_library({std::filesystem::path(BACKSTORY_SOURCE_DIR) / "assets",
                                               std::filesystem::path(BACKSTORY_BINARY_DIR) / "body.glb",
                                               {}});
        if (!result.ok()) {
            std::fprintf(stderr, "%s\n", result.error().text().c_str());
            std::exit(1);
        }
        return result.value();
    }();
    return *loaded;
}

struct Frames {
    const motion::Clip& clip = library().clips[static_cast<std::size_t>(library().find_clip(played))];
    motion::Player player{library().skeleton};
    motion::SegmentTransforms transforms;
    muscle::MuscleState state;
    double time_s = 0.0;

    const motion::Pose& next_pose() {
        time_s = std::fmod(time_s + frame_s, clip.duration_s);
        return player.pose(clip, time_s);
    }
    void solve(const muscle::MuscleSystem& system) {
        library().skeleton.forward(next_pose(), transforms);
        system.solve(transforms, state);
    }
};

// Pose, contacts, joints, all fascicle paths, and the copy of the palette into the memory that the card reads.
void whole_frame(benchmark::State& bench) {
    Frames frames;
    std::vector<muscle::PaletteMatrix> card;
    for (auto _ : bench) {
        frames.solve(*library().muscles);
        card = frames.state.palette;
        benchmark::DoNotOptimize(card.data());
    }
    bench.counters["fascicles"] = static_cast<double>(library().muscles->fascicle_count());
    bench.counters["stations"] = static_cast<double>(library().muscles->station_count());
    bench.counters["per_fascicle"] =
        benchmark::Counter(static_cast<double>(library().muscles->fascicle_count()),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(whole_frame)->Unit(benchmark::kMillisecond);

void pose_and_contacts(benchmark::State& bench) {
    Frames frames;
    for (auto _ : bench) {
        benchmark::DoNotOptimize(frames.next_pose().data());
    }
}
BENCHMARK(pose_and_contacts)->Unit(benchmark::kMillisecond);

// The same frame with every vertex moved as the card does it, here on the same core.
void whole_frame_and_vertices(benchmark::State& bench) {
    const auto& mesh = library().mesh;
    Frames frames;
    const auto skin = library().muscles->bind(mesh);
    std::vector<glm::vec3> positions, normals;
    for (auto _ : bench) {
        frames.solve(*library().muscles);
        muscle::deform(mesh, skin, frames.state.palette, positions, normals);
        benchmark::DoNotOptimize(positions.data());
    }
    bench.counters["vertices"] = static_cast<double>(skin.size());
}
BENCHMARK(whole_frame_and_vertices)->Unit(benchmark::kMillisecond);

// The same vertices moved by the segments alone, four weights each: what any program with a rigged figure does.
void plain_skin(benchmark::State& bench) {
    const auto& mesh = library().mesh;
    Frames frames;
    frames.solve(*library().muscles);
    const std::vector<muscle::PaletteMatrix> palette = frames.state.palette;
    const std::size_t segments = library().body.segments.size();
    std::vector<muscle::SkinVertex> skin(mesh.positions.size());
    for (std::size_t v = 0; v < skin.size(); ++v) {
        for (std::size_t k = 0; k < skin[v].entry.size(); ++k) {
            skin[v].entry[k] = static_cast<std::uint16_t>((v / 1000 + k) % segments);
            skin[v].weight[k] = 0.25f;
        }
    }
    std::vector<glm::vec3> positions, normals;
    for (auto _ : bench) {
        library().skeleton.forward(frames.next_pose(), frames.transforms);
        muscle::deform(mesh, skin, palette, positions, normals);
        benchmark::DoNotOptimize(positions.data());
    }
}
BENCHMARK(plain_skin)->Unit(benchmark::kMillisecond);

// The paths of part of the muscles: the cost grows with their number. The range is their share in percent.
void paths(benchmark::State& bench) {
    anatomy::Body body = library().body;
    std::size_t kept = 0, seen = 0;
    for (auto& structure : body.structures) {
        auto& bundle = structure.bundle;
        if (bundle.fascicles.empty()) {
            continue;
        }
        ++seen;
        if (100 * kept < static_cast<std::size_t>(bench.range(0)) * seen) {
            ++kept;
        } else {
            bundle = {};
        }
    }
    const muscle::MuscleSystem system(body, library().skeleton, library().rules);
    Frames frames;
    for (auto _ : bench) {
        frames.solve(system);
    }
    const auto count = static_cast<double>(system.fascicle_count());
    bench.counters["fascicles"] = count;
    bench.counters["per_fascicle"] =
        benchmark::Counter(count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(paths)->Arg(25)->Arg(50)->Arg(75)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace backstory

BENCHMARK_MAIN();
