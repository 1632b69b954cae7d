#include "app/keeper.hpp"

#include "app/large_picture.hpp"
#include "app/user_folders.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <system_error>

namespace backstory::app {
namespace {

namespace fs = std::filesystem;

// A picture is fit for a page or a 4K screen; a film for a message to the client.
constexpr int picture_side_px = 3840, film_side_px = 1280;
constexpr int part_px = 1024;  // drawn at once: the window waits for one
constexpr int picture_samples = 8, film_samples = 4;
constexpr double film_rate_hz = 25.0;

// The longer side `side`, shaped as `window`, both even.
glm::ivec2 shaped(glm::ivec2 window, int side) {
    const double scale = static_cast<double>(side) / std::max({window.x, window.y, 1});
    const auto even = [&](int length) { return std::max(16, 2 * static_cast<int>(std::lround(0.5 * scale * length))); };
    return {even(window.x), even(window.y)};
}

// "Backstory 2026-03-01 14.05.09.png": never one that is there already.
Result<fs::path> new_file(const char* ending) {
    const fs::path folder = pictures_folder();
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (folder.empty() || !fs::is_directory(folder, fault)) {
        return Error{"There is no folder for pictures to write to.", folder.string()};
    }
    char name[64];
    const std::time_t now = std::time(nullptr);
    std::strftime(name, sizeof name, "Backstory %Y-%m-%d %H.%M.%S", std::localtime(&now));
    fs::path file = folder / (std::string(name) + ending);
    for (int i = 2; fs::exists(file, fault); ++i) {
        file = folder / (std::string(name) + " " + std::to_string(i) + ending);
    }
    return file;
}

}  // namespace

Keeper::Keeper(std::shared_ptr<const workspace::Library> library, fs::path fonts)
    : library_(std::move(library)), fonts_(std::move(fonts)) {}

Keeper::~Keeper() = default;

Status Keeper::begin(ui::Keep what, const workspace::State& state, glm::ivec2 window) {
    if (busy()) {
        return Error{"One is being written already; wait for it or cancel it."};
    }
    auto photographer = Photographer::beside(library_, fonts_);
    if (!photographer.ok()) {
        return photographer.error();
    }
    photographer_ = std::move(photographer).value();
    state_ = state;
    state_.hovered = anatomy::none;
    taken_ = all_ = 0;
    Status status = what == ui::Keep::film ? begin_film(state, window) : begin_picture(state, window);
    if (!status.ok()) {
        cancel();
    }
    return status;
}

Status Keeper::begin_picture(const workspace::State& state, glm::ivec2 window) {
    auto file = new_file(".png");
    if (!file.ok()) {
        return file.error();
    }
    file_ = file.value();
    auto picture =
        LargePicture::begin(*photographer_, state, shaped(window, picture_side_px), picture_samples, file_, part_px);
    if (!picture.ok()) {
        return picture.error();
    }
    picture_ = std::move(picture).value();
    return Done{};
}

Status Keeper::begin_film(const workspace::State& state, glm::ivec2 window) {
    if (state.clip < 0) {
        return Error{"There is no movement to film; start one first."};
    }
    auto file = new_file(".mp4");
    if (!file.ok()) {
        return file.error();
    }
    file_ = file.value();
    size_ = shaped(window, film_side_px);
    auto film = io::VideoFile::create(file_, size_.x, size_.y, film_rate_hz);
    if (!film.ok()) {
        return film.error();
    }
    film_ = std::move(film).value();
    const double duration_s = library_->clips[static_cast<std::size_t>(state.clip)].duration_s;
    all_ = std::max(1, static_cast<int>(std::lround(duration_s * film_rate_hz)));
    return Done{};
}

// True when the film is whole.
Result<bool> Keeper::next_picture() {
    state_.time_s = taken_ / film_rate_hz;
    if (const Status status = film_->add(photographer_->take(state_, size_.x, size_.y, film_samples)); !status.ok()) {
        return status.error();
    }
    if (++taken_ < all_) {
        return false;
    }
    const Status status = film_->finish();
    return status.ok() ? Result<bool>(true) : status.error();
}

Result<std::optional<std::string>> Keeper::go_on() {
    const auto whole = picture_ != nullptr ? picture_->add_part() : next_picture();
    if (!whole.ok()) {
        cancel();
        return whole.error();
    }
    if (!whole.value()) {
        return std::optional<std::string>();
    }
    cancel();
    return std::optional<std::string>("Saved as " + file_.string());
}

void Keeper::cancel() {
    picture_.reset();
    film_.reset();
    photographer_.reset();
}

void Keeper::serve(const ui::FrameResult& frame, const workspace::State& state, glm::ivec2 window,
                   ui::Interface& interface) {
    if (frame.cancels_work && busy()) {
        cancel();
        interface.say("Cancelled; nothing was written.", false);
    }
    if (frame.keep != ui::Keep::none) {
        if (const Status status = begin(frame.keep, state, window); !status.ok()) {
            interface.say(status.error().text(), true);
        }
    } else if (busy()) {
        const auto done = go_on();
        if (!done.ok()) {
            interface.say(done.error().text(), true);
        } else if (done.value()) {
            interface.say(*done.value(), false);
        }
    }
    interface.show_work(busy() ? std::optional<ui::Work>(work()) : std::nullopt);
}

ui::Work Keeper::work() const {
    return picture_ != nullptr
               ? ui::Work{"Saving a picture", picture_->share()}
               : ui::Work{"Saving a film", static_cast<float>(taken_) / static_cast<float>(std::max(1, all_))};
}

}  // namespace backstory::app
