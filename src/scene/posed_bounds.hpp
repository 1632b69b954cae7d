// Where each part of the surface is in a pose, without touching its vertices: a blended vertex lies inside the hull of
// its rest place carried by each of its palette entries, so a few boxes a part bound it surely.
#pragma once

#include "anatomy/body_mesh.hpp"
#include "geometry/mesh.hpp"
#include "muscle/system.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace backstory::scene {

class PosedBounds {
  public:
    PosedBounds() = default;
    PosedBounds(const anatomy::BodyMesh& mesh, std::span<const muscle::SkinVertex> skin);

    // Bounds of every part (by index in mesh.parts) for this palette; metres, conservative.
    void update(std::span<const muscle::PaletteMatrix> palette);
    std::span<const geometry::Bounds> parts() const { return parts_; }
    // Highest palette entry that any vertex uses, plus one.
    std::size_t palette_size() const { return palette_size_; }

  private:
    struct Box {
        std::uint32_t part = 0;
        std::uint32_t entry = 0;
        glm::vec3 centre{0.0f}, half{0.0f};
    };
    std::vector<Box> boxes_;
    std::vector<geometry::Bounds> parts_;
    std::size_t palette_size_ = 0;
};

}  // namespace backstory::scene
