// Textures and framebuffers to draw into.
#pragma once

#include "base/result.hpp"
#include "gl/handle.hpp"

#include <glm/vec2.hpp>

#include <optional>
#include <vector>

namespace backstory::gl {

struct TextureFormat {
    GLenum internal = GL_RGBA8;
    GLenum format = GL_RGBA;
    GLenum type = GL_UNSIGNED_BYTE;
    GLenum filter = GL_LINEAR;
};

inline constexpr TextureFormat rgba8{GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, GL_LINEAR};
inline constexpr TextureFormat rgba8_nearest{GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, GL_NEAREST};
inline constexpr TextureFormat r8{GL_R8, GL_RED, GL_UNSIGNED_BYTE, GL_LINEAR};
inline constexpr TextureFormat rgba16f{GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT, GL_LINEAR};
inline constexpr TextureFormat depth24{GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, GL_NEAREST};
inline constexpr TextureFormat rgba32f{GL_RGBA32F, GL_RGBA, GL_FLOAT, GL_NEAREST};

// Two-dimensional, one level, clamped to the edge; `pixels` may be null.
Texture make_texture(const TextureFormat& format, glm::ivec2 size, const void* pixels = nullptr);

// A framebuffer of textures: colours, and a depth of its own, another target's, or none.
class Target {
  public:
    struct Options {
        glm::ivec2 size{1, 1};
        std::vector<TextureFormat> colours = {rgba8};
        std::optional<TextureFormat> depth = {};
        GLuint shared_depth = 0;  // a depth texture of the same size, which must outlive this target
    };
    // Errors: the driver finds the combination incomplete or runs out of memory; says which size.
    static Result<Target> create(const Options& options);

    Target() = default;
    explicit operator bool() const { return static_cast<bool>(framebuffer_); }
    GLuint name() const { return framebuffer_.name(); }
    glm::ivec2 size() const { return size_; }
    GLuint colour(std::size_t index = 0) const { return index < colours_.size() ? colours_[index].name() : 0; }
    GLuint depth() const { return depth_.name(); }
    // Binds for drawing and sets the viewport to the whole of it.
    void bind() const;

  private:
    glm::ivec2 size_{0};
    FramebufferName framebuffer_;
    std::vector<Texture> colours_;
    Texture depth_;
};

// Copies colour from one framebuffer to another, scaling smoothly where sizes differ.
void blit_colour(const Target& from, const Target& to);

}  // namespace backstory::gl
