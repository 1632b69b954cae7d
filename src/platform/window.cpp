#include "platform/context.hpp"

#include <GLFW/glfw3.h>
#include <glad/gl.h>
#include <glm/common.hpp>

#include <algorithm>

namespace backstory::platform {

namespace {

std::string last_glfw_error;
int open_windows = 0;  // GLFW ends with the last one

void keep_error(int, const char* description) {
    last_glfw_error = description != nullptr ? description : "";
}

Error with_reason(std::string sentence) {
    if (!last_glfw_error.empty()) {
        sentence += " (" + last_glfw_error + ")";
    }
    return Error{sentence};
}

using ResetStatus = unsigned (*)();

// Of OpenGL 4.5 or one of the two extensions that brought it; null where the driver has neither.
ResetStatus reset_status_function() {
    if (glfwExtensionSupported("GL_KHR_robustness") == GLFW_TRUE) {
        return reinterpret_cast<ResetStatus>(glfwGetProcAddress("glGetGraphicsResetStatus"));
    }
    if (glfwExtensionSupported("GL_ARB_robustness") == GLFW_TRUE) {
        return reinterpret_cast<ResetStatus>(glfwGetProcAddress("glGetGraphicsResetStatusARB"));
    }
    return nullptr;
}

// What the primary screen has room for, in the units of a new window's size; title bars stand above that.
glm::ivec2 most_size(glm::ivec2 wanted) {
    GLFWmonitor* screen = glfwGetPrimaryMonitor();
    if (screen == nullptr) {
        return wanted;
    }
    constexpr float title_bar = 40.0f;
    glm::ivec2 low{0}, free{0};
    glm::vec2 scale{1.0f};
    glfwGetMonitorWorkarea(screen, &low.x, &low.y, &free.x, &free.y);
    glfwGetMonitorContentScale(screen, &scale.x, &scale.y);
    const glm::vec2 room = glm::vec2(free) / glm::max(scale, glm::vec2(0.1f)) - glm::vec2(0.0f, title_bar);
    constexpr float least = 320.0f;  // a work area that makes no sense
    return room.x < least || room.y < least ? wanted : glm::min(wanted, glm::ivec2(room));
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
    // A driver that starts anew tells it, instead of ending the program; those that cannot ignore this.
    glfwWindowHint(GLFW_CONTEXT_ROBUSTNESS, GLFW_LOSE_CONTEXT_ON_RESET);
    glfwWindowHint(GLFW_MAXIMIZED, options.maximised ? GLFW_TRUE : GLFW_FALSE);
    // The scene is drawn into its own multisampled picture; the window only shows it.
    glfwWindowHint(GLFW_SAMPLES, 0);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    const glm::ivec2 wanted{options.width, options.height};
    const glm::ivec2 size = glm::max(options.within_screen ? most_size(wanted) : wanted, 1);
    GLFWwindow* window = glfwCreateWindow(size.x, size.y, options.title.c_str(), nullptr, nullptr);
    if (window == nullptr) {
        return with_reason("The graphics driver offers no OpenGL 3.3; update it or install Mesa (libgl1-mesa-dri).");
    }
    glfwMakeContextCurrent(window);
    auto made = std::unique_ptr<Window>(new Window);
    made->window_ = window;
    ++open_windows;
    made->title_ = options.title;
    if (options.place && !options.maximised) {
        // The size as well: it was scaled to the monitor when the first window was made.
        glfwSetWindowSize(window, options.width, options.height);
        glfwSetWindowPos(window, options.place->x, options.place->y);
    }
    if (gladLoadGL(glfwGetProcAddress) == 0) {
        return Error{"The graphics driver's OpenGL functions could not be loaded; update the driver."};
    }
    made->reset_status_ = reset_status_function();
    glfwSwapInterval(1);
    return made;
}

Window::~Window() {
    if (window_ != nullptr) {
        glfwDestroyWindow(window_);
        --open_windows;
    }
    if (open_windows == 0) {
        glfwTerminate();
    }
}

std::string Window::driver() const {
    const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    return name != nullptr ? name : "";
}

Window::Options Window::options_now() const {
    Options options;
    options.title = title_;
    glfwGetWindowSize(window_, &options.width, &options.height);
    options.visible = glfwGetWindowAttrib(window_, GLFW_VISIBLE) == GLFW_TRUE;
    options.maximised = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) == GLFW_TRUE;
    glm::ivec2 place{0};
    glfwGetWindowPos(window_, &place.x, &place.y);
    options.place = place;
    return options;
}

bool Window::lost() const {
    return pretends_lost_ || (reset_status_ != nullptr && reset_status_() != 0);
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
