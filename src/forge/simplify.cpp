#include "forge/simplify.hpp"

#include "forge/manifold.hpp"

#include <meshoptimizer.h>

namespace backstory::forge {

namespace {

std::vector<std::uint32_t> reduced(const geometry::Mesh& mesh, std::size_t triangles) {
    std::vector<std::uint32_t> indices(mesh.indices.size());
    constexpr float no_error_limit = 1.0f;  // of the surface's size: the count decides
    const std::size_t count =
        meshopt_simplify(indices.data(), mesh.indices.data(), mesh.indices.size(), &mesh.positions[0].x,
                         mesh.positions.size(), sizeof(glm::vec3), 3 * triangles, no_error_limit, 0, nullptr);
    indices.resize(count);
    return indices;
}

// Collapses may leave folds (two triangles back to back) and sheets that touch in an edge: folds go, sheets part.
// Returns the volume lost, m3.
double mend(geometry::Mesh& mesh, std::size_t pieces) {
    constexpr double fold_m3 = 1e-11;
    constexpr float parting_m = 1e-5f;
    make_manifold(mesh);
    const double lost = keep_pieces(mesh, fold_m3, pieces);
    part_touching(mesh, parting_m);
    return lost;
}

}  // namespace

void simplify(geometry::Mesh& mesh, std::size_t triangles) {
    const std::size_t pieces = geometry::component_count(mesh);
    const double volume = geometry::volume_m3(mesh);
    constexpr double gentler = 1.25, most_lost = 0.005;
    while (3 * triangles < mesh.indices.size()) {
        geometry::Mesh candidate;
        candidate.positions = mesh.positions;
        candidate.normals = mesh.normals;
        candidate.indices = reduced(mesh, triangles);
        const double lost = mend(candidate, pieces);
        if (geometry::open_edge_count(candidate) == 0 && lost <= most_lost * volume) {
            mesh = std::move(candidate);
            break;
        }
        triangles = static_cast<std::size_t>(static_cast<double>(triangles) * gentler) + 1;
    }
    meshopt_optimizeVertexCache(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(), mesh.positions.size());
    drop_unused(mesh);
}

void blunt_spikes(geometry::Mesh& mesh) {
    constexpr int most_rounds = 8;
    for (int round = 0; round < most_rounds; ++round) {
        const std::vector<std::uint32_t> needles = geometry::spikes(mesh);
        if (needles.empty()) {
            return;
        }
        std::vector<glm::vec3> sum(mesh.positions.size(), glm::vec3(0.0f));
        std::vector<float> count(mesh.positions.size(), 0.0f);
        for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
            for (std::size_t corner = 0; corner < 3; ++corner) {
                const std::uint32_t v = mesh.indices[t + corner];
                sum[v] += mesh.positions[mesh.indices[t + (corner + 1) % 3]];
                count[v] += 1.0f;
            }
        }
        for (const std::uint32_t v : needles) {
            mesh.positions[v] = sum[v] / count[v];
        }
    }
}

}  // namespace backstory::forge
