// The plain skin of body.glb: which segments carry a vertex, for programs that do not know fascicles.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"

#include <array>
#include <cstdint>

namespace backstory::io {

struct SkinWeights {
    std::array<anatomy::SegmentIndex, 4> segments{0, 0, 0, 0};
    std::array<float, 4> weights{0.0f, 0.0f, 0.0f, 0.0f};  // sum 1; unused ones last, zero
};

// Bones follow their segment; fibres lie between the attachments and via points before and after them.
SkinWeights skin_weights(const anatomy::Structure& structure, const anatomy::FibrePlace& place);

}  // namespace backstory::io
