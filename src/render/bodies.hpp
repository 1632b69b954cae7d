// All bodies of a picture: the first, and those it is compared with. Sends to the card what changed, draws them class
// by class, and knows whose pixel is whose.
#pragma once

#include "base/result.hpp"
#include "render/appearance_texture.hpp"
#include "render/body_arena.hpp"
#include "scene/posed_bounds.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace backstory::render {

class Bodies {
  public:
    // Errors: a shader that does not compile, out of graphics memory.
    static Result<std::unique_ptr<Bodies>> create(const anatomy::BodyMesh& mesh, const scene::RestSurface& rest,
                                                  std::span<const muscle::SkinVertex> skin, PoseOn pose_on);

    // What changed on the card.
    struct Change {
        bool moved = false;   // something stands elsewhere
        bool solids = false;  // other parts are solid than before
    };
    // `before` is the scene drawn last, null when there is none.
    Change take(const scene::Scene& next, const scene::Scene* before);

    // Colours these vertices, and no others, of every body; see scene::Paint.
    void paint(std::span<const scene::Paint> painted) { arena_.paint(painted); }

    // Before drawing at a level of detail what take() was given.
    void ready(Detail detail);
    // Draws a class of every body with the program in use; returns the draw calls.
    int draw(const gl::Program& program, DrawClass which, Detail detail) const;
    bool empty(DrawClass which) const;
    std::uint64_t triangles(DrawClass which, Detail detail) const;
    // Of everything drawn, or of what is solid only; world, metres.
    geometry::Bounds shown_bounds() const { return bounds_of(DrawClass::opaque, DrawClass::ghost_body); }
    geometry::Bounds solid_bounds() const { return bounds_of(DrawClass::opaque, DrawClass::opaque); }
    // Of each solid part.
    template <typename Take>
    void each_solid_bounds(const Take& take) const {
        each_bounds(DrawClass::opaque, DrawClass::opaque, take);
    }
    GLuint looks() const { return looks_.name(); }

    // Whose look this is: a look's number is that of its structure, plus all structures of the bodies before.
    struct Place {
        anatomy::StructureIndex structure = anatomy::none;
        int body = 0;
    };
    Place place_of(std::uint32_t look) const;

    const PosedBody& first() const { return bodies_.front().posed; }

  private:
    struct Body {
        PosedBody posed;
        scene::PosedBounds bounds;
        glm::vec3 offset{0.0f};
        PartsByClass chosen;
        bool fresh = true;  // nothing was sent yet
    };
    Bodies() = default;
    bool grow(std::size_t count);
    template <typename Take>
    void each_bounds(DrawClass from, DrawClass to, const Take& take) const;
    geometry::Bounds bounds_of(DrawClass from, DrawClass to) const;
    bool send_pose(Body& body, const std::vector<muscle::PaletteMatrix>& palette, const glm::vec3& offset);
    bool send_parts(Body& body, PartsByClass parts);

    std::vector<anatomy::BodyMesh::Part> parts_;
    BodyArena arena_;
    scene::PosedBounds rest_bounds_;  // copied for every body
    std::vector<Body> bodies_;
    std::size_t shown_ = 1;  // of bodies_
    std::size_t structures_ = 0;
    AppearanceTexture looks_;
};

template <typename Take>
void Bodies::each_bounds(DrawClass from, DrawClass to, const Take& take) const {
    for (std::size_t i = 0; i < shown_; ++i) {
        const Body& body = bodies_[i];
        for (auto c = static_cast<std::size_t>(from); c <= static_cast<std::size_t>(to); ++c) {
            for (const std::uint32_t part : body.chosen[c]) {
                const geometry::Bounds& bounds = body.bounds.parts()[part];
                if (!bounds.empty()) {
                    take(geometry::Bounds{bounds.low + body.offset, bounds.high + body.offset});
                }
            }
        }
    }
}

// How a compared body's structures look, from its own looks or the first body's.
std::vector<scene::Appearance> looks_of(const scene::OtherBody& body, const std::vector<scene::Appearance>& firsts);

}  // namespace backstory::render
