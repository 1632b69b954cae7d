#include "platform/context.hpp"

#include <GLFW/glfw3.h>
#include <glad/gl.h>

#include <algorithm>

namespace backstory::platform {

namespace {

std::string last_glfw_error;

void keep_error(int, const char* description) {
    last_glfw_error = description != nullptr ? description : "";
}

Error with_reason(std::string sentence) {
    if (!last_glfw_error.empty()) {
        sentence += " (" + last_glfw_error + ")";
    }
    return Error{sentence};
}

}  // namespace

Result<std::unique_ptr<Window>> Window::create(const Options& options) {
    glfwSetErrorCallback(keep_error);
    if (glfwInit() != GLFW_TRUE) {
        return with_reason("No display was found: start Backstory in a desktop session, or use 'backstory render'.");
    }
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
    // The scene is drawn into its own multisampled picture; the window only shows it.
    glfwWindowHint(GLFW_SAMPLES, 0);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    GLFWwindow* window = glfwCreateWindow(std::max(1, options.width), std::max(1, options.height),
                                          options.title.c_str(), nullptr, nullptr);
    if (window == nullptr) {
        return with_reason("The graphics driver offers no OpenGL 3.3; update it or install Mesa (libgl1-mesa-dri).");
    }
    glfwMakeContextCurrent(window);
    auto made = std::unique_ptr<Window>(new Window);
    made->window_ = window;
    if (gladLoadGL(glfwGetProcAddress) == 0) {
        return Error{"The graphics driver's OpenGL functions could not be loaded; update the driver."};
    }
    glfwSwapInterval(1);
    return made;
}

Window::~Window() {
    if (window_ != nullptr) {
        glfwDestroyWindow(window_);
    }
    glfwTerminate();
}

std::string Window::driver() const {
    const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    return name != nullptr ? name : "";
}

void Window::draw_here(int width_px, int height_px) const {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, width_px, height_px);
}

glm::ivec2 Window::size_px() const {
    glm::ivec2 size{0};
    glfwGetFramebufferSize(window_, &size.x, &size.y);
    return size;
}

float Window::content_scale() const {
    float x = 1.0f;
    float y = 1.0f;
    glfwGetWindowContentScale(window_, &x, &y);
    return std::max(0.5f, std::max(x, y));
}

}  // namespace backstory::platform
