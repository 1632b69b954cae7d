#include "app/pointing.hpp"

namespace backstory::app {

std::string structure_at(render::Renderer& renderer, const workspace::Library& library, glm::ivec2 pixel) {
    const auto structure = renderer.pick(pixel);
    return structure == anatomy::none ? std::string() : library.body.structures[structure].id;
}

std::string pain_command(render::Renderer& renderer, const workspace::Library& library,
                         const workspace::SceneBuilder& builder, const scene::Camera& camera, glm::ivec2 pixel) {
    const auto structure = renderer.pick(pixel);
    glm::vec3 world;
    if (structure == anatomy::none || !renderer.pick_point(pixel, world)) {
        return {};
    }
    const auto segment = library.body.structures[structure].segment;
    if (segment < builder.transforms().size()) {
        world = glm::vec3(builder.transforms()[segment].inverse().point(glm::dvec3(world / builder.scale())));
    }
    return "deselect; pain at " + std::to_string(world.x) + " " + std::to_string(world.y) + " " +
           std::to_string(world.z) + (camera.direction().x >= 0.0f ? " front" : " back");
}

}  // namespace backstory::app
