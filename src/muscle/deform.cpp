#include "base/assert.hpp"
#include "muscle/system.hpp"

#include <glm/geometric.hpp>

namespace backstory::muscle {

void deform(const anatomy::BodyMesh& mesh, std::span<const SkinVertex> skin, std::span<const PaletteMatrix> palette,
            std::vector<glm::vec3>& positions, std::vector<glm::vec3>& normals) {
    BACKSTORY_ASSERT(skin.size() == mesh.positions.size());
    positions.resize(mesh.positions.size());
    normals.resize(mesh.positions.size());
    for (std::size_t v = 0; v < skin.size(); ++v) {
        const SkinVertex& vertex = skin[v];
        PaletteMatrix m = vertex.weight[0] * palette[vertex.entry[0]];
        for (std::size_t k = 1; k < 4; ++k) {
            if (vertex.weight[k] != 0.0f) {
                m += vertex.weight[k] * palette[vertex.entry[k]];
            }
        }
        const glm::vec4 p(mesh.positions[v], 1.0f);
        positions[v] = {glm::dot(m[0], p), glm::dot(m[1], p), glm::dot(m[2], p)};
        // Normals turn with the cofactor matrix, whose rows are the cross products of the linear part's rows.
        const glm::vec3 x(m[0]), y(m[1]), z(m[2]), n = mesh.normals[v];
        const glm::vec3 turned(glm::dot(glm::cross(y, z), n), glm::dot(glm::cross(z, x), n),
                               glm::dot(glm::cross(x, y), n));
        const float length = glm::length(turned);
        normals[v] = length > 0.0f ? turned / length : n;
    }
}

}  // namespace backstory::muscle
