#include "render/renderer.hpp"

#include "gl/program.hpp"
#include "gl/target.hpp"
#include "render/bodies.hpp"
#include "render/frame_block.hpp"
#include "render/occlusion_pass.hpp"
#include "render/passes.hpp"
#include "render/shader_library.hpp"
#include "render/surface_pass.hpp"
#include "render/visible_parts.hpp"

#include <glad/gl.h>

#include <algorithm>
#include <optional>

namespace backstory::render {

namespace {

constexpr int largest_side_px = 16384;
constexpr int most_samples = 64;
constexpr int latest_contact_pictures = 4;

// What the caller (ImGui) had bound and gets back.
class KeptBindings {
  public:
    KeptBindings() {
        glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_);
        glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_);
        glGetIntegerv(GL_VIEWPORT, viewport_);
    }
    ~KeptBindings() {
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(draw_));
        glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(read_));
        glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
        glActiveTexture(GL_TEXTURE0);
        glUseProgram(0);
        glDisable(GL_DEPTH_TEST);
        glDisable(GL_CULL_FACE);
        glDisable(GL_BLEND);
    }
    KeptBindings(const KeptBindings&) = delete;
    KeptBindings& operator=(const KeptBindings&) = delete;

  private:
    GLint draw_ = 0, read_ = 0;
    GLint viewport_[4] = {0, 0, 1, 1};
};

}  // namespace

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
           a.second_paint == b.second_paint && a.section == b.section;
}

struct Renderer::Data {
    std::unique_ptr<Bodies> bodies;
    PropBatch props;
    ShadowPass shadow;
    ContactPass contact;
    OcclusionPass occlusion;
    SurfacePass surface;
    IdPass marks;      // outlined structures
    IdPass ghost_ids;  // faded structures, for picking; on demand
    DepthProbe probe;
    gl::Program finish_program;
    gl::Buffer frame_buffer;
    gl::VertexArray no_vertices;
    gl::Texture white;      // stands in for maps that are off
    gl::Texture no_shadow;  // likewise

    gl::Target sum;       // mean of the sub-pictures so far
    gl::Target finished;  // the kept picture
    FrameBlock frame;
    scene::Scene scene;
    glm::ivec2 size{0};        // of the kept picture
    glm::ivec2 drawn_size{0};  // of what is drawn for it
    Quality quality;
    int taken = 0;        // sub-pictures so far
    bool in_sum = false;  // their mean is in `sum`; else the one picture is as drawn
    bool valid = false;   // finished holds the picture of scene
    bool ghost_ids_valid = false;
    Statistics statistics;
    // What need not be drawn again while only the camera moves.
    bool contact_valid = false, shadow_valid = false;
    glm::mat4 shadow_view{0.0f};
    int contact_age = latest_contact_pictures;  // moving pictures since the contact map was drawn

    Detail detail() const { return quality.coarse_surface ? Detail::coarse : Detail::full; }
    Status build(const anatomy::BodyMesh& mesh, std::span<const muscle::SkinVertex> skin);
    bool make_targets(glm::ivec2 new_size, const Quality& new_quality);
    void take(const scene::Scene& next);
    geometry::Bounds with_props(geometry::Bounds all) const;
    void upload_frame() const;
    void draw_shadow(const geometry::Bounds& casting);
    void draw_light_maps();
    void draw_sub_picture();
    void finish();
    void blend_over(const gl::Target& from, const gl::Target& to, float share) const;
    void draw_ghost_ids();
    Bodies::Place structure_at(glm::ivec2 pixel, bool& in_ghost);
};

Status Renderer::Data::build(const anatomy::BodyMesh& mesh, std::span<const muscle::SkinVertex> skin) {
    const auto keep = [](auto& place, auto&& made) -> Status {
        if (!made.ok()) {
            return made.error();
        }
        place = std::move(made).value();
        return Done{};
    };
    for (const Status& status : {keep(bodies, Bodies::create(mesh, skin)), keep(props, PropBatch::create()),
                                 keep(shadow, ShadowPass::create()), keep(contact, ContactPass::create()),
                                 keep(occlusion, OcclusionPass::create()), keep(surface, SurfacePass::create()),
                                 keep(marks, IdPass::create()), keep(ghost_ids, IdPass::create()),
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
        all.add(prop.centre - prop.half_size);
        all.add(prop.centre + prop.half_size);
    }
    return all;
}

void Renderer::Data::upload_frame() const {
    glBindBuffer(GL_UNIFORM_BUFFER, frame_buffer.name());
    glBufferData(GL_UNIFORM_BUFFER, sizeof(FrameBlock), &frame, GL_DYNAMIC_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, frame_buffer.name());
}

void Renderer::Data::draw_shadow(const geometry::Bounds& casting) {
    const int texels = std::clamp(quality.shadow_size, 64, 4096);
    const glm::mat4 view = shadow_clip_from_world(glm::vec3(frame.key_direction), casting);
    if (!shadow_valid || shadow_view != view || shadow.size() != texels) {
        shadow_valid = shadow.draw(*bodies, props, view, texels, scene.section);
        shadow_view = view;
        statistics.draw_calls += shadow.draw_calls();
    }
    if (shadow_valid) {
        frame.key_direction.w = 1.0f;
        frame.options.z = 1.0f / static_cast<float>(texels);
        frame.options.w = texels > 512 ? 16.0f : 6.0f;
    }
}

void Renderer::Data::draw_light_maps() {
    const geometry::Bounds casting = with_props(bodies->solid_bounds());
    // One sub-picture sits on the pixel; several are spread over it by a low-discrepancy sequence.
    const auto k = static_cast<float>(taken);
    const glm::vec2 spread(glm::fract(0.5f + 0.7548777f * k) - 0.5f, glm::fract(0.5f + 0.5698403f * k) - 0.5f);
    frame = make_frame_block(scene, drawn_size, bodies->shown_bounds(), casting, spread);
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
        statistics.draw_calls += contact.draw_calls();
    }
    upload_frame();
}

// One whole picture; the first stands alone, later ones join the mean.
void Renderer::Data::draw_sub_picture() {
    draw_light_maps();
    statistics.draw_calls += surface.draw_surface(*bodies, props, detail(), scene.section.on);
    statistics.triangles += bodies->triangles(DrawClass::opaque, detail());
    const PixelBox box = pixel_box(with_props(bodies->shown_bounds()), frame.clip_from_world, drawn_size);
    const bool occluded = quality.ambient_occlusion && occlusion.draw(surface.depth(), drawn_size, box.low, box.high);
    if (occluded) {
        frame.options.x = 1.0f;
        upload_frame();
    }
    const bool shadowed = shadow_valid && quality.shadow_size > 0;
    const SurfacePass::Maps maps{bodies->looks(), shadowed ? shadow.map() : no_shadow.name(),
                                 occluded ? occlusion.map() : white.name(), contact.map()};
    statistics.draw_calls += surface.shade(maps, scene, box) + (occluded ? 2 : 0);
    statistics.draw_calls += surface.draw_ghosts(*bodies, detail(), bodies->looks(), scene.section.on);
    in_sum = quality.samples > 1;
    if (in_sum) {
        blend_over(surface.drawn(), sum, 1.0f / static_cast<float>(taken + 1));
        ++statistics.draw_calls;
    }
    ++taken;
}

void Renderer::Data::finish() {
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
    const float thickness = std::max(1.0f, static_cast<float>(drawn_size.y) / 800.0f);
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

Renderer::Renderer() : data_(std::make_unique<Data>()) {}
Renderer::~Renderer() = default;

Result<std::unique_ptr<Renderer>> Renderer::create(const anatomy::BodyMesh& mesh,
                                                   std::span<const muscle::SkinVertex> skin) {
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
    const Status built = renderer->data_->build(mesh, skin);
    if (!built.ok()) {
        return built.error();
    }
    return renderer;
}

void Renderer::render(const scene::Scene& scene, glm::ivec2 size_px, const Quality& quality) {
    Data& d = *data_;
    size_px = glm::clamp(size_px, glm::ivec2(1), glm::ivec2(largest_side_px));
    if (d.valid && size_px == d.size && quality == d.quality && scene == d.scene) {
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
    if (d.valid && size_px == d.size && quality == d.quality && only_outlines_differ(scene, d.scene)) {
        d.take(scene);
        d.upload_frame();
        d.finish();
        return;
    }
    d.take(scene);
    d.size = size_px;
    d.quality = quality;
    d.quality.samples = std::clamp(quality.samples, 1, most_samples);
    d.taken = 0;
    d.ghost_ids_valid = false;
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

const Statistics& Renderer::statistics() const {
    return data_->statistics;
}

std::vector<glm::vec3> Renderer::read_posed_positions() const {
    return data_->bodies->first().read_posed_positions();
}

}  // namespace backstory::render
