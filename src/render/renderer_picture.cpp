// Renderer: one picture, pass by pass.
#include "render/renderer_data.hpp"
#include "render/visible_parts.hpp"

#include <glad/gl.h>

#include <algorithm>

namespace backstory::render {

void Renderer::Data::upload_frame() const {
    glBindBuffer(GL_UNIFORM_BUFFER, frame_buffer.name());
    glBufferData(GL_UNIFORM_BUFFER, sizeof(FrameBlock), &frame, GL_DYNAMIC_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, frame_buffer.name());
}

glm::vec4 Renderer::Data::place_in_whole() const {
    if (tile.picture_px.x <= 0 || tile.picture_px.y <= 0) {
        return {0.0f, 0.0f, 1.0f, 1.0f};
    }
    const glm::vec2 whole(tile.picture_px);
    const glm::vec2 low(tile.corner_px.x, tile.picture_px.y - tile.corner_px.y - size.y);
    return {low / whole, glm::vec2(size) / whole};
}

// A picture that moves may take the shadows of an earlier one, by the view that they were drawn in: they lag by less
// than the eye follows, and half the triangles of such a picture are spared.
void Renderer::Data::draw_shadow(const geometry::Bounds& casting) {
    const int texels = std::clamp(quality.shadow_size, 64, 4096);
    const glm::mat4 view = shadow_clip_from_world(glm::vec3(frame.key_direction), casting);
    const bool right = shadow_valid && shadow_view == view && shadow.size() == texels;
    const bool late_is_fine =
        quality.coarse_surface && shadow_there && shadow.size() == texels && ++shadow_age < latest_shadow_pictures;
    if (!right && !late_is_fine) {
        shadow_age = 0;
        shadow_there = shadow_valid = shadow.draw(*bodies, props, view, texels, scene.section);
        shadow_view = view;
        shadow_key = glm::vec3(frame.key_direction);
        shadow_casting = casting;
        statistics.draw_calls += shadow.draw_calls();
    }
    if (shadow_there) {
        frame.shadow_from_world = unit_from_clip() * shadow_view;
        frame.key_direction.w = 1.0f;
        frame.options.z = 1.0f / static_cast<float>(texels);
    }
}

void Renderer::Data::draw_light_maps() {
    const geometry::Bounds casting = with_props(bodies->solid_bounds());
    // One sub-picture sits on the pixel; several are spread over it by a low-discrepancy sequence.
    const auto k = static_cast<float>(taken);
    const glm::vec2 spread(glm::fract(0.5f + 0.7548777f * k) - 0.5f, glm::fract(0.5f + 0.5698403f * k) - 0.5f);
    frame = make_frame_block(scene, drawn_size, bodies->shown_bounds(), casting, spread, place_in_whole());
    frame.floor_place.w = contact_half_size_m;
    glEnable(GL_CULL_FACE);
    if (quality.shadow_size > 0 && !casting.empty()) {
        draw_shadow(casting);
    }
    // Its blur hides that it comes a little late under a body that moves; standing still it is right again.
    const bool late_is_fine = quality.coarse_surface && ++contact_age < latest_contact_pictures;
    if (scene.floor && !contact_valid && !late_is_fine) {
        contact_age = 0;
        glDisable(GL_CULL_FACE);
        contact.draw(*bodies, props,
                     contact_clip_from_world(scene.floor_y, {frame.floor_place.y, 0.0f, frame.floor_place.z}));
        contact_valid = true;
        const FloorArea under = contact_shadow_area(casting);
        const glm::vec2 middle(frame.floor_place.y, frame.floor_place.z);
        contact_area = {under.low - middle, under.high - middle};
        statistics.draw_calls += contact.draw_calls();
    }
    upload_frame();
}

// As of the maps, which may come late.
FloorArea Renderer::Data::floor_shadows() const {
    const glm::vec2 middle(frame.floor_place.y, frame.floor_place.z);
    FloorArea area{contact_area.low + middle, contact_area.high + middle};
    if (shadow_there && quality.shadow_size > 0) {
        const FloorArea cast = key_shadow_area(shadow_key, shadow_casting, scene.floor_y);
        area = {glm::min(area.low, cast.low), glm::max(area.high, cast.high)};
    }
    return area;
}

// Where something solid can be, and as far round it as occlusion is smoothed.
void Renderer::Data::find_solid_boxes() {
    constexpr int around_px = 4;
    tiles.start(drawn_size);
    const auto add = [this](const geometry::Bounds& bounds) {
        const PixelBox box = pixel_box(bounds, frame.clip_from_world, drawn_size);
        tiles.add({box.low - around_px, box.high + around_px});
    };
    bodies->each_solid_bounds(add);
    for (const scene::Prop& prop : scene.props) {
        add({prop.centre - prop.half_size, prop.centre + prop.half_size});
    }
    solid_boxes.send(tiles.boxes(), drawn_size);
}

// One whole picture; the first stands alone, later ones join the mean.
void Renderer::Data::draw_sub_picture() {
    draw_light_maps();
    statistics.draw_calls += surface.draw_surface(*bodies, props, detail(), scene.section.on);
    statistics.triangles += bodies->triangles(DrawClass::opaque, detail());
    find_solid_boxes();
    const bool tiled = tile.picture_px.x > 0;
    const float most_reach =
        tiled ? std::min(0.25f / frame.tile.w, static_cast<float>(Tile::guard_px) / static_cast<float>(size.y)) : 0.25f;
    const bool occluded = quality.ambient_occlusion && !quality.quick_light &&
                          occlusion.draw(surface.depth(), drawn_size, solid_boxes, most_reach);
    if (occluded) {
        frame.options.x = 1.0f;
        upload_frame();
    }
    const bool shadowed = shadow_there && quality.shadow_size > 0;
    const SurfacePass::Maps maps{bodies->looks(), shadowed ? shadow.map() : no_shadow.name(),
                                 occluded ? occlusion.map() : white.name(), contact.map()};
    statistics.draw_calls +=
        surface.shade(maps, {frame.tile, floor_shadows()}, scene, solid_boxes, quality.quick_light) +
        (occluded ? 2 : 0);
    statistics.draw_calls += surface.draw_ghosts(*bodies, detail(), bodies->looks(), scene.section.on);
    in_sum = quality.samples > 1;
    if (in_sum) {
        blend_over(surface.drawn(), sum, 1.0f / static_cast<float>(taken + 1));
        ++statistics.draw_calls;
    }
    ++taken;
}

void Renderer::Data::finish() {
    soiled = false;
    const bool outlined =
        !bodies->empty(DrawClass::marked) &&
        marks.draw(*bodies, bodies->looks(), drawn_size, detail(), {DrawClass::marked}, scene.section.on);
    const gl::Target& drawn = in_sum ? sum : surface.drawn();
    if (!outlined && !in_sum) {
        blit_colour(drawn, finished);
        return;
    }
    statistics.draw_calls += outlined ? marks.draw_calls() : 0;
    finished.bind();
    glDisable(GL_DEPTH_TEST);
    finish_program.use();
    finish_program.set("drawn", 0);
    finish_program.set("marks", 1);
    finish_program.set("marks_texel", 1.0f / glm::vec2(drawn_size));
    const float thickness = std::max(1.0f, static_cast<float>(drawn_size.y) / frame.tile.w / 800.0f);
    finish_program.set("outline_px", outlined ? thickness * 2.0f : 0.0f);
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, outlined ? marks.target().colour() : white.name());
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, drawn.colour());
    glBindVertexArray(no_vertices.name());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
    ++statistics.draw_calls;
}

void Renderer::Data::blend_over(const gl::Target& from, const gl::Target& to, float share) const {
    to.bind();
    glDisable(GL_DEPTH_TEST);
    glEnable(GL_BLEND);
    glBlendColor(share, share, share, share);
    glBlendFunc(GL_CONSTANT_ALPHA, GL_ONE_MINUS_CONSTANT_ALPHA);
    finish_program.use();
    finish_program.set("drawn", 0);
    finish_program.set("marks", 1);
    finish_program.set("outline_px", 0.0f);
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, white.name());
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, from.colour());
    glBindVertexArray(no_vertices.name());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
    glDisable(GL_BLEND);
}

}  // namespace backstory::render
