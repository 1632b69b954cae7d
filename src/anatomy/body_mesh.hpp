// The body's surface as one vertex and index arena, as the forge wrote it into body.glb and io read it back.
// Rest pose, metres, project frame. Every structure of the Body that has a surface is one part.
#pragma once

#include "anatomy/body.hpp"
#include "geometry/mesh.hpp"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace backstory::anatomy {

// Where a muscle (ligament, nerve) vertex sits among its structure's fascicles. Bones leave it zero.
struct FibrePlace {
    std::uint16_t fascicle = 0;  // index in the structure's bundle
    std::uint16_t second = 0;    // the other fascicle that shares this vertex
    float s = 0.0f;              // along `fascicle`, 0 .. 1
    float second_s = 0.0f;       // along `second`
    float blend = 0.0f;          // weight of `second`, 0 .. 1
    float tendon = 0.0f;         // 0 red muscle .. 1 tendon
};

// The segments that carry a vertex of the skin; weights sum to 1, unused ones last, zero.
struct Carriers {
    std::array<SegmentIndex, 4> segments{0, 0, 0, 0};
    std::array<float, 4> weights{1.0f, 0.0f, 0.0f, 0.0f};
};

struct BodyMesh {
    struct Part {
        StructureIndex structure = none;
        std::uint32_t first_vertex = 0, vertex_count = 0;
        std::uint32_t first_index = 0, index_count = 0;  // indices are absolute
        std::int64_t first_carrier = -1;                 // in `carriers`, one a vertex; -1 where not skin
        geometry::Bounds bounds;
        float lift = 0.0f;  // m towards the eye where it is drawn, over what bulges through it in a movement
    };
    std::vector<glm::vec3> positions;
    std::vector<glm::vec3> normals;
    std::vector<glm::vec2> fibre_uv;  // (across, along) for the fascicle grain; zero on bones
    std::vector<FibrePlace> fibre;    // one a vertex
    std::vector<Carriers> carriers;   // of skin only
    std::vector<std::uint32_t> indices;
    std::vector<Part> parts;                      // by rising structure index
    std::vector<std::int32_t> part_of_structure;  // structure -> part, -1 for none
};

}  // namespace backstory::anatomy
