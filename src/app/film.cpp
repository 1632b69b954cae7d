// `backstory film`: a movement as WebM, MP4 or GIF, or as numbered pictures in a folder. Ctrl+C stops it; nothing half
// written stays.
#include "app/commands.hpp"
#include "app/picture.hpp"
#include "io/png_file.hpp"
#include "io/video_file.hpp"
#include "scene/camera_motion.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <numbers>
#include <string>
#include <system_error>

namespace backstory::app {
namespace {

volatile std::sig_atomic_t stopped = 0;

void stop(int) {
    stopped = 1;
}

// Where pictures go: into a film, or one by one into a folder.
class Reel {
  public:
    static Result<Reel> open(const FilmOptions& options, int width, int height) {
        Reel reel;
        if (!io::is_video_name(options.out)) {
            std::error_code fault;
            if (std::filesystem::path(options.out).has_extension()) {
                return Error{"A film ends with .webm, .mp4 or .gif; a folder's name has no dot.", options.out};
            }
            std::filesystem::create_directories(options.out, fault);
            if (!std::filesystem::is_directory(options.out, fault)) {
                return Error{"The folder cannot be made; choose another with --out.", options.out};
            }
            reel.folder_ = options.out;
            return reel;
        }
        auto video = io::VideoFile::create(options.out, width, height, options.rate_hz);
        if (!video.ok()) {
            return video.error();
        }
        reel.video_ = std::move(video).value();
        return reel;
    }
    Status add(const geometry::Image& picture) {
        if (video_) {
            return video_->add(picture);
        }
        char name[32];
        std::snprintf(name, sizeof name, "frame_%05d.png", ++count_);
        return io::write_png(folder_ / name, picture);
    }
    Status finish() { return video_ ? video_->finish() : Status(Done{}); }

  private:
    std::unique_ptr<io::VideoFile> video_;
    std::filesystem::path folder_;
    int count_ = 0;
};

Status shoot(const FilmOptions& options, Photographer& camera, workspace::State state, int width, int height,
             Reel& reel) {
    const double duration_s = camera.library().clips[static_cast<std::size_t>(state.clip)].duration_s;
    const int count = std::max(1, static_cast<int>(std::lround(duration_s * options.repeat * options.rate_hz)));
    const scene::Camera start = state.camera;
    const double turn_rad = options.turn_deg * std::numbers::pi / 180.0;
    for (int i = 0; i < count; ++i) {
        if (stopped != 0) {
            return Error{"The film was stopped; nothing was written."};
        }
        state.time_s = std::fmod(i / options.rate_hz, duration_s);
        state.camera = scene::orbited(start, static_cast<float>(turn_rad * i / count), 0.0f);
        if (Status status = reel.add(camera.take(state, width, height, options.samples)); !status.ok()) {
            return status;
        }
        if ((i + 1) * 10 / count != i * 10 / count) {
            std::fprintf(stderr, "picture %d of %d\n", i + 1, count);
        }
    }
    return reel.finish();
}

}  // namespace

int write_film(const FilmOptions& options) {
    const auto size = parse_size(options.size, 4096);
    if (!size.ok()) {
        std::fprintf(stderr, "backstory: %s\n", size.error().text().c_str());
        return 2;
    }
    const int width = size.value().first / 2 * 2;
    const int height = size.value().second / 2 * 2;
    auto photographer = Photographer::create({width, height}, options.samples);
    if (!photographer.ok()) {
        return fail(photographer.error());
    }
    Photographer& camera = *photographer.value();
    workspace::State state = workspace::initial_state(camera.library());
    const std::string commands = "open " + options.motion + "; set tightness " + std::to_string(options.tightness) +
                                 "; view motion " + options.view +
                                 (options.commands.empty() ? "" : "; " + options.commands);
    if (const Status status = workspace::perform_all(camera.library(), state, commands); !status.ok()) {
        return fail(status.error());
    }
    if (state.clip < 0) {
        return fail({"There is no movement to film; `backstory list motions` names them."});
    }
    auto reel = Reel::open(options, width, height);
    if (!reel.ok()) {
        return fail(reel.error());
    }
    std::signal(SIGINT, stop);
    std::signal(SIGTERM, stop);
    const Status status = shoot(options, camera, state, width, height, reel.value());
    return status.ok() ? 0 : fail(status.error());
}

}  // namespace backstory::app
