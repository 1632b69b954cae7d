#include "app/main_window.hpp"

#include "app/pointing.hpp"
#include "base/memory.hpp"
#include "scene/camera_motion.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace backstory::app {

namespace {

using workspace::State;

// After an event the interface may need some frames to settle (hover, scrolling, popups).
constexpr int frames_after_event = 4;
constexpr double longest_step_s = 0.1;  // a motion never jumps further, however slow the machine
constexpr int smallest_side = 16;       // px: below, nothing is drawn

constexpr int still_samples = 8;
const render::Quality still_quality{.samples = 1};

}  // namespace

MainWindow::MainWindow(std::shared_ptr<const workspace::Library> library, const workspace::Places& places,
                       std::unique_ptr<platform::Window> window, const LoadedSettings& settings)
    : library_(std::move(library)),
      fonts_(places.fonts),
      host_(std::move(window), interface_, [this] { frames_left_ = frames_after_event; }),
      workspace_(library_, settings.settings),
      builder_(library_),
      saved_settings_(settings.settings),
      thumbnails_(library_, thumbnail_stamp(places.assets, places.body)),
      keeper_(library_, places.fonts),
      frames_left_(frames_after_event) {
    builder_.work_beside();
    const std::string views = views_.load(workspace_);
    if (!settings.message.empty() || !views.empty()) {
        interface_.say(settings.message + (settings.message.empty() || views.empty() ? "" : " ") + views, true);
    }
}

MainWindow::~MainWindow() {
    keeper_.cancel();
    renderer_.reset();
}

Result<std::unique_ptr<render::Renderer>> MainWindow::early_renderer(glm::ivec2 size) {
    auto renderer = render::Renderer::create();
    if (renderer.ok()) {
        renderer.value()->rehearse(glm::max(size, glm::ivec2(smallest_side)), still_quality);
    }
    return renderer;
}

Status MainWindow::take_renderer(Result<std::unique_ptr<render::Renderer>> renderer) {
    if (!renderer.ok()) {
        return renderer.error();
    }
    renderer_ = std::move(renderer).value();
    software_ = render::draws_in_software();
    return renderer_->take_surface(library_->mesh, library_->rest_surface, library_->muscles->bind(library_->mesh));
}

// After the graphics driver started anew. What is shown, and every step that can be undone, is the workspace's.
Status MainWindow::renew_context() {
    constexpr int most_in_a_row = 3, steady = 100;
    renewals_ = shown_ > steady ? 1 : renewals_ + 1;
    if (renewals_ > most_in_a_row) {
        return Error{"The graphics driver stops again and again; update it, or start with LIBGL_ALWAYS_SOFTWARE=1."};
    }
    const bool was_saving = keeper_.busy();
    keeper_.cancel();
    interface_.forget_pictures();
    thumbnails_.forget();
    renderer_.reset();
    if (Status status = host_.renew(); !status.ok()) {
        return status;
    }
    log_.befell("the graphics driver started anew");
    shown_ = 0;
    frames_left_ = frames_after_event;
    interface_.say(std::string("The graphics driver had to start anew. Everything is as it was") +
                       (was_saving ? ", but the file was not saved: please save it again." : "."),
                   was_saving);
    return take_renderer(render::Renderer::create());
}

Status MainWindow::start(const WindowOptions& options, std::unique_ptr<render::Renderer> renderer) {
    if (!options.state_log.empty()) {
        if (Status status = log_.open(options.state_log); !status.ok()) {
            return status;
        }
    }
    lose_after_ = options.lose_context_after;
    if (Status status = take_renderer(std::move(renderer)); !status.ok()) {
        return status;
    }
    if (!options.commands.empty()) {
        const auto done = workspace_.perform(options.commands);
        if (!done.ok()) {
            return done.error();
        }
    }
    flight_.jump(workspace_.state().camera);
    return Done{};
}

void MainWindow::perform(const std::string& commands) {
    const auto done = workspace_.perform(commands);
    log_.performed(commands, done, workspace_);
    if (!done.ok()) {
        interface_.say(done.error().text(), true);
        return;
    }
    const auto& state = workspace_.state();
    if (done.value().moved_camera && !state.settings.reduced_motion) {
        flight_.fly(state.camera);
    } else {
        flight_.follow(state.camera);
    }
    // Steps taken back are said, and what was done to views; so is that there is no further one.
    const bool about_views = commands.find(" view") != std::string::npos && !done.value().moved_camera;
    if (commands == "undo" || commands == "redo" || about_views) {
        interface_.say(done.value().sentence, false);
    }
    if (const Status status = views_.keep(workspace_); !status.ok()) {
        interface_.say(status.error().text(), true);
    }
    if (!(state.settings == saved_settings_)) {
        saved_settings_ = state.settings;
        if (const Status status = save_settings(state.settings); !status.ok()) {
            interface_.say(status.error().text(), true);
        }
    }
}

// The body stands in the part of the window that no panel covers.
scene::Camera MainWindow::shown_camera(glm::ivec2 size) {
    scene::Camera camera = builder_.framing_both(workspace_.state(), flight_.now());
    if (free_.width <= 0.0f || free_.height <= 0.0f) {
        return camera;
    }
    return scene::within(camera, {free_.x, free_.y}, {free_.width, free_.height}, glm::vec2(size));
}

bool MainWindow::restless() const {
    return workspace_.state().playing || flight_.flying() || busy_hands_ || frames_left_ > 0;
}

void MainWindow::draw_body(const State& state, glm::ivec2 size) {
    const bool moving = state.playing || flight_.flying() || busy_hands_;
    const render::Quality quality = moving ? render::moving_quality(software_, moving_scale_.now()) : still_quality;
    State shown = state;
    shown.camera = shown_camera(size);
    renderer_->render(builder_.build(shown), size, quality);
    drew_ = drew_ || !renderer_->statistics().reused;
    // A still picture sharpens by itself, one sub-picture a frame.
    refining_ = !moving && renderer_->refine(still_samples);
    const auto texture = ui::texture_id(renderer_->texture());
    ImGui::GetBackgroundDrawList()->AddImage(
        texture, {0.0f, 0.0f}, {static_cast<float>(size.x), static_cast<float>(size.y)}, {0.0f, 1.0f}, {1.0f, 0.0f});
}

// What drawing and loading took and does not need any more goes back to the system: many minutes may pass now.
void MainWindow::rest() {
    if (drew_) {
        drew_ = false;
        renderer_->wait();  // what is still being drawn keeps its memory
        return_freed_memory();
    }
}

void MainWindow::point_at_pain(glm::ivec2 pixel) {
    const std::string command = pain_command(*renderer_, builder_, workspace_.state().camera, pixel);
    if (command.empty()) {
        interface_.say("Tap the body itself, or a place on the small map.", false);
    } else {
        perform(command);
    }
}

void MainWindow::pick(const ui::FrameResult& result) {
    const auto id_at = [&](ImVec2 at) {
        return structure_at(*renderer_, *library_, {static_cast<int>(at.x), static_cast<int>(at.y)});
    };
    if (result.clicked && result.points_at_pain) {
        point_at_pain({static_cast<int>(result.clicked->x), static_cast<int>(result.clicked->y)});
    } else if (result.clicked) {
        const std::string id = id_at(*result.clicked);
        if (id.empty()) {
            if (!workspace_.state().selection.empty() && !result.add_to_selection) {
                perform("deselect");
            }
        } else {
            interface_.know_tapped(tapped_place(
                *renderer_, builder_, {static_cast<int>(result.clicked->x), static_cast<int>(result.clicked->y)}));
            perform((result.hide_clicked ? "hide " : result.add_to_selection ? "select add " : "select ") + id);
        }
    } else if (result.pointed && since_hover_s_ > 0.05 && !restless()) {
        since_hover_s_ = 0.0;
        tell_place(*result.pointed);
        const std::string id = id_at(*result.pointed);
        const auto now = workspace_.state().hovered;
        const std::string before = now == anatomy::none ? std::string() : library_->body.structures[now].id;
        if (id != before) {
            perform("hover " + (id.empty() ? std::string("none") : id));
            frames_left_ = std::max(frames_left_, 1);
        }
    }
}

// What the hand turns about and comes closer to.
void MainWindow::tell_place(ImVec2 at) {
    glm::vec3 world;
    const bool hit = renderer_->pick_point({static_cast<int>(at.x), static_cast<int>(at.y)}, world);
    interface_.know_place(at, hit ? std::optional<glm::vec3>(world) : std::nullopt);
}

void MainWindow::answer(const ui::FrameResult& result) {
    for (const auto& commands : result.commands) {
        perform(commands);
    }
    if (result.hand_let_go) {
        workspace_.end_step();
    }
    if (!result.commands.empty()) {
        frames_left_ = frames_after_event;
    }
    if (busy_hands_ && !result.busy_hands) {
        frames_left_ = frames_after_event;  // once more, sharp
    }
    if (result.unfinished || builder_.waits()) {
        frames_left_ = std::max(frames_left_, 1);
    }
    busy_hands_ = result.busy_hands;
    wants_text_ = result.wants_text;
    if (!(result.free == free_)) {
        free_ = result.free;
        frames_left_ = frames_after_event;
    }
    if (result.asks_place) {
        tell_place(*result.asks_place);
    }
    pick(result);
    keeper_.serve(result, workspace_.state(), host_.size_px(), interface_);
    thumbnails_.want(result.wanted_pictures);
    if (thumbnails_.has_work() && !restless() && !refining_) {
        thumbnails_.make_one(interface_);
        frames_left_ = std::max(frames_left_, 1);
    }
}

void MainWindow::frame(double seconds) {
    const glm::ivec2 size = host_.size_px();
    if (size.x < smallest_side || size.y < smallest_side) {
        return;
    }
    const bool moves = workspace_.state().playing || flight_.flying() || busy_hands_;
    if (moves && moved_before_) {
        moving_scale_.took(seconds);
    }
    moved_before_ = moves;
    workspace_.advance(std::min(seconds, longest_step_s));
    flight_.advance(seconds);
    since_hover_s_ += seconds;
    const ImVec2 room{static_cast<float>(size.x), static_cast<float>(size.y)};
    if (interface_.prepare(workspace_.state().settings, fonts_, host_.content_scale(), room)) {
        WindowHost::fonts_changed();
        frames_left_ = frames_after_event;
    }
    host_.begin_frame();
    ui::Interface::begin(room);
    const State& state = workspace_.state();
    draw_body(state, size);
    static const scene::Sight unknown;
    const auto result = interface_.draw(workspace_, builder_, builder_.camera(), room,
                                        state.show_labels ? renderer_->sight() : unknown);
    ImGui::Render();
    host_.show(size);
    ++shown_;
    answer(result);
    // While a movement plays the controls stand still although the picture does not.
    if (workspace_.state().playing || keeper_.busy() || (!restless() && !refining_)) {
        log_.settled(interface_.items(), interface_.focus());
    }
}

Status MainWindow::run() {
    double last = glfwGetTime();
    while (!host_.should_close()) {
        if (lose_after_ > 0 && shown_ >= lose_after_) {
            lose_after_ = 0;
            host_.pretend_lost();
        }
        if (host_.lost()) {
            if (Status status = renew_context(); !status.ok()) {
                return status;
            }
            last = glfwGetTime();
        }
        if (restless() || refining_ || thumbnails_.has_work() || keeper_.busy()) {
            glfwPollEvents();
        } else if (wants_text_ || interface_.message_showing()) {
            glfwWaitEventsTimeout(0.25);  // the caret blinks; a message goes by itself
            frames_left_ = 1;
        } else {
            rest();
            glfwWaitEvents();
            frames_left_ = frames_after_event;
            last = std::max(last, glfwGetTime() - longest_step_s);
        }
        const double now = glfwGetTime();
        frames_left_ = std::max(0, frames_left_ - 1);
        frame(now - last);
        last = now;
    }
    return Done{};
}

}  // namespace backstory::app
