// An OpenGL 3.3 core context: in a window (GLFW) or without a display (EGL surfaceless).
#pragma once

#include "base/result.hpp"

#include <glm/vec2.hpp>

#include <functional>
#include <memory>
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
    };
    static Result<std::unique_ptr<Window>> create(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    GLFWwindow* handle() const { return window_; }
    std::string driver() const;
    glm::ivec2 size_px() const;  // of the picture; 0 while minimised
    float content_scale() const;
    // Drawing goes to the whole window again, after it went elsewhere.
    void draw_here(int width_px, int height_px) const;

  private:
    Window() = default;
    GLFWwindow* window_ = nullptr;
};

}  // namespace backstory::platform
