#include "app/pointing.hpp"

namespace backstory::app {

std::string structure_at(render::Renderer& renderer, const workspace::Library& library, glm::ivec2 pixel) {
    const auto structure = renderer.pick(pixel);
    return structure == anatomy::none ? std::string() : library.body.structures[structure].id;
}

std::optional<ui::TappedPlace> tapped_place(render::Renderer& renderer, const workspace::SceneBuilder& builder,
                                            glm::ivec2 pixel) {
    const auto structure = renderer.pick(pixel);
    glm::vec3 world;
    if (structure == anatomy::none || !renderer.pick_point(pixel, world)) {
        return std::nullopt;
    }
    const auto place = builder.place_at_rest(structure, world);
    return place ? std::optional<ui::TappedPlace>({structure, *place}) : std::nullopt;
}

std::string pain_command(render::Renderer& renderer, const workspace::SceneBuilder& builder,
                         const scene::Camera& camera, glm::ivec2 pixel) {
    const auto tapped = tapped_place(renderer, builder, pixel);
    glm::vec3 world;
    if (!tapped || !renderer.pick_point(pixel, world)) {
        return {};
    }
    const glm::vec3 place = tapped->at_rest;
    // Towards the eye, as the body lies: who lies on the back shows the front upwards.
    constexpr float a_little = 0.02f;  // m
    const glm::vec3 nearer = world + a_little * camera.direction();
    const float forwards = builder.place_at_rest(tapped->structure, nearer).value_or(nearer).x - place.x;
    return "deselect; pain at " + workspace::place_words(place) + (forwards >= 0.0f ? " front" : " back");
}

}  // namespace backstory::app
