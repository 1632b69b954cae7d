#include "render/body_arena.hpp"

#include "base/workers.hpp"
#include "gl/target.hpp"
#include "render/shader_library.hpp"

#include <glm/vec2.hpp>

#include <algorithm>
#include <cmath>
#include <span>

namespace backstory::render {

namespace {

constexpr int palette_width = 2048;  // what every OpenGL ES 3.0 device has

using RestVertex = muscle::SurfaceVertex;
struct StaticVertex {
    glm::vec2 fibre_uv;
    std::uint16_t structure, lift;  // lift in lift_unit_m
};
static_assert(sizeof(StaticVertex) == 12);
constexpr float lift_unit_m = 1e-4f;  // as in shaders/body.vert

const void* at(std::size_t offset) {
    return reinterpret_cast<const void*>(offset);  // NOLINT(performance-no-int-to-ptr): OpenGL's way to say an offset
}

void attribute(GLuint place, GLint count, std::size_t stride, std::size_t offset) {
    glEnableVertexAttribArray(place);
    glVertexAttribPointer(place, count, GL_FLOAT, GL_FALSE, static_cast<GLsizei>(stride), at(offset));
}

template <typename T>
void upload(const gl::Buffer& buffer, const std::vector<T>& data) {
    glBindBuffer(GL_ARRAY_BUFFER, buffer.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(data.size() * sizeof(T)), data.data(), GL_STATIC_DRAW);
}

std::vector<StaticVertex> static_vertices(const anatomy::BodyMesh& mesh, const std::vector<glm::vec2>& places) {
    std::vector<StaticVertex> vertices(mesh.positions.size());
    for (const anatomy::BodyMesh::Part& part : mesh.parts) {
        const auto lift = static_cast<std::uint16_t>(std::lround(std::clamp(part.lift, 0.0f, 1.0f) / lift_unit_m));
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            vertices[v] = {places[v], part.structure, lift};
        }
    }
    return vertices;
}

// One byte a vertex says how much tendon it is; where there are no fibres, how it is painted: bare_paint not at all.
constexpr std::uint8_t bare_paint = 128;

std::vector<std::uint8_t> bare_vertices(const anatomy::BodyMesh& mesh) {
    std::vector<std::uint8_t> bytes(mesh.positions.size(), bare_paint);
    for (const anatomy::BodyMesh::Part& part : mesh.parts) {
        if (!scene::has_fibres(mesh, part)) {
            continue;
        }
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            const float tendon = v < mesh.fibre.size() ? std::clamp(mesh.fibre[v].tendon, 0.0f, 1.0f) : 0.0f;
            const auto byte = static_cast<std::uint8_t>(std::lround(255.0f * tendon));
            bytes[v] = byte == bare_paint ? bare_paint - 1 : byte;
        }
    }
    return bytes;
}

}  // namespace

Result<BodyArena> BodyArena::create(const anatomy::BodyMesh& mesh, const scene::RestSurface& rest,
                                    std::span<const muscle::SkinVertex> skin, PoseOn pose_on) {
    BACKSTORY_ASSERT(skin.size() == mesh.positions.size() && mesh.normals.size() == mesh.positions.size());
    BACKSTORY_ASSERT(rest.places.size() == mesh.positions.size() && rest.coarse_counts.size() == mesh.parts.size());
    BodyArena arena;
    arena.pose_on_ = pose_on;
    arena.mesh_ = &mesh;
    arena.surface_ = &rest;
    if (pose_on == PoseOn::card) {
        Result<gl::Program> program = build_program("pose");
        if (!program.ok()) {
            return program.error();
        }
        arena.pose_program_ = std::move(program).value();
    }
    arena.vertex_count_ = static_cast<std::uint32_t>(mesh.positions.size());
    arena.gather_indices();
    while (glGetError() != GL_NO_ERROR) {
    }
    arena.upload_static(skin);
    if (glGetError() == GL_OUT_OF_MEMORY) {
        return Error{"The graphics card has not enough memory for the body's surface."};
    }
    return arena;
}

void BodyArena::gather_indices() {
    const anatomy::BodyMesh& mesh = *mesh_;
    std::uint32_t first = 0;
    for (std::size_t p = 0; p < mesh.parts.size(); ++p) {
        const std::uint32_t count = surface_->coarse_counts[p];
        parts_.push_back({{mesh.parts[p].first_index, mesh.parts[p].index_count}, {first, count}});
        first += count;
    }
    BACKSTORY_ASSERT(first == surface_->coarse.size());
    if (pose_on_ == PoseOn::processor) {
        std::vector<std::uint8_t> used(mesh.positions.size(), 0);
        for (const std::uint32_t index : surface_->coarse) {
            used[index] = 1;
        }
        for (std::uint32_t v = 0; v < used.size(); ++v) {
            if (used[v] != 0) {
                coarse_vertices_.push_back(v);
            }
        }
    }
}

void BodyArena::upload_rest(std::span<const muscle::SkinVertex> skin) {
    rest_ = gl::make_buffer();
    skin_ = gl::make_buffer();
    pose_array_ = gl::make_vertex_array();
    glBindVertexArray(pose_array_.name());
    std::vector<RestVertex> vertices(mesh_->positions.size());
    for (std::size_t v = 0; v < vertices.size(); ++v) {
        vertices[v] = {mesh_->positions[v], mesh_->normals[v]};
    }
    upload(rest_, vertices);
    attribute(0, 3, sizeof(RestVertex), 0);
    attribute(1, 3, sizeof(RestVertex), sizeof(glm::vec3));
    upload(skin_, std::vector<muscle::SkinVertex>(skin.begin(), skin.end()));
    glEnableVertexAttribArray(2);
    glVertexAttribIPointer(2, 4, GL_UNSIGNED_SHORT, sizeof(muscle::SkinVertex), at(0));
    attribute(3, 4, sizeof(muscle::SkinVertex), offsetof(muscle::SkinVertex, weight));
    glBindVertexArray(0);
}

void BodyArena::upload_static(std::span<const muscle::SkinVertex> skin) {
    const anatomy::BodyMesh& mesh = *mesh_;
    if (pose_on_ == PoseOn::card) {
        upload_rest(skin);
    } else {
        skin_vertices_.assign(skin.begin(), skin.end());
    }
    static_ = gl::make_buffer();
    upload(static_, static_vertices(mesh, surface_->places));
    bare_ = bare_vertices(mesh);
    sinew_ = gl::make_buffer();
    upload(sinew_, bare_);
}

void BodyArena::paint(std::span<const scene::Paint> painted) {
    std::vector<std::uint8_t> bytes = bare_;
    for (const scene::Paint& one : painted) {
        if (one.vertex < bytes.size() && bare_[one.vertex] == bare_paint) {
            bytes[one.vertex] =
                static_cast<std::uint8_t>(bare_paint + std::lround(127.0f * std::clamp(one.strength, -1.0f, 1.0f)));
        }
    }
    upload(sinew_, bytes);
}

Result<PosedBody> PosedBody::create(const BodyArena& arena) {
    PosedBody body;
    body.arena_ = &arena;
    body.posed_ = gl::make_buffer();
    body.index_buffer_ = gl::make_buffer();
    body.draw_array_ = gl::make_vertex_array();
    while (glGetError() != GL_NO_ERROR) {
    }
    glBindVertexArray(body.draw_array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, body.posed_.name());
    const auto bytes = static_cast<GLsizeiptr>(arena.vertex_count_ * sizeof(RestVertex));
    const bool by_card = arena.pose_on_ == PoseOn::card;
    glBufferData(GL_ARRAY_BUFFER, bytes, nullptr, by_card ? GL_DYNAMIC_COPY : GL_STREAM_DRAW);
    // At rest until it is posed; the processor writes that when it is drawn.
    if (by_card) {
        glBindBuffer(GL_COPY_READ_BUFFER, arena.rest_.name());
        glCopyBufferSubData(GL_COPY_READ_BUFFER, GL_ARRAY_BUFFER, 0, 0, bytes);
    }
    body.full_stands_ = body.coarse_stands_ = by_card;
    attribute(0, 3, sizeof(RestVertex), 0);
    attribute(1, 3, sizeof(RestVertex), sizeof(glm::vec3));
    glBindBuffer(GL_ARRAY_BUFFER, arena.static_.name());
    attribute(2, 2, sizeof(StaticVertex), 0);
    glEnableVertexAttribArray(3);
    glVertexAttribIPointer(3, 1, GL_UNSIGNED_SHORT, sizeof(StaticVertex), at(offsetof(StaticVertex, structure)));
    glEnableVertexAttribArray(5);
    glVertexAttribPointer(5, 1, GL_UNSIGNED_SHORT, GL_FALSE, sizeof(StaticVertex), at(offsetof(StaticVertex, lift)));
    glEnableVertexAttribArray(4);
    glBindBuffer(GL_ARRAY_BUFFER, arena.sinew_.name());
    glVertexAttribPointer(4, 1, GL_UNSIGNED_BYTE, GL_TRUE, 1, at(0));
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, body.index_buffer_.name());
    glBindVertexArray(0);
    if (glGetError() == GL_OUT_OF_MEMORY) {
        return Error{"The graphics card has not enough memory for the body's surface."};
    }
    return body;
}

void PosedBody::pose(std::span<const muscle::PaletteMatrix> palette, const glm::vec3& offset) {
    if (arena_->vertex_count_ == 0 || palette.empty()) {
        return;
    }
    const std::size_t texels = 3 * palette.size();
    const std::size_t rows = (texels + palette_width - 1) / palette_width;
    palette_.resize((rows * palette_width + 2) / 3);
    std::copy(palette.begin(), palette.end(), palette_.begin());
    for (std::size_t i = 0; i < palette.size() && offset != glm::vec3(0.0f); ++i) {
        for (int row = 0; row < 3; ++row) {
            palette_[i][row].w += offset[row];
        }
    }
    full_stands_ = coarse_stands_ = false;
    if (arena_->pose_on_ == PoseOn::card) {
        pose_on_card();
        full_stands_ = coarse_stands_ = true;
    }
}

void PosedBody::ready(Detail detail) {
    if (detail == Detail::full ? full_stands_ : coarse_stands_) {
        return;
    }
    write_vertices(detail == Detail::full ? std::span<const std::uint32_t>() : arena_->coarse_vertices_);
    full_stands_ = detail == Detail::full;
    coarse_stands_ = true;
}

// Software OpenGL would run the vertex program on one core, and for vertices that are not drawn.
void PosedBody::write_vertices(std::span<const std::uint32_t> chosen) {
    glBindBuffer(GL_ARRAY_BUFFER, posed_.name());
    auto* out = static_cast<RestVertex*>(
        glMapBufferRange(GL_ARRAY_BUFFER, 0, static_cast<GLsizeiptr>(arena_->vertex_count_ * sizeof(RestVertex)),
                         GL_MAP_WRITE_BIT | GL_MAP_INVALIDATE_BUFFER_BIT));
    if (out == nullptr) {
        return;  // out of memory: the last pose stands
    }
    constexpr std::size_t piece = 2048;
    const std::size_t count = chosen.empty() ? arena_->vertex_count_ : chosen.size();
    const anatomy::BodyMesh& mesh = *arena_->mesh_;
    on_all_cores((count + piece - 1) / piece, [&](std::size_t k, std::size_t) {
        for (std::size_t i = k * piece; i < std::min(count, (k + 1) * piece); ++i) {
            const std::size_t v = chosen.empty() ? i : chosen[i];
            const RestVertex rest{mesh.positions[v], mesh.normals[v]};
            out[v] = palette_.empty() ? rest : muscle::posed(rest, arena_->skin_vertices_[v], palette_);
        }
    });
    glUnmapBuffer(GL_ARRAY_BUFFER);
}

void PosedBody::pose_on_card() {
    const int rows = static_cast<int>(3 * palette_.size() / palette_width);
    glActiveTexture(GL_TEXTURE0);
    if (rows != palette_rows_) {
        palette_texture_ = gl::make_texture(gl::rgba32f, {palette_width, rows}, palette_.data());
        palette_rows_ = rows;
    } else {
        glBindTexture(GL_TEXTURE_2D, palette_texture_.name());
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, palette_width, rows, GL_RGBA, GL_FLOAT, palette_.data());
    }
    arena_->pose_program_.use();
    arena_->pose_program_.set("palette", 0);
    glBindVertexArray(arena_->pose_array_.name());
    glEnable(GL_RASTERIZER_DISCARD);
    glBindBufferBase(GL_TRANSFORM_FEEDBACK_BUFFER, 0, posed_.name());
    glBeginTransformFeedback(GL_POINTS);
    glDrawArrays(GL_POINTS, 0, static_cast<GLsizei>(arena_->vertex_count_));
    glEndTransformFeedback();
    glBindBufferBase(GL_TRANSFORM_FEEDBACK_BUFFER, 0, 0);
    glDisable(GL_RASTERIZER_DISCARD);
    glBindVertexArray(0);
}

void PosedBody::select(const PartsByClass& parts) {
    std::vector<std::span<const std::uint32_t>> chosen;
    std::uint32_t count = 0;
    for (const Detail detail : {Detail::full, Detail::coarse}) {
        const bool full = detail == Detail::full;
        const std::vector<std::uint32_t>& all = full ? arena_->mesh_->indices : arena_->surface_->coarse;
        for (std::size_t c = 0; c < draw_class_count; ++c) {
            Range& drawn = ranges_[static_cast<std::size_t>(detail)][c];
            drawn.first = count;
            for (const std::uint32_t p : parts[c]) {
                const Range& from = full ? arena_->parts_[p].full : arena_->parts_[p].coarse;
                chosen.emplace_back(all.data() + from.first, from.count);
                count += from.count;
            }
            drawn.count = count - drawn.first;
        }
    }
    glBindVertexArray(draw_array_.name());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, index_buffer_.name());
    const auto bytes = static_cast<GLsizeiptr>(count * sizeof(std::uint32_t));
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, bytes, nullptr, GL_DYNAMIC_DRAW);
    void* mapped = count == 0 ? nullptr
                              : glMapBufferRange(GL_ELEMENT_ARRAY_BUFFER, 0, bytes,
                                                 GL_MAP_WRITE_BIT | GL_MAP_INVALIDATE_BUFFER_BIT);
    if (mapped != nullptr) {
        auto* out = static_cast<std::uint32_t*>(mapped);
        for (const std::span<const std::uint32_t> part : chosen) {
            out = std::copy(part.begin(), part.end(), out);
        }
        glUnmapBuffer(GL_ELEMENT_ARRAY_BUFFER);
    } else {
        ranges_ = {};  // out of memory: nothing that can be drawn
    }
    glBindVertexArray(0);
}

bool PosedBody::draw(DrawClass which, Detail detail) const {
    const Range& drawn = range(which, detail);
    if (drawn.count == 0) {
        return false;
    }
    glBindVertexArray(draw_array_.name());
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(drawn.count), GL_UNSIGNED_INT,
                   at(std::size_t{drawn.first} * sizeof(std::uint32_t)));
    glBindVertexArray(0);
    return true;
}

std::vector<glm::vec3> PosedBody::read_posed_positions() const {
    std::vector<glm::vec3> positions(arena_->vertex_count_);
    glBindBuffer(GL_ARRAY_BUFFER, posed_.name());
    const void* mapped = glMapBufferRange(
        GL_ARRAY_BUFFER, 0, static_cast<GLsizeiptr>(arena_->vertex_count_ * sizeof(RestVertex)), GL_MAP_READ_BIT);
    if (mapped != nullptr) {
        const auto* vertices = static_cast<const RestVertex*>(mapped);
        for (std::uint32_t v = 0; v < arena_->vertex_count_; ++v) {
            positions[v] = vertices[v].position;
        }
        glUnmapBuffer(GL_ARRAY_BUFFER);
    }
    return positions;
}

}  // namespace backstory::render
