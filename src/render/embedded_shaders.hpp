// The texts of shaders/, embedded by tools/embed_shaders.py at build time.
#pragma once

#include <iterator>
#include <span>
#include <string_view>

namespace backstory::render {

struct EmbeddedShader {
    std::string_view file_name;  // "body.vert"
    std::string_view text;       // without a #version line
};

std::span<const EmbeddedShader> embedded_shaders();

}  // namespace backstory::render
