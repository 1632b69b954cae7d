#include "render/passes.hpp"

#include "render/prop_mesh.hpp"
#include "render/shader_library.hpp"

#include <array>

namespace backstory::render {

namespace {

struct PropVertex {
    glm::vec3 position, normal;
};

const void* at(std::size_t offset) {
    return reinterpret_cast<const void*>(offset);
}

// Everything solid, seen by a light or from below.
int draw_solids(const BodyArena& body, const PropBatch& props) {
    return (body.draw(DrawClass::opaque, Detail::coarse) ? 1 : 0) + props.draw_plain();
}

}  // namespace

Result<PropBatch> PropBatch::create() {
    PropBatch batch;
    Result<gl::Program> program = build_program("prop");
    if (!program.ok()) {
        return program.error();
    }
    batch.program_ = std::move(program).value();
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

int PropBatch::draw_lit() const {
    glBindVertexArray(array_.name());
    for (const Piece& piece : pieces_) {
        program_.set("colour", piece.colour);
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

bool ShadowPass::draw(const BodyArena& body, const PropBatch& props, const glm::mat4& light_clip_from_world, int size) {
    if (target_.size().x != size) {
        gl::TextureFormat format = gl::depth24;
        format.filter = GL_LINEAR;
        Result<gl::Target> made = gl::Target::create({{size, size}, 1, {}, {}, format});
        if (!made.ok()) {
            return false;
        }
        target_ = std::move(made).value();
        glBindTexture(GL_TEXTURE_2D, target_.depth());
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_FUNC, GL_LEQUAL);
    }
    target_.bind();
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glClear(GL_DEPTH_BUFFER_BIT);
    glEnable(GL_POLYGON_OFFSET_FILL);
    glPolygonOffset(1.5f, 2.0f);
    program_.use();
    program_.set("clip_from_world_here", light_clip_from_world);
    draw_calls_ = draw_solids(body, props);
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
    Result<gl::Target> seen = gl::Target::create({{size, size}, 1, gl::rgba8, {}, gl::depth24});
    Result<gl::Target> half = gl::Target::create({{size, size}, 1, gl::rgba8, {}, {}});
    Result<gl::Target> whole = gl::Target::create({{size, size}, 1, gl::rgba8, {}, {}});
    if (!seen.ok() || !half.ok() || !whole.ok()) {
        return Error{"The graphics driver cannot draw into a texture."};
    }
    pass.seen_ = std::move(seen).value();
    pass.half_blurred_ = std::move(half).value();
    pass.blurred_ = std::move(whole).value();
    return pass;
}

void ContactPass::draw(const BodyArena& body, const PropBatch& props, const glm::mat4& clip_from_world) {
    seen_.bind();
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    program_.use();
    program_.set("clip_from_world_here", clip_from_world);
    draw_calls_ = draw_solids(body, props) + 2;
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

Result<IdPass> IdPass::create() {
    IdPass pass;
    Result<gl::Program> program = build_program("id");
    if (!program.ok()) {
        return program.error();
    }
    pass.program_ = std::move(program).value();
    return pass;
}

bool IdPass::draw(const BodyArena& body, const PropBatch& props, GLuint appearance, glm::ivec2 size, Detail detail,
                  bool marked_only) {
    if (target_.size() != size || target_.name() == 0) {
        Result<gl::Target> made = gl::Target::create({size, 1, gl::rgba8_nearest, gl::rgba8_nearest, gl::depth24});
        if (!made.ok()) {
            return false;
        }
        target_ = std::move(made).value();
    }
    target_.bind();
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    constexpr std::array<float, 4> nothing{0.0f, 0.0f, 0.0f, 0.0f};
    constexpr std::array<float, 4> farthest{1.0f, 1.0f, 1.0f, 0.0f};
    glClearBufferfv(GL_COLOR, 0, nothing.data());
    glClearBufferfv(GL_COLOR, 1, farthest.data());
    glClear(GL_DEPTH_BUFFER_BIT);
    program_.use();
    program_.set("appearance_texture", 0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, appearance);
    draw_calls_ = 0;
    if (marked_only) {
        draw_calls_ += body.draw(DrawClass::marked, detail) ? 1 : 0;
        return true;
    }
    // Faded structures first, then what is solid over them whatever lies in front: a click through a shell means
    // what shows inside it.
    for (const DrawClass ghost : {DrawClass::ghost_deep, DrawClass::ghost_middle, DrawClass::ghost_outer}) {
        draw_calls_ += body.draw(ghost, detail) ? 1 : 0;
    }
    glClear(GL_DEPTH_BUFFER_BIT);
    draw_calls_ += body.draw(DrawClass::opaque, detail) ? 1 : 0;
    glVertexAttribI4ui(3, 0xffffU, 0, 0, 0);  // furniture hides, but is no structure
    draw_calls_ += props.draw_plain();
    return true;
}

anatomy::StructureIndex IdPass::structure_at(glm::ivec2 pixel) const {
    std::array<std::uint8_t, 4> read{};
    glBindFramebuffer(GL_READ_FRAMEBUFFER, target_.name());
    glReadBuffer(GL_COLOR_ATTACHMENT0);
    glReadPixels(pixel.x, pixel.y, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, read.data());
    const int id = read[0] + 256 * read[1];
    return id == 0 ? anatomy::none : static_cast<anatomy::StructureIndex>(id - 1);
}

float IdPass::depth_at(glm::ivec2 pixel) const {
    std::array<std::uint8_t, 4> read{};
    glBindFramebuffer(GL_READ_FRAMEBUFFER, target_.name());
    glReadBuffer(GL_COLOR_ATTACHMENT1);
    glReadPixels(pixel.x, pixel.y, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, read.data());
    glReadBuffer(GL_COLOR_ATTACHMENT0);
    const int depth = read[0] + 256 * read[1] + 65536 * read[2];
    return static_cast<float>(static_cast<double>(depth) / 16777215.0);
}

}  // namespace backstory::render
