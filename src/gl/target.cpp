#include "gl/target.hpp"

namespace backstory::gl {

Texture make_texture(const TextureFormat& format, glm::ivec2 size, const void* pixels) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(format.internal), size.x, size.y, 0, format.format, format.type,
                 pixels);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, static_cast<GLint>(format.filter));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, static_cast<GLint>(format.filter));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    return Texture(name);
}

namespace {

Renderbuffer attach_renderbuffer(GLenum attachment, GLenum internal, const Target::Options& options) {
    GLuint name = 0;
    glGenRenderbuffers(1, &name);
    glBindRenderbuffer(GL_RENDERBUFFER, name);
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, options.samples, internal, options.size.x, options.size.y);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, attachment, GL_RENDERBUFFER, name);
    return Renderbuffer(name);
}

Texture attach_texture(GLenum attachment, const TextureFormat& format, const Target::Options& options) {
    Texture texture = make_texture(format, options.size);
    glFramebufferTexture2D(GL_FRAMEBUFFER, attachment, GL_TEXTURE_2D, texture.name(), 0);
    return texture;
}

}  // namespace

Result<Target> Target::create(const Options& options) {
    Target target;
    target.options_ = options;
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    target.framebuffer_ = FramebufferName(name);
    glBindFramebuffer(GL_FRAMEBUFFER, name);
    const bool multisampled = options.samples > 1;
    if (options.colour) {
        if (multisampled) {
            target.colour_buffer_ = attach_renderbuffer(GL_COLOR_ATTACHMENT0, options.colour->internal, options);
        } else {
            target.colour_ = attach_texture(GL_COLOR_ATTACHMENT0, *options.colour, options);
        }
    }
    if (options.second_colour) {
        BACKSTORY_ASSERT(!multisampled);
        target.second_colour_ = attach_texture(GL_COLOR_ATTACHMENT1, *options.second_colour, options);
    }
    if (options.depth) {
        if (multisampled) {
            target.depth_buffer_ = attach_renderbuffer(GL_DEPTH_ATTACHMENT, options.depth->internal, options);
        } else {
            target.depth_ = attach_texture(GL_DEPTH_ATTACHMENT, *options.depth, options);
        }
    }
    const GLenum first = options.colour ? GL_COLOR_ATTACHMENT0 : GL_NONE;
    const GLenum buffers[] = {first, GL_COLOR_ATTACHMENT1};
    glDrawBuffers(options.second_colour ? 2 : 1, buffers);
    glReadBuffer(first);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
        return Error{"The graphics driver cannot draw into a picture of " + std::to_string(options.size.x) + " x " +
                     std::to_string(options.size.y) + " pixels with " + std::to_string(options.samples) + " samples."};
    }
    return target;
}

void Target::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
    glViewport(0, 0, options_.size.x, options_.size.y);
}

void blit_colour(const Target& from, const Target& to) {
    BACKSTORY_ASSERT(from.size() == to.size());
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from.name());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to.name());
    glBlitFramebuffer(0, 0, from.size().x, from.size().y, 0, 0, to.size().x, to.size().y, GL_COLOR_BUFFER_BIT,
                      GL_NEAREST);
}

}  // namespace backstory::gl
