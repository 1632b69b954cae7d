// The window's main loop: events -> commands -> scene -> picture -> interface. It sleeps when nothing moves.
#pragma once

#include "app/commands.hpp"
#include "app/flight.hpp"
#include "app/keeper.hpp"
#include "app/kept_views.hpp"
#include "app/settings_file.hpp"
#include "app/state_log.hpp"
#include "app/thumbnails.hpp"
#include "app/window_host.hpp"
#include "render/renderer.hpp"
#include "ui/interface.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/scene_builder.hpp"
#include "workspace/workspace.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace backstory::app {

class MainWindow {
  public:
    MainWindow(std::shared_ptr<const workspace::Library> library, const workspace::Places& places,
               std::unique_ptr<platform::Window> window, const LoadedSettings& settings);
    ~MainWindow();
    MainWindow(const MainWindow&) = delete;
    MainWindow& operator=(const MainWindow&) = delete;

    // A renderer for the window whose context is current, ready to draw but for the body, which need not be read yet.
    static Result<std::unique_ptr<render::Renderer>> early_renderer(glm::ivec2 size);
    Status start(const WindowOptions& options, std::unique_ptr<render::Renderer> renderer);
    Status run();

  private:
    Status take_renderer(Result<std::unique_ptr<render::Renderer>> renderer);
    Status renew_context();
    void perform(const std::string& commands);
    void frame(double seconds);
    void draw_body(const workspace::State& state, glm::ivec2 size);
    void answer(const ui::FrameResult& result);
    void pick(const ui::FrameResult& result);
    void tell_place(ImVec2 at);
    scene::Camera shown_camera(glm::ivec2 size);
    void point_at_pain(glm::ivec2 pixel);
    bool restless() const;
    void rest();

    std::shared_ptr<const workspace::Library> library_;
    std::filesystem::path fonts_;
    ui::Interface interface_;  // ImGui's context, which the host needs
    WindowHost host_;
    workspace::Workspace workspace_;
    workspace::SceneBuilder builder_;
    std::unique_ptr<render::Renderer> renderer_;
    workspace::Settings saved_settings_;
    KeptViews views_;
    Thumbnails thumbnails_;
    Keeper keeper_;
    Flight flight_;
    StateLog log_;
    ui::Rect free_{};
    int frames_left_ = 0;
    bool software_ = false;
    render::MovingScale moving_scale_;
    bool moved_before_ = false;  // the last picture moved as well: its time says how fast pictures come
    bool refining_ = false;      // the still picture is not yet at its best
    bool drew_ = false;          // something, since the window last rested
    bool busy_hands_ = false, wants_text_ = false;
    int shown_ = 0;       // pictures since the context is there
    int lose_after_ = 0;  // pictures until it is said to be lost, for tests; 0: never
    int renewals_ = 0;    // of the context, in a row
    double since_hover_s_ = 0.0;
};

}  // namespace backstory::app
