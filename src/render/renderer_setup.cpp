// Renderer: programs, targets, and what a new scene sends to the card.
#include "render/renderer_data.hpp"
#include "render/shader_library.hpp"

#include <glad/gl.h>

#include <algorithm>
#include <utility>

namespace backstory::render {

Status Renderer::Data::build() {
    const auto keep = [](auto& place, auto&& made) -> Status {
        if (!made.ok()) {
            return made.error();
        }
        place = std::forward<decltype(made)>(made).value();
        return Done{};
    };
    for (const Status& status : {keep(props, PropBatch::create()), keep(solid_boxes, ScreenBoxes::create()),
                                 keep(shadow, ShadowPass::create()), keep(contact, ContactPass::create()),
                                 keep(occlusion, OcclusionPass::create()), keep(surface, SurfacePass::create()),
                                 keep(probe, DepthProbe::create()), keep(finish_program, build_program("finish"))}) {
        if (!status.ok()) {
            return status;
        }
    }
    frame_buffer = gl::make_buffer();
    no_vertices = gl::make_vertex_array();
    constexpr std::uint8_t full[4] = {255, 255, 255, 255};
    white = gl::make_texture(gl::rgba8, {1, 1}, full);
    constexpr std::uint32_t farthest = 0xffffffffU;
    no_shadow = gl::make_texture(gl::depth24, {1, 1}, &farthest);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
    return Done{};
}

// Whatever was drawn before was of something else.
Status Renderer::Data::take_surface(const anatomy::BodyMesh& mesh, const scene::RestSurface& rest,
                                    std::span<const muscle::SkinVertex> skin) {
    valid = contact_valid = shadow_valid = shadow_there = false;
    contact_age = latest_contact_pictures;
    bodies.reset();
    Result<std::unique_ptr<Bodies>> made = Bodies::create(mesh, rest, skin, pose_on);
    if (!made.ok()) {
        return made.error();
    }
    bodies = std::move(made).value();
    return Done{};
}

bool Renderer::Data::make_targets(glm::ivec2 new_size, const Quality& new_quality) {
    const float scale = std::clamp(new_quality.resolution_scale, 0.25f, 1.0f);
    drawn_size = glm::max(glm::ivec2(1), glm::ivec2(glm::vec2(new_size) * scale + 0.5f));
    if (!surface.resize(drawn_size).ok()) {
        return false;
    }
    if (new_quality.samples > 1 && (!sum || sum.size() != drawn_size)) {
        // Sixteen bits keep many faint shares apart; where the driver cannot draw into them, eight do nearly as well.
        Result<gl::Target> made = gl::Target::create({drawn_size, {gl::rgba16f}});
        if (!made.ok()) {
            made = gl::Target::create({drawn_size});
        }
        if (!made.ok()) {
            return false;
        }
        sum = std::move(made).value();
    }
    if (!finished || finished.size() != new_size) {
        Result<gl::Target> made = gl::Target::create({new_size});
        if (!made.ok()) {
            return false;
        }
        finished = std::move(made).value();
    }
    return true;
}

// Sends to the card what differs from the scene drawn before.
void Renderer::Data::take(const scene::Scene& next) {
    const bool first = !valid;
    const Bodies::Change change = bodies->take(next, first ? nullptr : &scene);
    contact_valid = contact_valid && !change.moved && !change.solids && next.floor_y == scene.floor_y;
    shadow_valid = shadow_valid && !change.moved && !change.solids && next.section == scene.section;
    if (first || next.paint != scene.paint) {
        bodies->paint(next.paint ? std::span<const scene::Paint>(*next.paint) : std::span<const scene::Paint>());
    }
    if (first || next.props != scene.props) {
        props.upload(next.props);
        contact_valid = shadow_valid = false;
    }
    scene = next;
}

// With furniture: of what casts shadows, or of all that is seen.
geometry::Bounds Renderer::Data::with_props(geometry::Bounds all) const {
    for (const scene::Prop& prop : scene.props) {
        glm::vec3 reach = prop.half_size;
        if (prop.shape == scene::Prop::Shape::cylinder) {
            const glm::vec3 across = glm::sqrt(glm::max(1.0f - prop.along * prop.along, 0.0f));
            reach = glm::abs(prop.along) * reach.z + across * std::max(reach.x, reach.y);
        }
        all.add(prop.centre - reach);
        all.add(prop.centre + reach);
    }
    return all;
}

}  // namespace backstory::render
