#include "base/assert.hpp"
#include "muscle/system.hpp"

#include <glm/geometric.hpp>

namespace backstory::muscle {

SurfaceVertex posed(const SurfaceVertex& rest, const SkinVertex& skin, std::span<const PaletteMatrix> palette) {
    PaletteMatrix m = skin.weight[0] * palette[skin.entry[0]];
    for (std::size_t k = 1; k < 4; ++k) {
        if (skin.weight[k] != 0.0f) {
            m += skin.weight[k] * palette[skin.entry[k]];
        }
    }
    const glm::vec4 p(rest.position, 1.0f);
    // Normals turn with the cofactor matrix, whose rows are the cross products of the linear part's rows.
    const glm::vec3 x(m[0]), y(m[1]), z(m[2]), n = rest.normal;
    const glm::vec3 turned(glm::dot(glm::cross(y, z), n), glm::dot(glm::cross(z, x), n), glm::dot(glm::cross(x, y), n));
    const float length = glm::length(turned);
    return {{glm::dot(m[0], p), glm::dot(m[1], p), glm::dot(m[2], p)}, length > 0.0f ? turned / length : n};
}

void deform(const anatomy::BodyMesh& mesh, std::span<const SkinVertex> skin, std::span<const PaletteMatrix> palette,
            std::vector<glm::vec3>& positions, std::vector<glm::vec3>& normals) {
    BACKSTORY_ASSERT(skin.size() == mesh.positions.size());
    positions.resize(mesh.positions.size());
    normals.resize(mesh.positions.size());
    for (std::size_t v = 0; v < skin.size(); ++v) {
        const SurfaceVertex vertex = posed({mesh.positions[v], mesh.normals[v]}, skin[v], palette);
        positions[v] = vertex.position;
        normals[v] = vertex.normal;
    }
}

}  // namespace backstory::muscle
