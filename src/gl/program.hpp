// Shader programs, from texts without a #version line: the same text compiles as GLSL 3.30 and as GLSL ES 3.00.
#pragma once

#include "base/result.hpp"
#include "gl/handle.hpp"

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace backstory::gl {

enum class Dialect { glsl_330_core, glsl_300_es };

// The dialect of the current context.
Dialect current_dialect();
// The lines put before every shader text.
std::string_view prelude(Dialect dialect);

struct ProgramSource {
    std::string_view name;  // for messages: "body"
    std::string_view vertex, fragment;
    std::span<const char* const> feedback = {};  // outputs kept by transform feedback, interleaved
};

class Program {
  public:
    // Errors: does not compile or link; the message holds the driver's first line on it.
    static Result<Program> create(const ProgramSource& source, Dialect dialect);

    Program() = default;
    void use() const { glUseProgram(name_.name()); }
    // Set on the program in use. A name that the compiler has dropped is silently ignored.
    void set(std::string_view uniform, int value) const;
    void set(std::string_view uniform, float value) const;
    void set(std::string_view uniform, glm::vec2 value) const;
    void set(std::string_view uniform, glm::vec3 value) const;
    void set(std::string_view uniform, glm::vec4 value) const;
    void set(std::string_view uniform, const glm::mat4& value) const;
    // Connects a uniform block with a binding point, where the program has it.
    void bind_block(const char* block, GLuint binding) const;

  private:
    GLint location(std::string_view uniform) const;
    ProgramName name_;
    mutable std::map<std::string, GLint, std::less<>> locations_;
};

}  // namespace backstory::gl
