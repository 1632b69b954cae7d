// Where a muscle or ligament holds to bone: the vertices of bones, cartilages and discs that lie in its origin and its
// insertion, for painting them. Worked out from the ends of its fascicles: a patch is the bone within the thickness of
// the end fascicles and of the rows that neighbours make, on the side that faces the fibres; where the table says that
// the fibres arise fleshy along the bone, also the bone that they lie on. Rest pose, metres.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"

#include <cstdint>
#include <vector>

namespace backstory::anatomy {

enum class FibreEnd : std::uint8_t { origin, insertion };

// One bone vertex inside a patch.
struct AttachmentVertex {
    std::uint32_t vertex = 0;  // in BodyMesh::positions
    FibreEnd end = FibreEnd::origin;
    float weight = 0.0f;  // 1 inside the patch, falling to 0 across its rim
};

// By rising vertex, one entry a vertex (of the firmer end where both reach it). Empty for what has no fascicles and for
// ends in fascia. Some milliseconds: ask once a selection, not once a frame.
std::vector<AttachmentVertex> attachment_vertices(const Body& body, const BodyMesh& mesh, StructureIndex structure);

}  // namespace backstory::anatomy
