// Renderer: a first picture of a single triangle.
#include "render/kept_bindings.hpp"
#include "render/renderer_data.hpp"

#include <cstdint>
#include <vector>

namespace backstory::render {

namespace {

// One muscle of three vertices, carried by one palette entry, in the middle of the picture.
anatomy::BodyMesh triangle(const glm::vec3& middle) {
    anatomy::BodyMesh mesh;
    mesh.positions = {middle, middle + glm::vec3(0.0f, 0.0f, 0.1f), middle + glm::vec3(0.0f, 0.1f, 0.0f)};
    mesh.normals.assign(3, {1.0f, 0.0f, 0.0f});
    mesh.fibre_uv.assign(3, {0.0f, 0.5f});
    mesh.fibre.resize(3);
    mesh.indices = {0, 1, 2};
    anatomy::BodyMesh::Part part;
    part.structure = 0;
    part.vertex_count = part.index_count = 3;
    for (const glm::vec3& position : mesh.positions) {
        part.bounds.add(position);
    }
    mesh.parts = {part};
    mesh.part_of_structure = {0};
    return mesh;
}

}  // namespace

void Renderer::rehearse(glm::ivec2 size_px, const Quality& quality) {
    // No power of two, as hardly any picture is: Mesa builds other code for those.
    constexpr glm::ivec2 small_px{80, 45};
    Data& d = *data_;
    scene::Scene scene;
    scene.appearance.resize(1);
    scene.palette = {muscle::PaletteMatrix(1.0f)};
    const anatomy::BodyMesh mesh = triangle(scene.camera.target);
    const scene::RestSurface rest = scene::rest_surface_of(mesh);
    const std::vector<muscle::SkinVertex> skin(mesh.positions.size());
    if (d.take_surface(mesh, rest, skin).ok()) {
        render(scene, small_px, quality);
        const KeptBindings kept;
        static_cast<void>(d.make_targets(size_px, quality));  // asked for again, and heard, with the picture
    }
    d.valid = false;
    d.bodies.reset();
}

}  // namespace backstory::render
