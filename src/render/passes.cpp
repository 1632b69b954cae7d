#include "render/passes.hpp"

#include "render/prop_mesh.hpp"

#include <array>

namespace backstory::render {

namespace {

struct PropVertex {
    glm::vec3 position, normal;
};

const void* at(std::size_t offset) {
    return reinterpret_cast<const void*>(offset);  // NOLINT(performance-no-int-to-ptr): how OpenGL takes it
}

// Everything solid, seen by a light or from below.
int draw_solids(const gl::Program& program, const Bodies& bodies, const PropBatch& props) {
    return bodies.draw(program, DrawClass::opaque, Detail::coarse) + props.draw_plain();
}

}  // namespace

Result<ScreenBoxes> ScreenBoxes::create() {
    ScreenBoxes boxes;
    boxes.vertices_ = gl::make_buffer();
    boxes.array_ = gl::make_vertex_array();
    glBindVertexArray(boxes.array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, boxes.vertices_.name());
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(glm::vec2), nullptr);
    glBindVertexArray(0);
    return boxes;
}

void ScreenBoxes::send(std::span<const PixelBox> boxes, glm::ivec2 picture_px) {
    places_.clear();
    for (const PixelBox& box : boxes) {
        const glm::vec2 low = glm::vec2(box.low) / glm::vec2(picture_px);
        const glm::vec2 high = glm::vec2(box.high) / glm::vec2(picture_px);
        const glm::vec2 right(high.x, low.y), left(low.x, high.y);
        places_.insert(places_.end(), {low, right, high, low, high, left});
    }
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(places_.size() * sizeof(glm::vec2)), places_.data(),
                 GL_STREAM_DRAW);
}

void ScreenBoxes::draw() const {
    glBindVertexArray(array_.name());
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(places_.size()));
    glBindVertexArray(0);
}

Result<PropBatch> PropBatch::create() {
    PropBatch batch;
    batch.vertices_ = gl::make_buffer();
    batch.indices_ = gl::make_buffer();
    batch.array_ = gl::make_vertex_array();
    return batch;
}

void PropBatch::upload(const std::vector<scene::Prop>& props) {
    std::vector<PropVertex> vertices;
    std::vector<std::uint32_t> indices;
    pieces_.clear();
    for (const scene::Prop& prop : props) {
        const geometry::Mesh mesh = prop_mesh(prop);
        const auto base = static_cast<std::uint32_t>(vertices.size());
        pieces_.push_back(
            {static_cast<std::uint32_t>(indices.size()), static_cast<std::uint32_t>(mesh.indices.size()), prop.colour});
        for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
            vertices.push_back({mesh.positions[v], mesh.normals[v]});
        }
        for (const std::uint32_t index : mesh.indices) {
            indices.push_back(base + index);
        }
    }
    glBindVertexArray(array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(PropVertex)), vertices.data(),
                 GL_DYNAMIC_DRAW);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_.name());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(std::uint32_t)),
                 indices.data(), GL_DYNAMIC_DRAW);
    for (GLuint place = 0; place < 2; ++place) {
        glEnableVertexAttribArray(place);
        glVertexAttribPointer(place, 3, GL_FLOAT, GL_FALSE, sizeof(PropVertex), at(place * sizeof(glm::vec3)));
    }
    glBindVertexArray(0);
}

int PropBatch::draw_surface() const {
    if (pieces_.empty()) {
        return 0;
    }
    const gl::Program& program = program_.get();
    program.use();
    glBindVertexArray(array_.name());
    for (const Piece& piece : pieces_) {
        program.set("colour", piece.colour);
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(piece.count), GL_UNSIGNED_INT,
                       at(std::size_t{piece.first} * sizeof(std::uint32_t)));
    }
    glBindVertexArray(0);
    return static_cast<int>(pieces_.size());
}

int PropBatch::draw_plain() const {
    if (pieces_.empty()) {
        return 0;
    }
    glBindVertexArray(array_.name());
    const Piece& last = pieces_.back();
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(last.first + last.count), GL_UNSIGNED_INT, nullptr);
    glBindVertexArray(0);
    return 1;
}

Result<ShadowPass> ShadowPass::create() {
    ShadowPass pass;
    Result<gl::Program> program = build_program("depth");
    if (!program.ok()) {
        return program.error();
    }
    pass.program_ = std::move(program).value();
    return pass;
}

bool ShadowPass::make_map(int texels) {
    gl::TextureFormat format = gl::depth24;
    format.filter = GL_LINEAR;
    Result<gl::Target> made = gl::Target::create({{texels, texels}, {}, format});
    if (!made.ok()) {
        return false;
    }
    target_ = std::move(made).value();
    glBindTexture(GL_TEXTURE_2D, target_.depth());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_FUNC, GL_LEQUAL);
    return true;
}

bool ShadowPass::draw(const Bodies& bodies, const PropBatch& props, const glm::mat4& light_clip_from_world, int texels,
                      const scene::Section& section) {
    if (target_.size().x != texels && !make_map(texels)) {
        return false;
    }
    target_.bind();
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glClear(GL_DEPTH_BUFFER_BIT);
    glEnable(GL_POLYGON_OFFSET_FILL);
    glPolygonOffset(1.5f, 2.0f);
    const gl::Program& program = section.on ? cut_program_.get() : program_;
    program.use();
    program.set("clip_from_world_here", light_clip_from_world);
    if (section.on) {
        glDisable(GL_CULL_FACE);  // light that enters through the cut falls on insides
        program.set("kept_below", glm::vec4(section.normal, section.offset));
    }
    draw_calls_ = draw_solids(program, bodies, props);
    glDisable(GL_POLYGON_OFFSET_FILL);
    return true;
}

Result<ContactPass> ContactPass::create() {
    ContactPass pass;
    Result<gl::Program> program = build_program("contact");
    Result<gl::Program> blur = build_program("contact_blur");
    if (!program.ok() || !blur.ok()) {
        return program.ok() ? blur.error() : program.error();
    }
    pass.program_ = std::move(program).value();
    pass.blur_ = std::move(blur).value();
    pass.no_vertices_ = gl::make_vertex_array();
    Result<gl::Target> seen = gl::Target::create({{size, size}, {gl::rgba8}, gl::depth24});
    Result<gl::Target> half = gl::Target::create({{size, size}});
    Result<gl::Target> whole = gl::Target::create({{size, size}});
    if (!seen.ok() || !half.ok() || !whole.ok()) {
        return Error{"The graphics driver cannot draw into a texture."};
    }
    pass.seen_ = std::move(seen).value();
    pass.half_blurred_ = std::move(half).value();
    pass.blurred_ = std::move(whole).value();
    return pass;
}

void ContactPass::draw(const Bodies& bodies, const PropBatch& props, const glm::mat4& clip_from_world) {
    seen_.bind();
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    program_.use();
    program_.set("clip_from_world_here", clip_from_world);
    draw_calls_ = draw_solids(program_, bodies, props) + 2;
    glDisable(GL_DEPTH_TEST);
    glBindVertexArray(no_vertices_.name());
    glActiveTexture(GL_TEXTURE0);
    blur_.use();
    blur_.set("source", 0);
    const float texel = 1.0f / static_cast<float>(size);
    half_blurred_.bind();
    glBindTexture(GL_TEXTURE_2D, seen_.colour());
    blur_.set("along", glm::vec2(texel, 0.0f));
    glDrawArrays(GL_TRIANGLES, 0, 3);
    blurred_.bind();
    glBindTexture(GL_TEXTURE_2D, half_blurred_.colour());
    blur_.set("along", glm::vec2(0.0f, texel));
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
}

bool IdPass::draw(const Bodies& bodies, GLuint appearance, glm::ivec2 size, Detail detail,
                  std::initializer_list<DrawClass> classes, bool cut) {
    if (!target_ || target_.size() != size) {
        Result<gl::Target> made = gl::Target::create({size, {gl::rgba8_nearest}, gl::depth24});
        if (!made.ok()) {
            return false;
        }
        target_ = std::move(made).value();
    }
    target_.bind();
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    const gl::Program& program = (cut ? cut_program_ : program_).get();
    program.use();
    program.set("appearance_texture", 0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, appearance);
    draw_calls_ = 0;
    for (const DrawClass which : classes) {
        draw_calls_ += bodies.draw(program, which, detail);
    }
    return true;
}

std::uint32_t read_look(const gl::Target& target, glm::ivec2 pixel) {
    std::array<std::uint8_t, 4> read{};
    glBindFramebuffer(GL_READ_FRAMEBUFFER, target.name());
    glReadBuffer(GL_COLOR_ATTACHMENT0);
    glReadPixels(pixel.x, pixel.y, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, read.data());
    return read[0] + 256U * read[1] - 1U;  // none_there where nothing is
}

Result<DepthProbe> DepthProbe::create() {
    DepthProbe probe;
    Result<gl::Target> target = gl::Target::create({{1, 1}, {gl::rgba8_nearest}});
    if (!target.ok()) {
        return target.error();
    }
    probe.target_ = std::move(target).value();
    probe.no_vertices_ = gl::make_vertex_array();
    return probe;
}

float DepthProbe::read(GLuint depth, glm::ivec2 pixel) const {
    target_.bind();
    glDisable(GL_DEPTH_TEST);
    const gl::Program& program = program_.get();
    program.use();
    program.set("depth_map", 0);
    program.set("pixel", glm::vec2(pixel));
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, depth);
    glBindVertexArray(no_vertices_.name());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
    std::array<std::uint8_t, 4> read{};
    glBindFramebuffer(GL_READ_FRAMEBUFFER, target_.name());
    glReadPixels(0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, read.data());
    return static_cast<float>((read[0] + 256.0 * read[1] + 65536.0 * read[2]) / 16777215.0);
}

}  // namespace backstory::render
