// What `backstory export` takes out of the body.
#pragma once

#include "app/commands.hpp"
#include "muscle/system.hpp"
#include "workspace/state.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace backstory::app {

// By structure, 1 for those that --only, --kind and --side all let through. Errors: an unknown word; nothing left.
Result<std::vector<std::uint8_t>> choose(const workspace::Library& library, const ExportOptions& options);

// Some structures of a body mesh, with what moves their vertices.
struct Chosen {
    anatomy::BodyMesh mesh;
    std::vector<muscle::SkinVertex> skin;
};
Chosen subset(const anatomy::BodyMesh& mesh, std::span<const muscle::SkinVertex> skin,
              const std::vector<std::uint8_t>& wanted);

// One structure's surface, indices from 0.
anatomy::BodyMesh part_of(const anatomy::BodyMesh& mesh, const anatomy::BodyMesh::Part& part);

// What moves the vertices of a whole: what moves the nearest vertex of its parts in the rest pose.
std::vector<muscle::SkinVertex> skin_like_parts(const workspace::Library& library,
                                                std::span<const muscle::SkinVertex> skin, const std::string& whole,
                                                const std::vector<glm::vec3>& positions);

}  // namespace backstory::app
