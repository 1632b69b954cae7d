#include "gl/program.hpp"

#include <glm/gtc/type_ptr.hpp>

#include <array>
#include <cstring>

namespace backstory::gl {

Dialect current_dialect() {
    const auto* version = reinterpret_cast<const char*>(glGetString(GL_VERSION));
    return version != nullptr && std::strncmp(version, "OpenGL ES", 9) == 0 ? Dialect::glsl_300_es
                                                                            : Dialect::glsl_330_core;
}

std::string_view prelude(Dialect dialect) {
    if (dialect == Dialect::glsl_330_core) {
        return "#version 330 core\n#line 1\n";
    }
    return "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\n"
           "precision highp sampler2DShadow;\n#line 1\n";
}

namespace {

std::string first_line(const std::string& log) {
    const std::size_t end = log.find('\n');
    return end == std::string::npos ? log : log.substr(0, end);
}

Result<ShaderName> compile(GLenum stage, std::string_view name, std::string_view text, Dialect dialect) {
    ShaderName shader(glCreateShader(stage));
    const std::string_view head = prelude(dialect);
    const std::array<const char*, 2> texts{head.data(), text.data()};
    const std::array<GLint, 2> lengths{static_cast<GLint>(head.size()), static_cast<GLint>(text.size())};
    glShaderSource(shader.name(), 2, texts.data(), lengths.data());
    glCompileShader(shader.name());
    GLint ok = GL_FALSE;
    glGetShaderiv(shader.name(), GL_COMPILE_STATUS, &ok);
    if (ok == GL_FALSE) {
        std::string log(4096, '\0');
        GLsizei length = 0;
        glGetShaderInfoLog(shader.name(), static_cast<GLsizei>(log.size()), &length, log.data());
        log.resize(static_cast<std::size_t>(length));
        return Error{"The graphics driver does not compile the " +
                     std::string(stage == GL_VERTEX_SHADER ? "vertex" : "fragment") + " shader '" + std::string(name) +
                     "': " + first_line(log)};
    }
    return shader;
}

}  // namespace

Result<Program> Program::create(const ProgramSource& source, Dialect dialect) {
    Result<ShaderName> vertex = compile(GL_VERTEX_SHADER, source.name, source.vertex, dialect);
    if (!vertex.ok()) {
        return vertex.error();
    }
    Result<ShaderName> fragment = compile(GL_FRAGMENT_SHADER, source.name, source.fragment, dialect);
    if (!fragment.ok()) {
        return fragment.error();
    }
    Program program;
    program.name_ = ProgramName(glCreateProgram());
    const GLuint name = program.name_.name();
    glAttachShader(name, vertex.value().name());
    glAttachShader(name, fragment.value().name());
    if (!source.feedback.empty()) {
        glTransformFeedbackVaryings(name, static_cast<GLsizei>(source.feedback.size()), source.feedback.data(),
                                    GL_INTERLEAVED_ATTRIBS);
    }
    glLinkProgram(name);
    GLint ok = GL_FALSE;
    glGetProgramiv(name, GL_LINK_STATUS, &ok);
    if (ok == GL_FALSE) {
        std::string log(4096, '\0');
        GLsizei length = 0;
        glGetProgramInfoLog(name, static_cast<GLsizei>(log.size()), &length, log.data());
        log.resize(static_cast<std::size_t>(length));
        return Error{"The graphics driver does not link the shader '" + std::string(source.name) +
                     "': " + first_line(log)};
    }
    return program;
}

GLint Program::location(std::string_view uniform) const {
    const auto found = locations_.find(uniform);
    if (found != locations_.end()) {
        return found->second;
    }
    const std::string text(uniform);
    const GLint place = glGetUniformLocation(name_.name(), text.c_str());
    locations_.emplace(text, place);
    return place;
}

void Program::set(std::string_view uniform, int value) const {
    glUniform1i(location(uniform), value);
}
void Program::set(std::string_view uniform, float value) const {
    glUniform1f(location(uniform), value);
}
void Program::set(std::string_view uniform, glm::vec2 value) const {
    glUniform2fv(location(uniform), 1, glm::value_ptr(value));
}
void Program::set(std::string_view uniform, glm::vec3 value) const {
    glUniform3fv(location(uniform), 1, glm::value_ptr(value));
}
void Program::set(std::string_view uniform, glm::vec4 value) const {
    glUniform4fv(location(uniform), 1, glm::value_ptr(value));
}
void Program::set(std::string_view uniform, const glm::mat4& value) const {
    glUniformMatrix4fv(location(uniform), 1, GL_FALSE, glm::value_ptr(value));
}

void Program::bind_block(const char* block, GLuint binding) const {
    const GLuint index = glGetUniformBlockIndex(name_.name(), block);
    if (index != GL_INVALID_INDEX) {
        glUniformBlockBinding(name_.name(), index, binding);
    }
}

}  // namespace backstory::gl
