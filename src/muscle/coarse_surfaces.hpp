// How much of its volume a muscle's surface keeps in a pose, told from a coarse closed surface through some of its own
// vertices (240 or as many as hold its volume), which a frame can afford. Internal to the floor.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "muscle/plan.hpp"
#include "muscle/system.hpp"

#include <glm/vec4.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace backstory::muscle {

class CoarseSurfaces {
  public:
    // `skin` is the mesh's. Of muscles alone; what else is fibrous neither swells nor thins.
    CoarseSurfaces(const anatomy::Body& body, const anatomy::BodyMesh& mesh, const std::vector<SkinVertex>& skin,
                   const Plan& plan);

    bool has(std::size_t structure) const { return of_[structure].triangle_count != 0; }
    // The most points of one structure: room that kept() needs.
    std::size_t most_points() const { return most_points_; }
    // The volume of a structure's surface over that at rest; `room` is overwritten.
    float kept(std::size_t structure, std::span<const PaletteMatrix> palette, std::span<glm::vec4> room) const;
    // By what factor the flesh of a structure that has kept this share must grow to make up for it, about; 1 where that
    // is hardly anything.
    float growth_for(std::size_t structure, float kept) const;

  private:
    struct Point {
        glm::vec4 rest{0.0f, 0.0f, 0.0f, 1.0f};
        SkinVertex skin;
    };
    struct Surface {
        std::uint32_t first_point = 0, point_count = 0, first_triangle = 0, triangle_count = 0;
        float rest_m3 = 0.0f;
        float power = 1.0f;  // the volume goes with this power of the flesh
    };
    void fill_up(Surface& surface);
    void find_powers(const Plan& plan);
    void place(const Surface& surface, std::span<const PaletteMatrix> palette, std::span<glm::vec4> room) const;

    std::vector<Surface> of_;  // by structure
    std::vector<Point> points_;
    std::vector<std::array<std::uint16_t, 3>> triangles_;  // of points, from the structure's first
    std::size_t most_points_ = 0;
};

}  // namespace backstory::muscle
