// An OpenGL 3.3 core context: in a window (GLFW) or without a display (EGL surfaceless).
#pragma once

#include "base/result.hpp"

#include <glm/vec2.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

struct GLFWwindow;

namespace backstory::platform {

// Headless context, current on the calling thread until destroyed. Also makes OpenGL ES 3.0 contexts for shader tests.
class HeadlessContext {
  public:
    enum class Api { opengl_core_33, opengl_es_30 };
    static Result<std::unique_ptr<HeadlessContext>> create(Api api = Api::opengl_core_33);
    ~HeadlessContext();
    HeadlessContext(const HeadlessContext&) = delete;
    HeadlessContext& operator=(const HeadlessContext&) = delete;
    std::string driver() const;  // GL_RENDERER

  private:
    HeadlessContext() = default;
    void* display_ = nullptr;
    void* context_ = nullptr;
};

// A GLFW window with a current context. Errors: no display, no OpenGL 3.3 (says what was found).
class Window {
  public:
    struct Options {
        std::string title = "Backstory";
        int width = 1440, height = 900;
        bool visible = true;
        std::optional<glm::ivec2> place = {};  // of its upper left corner on the desktop; the system's choice
        bool maximised = false;
        bool within_screen = false;  // smaller, where the desktop has no room for that size
    };
    static Result<std::unique_ptr<Window>> create(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    GLFWwindow* handle() const { return window_; }
    std::string driver() const;
    glm::ivec2 size_px() const;  // of the picture; 0 while minimised
    float content_scale() const;
    Options options_now() const;  // that would make another window like this one, where this one is
    // The driver took the context away (OpenGL's robustness extension; where a driver has none, never).
    bool lost() const;
    // As though that had happened, for tests.
    void pretend_lost() { pretends_lost_ = true; }
    // Drawing goes to the whole window again, after it went elsewhere.
    void draw_here(int width_px, int height_px) const;

  private:
    Window() = default;
    GLFWwindow* window_ = nullptr;
    std::string title_;
    unsigned (*reset_status_)() = nullptr;  // glGetGraphicsResetStatus
    bool pretends_lost_ = false;
};

}  // namespace backstory::platform
