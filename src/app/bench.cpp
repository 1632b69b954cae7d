// `backstory bench`: how long pictures take on this machine, by level of quality, while a movement plays and the camera
// turns; how long the first one takes from the start of the program, and how much memory it all needs. Ratios within
// one run mean something on any machine; see tools/compare_renderers.py for the same path in other programs.
#include "app/commands.hpp"
#include "app/picture.hpp"
#include "base/file.hpp"
#include "base/memory.hpp"
#include "scene/camera_motion.hpp"
#include "workspace/library_loader.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

namespace backstory::app {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point from) {
    return std::chrono::duration<double>(Clock::now() - from).count();
}

// Resident memory in MiB; 0 where the system does not say.
double resident_mib() {
    std::ifstream status("/proc/self/status");
    std::string word;
    double kib = 0.0;
    while (status >> word) {
        if (word == "VmRSS:") {
            status >> kib;
        }
    }
    return kib / 1024.0;
}

struct Level {
    const char* name;
    render::Quality quality;
    bool moves;  // the movement plays; else only the camera turns
};

struct Figures {
    double median_ms = 0.0, worst_ms = 0.0;
    double cpu_ms = 0.0;  // mean, of all cores together: means something beside other work too
    int draw_calls = 0;
    std::uint64_t triangles = 0;
};

void fill(Figures& figures, Photographer& camera, std::vector<double>& times_ms, std::clock_t cpu_begun) {
    figures.cpu_ms =
        1000.0 * static_cast<double>(std::clock() - cpu_begun) / CLOCKS_PER_SEC / static_cast<double>(times_ms.size());
    std::sort(times_ms.begin(), times_ms.end());
    figures.median_ms = times_ms[times_ms.size() / 2];
    figures.worst_ms = times_ms.back();
    figures.draw_calls = camera.renderer().statistics().draw_calls;
    figures.triangles = camera.renderer().statistics().triangles;
}

Figures measure(Photographer& camera, const workspace::State& start, const Level& level, glm::ivec2 size, int frames) {
    workspace::State state = start;
    const double duration_s = camera.library().clips[static_cast<std::size_t>(state.clip)].duration_s;
    std::vector<double> times_ms;
    Figures figures;
    std::clock_t cpu_begun = 0;
    for (int i = -1; i < frames; ++i) {  // one to warm up
        const double share = static_cast<double>(i + 1) / (frames + 1);
        state.time_s = level.moves ? share * duration_s : 0.0;
        state.camera = scene::orbited(start.camera, static_cast<float>(2.0 * std::numbers::pi * share), 0.0f);
        cpu_begun = i == 0 ? std::clock() : cpu_begun;
        const auto begun = Clock::now();
        camera.renderer().render(camera.builder().build(state), size, level.quality);
        camera.renderer().wait();
        if (i >= 0) {
            times_ms.push_back(1000.0 * seconds_since(begun));
        }
    }
    fill(figures, camera, times_ms, cpu_begun);
    return figures;
}

// The floor under all of it: the same path, with every triangle of the solid surface in one draw and one flat colour.
Figures measure_bare(Photographer& camera, const workspace::State& state, int frames) {
    std::vector<double> times_ms;
    Figures figures;
    std::clock_t cpu_begun = 0;
    for (int i = -1; i < frames; ++i) {
        const double share = static_cast<double>(i + 1) / (frames + 1);
        cpu_begun = i == 0 ? std::clock() : cpu_begun;
        const auto begun = Clock::now();
        if (!camera.renderer().render_bare(
                scene::orbited(state.camera, static_cast<float>(2.0 * std::numbers::pi * share), 0.0f))) {
            return {};
        }
        camera.renderer().wait();
        if (i >= 0) {
            times_ms.push_back(1000.0 * seconds_since(begun));
        }
    }
    fill(figures, camera, times_ms, cpu_begun);
    return figures;
}

std::string as_json(const char* name, const Figures& f) {
    char line[256];
    std::snprintf(line, sizeof line,
                  "  \"%s\": {\"median_ms\": %.2f, \"cpu_ms\": %.2f, \"worst_over_median\": %.2f, \"draw_calls\": %d, "
                  "\"triangles\": %llu}",
                  name, f.median_ms, f.cpu_ms, f.worst_ms / f.median_ms, f.draw_calls,
                  static_cast<unsigned long long>(f.triangles));
    return line;
}

void tell(const char* name, const Figures& f) {
    std::printf("%-26s %7.1f ms a picture, worst %.1f x, CPU %7.1f ms, %d draw calls, %llu triangles\n", name,
                f.median_ms, f.worst_ms / f.median_ms, f.cpu_ms, f.draw_calls,
                static_cast<unsigned long long>(f.triangles));
    std::fflush(stdout);
}

}  // namespace

int measure_speed(const BenchOptions& options) {
    const auto begun = Clock::now();
    const auto size = parse_size(options.size, 8192);
    if (!size.ok()) {
        std::fprintf(stderr, "backstory: %s\n", size.error().text().c_str());
        return 2;
    }
    const glm::ivec2 pixels(size.value().first, size.value().second);
    auto photographer = Photographer::create(pixels, 1);
    if (!photographer.ok()) {
        return fail(photographer.error());
    }
    Photographer& camera = *photographer.value();
    workspace::State state = workspace::initial_state(camera.library());
    if (camera.library().clips.empty()) {
        return fail({"There is no movement to measure with."});
    }
    state.clip = 0;
    // As the window does it: a whole picture at once, which then sharpens by itself.
    (void)camera.take(state, pixels.x, pixels.y, 1);
    const double first_picture_s = seconds_since(begun);
    const double first_picture_cpu_s = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    while (camera.renderer().refine(sharp_samples)) {
    }
    camera.renderer().wait();
    const double sharp_picture_s = seconds_since(begun);
    const Level levels[] = {{"full_sharp_camera_turns", {.samples = 8}, false},
                            {"full_camera_turns", {.samples = 1}, false},
                            {"full_movement_plays", {.samples = 1}, true},
                            {"moving_whole_size", render::moving_quality(true, 1.0f), true},
                            {"moving_0_85", render::moving_quality(true, 0.85f), true},
                            {"moving_0_70", render::moving_quality(true, 0.70f), true}};
    std::string json =
        "{\n  \"size\": \"" + options.size + "\",\n  \"first_picture_s\": " + std::to_string(first_picture_s) + ",\n";
    json += "  \"first_picture_cpu_s\": " + std::to_string(first_picture_cpu_s) + ",\n";
    json += "  \"sharp_picture_s\": " + std::to_string(sharp_picture_s) + ",\n";
    for (const Level& level : levels) {
        if (!options.level.empty() && options.level != level.name) {
            continue;
        }
        const Figures f = measure(camera, state, level, pixels, options.frames);
        tell(level.name, f);
        json += as_json(level.name, f) + ",\n";
    }
    // At rest, as a window is most of the time.
    camera.renderer().render(camera.builder().build(state), pixels, {.samples = 1});
    if (const Figures bare = measure_bare(camera, state, options.frames); bare.triangles > 0) {
        tell("bare_one_draw", bare);
        json += as_json("bare_one_draw", bare) + ",\n";
    }
    while (camera.renderer().refine(sharp_samples)) {
    }
    camera.renderer().wait();
    return_freed_memory();
    json += "  \"resident_mib\": " + std::to_string(resident_mib()) + "\n}\n";
    std::printf("first picture after %.2f s (CPU %.2f s), sharp after %.2f s, %.0f MiB resident\n", first_picture_s,
                first_picture_cpu_s, sharp_picture_s, resident_mib());
    if (!options.json.empty()) {
        if (const Status status = write_file(options.json, json); !status.ok()) {
            return fail(status.error());
        }
    }
    return 0;
}

}  // namespace backstory::app
