// Renderer: what lies under a pixel.
#include "render/kept_bindings.hpp"
#include "render/renderer_data.hpp"

#include <glad/gl.h>

#include <optional>

namespace backstory::render {

namespace {

// From a pixel of the picture (origin top-left) to one of the drawn target (origin bottom-left).
std::optional<glm::ivec2> target_pixel(glm::ivec2 pixel, glm::ivec2 size, glm::ivec2 drawn_size) {
    if (pixel.x < 0 || pixel.y < 0 || pixel.x >= size.x || pixel.y >= size.y) {
        return std::nullopt;
    }
    const glm::vec2 place((static_cast<float>(pixel.x) + 0.5f) / static_cast<float>(size.x),
                          1.0f - (static_cast<float>(pixel.y) + 0.5f) / static_cast<float>(size.y));
    return glm::clamp(glm::ivec2(place * glm::vec2(drawn_size)), glm::ivec2(0), drawn_size - 1);
}

}  // namespace

void Renderer::Data::draw_ghost_ids() {
    if (!ghost_ids_valid) {
        glDisable(GL_CULL_FACE);
        glDepthFunc(GL_LEQUAL);
        upload_frame();
        ghost_ids_valid = ghost_ids.draw(
            *bodies, bodies->looks(), drawn_size, detail(),
            {DrawClass::ghost_deep, DrawClass::ghost_middle, DrawClass::ghost_outer, DrawClass::ghost_body},
            scene.section.on);
    }
}

// A click through a faded shell means what is solid inside it.
Bodies::Place Renderer::Data::structure_at(glm::ivec2 pixel, bool& in_ghost) {
    in_ghost = false;
    const std::uint32_t solid = read_look(surface.surface(), pixel);
    if (solid != none_there) {
        return bodies->place_of(solid);
    }
    draw_ghost_ids();
    in_ghost = true;
    return ghost_ids_valid ? bodies->place_of(read_look(ghost_ids.target(), pixel)) : Bodies::Place{};
}

Picked Renderer::pick_any(glm::ivec2 pixel) {
    const auto at = target_pixel(pixel, data_->size, data_->drawn_size);
    if (!at || !data_->valid) {
        return {};
    }
    const KeptBindings kept;
    bool in_ghost = false;
    const Bodies::Place place = data_->structure_at(*at, in_ghost);
    return {place.structure, place.body};
}

const scene::Sight& Renderer::sight() {
    Data& d = *data_;
    if (d.sight_valid || !d.valid) {
        return d.sight;
    }
    const KeptBindings kept;
    const gl::Target& surface = d.surface.surface();
    d.sight.size = surface.size();
    const auto width = static_cast<std::size_t>(surface.size().x), height = static_cast<std::size_t>(surface.size().y);
    std::vector<std::uint8_t> read(4 * width * height);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, surface.name());
    glReadBuffer(GL_COLOR_ATTACHMENT0);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, surface.size().x, surface.size().y, GL_RGBA, GL_UNSIGNED_BYTE, read.data());
    d.sight.in_front.resize(width * height);
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            const std::uint8_t* pixel = &read[4 * ((height - 1 - y) * width + x)];
            const Bodies::Place place = d.bodies->place_of(pixel[0] + 256U * pixel[1] - 1U);
            d.sight.in_front[y * width + x] = place.body == 0 ? place.structure : anatomy::none;
        }
    }
    d.sight_valid = true;
    return d.sight;
}

bool Renderer::pick_point(glm::ivec2 pixel, glm::vec3& world) {
    const auto at = target_pixel(pixel, data_->size, data_->drawn_size);
    if (!at || !data_->valid) {
        return false;
    }
    const KeptBindings kept;
    bool in_ghost = false;
    if (data_->structure_at(*at, in_ghost).structure == anatomy::none) {
        return false;
    }
    Data& d = *data_;
    const bool shells = !d.bodies->empty(DrawClass::ghost_deep) || !d.bodies->empty(DrawClass::ghost_middle) ||
                        !d.bodies->empty(DrawClass::ghost_outer);
    if (!in_ghost && shells) {
        // The shells have written their depth over that of what is solid inside them.
        d.upload_frame();
        d.surface.draw_surface(*d.bodies, d.props, d.detail(), d.scene.section.on);
    }
    const GLuint depths = in_ghost ? d.ghost_ids.target().depth() : d.surface.depth();
    const float depth = data_->probe.read(depths, *at);
    const glm::vec2 place = (glm::vec2(*at) + 0.5f) / glm::vec2(data_->drawn_size);
    const glm::vec4 point = data_->frame.world_from_clip * glm::vec4(place * 2.0f - 1.0f, depth * 2.0f - 1.0f, 1.0f);
    world = glm::vec3(point) / point.w;
    return true;
}

}  // namespace backstory::render
