#!/usr/bin/env python3
"""Write a C++ file that holds every shader as a string. usage: embed_shaders.py OUT.cpp SHADER..."""
import os
import sys

out, files = sys.argv[1], sorted(sys.argv[2:])
lines = ['#include "render/embedded_shaders.hpp"', "", "namespace backstory::render {", "",
         "std::span<const EmbeddedShader> embedded_shaders() {", "    static constexpr EmbeddedShader all[] = {"]
for path in files:
    with open(path, encoding="utf-8") as f:
        text = f.read()
    # Compilers limit one literal to 16 kB or 64 kB; adjacent literals are joined.
    pieces = [text[i:i + 8000] for i in range(0, len(text), 8000)] or [""]
    literal = "\n".join('R"SHADER(%s)SHADER"' % p for p in pieces)
    lines.append('        {"%s", %s},' % (os.path.basename(path), literal))
lines += ['        {"", ""},', "    };", "    return std::span<const EmbeddedShader>(all, std::size(all) - 1);", "}", "",
          "}  // namespace backstory::render", ""]
os.makedirs(os.path.dirname(out), exist_ok=True)
with open(out, "w", encoding="utf-8") as f:
    f.write("\n".join(lines))
