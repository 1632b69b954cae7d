#include "platform/context.hpp"

#include <glad/gl.h>

#if defined(__linux__)
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <array>

namespace backstory::platform {

namespace {

// One display for the process: contexts share it, the last one to go closes it.
int open_displays = 0;

EGLDisplay open_display() {
    const auto get_platform_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_platform_display != nullptr) {
        EGLDisplay display = get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
        if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) {
            return display;
        }
    }
    EGLDisplay display = eglGetDisplay(EGL_DEFAULT_DISPLAY);
    if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) {
        return display;
    }
    return EGL_NO_DISPLAY;
}

void close_display(EGLDisplay display) {
    if (--open_displays == 0) {
        eglTerminate(display);
    }
}

EGLContext create_context(EGLDisplay display, HeadlessContext::Api api) {
    const bool es = api == HeadlessContext::Api::opengl_es_30;
    if (eglBindAPI(es ? EGL_OPENGL_ES_API : EGL_OPENGL_API) != EGL_TRUE) {
        return EGL_NO_CONTEXT;
    }
    const std::array<EGLint, 5> config_wanted{EGL_SURFACE_TYPE, EGL_DONT_CARE, EGL_RENDERABLE_TYPE,
                                              es ? EGL_OPENGL_ES3_BIT : EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglChooseConfig(display, config_wanted.data(), &config, 1, &count) != EGL_TRUE || count == 0) {
        config = EGL_NO_CONFIG_KHR;
    }
    constexpr std::array<EGLint, 7> core{
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    constexpr std::array<EGLint, 5> embedded{EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 0, EGL_NONE};
    return eglCreateContext(display, config, EGL_NO_CONTEXT, es ? embedded.data() : core.data());
}

}  // namespace

Result<std::unique_ptr<HeadlessContext>> HeadlessContext::create(Api api) {
    EGLDisplay display = open_display();
    if (display == EGL_NO_DISPLAY) {
        return Error{
            "No graphics driver for drawing without a display was found; install Mesa's EGL driver "
            "(libegl1, libgl1-mesa-dri)."};
    }
    ++open_displays;
    EGLContext context = create_context(display, api);
    if (context == EGL_NO_CONTEXT || eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) != EGL_TRUE ||
        gladLoadGL(reinterpret_cast<GLADloadfunc>(eglGetProcAddress)) == 0) {
        if (context != EGL_NO_CONTEXT) {
            eglDestroyContext(display, context);
        }
        close_display(display);
        return Error{api == Api::opengl_core_33
                         ? "The graphics driver offers no OpenGL 3.3; update it or install Mesa (libgl1-mesa-dri)."
                         : "The graphics driver offers no OpenGL ES 3.0."};
    }
    auto made = std::unique_ptr<HeadlessContext>(new HeadlessContext);
    made->display_ = display;
    made->context_ = context;
    return made;
}

HeadlessContext::~HeadlessContext() {
    if (context_ != nullptr) {
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        eglDestroyContext(display_, context_);
        close_display(display_);
    }
}

std::string HeadlessContext::driver() const {
    const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    return name != nullptr ? name : "";
}

}  // namespace backstory::platform

#else
// Without EGL (macOS, Windows) a hidden window gives the context; untested there.
#include <GLFW/glfw3.h>

namespace backstory::platform {

Result<std::unique_ptr<HeadlessContext>> HeadlessContext::create(Api api) {
    if (api != Api::opengl_core_33) {
        return Error{"OpenGL ES needs EGL, which this system does not have."};
    }
    if (glfwInit() != GLFW_TRUE) {
        return Error{"No display was found, so nothing can be drawn."};
    }
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    GLFWwindow* window = glfwCreateWindow(16, 16, "Backstory", nullptr, nullptr);
    if (window == nullptr) {
        return Error{"The graphics driver offers no OpenGL 3.3."};
    }
    glfwMakeContextCurrent(window);
    gladLoadGL(glfwGetProcAddress);
    auto made = std::unique_ptr<HeadlessContext>(new HeadlessContext);
    made->context_ = window;
    return made;
}

HeadlessContext::~HeadlessContext() {
    if (context_ != nullptr) {
        glfwDestroyWindow(static_cast<GLFWwindow*>(context_));
    }
}

std::string HeadlessContext::driver() const {
    return reinterpret_cast<const char*>(glGetString(GL_RENDERER));
}

}  // namespace backstory::platform
#endif
