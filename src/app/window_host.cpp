#include "app/window_host.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <utility>

namespace backstory::app {
namespace {

WindowHost& host_of(GLFWwindow* window) {
    return *static_cast<WindowHost*>(glfwGetWindowUserPointer(window));
}

}  // namespace

WindowHost::WindowHost(std::unique_ptr<platform::Window> window, ui::Interface& interface,
                       std::function<void()> on_event)
    : window_(std::move(window)), interface_(&interface), on_event_(std::move(on_event)) {
    attach();
}

WindowHost::~WindowHost() {
    detach();
}

void WindowHost::attach() {
    listen();
    ImGui_ImplGlfw_InitForOpenGL(window_->handle(), false);
    ImGui_ImplOpenGL3_Init("#version 330 core");
    glfwSwapInterval(1);
}

void WindowHost::detach() {
    if (window_ != nullptr) {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
    }
}

Status WindowHost::renew() {
    detach();
    // The old one goes when the new one is there: a display may end with its last window.
    auto window = platform::Window::create(window_->options_now());
    if (!window.ok()) {
        window_.reset();
        return window.error();
    }
    window_ = std::move(window).value();
    clicks_ = {};
    attach();
    return Done{};
}

bool WindowHost::should_close() const {
    return glfwWindowShouldClose(window_->handle()) != 0;
}

// GLFW's events go to ImGui as its backend wants them, but for the keys and the pointer's buttons.
void WindowHost::listen() {
    GLFWwindow* window = window_->handle();
    glfwSetWindowUserPointer(window, this);
    glfwSetWindowFocusCallback(window, ImGui_ImplGlfw_WindowFocusCallback);
    glfwSetCursorEnterCallback(window, ImGui_ImplGlfw_CursorEnterCallback);
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int which, int action, int /*mods*/) {
        WindowHost& self = host_of(w);
        self.on_event_();
        self.clicks_.change(static_cast<std::size_t>(which), action == GLFW_PRESS);
    });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) { host_of(w).clicks_.move({x, y}); });
    glfwSetScrollCallback(window, ImGui_ImplGlfw_ScrollCallback);
    glfwSetCharCallback(window, ImGui_ImplGlfw_CharCallback);
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
        WindowHost& self = host_of(w);
        self.on_event_();
        if (action == GLFW_RELEASE && self.taps_.waits({key, scancode, mods})) {
            return;
        }
        if (action != GLFW_RELEASE && key != GLFW_KEY_UNKNOWN) {
            self.taps_.went_down(key);
            self.interface_->press({key, (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0,
                                    (mods & GLFW_MOD_SHIFT) != 0, (mods & GLFW_MOD_ALT) != 0});
        }
        ImGui_ImplGlfw_KeyCallback(w, key, scancode, action, mods);
    });
}

// ImGui makes its programs and the texture in the next frame; a texture made here would be made twice.
void WindowHost::fonts_changed() {
    ImGui_ImplOpenGL3_DestroyDeviceObjects();
}

// After the backend, which asks the window system where the pointer is: wrong where it has moved on from a click.
void WindowHost::take_pointer() {
    const auto change = clicks_.next_frame();
    if (clicks_.waits()) {
        on_event_();
    }
    ImGuiIO& io = ImGui::GetIO();
    if (change) {
        const ImVec2 at{static_cast<float>(change->x), static_cast<float>(change->y)};
#if IMGUI_VERSION_NUM >= 18700
        io.AddMousePosEvent(at.x, at.y);
#else
        io.MousePos = at;
#endif
    }
    for (std::size_t i = 0; i < PointerClicks::most_buttons; ++i) {
#if IMGUI_VERSION_NUM >= 18700
        io.AddMouseButtonEvent(static_cast<int>(i), clicks_.down(i));
#else
        io.MouseDown[i] = clicks_.down(i);
#endif
    }
}

void WindowHost::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::GetIO().Fonts->ClearTexData();  // 20 MB that the card holds now; another context has them drawn anew
    ImGui_ImplGlfw_NewFrame();
    take_pointer();
}

void WindowHost::show(glm::ivec2 size_px) {
    window_->draw_here(size_px.x, size_px.y);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glfwSwapBuffers(window_->handle());
    for (const KeyTaps::Release& release : taps_.frame_done()) {
        ImGui_ImplGlfw_KeyCallback(window_->handle(), release.key, release.scancode, GLFW_RELEASE, release.mods);
    }
}

}  // namespace backstory::app
