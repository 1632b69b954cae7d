// Move-only owners of OpenGL names. Thin on purpose: what they hold is used with plain OpenGL calls.
// All need a current context, also when they are destroyed. Everything here is in OpenGL 3.3 core and OpenGL ES 3.0.
#pragma once

#include <glad/gl.h>

#include <utility>

namespace backstory::gl {

// Deleter is a type with `static void destroy(GLuint)`.
template <typename Deleter>
class Handle {
  public:
    Handle() = default;
    explicit Handle(GLuint name) : name_(name) {}
    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            reset();
            name_ = std::exchange(other.name_, 0);
        }
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    GLuint name() const { return name_; }
    explicit operator bool() const { return name_ != 0; }
    void reset() {
        if (name_ != 0) {
            Deleter::destroy(std::exchange(name_, 0));
        }
    }

  private:
    GLuint name_ = 0;
};

struct DeleteBuffer {
    static void destroy(GLuint name) { glDeleteBuffers(1, &name); }
};
struct DeleteTexture {
    static void destroy(GLuint name) { glDeleteTextures(1, &name); }
};
struct DeleteRenderbuffer {
    static void destroy(GLuint name) { glDeleteRenderbuffers(1, &name); }
};
struct DeleteFramebuffer {
    static void destroy(GLuint name) { glDeleteFramebuffers(1, &name); }
};
struct DeleteVertexArray {
    static void destroy(GLuint name) { glDeleteVertexArrays(1, &name); }
};
struct DeleteShader {
    static void destroy(GLuint name) { glDeleteShader(name); }
};
struct DeleteProgram {
    static void destroy(GLuint name) { glDeleteProgram(name); }
};

using Buffer = Handle<DeleteBuffer>;
using Texture = Handle<DeleteTexture>;
using Renderbuffer = Handle<DeleteRenderbuffer>;
using FramebufferName = Handle<DeleteFramebuffer>;
using VertexArray = Handle<DeleteVertexArray>;
using ShaderName = Handle<DeleteShader>;
using ProgramName = Handle<DeleteProgram>;

Buffer make_buffer();
VertexArray make_vertex_array();

}  // namespace backstory::gl
