// Textures and framebuffers to draw into.
#pragma once

#include "base/result.hpp"
#include "gl/handle.hpp"

#include <glm/vec2.hpp>

#include <optional>

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
inline constexpr TextureFormat rg8{GL_RG8, GL_RG, GL_UNSIGNED_BYTE, GL_LINEAR};
inline constexpr TextureFormat depth24{GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, GL_NEAREST};
inline constexpr TextureFormat rgba32f{GL_RGBA32F, GL_RGBA, GL_FLOAT, GL_NEAREST};

// Two-dimensional, one level, clamped to the edge; `pixels` may be null.
Texture make_texture(const TextureFormat& format, glm::ivec2 size, const void* pixels = nullptr);

// A framebuffer with up to two colour textures and a depth texture, or multisampled renderbuffers in their place.
class Target {
  public:
    struct Options {
        glm::ivec2 size{1, 1};
        int samples = 1;  // > 1: renderbuffers, to be resolved by a blit
        std::optional<TextureFormat> colour = rgba8;
        std::optional<TextureFormat> second_colour = {};
        std::optional<TextureFormat> depth = {};
    };
    // Errors: the driver finds the combination incomplete or runs out of memory; says which size and samples.
    static Result<Target> create(const Options& options);

    Target() = default;
    GLuint name() const { return framebuffer_.name(); }
    glm::ivec2 size() const { return options_.size; }
    int samples() const { return options_.samples; }
    GLuint colour() const { return colour_.name(); }
    GLuint second_colour() const { return second_colour_.name(); }
    GLuint depth() const { return depth_.name(); }
    // Binds for drawing and sets the viewport to the whole of it.
    void bind() const;

  private:
    Options options_;
    FramebufferName framebuffer_;
    Texture colour_, second_colour_, depth_;
    Renderbuffer colour_buffer_, depth_buffer_;
};

// Copies (and resolves) colour from one framebuffer to another of the same size.
void blit_colour(const Target& from, const Target& to);

}  // namespace backstory::gl
