// The plain skin of body.glb: which segments carry a vertex, for programs that do not know fascicles.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"

namespace backstory::io {

// Bones follow their segment; fibres lie between the attachments and via points before and after them.
anatomy::Carriers skin_weights(const anatomy::Structure& structure, const anatomy::FibrePlace& place);

}  // namespace backstory::io
