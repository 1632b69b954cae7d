#include "render/shader_library.hpp"

#include "render/embedded_shaders.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace backstory::render {

namespace {

constexpr std::array<const char*, 2> posed_outputs{"posed_position", "posed_normal"};

constexpr std::array<ProgramRow, 27> programs{{
    {"pose", "pose.vert", "nothing.frag", "", posed_outputs},
    {"surface", "body.vert", "surface.frag"},
    {"furniture", "body.vert", "surface.frag", "FURNITURE"},
    {"surface_cut", "body.vert", "surface.frag", "SECTION"},
    {"inside", "body.vert", "inside.frag", "SECTION"},
    {"cap", "screen.vert", "cap.frag"},
    {"depth", "depth.vert", "nothing.frag"},
    {"depth_cut", "depth.vert", "depth_cut.frag", "SECTION"},
    {"bare", "depth.vert", "flat.frag"},
    {"contact", "depth.vert", "contact.frag"},
    {"contact_blur", "screen.vert", "contact_blur.frag"},
    {"occlusion", "boxes.vert", "occlusion.frag"},
    {"occlusion_smooth", "boxes.vert", "occlusion_smooth.frag"},
    {"wall", "screen.vert", "wall.frag"},
    {"floor", "floor.vert", "floor.frag"},
    {"floor_fast", "floor.vert", "floor.frag", "FAST"},
    {"floor_around", "floor.vert", "floor.frag", "AROUND"},
    {"shade", "boxes.vert", "shade.frag"},
    {"shade_all", "boxes.vert", "shade.frag", "SECTION STRETCH PAINT"},
    {"shade_fast", "boxes.vert", "shade.frag", "FAST"},
    {"shade_fast_all", "boxes.vert", "shade.frag", "FAST SECTION STRETCH PAINT"},
    {"ghost", "body.vert", "ghost.frag"},
    {"ghost_cut", "body.vert", "ghost.frag", "SECTION"},
    {"id", "body.vert", "id.frag"},
    {"id_cut", "body.vert", "id.frag", "SECTION"},
    {"depth_probe", "screen.vert", "depth_probe.frag"},
    {"finish", "screen.vert", "finish.frag"},
}};

const EmbeddedShader* find_shader(std::string_view file_name) {
    for (const EmbeddedShader& shader : embedded_shaders()) {
        if (shader.file_name == file_name) {
            return &shader;
        }
    }
    return nullptr;
}

Status append_expanded(std::string_view file_name, int depth, std::string& out) {
    const EmbeddedShader* shader = find_shader(file_name);
    if (shader == nullptr || depth > 8) {
        return Error{"The shader '" + std::string(file_name) + "' is not part of this build."};
    }
    constexpr std::string_view word = "#include \"";
    std::string_view rest = shader->text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
        const std::string_view line = rest.substr(0, end + 1);
        rest.remove_prefix(end + 1);
        if (line.starts_with(word)) {
            const std::string_view name = line.substr(word.size(), line.find('"', word.size()) - word.size());
            Status done = append_expanded(name, depth + 1, out);
            if (!done.ok()) {
                return done;
            }
        } else {
            out += line;
        }
    }
    return Done{};
}

}  // namespace

std::span<const ProgramRow> program_table() {
    return programs;
}

Result<std::string> expanded_shader(std::string_view file_name, std::string_view defines) {
    std::string out;
    while (!defines.empty()) {
        const std::string_view word = defines.substr(0, defines.find(' '));
        out += "#define " + std::string(word) + " 1\n";
        defines.remove_prefix(std::min(defines.size(), word.size() + 1));
    }
    const Status done = append_expanded(file_name, 0, out);
    if (!done.ok()) {
        return done.error();
    }
    return out;
}

Result<gl::Program> build_program(std::string_view name) {
    const auto row =
        std::find_if(programs.begin(), programs.end(), [&](const ProgramRow& r) { return r.name == name; });
    BACKSTORY_ASSERT(row != programs.end());
    Result<std::string> vertex = expanded_shader(row->vertex_file, row->defines);
    Result<std::string> fragment = expanded_shader(row->fragment_file, row->defines);
    if (!vertex.ok()) {
        return vertex.error();
    }
    if (!fragment.ok()) {
        return fragment.error();
    }
    Result<gl::Program> program =
        gl::Program::create({row->name, vertex.value(), fragment.value(), row->feedback}, gl::current_dialect());
    if (program.ok()) {
        program.value().bind_block("Frame", 0);
    }
    return program;
}

Status ProgramOnDemand::build() const {
    Result<gl::Program> built = build_program(name_);
    if (!built.ok()) {
        program_ = gl::Program();
        return built.error();
    }
    program_ = std::move(built).value();
    return Done{};
}

const gl::Program& ProgramOnDemand::get() const {
    if (!program_) {
        static_cast<void>(build());
    }
    return *program_;
}

}  // namespace backstory::render
