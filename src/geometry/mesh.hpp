// Triangle surfaces: metres, counter-clockwise seen from outside.
#pragma once

#include <glm/vec3.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace backstory::geometry {

struct Bounds {
    glm::vec3 low{std::numeric_limits<float>::max()};
    glm::vec3 high{std::numeric_limits<float>::lowest()};

    bool empty() const { return low.x > high.x; }
    void add(const glm::vec3& p);
    void add(const Bounds& other);
    glm::vec3 centre() const { return 0.5f * (low + high); }
    glm::vec3 size() const { return high - low; }
};

struct Mesh {
    std::vector<glm::vec3> positions;
    std::vector<glm::vec3> normals;      // unit, one a position, or empty
    std::vector<std::uint32_t> indices;  // three a triangle
};

Bounds bounds_of(const Mesh& mesh);
double volume_m3(const Mesh& mesh);  // of the enclosed space; meaningful when closed
double area_m2(const Mesh& mesh);
std::size_t open_edge_count(const Mesh& mesh);  // edges without exactly two triangles; 0 = watertight
std::size_t component_count(const Mesh& mesh);  // connected pieces
// Vertices whose triangles close in to a needle: the angles round them sum to less than a quarter of a turn.
std::vector<std::uint32_t> spikes(const Mesh& mesh);
std::size_t spike_count(const Mesh& mesh);
// Area-weighted vertex normals from the triangles.
void compute_normals(Mesh& mesh);
// The mirror image at Z = 0 with triangles turned so that outside stays outside.
Mesh mirrored_z(const Mesh& mesh);

}  // namespace backstory::geometry
