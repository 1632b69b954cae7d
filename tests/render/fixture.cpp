#include "fixture.hpp"

#include "io/png_file.hpp"

#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace backstory::test {

namespace {

// A capsule along Y (a sphere when `half_height` is 0); u runs round, v along.
void add_capsule(SyntheticBody& body, anatomy::StructureIndex structure, glm::vec3 centre, float radius,
                 float half_height, bool bends) {
    constexpr int rings = 24;
    constexpr int around = 32;
    anatomy::BodyMesh& mesh = body.mesh;
    anatomy::BodyMesh::Part part;
    part.structure = structure;
    part.first_vertex = static_cast<std::uint32_t>(mesh.positions.size());
    part.first_index = static_cast<std::uint32_t>(mesh.indices.size());
    for (int r = 0; r <= rings; ++r) {
        const float angle = glm::pi<float>() * static_cast<float>(r) / rings - glm::half_pi<float>();
        for (int i = 0; i <= around; ++i) {
            const float turn = glm::two_pi<float>() * static_cast<float>(i) / around;
            const glm::vec3 normal(std::cos(angle) * std::cos(turn), std::sin(angle),
                                   -std::cos(angle) * std::sin(turn));
            glm::vec3 p = centre + radius * normal;
            p.y += r * 2 < rings ? -half_height : half_height;
            const float along = (p.y - centre.y + half_height + radius) / (2.0f * (half_height + radius));
            mesh.positions.push_back(p);
            mesh.normals.push_back(normal);
            mesh.fibre_uv.push_back(bends ? glm::vec2(static_cast<float>(i) / around, along) : glm::vec2(0.0f));
            mesh.fibre.push_back({.s = along, .tendon = bends ? std::max(0.0f, 8.0f * (along - 0.875f)) : 0.0f});
            muscle::SkinVertex skin;
            skin.entry = {0, 1, 0, 0};
            skin.weight = bends ? std::array<float, 4>{1.0f - along, along, 0.0f, 0.0f}
                                : std::array<float, 4>{1.0f, 0.0f, 0.0f, 0.0f};
            body.skin.push_back(skin);
            part.bounds.add(p);
        }
    }
    for (std::uint32_t r = 0; r < rings; ++r) {
        for (std::uint32_t i = 0; i < around; ++i) {
            const std::uint32_t a = part.first_vertex + r * (around + 1) + i;
            for (const std::uint32_t index : {a, a + 1, a + around + 2, a, a + around + 2, a + around + 1}) {
                mesh.indices.push_back(index);
            }
        }
    }
    part.vertex_count = static_cast<std::uint32_t>(mesh.positions.size()) - part.first_vertex;
    part.index_count = static_cast<std::uint32_t>(mesh.indices.size()) - part.first_index;
    mesh.part_of_structure.push_back(static_cast<std::int32_t>(mesh.parts.size()));
    mesh.parts.push_back(part);
}

int difference(const geometry::Image& a, int ax, int ay, const geometry::Image& b, int bx, int by) {
    int most = 0;
    for (std::size_t c = 0; c < 4; ++c) {
        most = std::max(most, std::abs(int{a.rgba[a.offset(ax, ay) + c]} - int{b.rgba[b.offset(bx, by) + c]}));
    }
    return most;
}

std::size_t outliers(const geometry::Image& from, const geometry::Image& to) {
    std::size_t count = 0;
    for (int y = 0; y < from.height; ++y) {
        for (int x = 0; x < from.width; ++x) {
            int least = 255;
            for (int v = std::max(0, y - 1); v <= std::min(to.height - 1, y + 1); ++v) {
                for (int u = std::max(0, x - 1); u <= std::min(to.width - 1, x + 1); ++u) {
                    least = std::min(least, difference(from, x, y, to, u, v));
                }
            }
            count += least > 16 ? 1 : 0;
        }
    }
    return count;
}

double mean_difference(const geometry::Image& a, const geometry::Image& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) {
        sum += std::abs(int{a.rgba[i]} - int{b.rgba[i]});
    }
    return sum / static_cast<double>(a.rgba.size());
}

}  // namespace

SyntheticBody synthetic_body() {
    SyntheticBody body;
    add_capsule(body, trunk, {0.0f, 0.9f, 0.0f}, 0.12f, 0.6f, false);
    add_capsule(body, ball_right, {0.0f, 1.2f, 0.4f}, 0.15f, 0.0f, false);
    add_capsule(body, ball_left, {0.0f, 1.2f, -0.4f}, 0.15f, 0.0f, false);
    add_capsule(body, strap, {0.18f, 0.9f, 0.0f}, 0.05f, 0.3f, true);
    add_capsule(body, shell, {0.1f, 0.9f, 0.0f}, 0.35f, 0.2f, false);
    return body;
}

scene::Scene synthetic_scene() {
    scene::Scene scene;
    scene.appearance.resize(synthetic_count);
    for (scene::Appearance& look : scene.appearance) {
        look.colour = {0.76f, 0.70f, 0.55f};
        look.tissue = static_cast<std::uint8_t>(anatomy::Kind::bone);
    }
    scene.appearance[strap].colour = {0.45f, 0.06f, 0.04f};
    scene.appearance[strap].tissue = static_cast<std::uint8_t>(anatomy::Kind::muscle);
    scene.appearance[shell].colour = {0.71f, 0.42f, 0.30f};
    scene.appearance[shell].tissue = static_cast<std::uint8_t>(anatomy::Kind::skin);
    scene.appearance[shell].opacity = 0.0f;
    const muscle::PaletteMatrix still({1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0});
    scene.palette = {still, still};
    scene.camera.target = {0.0f, 0.9f, 0.0f};
    return scene;
}

void RenderTest::SetUp() {
    Result<std::unique_ptr<platform::HeadlessContext>> context = platform::HeadlessContext::create();
    ASSERT_TRUE(context.ok()) << context.error().text();
    context_ = std::move(context).value();
    body_ = synthetic_body();
    Result<std::unique_ptr<render::Renderer>> renderer = render::Renderer::create(body_.mesh, body_.skin);
    ASSERT_TRUE(renderer.ok()) << renderer.error().text();
    renderer_ = std::move(renderer).value();
}

geometry::Image RenderTest::draw(const scene::Scene& scene, glm::ivec2 size) {
    renderer_->render(scene, size, quality_);
    return renderer_->read_picture();
}

std::vector<glm::ivec2> differing(const geometry::Image& a, const geometry::Image& b, int tolerance) {
    std::vector<glm::ivec2> places;
    for (int y = 0; y < a.height; ++y) {
        for (int x = 0; x < a.width; ++x) {
            if (difference(a, x, y, b, x, y) > tolerance) {
                places.emplace_back(x, y);
            }
        }
    }
    return places;
}

glm::ivec3 pixel(const geometry::Image& image, int x, int y) {
    const std::size_t at = image.offset(x, y);
    return {image.rgba[at], image.rgba[at + 1], image.rgba[at + 2]};
}

void expect_golden(const geometry::Image& image, const std::string& name) {
    const std::filesystem::path golden =
        std::filesystem::path(BACKSTORY_SOURCE_DIR) / "tests/render/goldens" / (name + ".png");
    if (!std::filesystem::exists(golden)) {
        const Status written = io::write_png(golden, image);
        ADD_FAILURE() << golden << " was missing; it is written now: look at it, then run again. "
                      << (written.ok() ? "" : written.error().text());
        return;
    }
    const Result<geometry::Image> wanted = io::read_png(golden);
    ASSERT_TRUE(wanted.ok()) << wanted.error().text();
    const std::filesystem::path seen = std::filesystem::path(BACKSTORY_BINARY_DIR) / "goldens_seen" / (name + ".png");
    std::filesystem::create_directories(seen.parent_path());
    ASSERT_TRUE(io::write_png(seen, image).ok());
    ASSERT_EQ(image.width, wanted.value().width);
    ASSERT_EQ(image.height, wanted.value().height);
    const std::size_t wrong = std::max(outliers(image, wanted.value()), outliers(wanted.value(), image));
    const double allowed = 0.0002 * image.width * image.height;
    EXPECT_LE(static_cast<double>(wrong), allowed) << name << ": compare " << seen << " with " << golden;
    EXPECT_LE(mean_difference(image, wanted.value()), 2.5) << name << ": compare " << seen << " with " << golden;
}

}  // namespace backstory::test
