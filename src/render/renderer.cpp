#include "render/renderer.hpp"

#include "gl/program.hpp"
#include "gl/target.hpp"
#include "render/appearance_texture.hpp"
#include "render/body_arena.hpp"
#include "render/frame_block.hpp"
#include "render/occlusion_pass.hpp"
#include "render/passes.hpp"
#include "render/shader_library.hpp"
#include "render/visible_parts.hpp"
#include "scene/posed_bounds.hpp"

#include <glad/gl.h>

#include <algorithm>
#include <optional>

namespace backstory::render {

namespace {

constexpr int largest_side_px = 16384;

// Texture units, the same in every pass.
enum Unit : int { unit_appearance = 0, unit_shadow = 1, unit_occlusion = 2, unit_contact = 3 };

void bind_texture(Unit unit, GLuint texture) {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(GL_TEXTURE_2D, texture);
}

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

struct Renderer::Data {
    std::vector<anatomy::BodyMesh::Part> parts;
    BodyArena body;
    PropBatch props;
    ShadowPass shadow;
    ContactPass contact;
    IdPass ids;    // everything, for picking; on demand
    IdPass marks;  // outlined structures
    OcclusionPass occlusion;
    bool occluded = false;  // occlusion belongs to this picture
    AppearanceTexture appearance;
    scene::PosedBounds bounds;
    gl::Program body_program, ghost_program, depth_program, background_program, floor_program, finish_program;
    gl::Buffer frame_buffer;
    gl::VertexArray no_vertices;
    gl::Texture white;  // stands in for maps that are off
    gl::Texture no_shadow;

    gl::Target multisampled, drawn, finished;
    FrameBlock frame;
    scene::Scene scene;
    glm::ivec2 size{0};
    glm::ivec2 drawn_size{0};
    Quality quality;
    PartsByClass chosen;
    bool valid = false;      // finished holds the picture of scene
    bool ids_valid = false;  // ids belong to scene
    Statistics statistics;

    // What need not be drawn again while only the camera moves.
    bool contact_valid = false, shadow_valid = false;
    glm::mat4 shadow_view{0.0f};

    Detail detail() const { return quality.coarse_surface ? Detail::coarse : Detail::full; }
    Status build_programs();
    Status build_passes(const anatomy::BodyMesh& mesh, std::span<const muscle::SkinVertex> skin);
    bool make_targets(glm::ivec2 new_size, const Quality& new_quality);
    void take(const scene::Scene& next);
    geometry::Bounds shown_bounds() const;
    void draw_shadow(const geometry::Bounds& casting);
    void draw_light_maps();
    void draw_occlusion();
    void draw_picture();
    void draw_background();
    void draw_floor();
    void draw_opaque();
    void draw_ghosts();
    void finish();
    void use_lit(const gl::Program& program) const;
    void upload_frame() const;
    void draw_ids();
};

Status Renderer::Data::build_programs() {
    struct Row {
        gl::Program* program;
        const char* name;
    };
    const Row rows[] = {{&body_program, "body"},   {&ghost_program, "ghost"},           {&depth_program, "depth"},
                        {&floor_program, "floor"}, {&background_program, "background"}, {&finish_program, "finish"}};
    for (const Row& row : rows) {
        Result<gl::Program> built = build_program(row.name);
        if (!built.ok()) {
            return built.error();
        }
        *row.program = std::move(built).value();
    }
    return Done{};
}

Status Renderer::Data::build_passes(const anatomy::BodyMesh& mesh, std::span<const muscle::SkinVertex> skin) {
    const auto keep = [](auto& place, auto&& made) -> Status {
        if (!made.ok()) {
            return made.error();
        }
        place = std::move(made).value();
        return Done{};
    };
    for (const Status& status :
         {keep(body, BodyArena::create(mesh, skin)), keep(props, PropBatch::create()),
          keep(shadow, ShadowPass::create()), keep(contact, ContactPass::create()), keep(ids, IdPass::create()),
          keep(marks, IdPass::create()), keep(occlusion, OcclusionPass::create())}) {
        if (!status.ok()) {
            return status;
        }
    }
    parts = mesh.parts;
    bounds = scene::PosedBounds(mesh, skin);
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
    const glm::ivec2 wanted = glm::max(glm::ivec2(1), glm::ivec2(glm::vec2(new_size) * scale + 0.5f));
    GLint most_samples = 1;
    glGetIntegerv(GL_MAX_SAMPLES, &most_samples);
    const int samples = std::clamp(new_quality.samples, 1, std::max(1, most_samples));
    const bool same = drawn.name() != 0 && drawn_size == wanted && multisampled.samples() == samples;
    if (!same) {
        Result<gl::Target> main = gl::Target::create({wanted, samples, gl::rgba8, {}, gl::depth24});
        if (!main.ok()) {
            return false;
        }
        multisampled = std::move(main).value();
        Result<gl::Target> resolved = gl::Target::create({wanted, 1, gl::rgba8, {}, {}});
        if (!resolved.ok()) {
            return false;
        }
        drawn = std::move(resolved).value();
        drawn_size = wanted;
    }
    if (finished.name() == 0 || finished.size() != new_size) {
        Result<gl::Target> made = gl::Target::create({new_size, 1, gl::rgba8, {}, {}});
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
    if (first || next.palette != scene.palette) {
        if (next.palette.size() >= bounds.palette_size()) {
            body.pose(next.palette);
            bounds.update(next.palette);
            contact_valid = shadow_valid = false;
        }
    }
    if (first || next.appearance != scene.appearance || next.stretch != scene.stretch) {
        bind_texture(unit_appearance, appearance.name());
        appearance.upload(next);
        PartsByClass sorted = visible_parts(parts, next.appearance);
        if (first || sorted != chosen) {
            body.select(sorted);
            chosen = std::move(sorted);
            contact_valid = shadow_valid = false;
        }
    }
    if (first || next.props != scene.props) {
        props.upload(next.props);
        contact_valid = shadow_valid = false;
    }
    contact_valid = contact_valid && next.floor_y == scene.floor_y;
    scene = next;
}

geometry::Bounds Renderer::Data::shown_bounds() const {
    geometry::Bounds all;
    for (std::size_t c = 0; c < static_cast<std::size_t>(DrawClass::marked); ++c) {
        for (const std::uint32_t part : chosen[c]) {
            if (!bounds.parts()[part].empty()) {
                all.add(bounds.parts()[part]);
            }
        }
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
        shadow_valid = shadow.draw(body, props, view, texels);
        shadow_view = view;
        statistics.draw_calls += shadow.draw_calls();
    }
    if (shadow_valid) {
        frame.key_direction.w = 1.0f;
        frame.options.z = 1.0f / static_cast<float>(texels);
        frame.options.w = texels > 512 ? 16.0f : 5.0f;
    }
}

void Renderer::Data::draw_light_maps() {
    geometry::Bounds casting = shown_bounds();
    for (const scene::Prop& prop : scene.props) {
        casting.add(prop.centre - prop.half_size);
        casting.add(prop.centre + prop.half_size);
    }
    frame = make_frame_block(scene, drawn_size, casting);
    glEnable(GL_CULL_FACE);
    if (quality.shadow_size > 0 && !casting.empty()) {
        draw_shadow(casting);
    }
    if (scene.floor && !contact_valid) {
        glDisable(GL_CULL_FACE);
        contact.draw(body, props,
                     contact_clip_from_world(scene.floor_y, {frame.floor_place.y, 0.0f, frame.floor_place.z}));
        contact_valid = true;
        statistics.draw_calls += contact.draw_calls();
    }
    upload_frame();
}

// Uses the depth of the id pass, so that a picture with occlusion has its ids too.
void Renderer::Data::draw_occlusion() {
    occluded = false;
    if (!quality.ambient_occlusion || body.empty(DrawClass::opaque)) {
        return;
    }
    ids_valid = ids.draw(body, props, appearance.name(), drawn_size, detail(), false);
    occluded = ids_valid && occlusion.draw(ids.target().depth(), drawn_size);
    statistics.draw_calls += ids.draw_calls() + 2;
    if (occluded) {
        frame.options.x = 1.0f;
        upload_frame();
    }
}

void Renderer::Data::use_lit(const gl::Program& program) const {
    program.use();
    program.set("appearance_texture", unit_appearance);
    program.set("shadow_map", unit_shadow);
    program.set("occlusion_map", unit_occlusion);
    program.set("contact_map", unit_contact);
}

void Renderer::Data::draw_background() {
    if (scene.background == scene::Background::transparent) {
        glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
        glClear(GL_COLOR_BUFFER_BIT);
        return;
    }
    glDisable(GL_DEPTH_TEST);
    background_program.use();
    glBindVertexArray(no_vertices.name());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    ++statistics.draw_calls;
}

void Renderer::Data::draw_floor() {
    const bool from_below = scene.camera.position().y <= scene.floor_y;
    if (!scene.floor || from_below) {
        return;
    }
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    use_lit(floor_program);
    glBindVertexArray(no_vertices.name());
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    glDisable(GL_BLEND);
    ++statistics.draw_calls;
}

void Renderer::Data::draw_opaque() {
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LEQUAL);
    glDepthMask(GL_TRUE);
    glEnable(GL_CULL_FACE);
    use_lit(body_program);
    statistics.draw_calls += body.draw(DrawClass::opaque, detail()) ? 1 : 0;
    statistics.triangles += body.triangles(DrawClass::opaque, detail());
    use_lit(props.program());
    statistics.draw_calls += props.draw_lit();
}

// Each group shows its front surface only: depth first, then colour where depth is equal. Inner groups come first, so
// nothing has to be sorted and nothing is seen twice.
void Renderer::Data::draw_ghosts() {
    for (const DrawClass ghost : {DrawClass::ghost_deep, DrawClass::ghost_middle, DrawClass::ghost_outer}) {
        if (body.empty(ghost)) {
            continue;
        }
        glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
        glDepthFunc(GL_LEQUAL);
        use_lit(ghost_program);
        body.draw(ghost, detail());
        glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        body.draw(ghost, detail());
        glDisable(GL_BLEND);
        statistics.draw_calls += 2;
        statistics.triangles += 2 * body.triangles(ghost, detail());
    }
}

void Renderer::Data::draw_picture() {
    multisampled.bind();
    bind_texture(unit_appearance, appearance.name());
    bind_texture(unit_shadow, frame.key_direction.w > 0.5f ? shadow.map() : no_shadow.name());
    bind_texture(unit_occlusion, occluded ? occlusion.map() : white.name());
    bind_texture(unit_contact, contact.map());
    glDepthMask(GL_TRUE);
    glClear(GL_DEPTH_BUFFER_BIT);
    draw_background();
    draw_floor();
    draw_opaque();
    draw_ghosts();
    glBindVertexArray(0);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    blit_colour(multisampled, drawn);
}

void Renderer::Data::finish() {
    const bool outlined =
        !body.empty(DrawClass::marked) && marks.draw(body, props, appearance.name(), drawn_size, detail(), true);
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

void Renderer::Data::draw_ids() {
    if (!valid || ids_valid) {
        return;
    }
    const KeptBindings kept;
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_BLEND);
    glDisable(GL_CULL_FACE);
    glDepthFunc(GL_LEQUAL);
    upload_frame();
    ids_valid = ids.draw(body, props, appearance.name(), drawn_size, detail(), false);
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
    const Status programs = renderer->data_->build_programs();
    if (!programs.ok()) {
        return programs.error();
    }
    const Status passes = renderer->data_->build_passes(mesh, skin);
    if (!passes.ok()) {
        return passes.error();
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
    d.take(scene);
    d.size = size_px;
    d.quality = quality;
    d.ids_valid = false;
    d.draw_light_maps();
    d.draw_occlusion();
    d.draw_picture();
    d.finish();
    d.valid = true;
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

anatomy::StructureIndex Renderer::pick(glm::ivec2 pixel) {
    const auto at = target_pixel(pixel, data_->size, data_->drawn_size);
    data_->draw_ids();
    if (!at || !data_->ids_valid) {
        return anatomy::none;
    }
    const KeptBindings kept;
    return data_->ids.structure_at(*at);
}

bool Renderer::pick_point(glm::ivec2 pixel, glm::vec3& world) {
    const auto at = target_pixel(pixel, data_->size, data_->drawn_size);
    data_->draw_ids();
    if (!at || !data_->ids_valid) {
        return false;
    }
    const KeptBindings kept;
    const float depth = data_->ids.depth_at(*at);
    if (data_->ids.structure_at(*at) == anatomy::none) {
        return false;
    }
    const glm::vec2 place = (glm::vec2(*at) + 0.5f) / glm::vec2(data_->drawn_size);
    const glm::vec4 point = data_->frame.world_from_clip * glm::vec4(place * 2.0f - 1.0f, depth * 2.0f - 1.0f, 1.0f);
    world = glm::vec3(point) / point.w;
    return true;
}

const Statistics& Renderer::statistics() const {
    return data_->statistics;
}

std::vector<glm::vec3> Renderer::read_posed_positions() const {
    return data_->body.read_posed_positions();
}

}  // namespace backstory::render
