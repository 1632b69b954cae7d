// The body's surface on the graphics card: rest pose and skin, and for each body the posed copy that all passes draw.
#pragma once

#include "anatomy/body_mesh.hpp"
#include "base/result.hpp"
#include "gl/handle.hpp"
#include "gl/program.hpp"
#include "muscle/system.hpp"
#include "render/renderer.hpp"
#include "scene/rest_surface.hpp"
#include "scene/scene.hpp"

#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace backstory::render {

// Which of the surface's parts are drawn together.
enum class DrawClass : std::uint8_t { opaque, ghost_deep, ghost_middle, ghost_outer, ghost_body, marked };
inline constexpr std::size_t draw_class_count = 6;
// The forge's surface, or a coarser one on the same vertices (about two fifths of the triangles).
enum class Detail : std::uint8_t { full, coarse };
// Parts (indices into mesh.parts) of each class, in drawing order.
using PartsByClass = std::array<std::vector<std::uint32_t>, draw_class_count>;

// What all bodies of a picture share: the surface at rest.
class BodyArena {
  public:
    // The mesh and its rest surface must outlive it: what is there once is not copied. Errors: the pose shader does not
    // compile, out of graphics memory.
    static Result<BodyArena> create(const anatomy::BodyMesh& mesh, const scene::RestSurface& rest,
                                    std::span<const muscle::SkinVertex> skin, PoseOn pose_on);
    BodyArena() = default;
    // Colours these vertices over their tissue, and no others; those with fibres take none.
    void paint(std::span<const scene::Paint> painted);

  private:
    friend class PosedBody;
    struct Range {
        std::uint32_t first = 0, count = 0;
    };
    struct PartIndices {
        Range full, coarse;  // in the mesh's own, in the coarse ones
    };
    void gather_indices();
    void upload_rest(std::span<const muscle::SkinVertex> skin);
    void upload_static(std::span<const muscle::SkinVertex> skin);

    PoseOn pose_on_ = PoseOn::card;
    gl::Program pose_program_;  // with rest_, skin_ and pose_array_: only where the card poses
    gl::Buffer rest_, skin_, static_, sinew_;
    const anatomy::BodyMesh* mesh_ = nullptr;
    const scene::RestSurface* surface_ = nullptr;
    std::vector<muscle::SkinVertex> skin_vertices_;  // only where the processor poses
    std::vector<std::uint32_t> coarse_vertices_;     // likewise: those that coarse triangles use, ascending
    std::vector<std::uint8_t> bare_;                 // by vertex: tendon, or bare_paint where there are no fibres
    gl::VertexArray pose_array_;
    std::uint32_t vertex_count_ = 0;
    std::vector<PartIndices> parts_;
};

// One body in a pose: its own copy of the posed vertices, and which of its parts are drawn.
class PosedBody {
  public:
    // Errors: out of graphics memory. The arena must outlive it.
    static Result<PosedBody> create(const BodyArena& arena);
    PosedBody() = default;

    // Takes a pose. The palette must hold every entry that the skin uses; `offset` in metres. The card moves every
    // vertex at once (transform feedback), the processor those that will be drawn: see ready().
    void pose(std::span<const muscle::PaletteMatrix> palette, const glm::vec3& offset);
    // Before drawing at a level of detail (full serves both).
    void ready(Detail detail);
    // Rewrites the index buffer.
    void select(const PartsByClass& parts);
    // Draws a class with the program in use; false when the class is empty.
    bool draw(DrawClass which, Detail detail = Detail::full) const;
    bool empty(DrawClass which) const { return range(which, Detail::full).count == 0; }
    std::uint64_t triangles(DrawClass which, Detail detail) const { return range(which, detail).count / 3; }
    // Posed positions as the card has them, for the test that holds the twin on the CPU to them.
    std::vector<glm::vec3> read_posed_positions() const;

  private:
    using Range = BodyArena::Range;
    const Range& range(DrawClass which, Detail detail) const {
        return ranges_[static_cast<std::size_t>(detail)][static_cast<std::size_t>(which)];
    }

    const BodyArena* arena_ = nullptr;
    gl::Buffer posed_, index_buffer_;
    gl::VertexArray draw_array_;
    void pose_on_card();
    void write_vertices(std::span<const std::uint32_t> chosen);

    gl::Texture palette_texture_;
    int palette_rows_ = 0;
    std::vector<muscle::PaletteMatrix> palette_;  // offset and all; as many as fill the texture's rows
    bool full_stands_ = true, coarse_stands_ = true;
    std::array<std::array<Range, draw_class_count>, 2> ranges_{};
};

}  // namespace backstory::render
