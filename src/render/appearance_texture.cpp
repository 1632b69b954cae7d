#include "render/appearance_texture.hpp"

#include "gl/target.hpp"

#include <algorithm>

namespace backstory::render {

namespace {
constexpr std::size_t width = 1024;
}

void AppearanceTexture::upload(const std::vector<scene::Appearance>& looks, const std::vector<float>& stretch) {
    const std::size_t count = looks.size();
    const std::size_t rows = 2 * std::max<std::size_t>(1, (count + width - 1) / width);
    staging_.assign(rows * width * 4, 0.0f);
    for (std::size_t i = 0; i < count; ++i) {
        const scene::Appearance& look = looks[i];
        float* first = &staging_[4 * ((2 * (i / width)) * width + i % width)];
        float* second = first + 4 * width;
        first[0] = look.colour.r;
        first[1] = look.colour.g;
        first[2] = look.colour.b;
        first[3] = look.opacity;
        second[0] = look.highlight;
        second[1] = look.desaturate;
        second[2] = static_cast<float>(std::min<int>(look.outline, 7) + 8 * look.tissue);
        second[3] = i < stretch.size() ? stretch[i] : 1.0f;
    }
    if (static_cast<int>(rows) != rows_) {
        rows_ = static_cast<int>(rows);
        texture_ = gl::make_texture(gl::rgba32f, {static_cast<int>(width), rows_}, staging_.data());
        return;
    }
    glBindTexture(GL_TEXTURE_2D, texture_.name());
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, static_cast<GLsizei>(width), rows_, GL_RGBA, GL_FLOAT, staging_.data());
}

}  // namespace backstory::render
