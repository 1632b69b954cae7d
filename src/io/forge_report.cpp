#include "io/forge_report.hpp"

#include "forge/overlap.hpp"

#include <fmt/format.h>

namespace backstory::io {

geometry::Mesh mesh_of_part(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part) {
    geometry::Mesh result;
    const auto vertices = [&part](const auto& values) {
        const auto from = values.begin() + part.first_vertex;
        return std::vector(from, from + part.vertex_count);
    };
    result.positions = vertices(mesh.positions);
    result.normals = vertices(mesh.normals);
    for (std::uint32_t i = 0; i < part.index_count; ++i) {
        result.indices.push_back(mesh.indices[part.first_index + i] - part.first_vertex);
    }
    return result;
}

namespace {

std::string overlap_table(const anatomy::Body& body, const anatomy::BodyMesh& mesh) {
    constexpr float least_m = 0.0005f;
    const auto overlaps = forge::bone_overlaps(body, mesh, least_m);
    std::string out =
        fmt::format("\n{} pairs of bones reach 0.5 mm or more into each other at rest\n", overlaps.size());
    for (const forge::Overlap& overlap : overlaps) {
        out += fmt::format("{:42} {:32} {:>6.2f} mm at {:.3f} {:.3f} {:.3f}\n", body.structures[overlap.a].id,
                           body.structures[overlap.b].id, overlap.depth_m * 1e3f, overlap.place.x, overlap.place.y,
                           overlap.place.z);
    }
    return out;
}

}  // namespace

std::string forge_report(const anatomy::Body& body, const anatomy::BodyMesh& mesh) {
    std::string out = fmt::format("{:42} {:>9} {:>10} {:>10} {:>6} {:>6} {:>5} {:>6}\n", "structure", "triangles",
                                  "volume_cm3", "area_cm2", "pieces", "genus", "open", "spikes");
    std::size_t triangles = 0, open = 0, spikes = 0;
    for (const anatomy::BodyMesh::Part& part : mesh.parts) {
        const geometry::Mesh surface = mesh_of_part(mesh, part);
        const auto faces = static_cast<long>(part.index_count / 3);
        const auto pieces = static_cast<long>(geometry::component_count(surface));
        // Closed surfaces: vertices - edges + faces = 2 (pieces - genus), with three edges for two faces.
        const long genus = pieces - (static_cast<long>(part.vertex_count) - faces * 3 / 2 + faces) / 2;
        const std::size_t edges = geometry::open_edge_count(surface);
        out += fmt::format("{:42} {:>9} {:>10.2f} {:>10.1f} {:>6} {:>6} {:>5} {:>6}\n",
                           body.structures[part.structure].id, faces, geometry::volume_m3(surface) * 1e6,
                           geometry::area_m2(surface) * 1e4, pieces, genus, edges, geometry::spike_count(surface));
        spikes += geometry::spike_count(surface);
        triangles += static_cast<std::size_t>(faces);
        open += edges;
    }
    out += fmt::format("{} structures, {} triangles, {} open edges, {} spikes\n", mesh.parts.size(), triangles, open,
                       spikes);
    return out + overlap_table(body, mesh);
}

}  // namespace backstory::io
