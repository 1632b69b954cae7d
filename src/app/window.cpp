// The subcommand that opens the window.
#include "app/main_window.hpp"

#include <cstdio>
#include <future>
#include <utility>

namespace backstory::app {

int open_window(const WindowOptions& options) {
    platform::Window::Options wanted;
    wanted.within_screen = options.size.empty();
    if (!options.size.empty()) {
        const auto size = parse_size(options.size, 16384);
        if (!size.ok()) {
            std::fprintf(stderr, "backstory: %s\n", size.error().text().c_str());
            return 2;
        }
        wanted.width = size.value().first;
        wanted.height = size.value().second;
    }
    const auto places = workspace::find_places();
    if (!places.ok()) {
        return fail(places.error());
    }
    // The body is read while the driver starts up and its shaders are made ready.
    auto loading = std::async(std::launch::async, [&places] { return workspace::load_library(places.value()); });
    auto window = platform::Window::create(wanted);
    auto renderer = window.ok() ? MainWindow::early_renderer(window.value()->size_px()) : window.error();
    auto library = loading.get();
    if (!renderer.ok()) {
        return fail(renderer.error());
    }
    if (!library.ok()) {
        return fail(library.error());
    }
    MainWindow main(library.value(), places.value(), std::move(window).value(), load_settings());
    if (const Status status = main.start(options, std::move(renderer).value()); !status.ok()) {
        return fail(status.error());
    }
    const Status ended = main.run();
    return ended.ok() ? 0 : fail(ended.error());
}

}  // namespace backstory::app
