#include "render/renderer.hpp"

#include "base/assert.hpp"
#include "base/memory.hpp"
#include "gl/program.hpp"
#include "render/kept_bindings.hpp"
#include "render/renderer_data.hpp"

#include <glad/gl.h>

#include <algorithm>
#include <utility>

namespace backstory::render {

namespace {

constexpr int largest_side_px = 16384;
constexpr int most_samples = 64;

// True when nothing but hovering or selection changed: then only outlines are drawn again.
bool only_outlines_differ(const scene::Scene& a, const scene::Scene& b) {
    if (a.appearance.size() != b.appearance.size() || a.appearance == b.appearance) {
        return false;
    }
    for (std::size_t i = 0; i < a.appearance.size(); ++i) {
        scene::Appearance same = a.appearance[i];
        same.outline = b.appearance[i].outline;
        if (!(same == b.appearance[i])) {
            return false;
        }
    }
    return a.camera == b.camera && a.background == b.background && a.floor == b.floor && a.floor_y == b.floor_y &&
           a.colour_by == b.colour_by && a.stretch == b.stretch && a.props == b.props && a.palette == b.palette &&
           a.others == b.others && a.paint == b.paint && a.first_paint == b.first_paint &&
           a.second_paint == b.second_paint && a.skin_paint == b.skin_paint && a.section == b.section;
}

}  // namespace

Renderer::Renderer() : data_(std::make_unique<Data>()) {}
Renderer::~Renderer() = default;

Result<std::unique_ptr<Renderer>> Renderer::create() {
    return create(draws_in_software() ? PoseOn::processor : PoseOn::card);
}

Result<std::unique_ptr<Renderer>> Renderer::create(PoseOn pose_on) {
    GLint major = 0;
    GLint minor = 0;
    glGetIntegerv(GL_MAJOR_VERSION, &major);
    glGetIntegerv(GL_MINOR_VERSION, &minor);
    const bool embedded = gl::current_dialect() == gl::Dialect::glsl_300_es;
    if (major < 3 || (!embedded && major == 3 && minor < 3)) {
        return Error{"The graphics driver offers OpenGL " + std::to_string(major) + "." + std::to_string(minor) +
                     ", but 3.3 is needed."};
    }
    auto renderer = std::unique_ptr<Renderer>(new Renderer);
    renderer->data_->pose_on = pose_on;
    const Status built = renderer->data_->build();
    if (!built.ok()) {
        return built.error();
    }
    return renderer;
}

Result<std::unique_ptr<Renderer>> Renderer::create(const anatomy::BodyMesh& mesh,
                                                   std::span<const muscle::SkinVertex> skin) {
    return create(mesh, skin, draws_in_software() ? PoseOn::processor : PoseOn::card);
}

Result<std::unique_ptr<Renderer>> Renderer::create(const anatomy::BodyMesh& mesh,
                                                   std::span<const muscle::SkinVertex> skin, PoseOn pose_on) {
    auto renderer = create(pose_on);
    if (!renderer.ok()) {
        return renderer;
    }
    Data& d = *renderer.value()->data_;
    d.own_rest = std::make_unique<scene::RestSurface>(scene::rest_surface_of(mesh));
    const Status taken = renderer.value()->take_surface(mesh, *d.own_rest, skin);
    return taken.ok() ? std::move(renderer) : taken.error();
}

Status Renderer::take_surface(const anatomy::BodyMesh& mesh, const scene::RestSurface& rest,
                              std::span<const muscle::SkinVertex> skin) {
    Status taken = data_->take_surface(mesh, rest, skin);
    return_freed_memory();  // the body was read and sorted with much that is not needed any more
    return taken;
}

void Renderer::render(const scene::Scene& scene, glm::ivec2 size_px, const Quality& quality, const Tile& tile) {
    Data& d = *data_;
    BACKSTORY_ASSERT(d.bodies != nullptr);
    size_px = glm::clamp(size_px, glm::ivec2(1), glm::ivec2(largest_side_px));
    const bool same_picture = d.valid && size_px == d.size && quality == d.quality && tile == d.tile;
    if (same_picture && !d.soiled && scene == d.scene) {
        d.statistics.reused = true;
        return;
    }
    const KeptBindings kept;
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_BLEND);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    if (!d.make_targets(size_px, quality)) {
        d.valid = false;
        return;
    }
    d.statistics = {};
    if (same_picture && (scene == d.scene || only_outlines_differ(scene, d.scene))) {
        d.take(scene);
        d.upload_frame();
        d.finish();
        return;
    }
    d.take(scene);
    d.size = size_px;
    d.tile = tile;
    d.quality = quality;
    d.quality.samples = std::clamp(quality.samples, 1, most_samples);
    d.taken = 0;
    d.ghost_ids_valid = d.sight_valid = false;
    d.bodies->ready(d.detail());
    for (int i = 0; i < d.quality.samples; ++i) {
        d.draw_sub_picture();
    }
    d.finish();
    d.quality = quality;
    d.valid = true;
}

bool Renderer::refine(int samples) {
    Data& d = *data_;
    samples = std::min(samples, most_samples);
    if (!d.valid || d.taken >= samples || d.drawn_size != d.size || d.quality.coarse_surface) {
        return false;
    }
    const KeptBindings kept;
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_BLEND);
    const Quality asked = d.quality;
    d.quality.samples = samples;
    if (!d.make_targets(d.size, d.quality)) {
        d.quality = asked;
        return false;
    }
    if (!d.in_sum) {
        d.blend_over(d.surface.drawn(), d.sum, 1.0f);
    }
    d.statistics = {};
    d.draw_sub_picture();
    d.ghost_ids_valid = false;
    d.finish();
    d.quality = asked;
    return true;
}

void Renderer::draw_over(const std::function<void()>& draw) {
    const KeptBindings kept;
    data_->finished.bind();
    draw();
    data_->soiled = true;
}

void Renderer::wait() const {
    glFinish();
}

unsigned Renderer::texture() const {
    return data_->finished.colour();
}

void Renderer::blit_to_default(glm::ivec2 window_size_px) const {
    if (!data_->valid) {
        return;
    }
    const glm::ivec2 size = data_->finished.size();
    glBindFramebuffer(GL_READ_FRAMEBUFFER, data_->finished.name());
    glBlitFramebuffer(0, 0, size.x, size.y, 0, 0, window_size_px.x, window_size_px.y, GL_COLOR_BUFFER_BIT,
                      size == window_size_px ? GL_NEAREST : GL_LINEAR);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
}

Picture Renderer::read_picture() const {
    const Data& d = *data_;
    Picture picture;
    if (!d.valid) {
        return picture;
    }
    const KeptBindings kept;
    picture.width = d.finished.size().x;
    picture.height = d.finished.size().y;
    const std::size_t row = 4 * static_cast<std::size_t>(picture.width);
    std::vector<std::uint8_t> bottom_up(row * static_cast<std::size_t>(picture.height));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, d.finished.name());
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE, bottom_up.data());
    picture.rgba.resize(bottom_up.size());
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
        const auto from =
            bottom_up.begin() + static_cast<std::ptrdiff_t>((static_cast<std::size_t>(picture.height) - 1 - y) * row);
        std::copy(from, from + static_cast<std::ptrdiff_t>(row),
                  picture.rgba.begin() + static_cast<std::ptrdiff_t>(y * row));
    }
    // Drawn premultiplied; files hold straight alpha.
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
        const int alpha = picture.rgba[i + 3];
        for (std::size_t c = 0; alpha > 0 && alpha < 255 && c < 3; ++c) {
            picture.rgba[i + c] =
                static_cast<std::uint8_t>(std::min(255, (picture.rgba[i + c] * 255 + alpha / 2) / alpha));
        }
    }
    return picture;
}

const Statistics& Renderer::statistics() const {
    return data_->statistics;
}

std::vector<glm::vec3> Renderer::read_posed_positions() const {
    return data_->bodies->first().read_posed_positions();
}

}  // namespace backstory::render
