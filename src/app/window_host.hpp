// The native window with ImGui's two backends: what a hand does there goes to ImGui and the interface, and ImGui's
// lists come on the screen. A graphics driver may start anew under a running program (a crash of the card, a laptop
// that changes cards): then lost() says so, and renew() puts a new window in the old one's place.
#pragma once

#include "app/key_taps.hpp"
#include "app/pointer_clicks.hpp"
#include "platform/context.hpp"
#include "ui/interface.hpp"

#include <functional>
#include <memory>

namespace backstory::app {

class WindowHost {
  public:
    // `on_event` is called for each key and click. The interface must live longer.
    WindowHost(std::unique_ptr<platform::Window> window, ui::Interface& interface, std::function<void()> on_event);
    ~WindowHost();
    WindowHost(const WindowHost&) = delete;
    WindowHost& operator=(const WindowHost&) = delete;

    bool should_close() const;
    glm::ivec2 size_px() const { return window_->size_px(); }
    float content_scale() const { return window_->content_scale(); }

    // A frame: begin_frame(), ImGui's calls and ImGui::Render(), show().
    void begin_frame();
    void show(glm::ivec2 size_px);
    static void fonts_changed();

    // Every OpenGL object is gone then; release them all before renew(). Errors of renew() as platform::Window::create.
    bool lost() const { return window_->lost(); }
    void pretend_lost() { window_->pretend_lost(); }
    Status renew();

  private:
    void attach();
    void detach();
    void listen();
    void take_pointer();

    std::unique_ptr<platform::Window> window_;
    ui::Interface* interface_;
    std::function<void()> on_event_;
    KeyTaps taps_;
    PointerClicks clicks_;
};

}  // namespace backstory::app
