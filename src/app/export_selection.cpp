#include "app/export_selection.hpp"

#include "workspace/targets.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <limits>

namespace backstory::app {

Result<std::vector<std::uint8_t>> choose(const workspace::Library& library, const ExportOptions& options) {
    const auto& structures = library.body.structures;
    std::vector<std::uint8_t> wanted(structures.size(), options.only.empty() ? 1 : 0);
    for (const auto& words : options.only) {
        const auto target = workspace::find_target(library, words);
        if (!target.ok()) {
            return target.error();
        }
        for (const auto s : target.value().structures) {
            wanted[s] = 1;
        }
    }
    for (std::size_t i = 0; i < structures.size(); ++i) {
        const std::string kind(to_text(structures[i].kind)), side(to_text(structures[i].side));
        const bool right_kind =
            options.kinds.empty() || std::find(options.kinds.begin(), options.kinds.end(), kind) != options.kinds.end();
        if (!right_kind || (!options.side.empty() && options.side != side)) {
            wanted[i] = 0;
        }
    }
    if (std::count(wanted.begin(), wanted.end(), 1) == 0) {
        return Error{"Nothing is of this kind and side among what was asked for."};
    }
    return wanted;
}

anatomy::BodyMesh part_of(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part) {
    std::vector<std::uint8_t> wanted(mesh.part_of_structure.size(), 0);
    wanted[part.structure] = 1;
    return subset(mesh, {}, wanted).mesh;
}

Chosen subset(const anatomy::BodyMesh& mesh, std::span<const muscle::SkinVertex> skin,
              const std::vector<std::uint8_t>& wanted) {
    Chosen out;
    out.mesh.part_of_structure.assign(mesh.part_of_structure.size(), -1);
    const auto append = [](auto& to, const auto& from, std::uint32_t first, std::uint32_t count) {
        to.insert(to.end(), from.begin() + first, from.begin() + first + count);
    };
    for (const auto& part : mesh.parts) {
        if (wanted[part.structure] == 0) {
            continue;
        }
        auto moved = part;
        moved.first_vertex = static_cast<std::uint32_t>(out.mesh.positions.size());
        moved.first_index = static_cast<std::uint32_t>(out.mesh.indices.size());
        append(out.mesh.positions, mesh.positions, part.first_vertex, part.vertex_count);
        append(out.mesh.normals, mesh.normals, part.first_vertex, part.vertex_count);
        append(out.mesh.fibre_uv, mesh.fibre_uv, part.first_vertex, part.vertex_count);
        append(out.mesh.fibre, mesh.fibre, part.first_vertex, part.vertex_count);
        if (!skin.empty()) {
            append(out.skin, skin, part.first_vertex, part.vertex_count);
        }
        for (std::uint32_t i = part.first_index; i < part.first_index + part.index_count; ++i) {
            out.mesh.indices.push_back(mesh.indices[i] - part.first_vertex + moved.first_vertex);
        }
        out.mesh.part_of_structure[part.structure] = static_cast<std::int32_t>(out.mesh.parts.size());
        out.mesh.parts.push_back(moved);
    }
    return out;
}

std::vector<muscle::SkinVertex> skin_like_parts(const workspace::Library& library,
                                                std::span<const muscle::SkinVertex> skin, const std::string& whole,
                                                const std::vector<glm::vec3>& positions) {
    std::vector<std::uint32_t> candidates;
    for (const auto& part : library.mesh.parts) {
        if (library.body.structures[part.structure].part_of == whole) {
            for (std::uint32_t v = 0; v < part.vertex_count; ++v) {
                candidates.push_back(part.first_vertex + v);
            }
        }
    }
    std::vector<muscle::SkinVertex> result;
    result.reserve(positions.size());
    for (const glm::vec3& p : positions) {
        float least = std::numeric_limits<float>::max();
        muscle::SkinVertex nearest;
        for (const std::uint32_t v : candidates) {
            const glm::vec3 d = library.mesh.positions[v] - p;
            if (const float distance = glm::dot(d, d); distance < least) {
                least = distance;
                nearest = skin[v];
            }
        }
        result.push_back(nearest);
    }
    return result;
}

}  // namespace backstory::app
