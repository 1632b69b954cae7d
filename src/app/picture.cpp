// `backstory render` and `backstory tour`: pictures without a display.
#include "app/picture.hpp"

#include "app/commands.hpp"
#include "base/file.hpp"
#include "io/png_file.hpp"
#include "io/screen_reader.hpp"
#include "render/tiles.hpp"
#include "scene/camera_motion.hpp"
#include "workspace/command.hpp"
#include "workspace/course.hpp"
#include "workspace/library_loader.hpp"

#include <imgui.h>

#include <algorithm>
#include <backends/imgui_impl_opengl3.h>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <future>
#include <limits>
#include <system_error>

namespace backstory::app {
namespace {

using workspace::perform_all;
using workspace::State;

constexpr int largest_picture = 8192;
constexpr glm::ivec2 tour_size{1280, 720};       // px
constexpr float picture_height_at_100 = 800.0f;  // px; letters grow with the picture

// Known before anything is drawn: minutes of work should not end in "cannot write".
Status check_writable(const std::filesystem::path& file) {
    std::error_code fault;
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (!std::filesystem::is_directory(folder, fault)) {
        return Error{"The folder does not exist; make it first or choose another.", folder.string()};
    }
    if (std::filesystem::is_directory(file, fault)) {
        return Error{"This is a folder; name a file in it.", file.string()};
    }
    return Done{};
}

Status arrange(const workspace::Library& library, State& state, const PictureOptions& options) {
    std::string commands;
    if (!options.view.empty()) {
        commands += "view " + options.view + ";";
    }
    commands += "set tightness " + std::to_string(options.tightness) + ";";
    if (!options.motion.empty()) {
        commands += "open " + options.motion + "; at " + std::to_string(options.at) + ";";
        commands += options.view.empty() ? "view motion;" : "";
    }
    commands += options.labels ? "labels on;" : "";
    if (Status status = perform_all(library, state, commands); !status.ok()) {
        return status;
    }
    return options.commands.empty() ? Status(Done{}) : perform_all(library, state, options.commands);
}

std::string file_name(const std::string& title, std::size_t number) {
    std::string name = (number < 10 ? "0" : "") + std::to_string(number) + "_";
    for (const char c : title) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (name.back() != '_') {
            name += '_';
        }
    }
    return name + ".png";
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    }
    return out;
}

Status take_tour_pictures(Photographer& photographer, const anatomy::Lesson& tour,
                          const std::filesystem::path& folder) {
    std::string page =
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Backstory</title>"
        "<style>body{font:16px sans-serif;max-width:60em;margin:2em auto}img{width:100%}</style><h1>" +
        escaped(tour.name) + "</h1><p>" + escaped(photographer.library().texts.text("disclaimer")) + "</p>\n";
    State state = workspace::initial_state(photographer.library());
    for (std::size_t i = 0; i < tour.steps.size(); ++i) {
        const auto& step = tour.steps[i];
        if (const Status status = perform_all(photographer.library(), state, step.commands); !status.ok()) {
            return Error{"In the picture \"" + step.title + "\": " + status.error().message};
        }
        const std::string name = file_name(step.title, i + 1);
        std::printf("%2zu of %zu  %s\n", i + 1, tour.steps.size(), name.c_str());
        std::fflush(stdout);
        if (Status status = io::write_png(folder / name, photographer.take(state, tour_size.x, tour_size.y));
            !status.ok()) {
            return status;
        }
        page += "<h2>" + escaped(step.title) + "</h2><p>" + escaped(step.client_text) + "</p><img src=\"" + name +
                "\" alt=\"" + escaped(step.title) + "\">\n";
    }
    return write_file(folder / "index.html", page);
}

// ImGui's calls go to the photographer's own context, and afterwards to the window's again.
class Turn {
  public:
    explicit Turn(ui::Interface& interface) : before_(ImGui::GetCurrentContext()) { interface.make_current(); }
    ~Turn() { ImGui::SetCurrentContext(before_); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    ImGuiContext* before_;
};
}  // namespace

Photographer::Photographer(std::shared_ptr<const workspace::Library> library, std::filesystem::path fonts)
    : library_(std::move(library)), builder_(library_), workspace_(library_), fonts_(std::move(fonts)) {}

Photographer::~Photographer() {
    if (words_ready_) {
        const Turn turn(interface_);
        ImGui_ImplOpenGL3_Shutdown();
    }
}

Result<std::unique_ptr<Photographer>> Photographer::create(glm::ivec2 size, int samples) {
    const auto places = workspace::find_places();
    if (!places.ok()) {
        return places.error();
    }
    // The driver starts up, and its shaders are made ready, while the body is read.
    auto loading = std::async(std::launch::async, [&places] { return workspace::load_library(places.value()); });
    auto context = platform::HeadlessContext::create();
    auto renderer = context.ok() ? render::Renderer::create() : context.error();
    if (renderer.ok()) {
        renderer.value()->rehearse(glm::min(size, glm::ivec2(render::largest_part_px)), {.samples = samples});
    }
    auto library = loading.get();
    if (!library.ok()) {
        return library.error();
    }
    if (!renderer.ok()) {
        return renderer.error();
    }
    std::unique_ptr<Photographer> photographer(new Photographer(std::move(library).value(), places.value().fonts));
    photographer->context_ = std::move(context).value();
    photographer->renderer_ = std::move(renderer).value();
    return with_surface(std::move(photographer));
}

Result<std::unique_ptr<Photographer>> Photographer::beside(std::shared_ptr<const workspace::Library> library,
                                                           std::filesystem::path fonts) {
    auto renderer = render::Renderer::create();
    if (!renderer.ok()) {
        return renderer.error();
    }
    std::unique_ptr<Photographer> photographer(new Photographer(std::move(library), std::move(fonts)));
    photographer->renderer_ = std::move(renderer).value();
    return with_surface(std::move(photographer));
}

Result<std::unique_ptr<Photographer>> Photographer::with_surface(std::unique_ptr<Photographer> photographer) {
    const auto& lib = photographer->library();
    const Status taken = photographer->renderer_->take_surface(lib.mesh, lib.rest_surface, lib.muscles->bind(lib.mesh));
    if (!taken.ok()) {
        return taken.error();
    }
    return photographer;
}

// Whether anything stands over the picture.
bool Photographer::has_words(const State& state) {
    const bool marks = state.show_marks && (!state.pins.empty() || !state.strokes.empty());
    return state.show_labels || state.show_balance || state.colour_by_stretch || !state.attachments.empty() ||
           !state.referred.empty() || marks || state.compare != workspace::Compare::off;
}

// The same words in the same places as in a window of that size. Asks the last picture what is seen.
void Photographer::arrange_words(const State& shown, glm::ivec2 size) {
    const Turn turn(interface_);
    if (!words_ready_) {
        ImGui_ImplOpenGL3_Init("#version 330 core");
        words_ready_ = true;
    }
    const ImVec2 room{static_cast<float>(size.x), static_cast<float>(size.y)};
    workspace::Settings settings = shown.settings;
    settings.dark_theme = shown.background == scene::Background::studio_dark;
    if (interface_.prepare(settings, fonts_, room.y / picture_height_at_100, room)) {
        ImGui_ImplOpenGL3_DestroyDeviceObjects();  // made again, with the new texture, in the next frame
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::GetIO().DisplaySize = room;
    ImGui::NewFrame();
    static const scene::Sight unknown;
    interface_.draw_over_picture(workspace_, shown, builder_, builder_.camera(), room,
                                 shown.show_labels ? renderer_->sight() : unknown);
    ImGui::Render();
}

void Photographer::draw_words(const render::Tile& tile, glm::ivec2 size) {
    const Turn turn(interface_);
    ImDrawData* words = ImGui::GetDrawData();
    words->DisplayPos = {static_cast<float>(tile.corner_px.x), static_cast<float>(tile.corner_px.y)};
    words->DisplaySize = {static_cast<float>(size.x), static_cast<float>(size.y)};
    renderer_->draw_over([words] { ImGui_ImplOpenGL3_RenderDrawData(words); });
}

State Photographer::framed(const State& state, glm::ivec2 size) {
    State shown = state;
    shown.camera = scene::fitted(builder_.framing_both(state, state.camera),
                                 static_cast<float>(size.x) / static_cast<float>(size.y));
    return shown;
}

render::Picture Photographer::take(const State& state, int width, int height, int samples) {
    const State shown = framed(state, {width, height});
    renderer_->render(builder_.build(shown), {width, height}, render::Quality{.samples = samples});
    if (has_words(shown)) {
        arrange_words(shown, {width, height});
        draw_words({}, {width, height});
    }
    return renderer_->read_picture();
}

void say_parting(const workspace::Library& library, const State& state) {
    if (!workspace::compares(library, state)) {
        return;
    }
    workspace::Course course(library);
    course.follow(workspace::first_performer(state), workspace::second_performer(state));
    course.advance(std::numeric_limits<double>::max());
    std::printf("%s\n", workspace::parting_words(library, state, course).c_str());
}

int render_picture(const PictureOptions& options) {
    const auto size = parse_size(options.size, largest_picture);
    if (!size.ok()) {
        std::fprintf(stderr, "backstory: %s\n", size.error().text().c_str());
        return 2;
    }
    if (const Status status = check_writable(options.out); !status.ok()) {
        return fail(status.error());
    }
    const auto [width, height] = size.value();
    auto photographer = Photographer::create({width, height}, options.samples);
    if (!photographer.ok()) {
        return fail(photographer.error());
    }
    Photographer& camera = *photographer.value();
    State state = workspace::initial_state(camera.library());
    if (const Status status = arrange(camera.library(), state, options); !status.ok()) {
        return fail(status.error());
    }
    if (const Status status = camera.write(state, width, height, options.samples, options.out); !status.ok()) {
        return fail(status.error());
    }
    say_parting(camera.library(), state);
    return 0;
}

int take_tour(const std::string& folder) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (!std::filesystem::is_directory(folder, fault)) {
        return fail({"The folder cannot be made; choose another with --out.", folder});
    }
    const auto places = workspace::find_places();
    if (!places.ok()) {
        return fail(places.error());
    }
    const auto tour = io::read_lesson(places.value().assets / "tour.json");
    if (!tour.ok()) {
        return fail(tour.error());
    }
    auto photographer = Photographer::create(tour_size, sharp_samples);
    if (!photographer.ok()) {
        return fail(photographer.error());
    }
    if (const Status status = take_tour_pictures(*photographer.value(), tour.value(), folder); !status.ok()) {
        return fail(status.error());
    }
    std::printf("Open %s in a browser.\n", (std::filesystem::path(folder) / "index.html").string().c_str());
    return 0;
}

}  // namespace backstory::app
