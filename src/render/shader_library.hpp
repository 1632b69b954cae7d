// Every shader program of the renderer: one table, so that a test can build each of them in both dialects.
#pragma once

#include "base/result.hpp"
#include "gl/program.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace backstory::render {

struct ProgramRow {
    std::string_view name;
    std::string_view vertex_file, fragment_file;
    std::string_view defines = {};  // "GHOST FAST": one #define each
    std::span<const char* const> feedback = {};
};

std::span<const ProgramRow> program_table();

// Text of an embedded shader with its #include lines replaced, and the defines before it.
Result<std::string> expanded_shader(std::string_view file_name, std::string_view defines);

// Builds one row of the table for the current context. The block "Frame" is bound to point 0.
Result<gl::Program> build_program(std::string_view name);

// A row that is built when something is first drawn with it: a picture needs less than half of the programs, and each
// takes milliseconds. Where the driver does not compile it, what it draws is missing; those that every picture needs
// are built at once, so that a driver which is not up to it is told at start.
class ProgramOnDemand {
  public:
    explicit ProgramOnDemand(std::string_view name) : name_(name) {}
    // Now rather than later. Errors: the driver does not compile it.
    Status build() const;
    const gl::Program& get() const;

  private:
    std::string_view name_;  // of the table
    mutable std::optional<gl::Program> program_;
};

}  // namespace backstory::render
