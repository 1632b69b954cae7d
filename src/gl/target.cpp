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

Result<Target> Target::create(const Options& options) {
    Target target;
    target.size_ = options.size;
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    target.framebuffer_ = FramebufferName(name);
    glBindFramebuffer(GL_FRAMEBUFFER, name);
    std::vector<GLenum> buffers;
    for (const TextureFormat& format : options.colours) {
        const GLenum place = GL_COLOR_ATTACHMENT0 + static_cast<GLenum>(buffers.size());
        target.colours_.push_back(make_texture(format, options.size));
        glFramebufferTexture2D(GL_FRAMEBUFFER, place, GL_TEXTURE_2D, target.colours_.back().name(), 0);
        buffers.push_back(place);
    }
    if (options.depth) {
        target.depth_ = make_texture(*options.depth, options.size);
    }
    const GLuint depth = options.depth ? target.depth_.name() : options.shared_depth;
    if (depth != 0) {
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, depth, 0);
    }
    if (buffers.empty()) {
        buffers.push_back(GL_NONE);
    }
    glDrawBuffers(static_cast<GLsizei>(buffers.size()), buffers.data());
    glReadBuffer(buffers.front());
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
        return Error{"The graphics driver cannot draw into a picture of " + std::to_string(options.size.x) + " x " +
                     std::to_string(options.size.y) + " pixels."};
    }
    return target;
}

void Target::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
    glViewport(0, 0, size_.x, size_.y);
}

void blit_colour(const Target& from, const Target& to) {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from.name());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to.name());
    glBlitFramebuffer(0, 0, from.size().x, from.size().y, 0, 0, to.size().x, to.size().y, GL_COLOR_BUFFER_BIT,
                      from.size() == to.size() ? GL_NEAREST : GL_LINEAR);
}

}  // namespace backstory::gl
