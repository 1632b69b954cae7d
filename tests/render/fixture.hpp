// A small body of spheres and capsules that needs no assets, and helpers to draw and measure pictures.
#pragma once

#include "anatomy/body_mesh.hpp"
#include "geometry/image.hpp"
#include "muscle/system.hpp"
#include "platform/context.hpp"
#include "render/renderer.hpp"
#include "scene/scene.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace backstory::test {

// Structures of the synthetic body, by index.
enum Synthetic : anatomy::StructureIndex {
    trunk,       // bone: a tall capsule in the middle
    ball_right,  // bone: a sphere at the subject's right (+Z)
    ball_left,   // bone: a sphere at the subject's left (-Z)
    strap,       // muscle: a capsule in front (+X), bends with two palette entries
    shell,       // skin: a large sphere round the strap's middle
    synthetic_count
};

struct SyntheticBody {
    anatomy::BodyMesh mesh;
    std::vector<muscle::SkinVertex> skin;
};

SyntheticBody synthetic_body();
// Everything solid but the shell, which is hidden; standing, seen from the front.
scene::Scene synthetic_scene();

// A context and a renderer of the synthetic body; a test that cannot have one fails.
class RenderTest : public ::testing::Test {
  protected:
    void SetUp() override;
    geometry::Image draw(const scene::Scene& scene, glm::ivec2 size = {160, 200});

    std::unique_ptr<platform::HeadlessContext> context_;
    SyntheticBody body_;
    std::unique_ptr<render::Renderer> renderer_;
    render::Quality quality_{.samples = 8};
};

// Pixels that differ by more than `tolerance` in any channel.
std::vector<glm::ivec2> differing(const geometry::Image& a, const geometry::Image& b, int tolerance = 8);
glm::ivec3 pixel(const geometry::Image& image, int x, int y);

// Compares with tests/render/goldens/NAME.png. A pixel is an outlier when it differs by more than 16/255 from every
// pixel of the other picture within one pixel; at most 0.02 % may be, and the mean difference at most 2.5. A missing
// golden is written and the test fails, so that a person looks at it before it counts.
void expect_golden(const geometry::Image& image, const std::string& name);

}  // namespace backstory::test
