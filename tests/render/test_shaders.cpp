// Every program compiles and links as GLSL 3.30 core and as GLSL ES 3.00.
#include "gl/program.hpp"
#include "platform/context.hpp"
#include "render/embedded_shaders.hpp"
#include "render/shader_library.hpp"

#include <gtest/gtest.h>

namespace backstory {
namespace {

using platform::HeadlessContext;

class Shaders : public ::testing::TestWithParam<HeadlessContext::Api> {};

TEST_P(Shaders, every_program_builds) {
    const auto context = HeadlessContext::create(GetParam());
    ASSERT_TRUE(context.ok()) << context.error().text();
    const bool es = GetParam() == HeadlessContext::Api::opengl_es_30;
    ASSERT_EQ(gl::current_dialect(), es ? gl::Dialect::glsl_300_es : gl::Dialect::glsl_330_core);
    for (const render::ProgramRow& row : render::program_table()) {
        const auto program = render::build_program(row.name);
        EXPECT_TRUE(program.ok()) << row.name << ": " << (program.ok() ? "" : program.error().text());
    }
}

INSTANTIATE_TEST_SUITE_P(both_dialects, Shaders,
                         ::testing::Values(HeadlessContext::Api::opengl_core_33, HeadlessContext::Api::opengl_es_30));

TEST(ShaderTexts, carry_no_version_and_are_all_used) {
    std::string used;
    for (const render::ProgramRow& row : render::program_table()) {
        for (const std::string_view file : {row.vertex_file, row.fragment_file}) {
            const auto text = render::expanded_shader(file, row.defines);
            ASSERT_TRUE(text.ok()) << text.error().text();
            EXPECT_EQ(text.value().find("#version"), std::string::npos) << file;
            EXPECT_EQ(text.value().find("#include"), std::string::npos) << file;
        }
        used += std::string(row.vertex_file) + " " + std::string(row.fragment_file) + " ";
    }
    for (const render::EmbeddedShader& shader : render::embedded_shaders()) {
        if (!shader.file_name.ends_with(".glsl")) {
            EXPECT_NE(used.find(shader.file_name), std::string::npos) << shader.file_name << " is in no program";
        }
    }
}

TEST(ShaderTexts, a_broken_shader_is_an_error_with_the_drivers_words) {
    const auto context = HeadlessContext::create();
    ASSERT_TRUE(context.ok()) << context.error().text();
    const auto program =
        gl::Program::create({"broken", "void main() { nonsense }", "void main() {}"}, gl::Dialect::glsl_330_core);
    ASSERT_FALSE(program.ok());
    EXPECT_NE(program.error().message.find("broken"), std::string::npos);
}

}  // namespace
}  // namespace backstory
