// Which structures get a name beside them, and where on their surface its line may end. Used by the window and by
// pictures alike; the places in the picture come from scene/label_layout.hpp.
#pragma once

#include "muscle/system.hpp"
#include "scene/sight.hpp"
#include "workspace/state.hpp"

#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace backstory::workspace {

// What is selected and lit, one side where both are, numbered ones first; else what shows most of itself in the
// picture, at most `most`.
std::vector<anatomy::StructureIndex> labelled(const Library& library, const State& state, const scene::Sight& sight,
                                              std::size_t most);

// A place on a structure's surface, world.
struct SurfaceSpot {
    glm::vec3 point{0.0f}, normal{0.0f, 1.0f, 0.0f};
};

// A few places spread over the surface of each structure, carried along with the pose.
class SurfaceSpots {
  public:
    explicit SurfaceSpots(const Library& library);
    std::vector<SurfaceSpot> of(anatomy::StructureIndex structure,
                                std::span<const muscle::PaletteMatrix> palette) const;
    // Where a place on the structure goes in that pose, as the surface next to it moves; the place itself where the
    // structure has no surface.
    glm::vec3 posed_place(anatomy::StructureIndex structure, const glm::vec3& at_rest,
                          std::span<const muscle::PaletteMatrix> palette) const;
    // The place of the rest pose that came to be there; nothing where the structure is not near.
    std::optional<glm::vec3> place_at_rest(anatomy::StructureIndex structure, const glm::vec3& posed,
                                           std::span<const muscle::PaletteMatrix> palette) const;

  private:
    // A structure; the skin reaches over every joint and touches itself (a hand on the thigh): a finger's breadth
    // apart.
    static constexpr std::uint32_t most = 40, most_of_skin = 24000;
    // A muscle folds within a few centimetres where a joint bends: so many times as many for its places, not its name.
    static constexpr std::uint32_t finer = 3;
    struct Spot {
        glm::vec3 point, normal;
        muscle::SkinVertex skin;
    };
    std::vector<std::vector<Spot>> spots_;  // by structure
    std::vector<std::uint32_t> every_;      // by structure: each so many-th is for names
};

// Where a label's line ends: on the surface as it is seen, as near to the middle of what is seen of it as may be.
struct LabelAnchor {
    glm::vec3 point{0.0f};
    float strength = 1.0f;  // scene::label_strength
};
// `spots` must not be empty; `aspect` is the picture's width over its height.
LabelAnchor label_anchor(std::span<const SurfaceSpot> spots, anatomy::StructureIndex structure,
                         const scene::Camera& camera, float aspect, const scene::Sight& sight);

}  // namespace backstory::workspace
