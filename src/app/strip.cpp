// `backstory strip`: one picture with moments of a movement side by side, from several sides, for each tightness.
#include "app/commands.hpp"
#include "app/picture.hpp"
#include "geometry/image.hpp"
#include "io/png_file.hpp"
#include "scene/camera_motion.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace backstory::app {
namespace {

constexpr int widest_px = 8192;

void paste(const geometry::Image& from, int x, int y, geometry::Image& to) {
    for (int row = 0; row < from.height; ++row) {
        std::copy_n(from.rgba.begin() + static_cast<std::ptrdiff_t>(from.offset(0, row)), 4 * from.width,
                    to.rgba.begin() + static_cast<std::ptrdiff_t>(to.offset(x, y + row)));
    }
}

std::string commands_for(const StripOptions& options, const std::string& side, double tightness) {
    return "open " + options.motion + "; set tightness " + std::to_string(tightness) +
           (options.commands.empty() ? "" : "; " + options.commands) + "; view motion " + side;
}

}  // namespace

int write_strip(const StripOptions& options) {
    const auto cell = parse_size(options.cell, 2048);
    if (!cell.ok()) {
        std::fprintf(stderr, "backstory: %s\n", cell.error().text().c_str());
        return 2;
    }
    const auto [width, height] = cell.value();
    const auto rows = static_cast<int>(options.sides.size() * options.tightness.size());
    geometry::Image sheet{width * options.moments, height * rows, {}};
    if (sheet.width > widest_px || sheet.height > widest_px) {
        return fail({"The strip would be larger than " + std::to_string(widest_px) +
                     " pixels; ask for fewer moments or smaller cells."});
    }
    sheet.rgba.resize(sheet.offset(0, sheet.height));
    auto photographer = Photographer::create({width, height}, sharp_samples);
    if (!photographer.ok()) {
        return fail(photographer.error());
    }
    Photographer& camera = *photographer.value();
    int row = 0;
    workspace::State told;  // the last row's, for the words
    for (const std::string& side : options.sides) {
        for (const double tightness : options.tightness) {
            workspace::State state = workspace::initial_state(camera.library());
            const Status status =
                workspace::perform_all(camera.library(), state, commands_for(options, side, tightness));
            if (!status.ok()) {
                return fail(status.error());
            }
            const double duration_s = camera.library().clips[static_cast<std::size_t>(state.clip)].duration_s;
            for (int i = 0; i < options.moments; ++i) {
                const double share = options.from + (options.to - options.from) * i / std::max(1, options.moments - 1);
                state.time_s = share * duration_s;
                paste(camera.take(state, width, height), i * width, row * height, sheet);
            }
            told = std::move(state);
            ++row;
        }
    }
    if (const Status status = io::write_png(options.out, sheet); !status.ok()) {
        return fail(status.error());
    }
    say_parting(camera.library(), told);
    return 0;
}

}  // namespace backstory::app
