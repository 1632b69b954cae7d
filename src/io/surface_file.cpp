#include "io/surface_file.hpp"

#include "base/file.hpp"

#include <fmt/format.h>
#include <glm/geometric.hpp>

#include <bit>
#include <cstring>
#include <iterator>

namespace backstory::io {
namespace {

static_assert(std::endian::native == std::endian::little, "the headers below say little endian");

template <typename T>
void append(std::string& out, const T& value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out.append(bytes, sizeof(T));
}

void append_vector(std::string& out, const glm::vec3& v) {
    append(out, v.x);
    append(out, v.y);
    append(out, v.z);
}

std::string ply(const geometry::Mesh& mesh, const SurfaceUnit& unit) {
    const std::size_t triangles = mesh.indices.size() / 3;
    std::string out =
        "ply\nformat binary_little_endian 1.0\ncomment Backstory, unit " + unit.name + ", X anterior, Y up, Z right\n";
    out += "element vertex " + std::to_string(mesh.positions.size()) +
           "\nproperty float x\nproperty float y\nproperty float z\n";
    out += "element face " + std::to_string(triangles) + "\nproperty list uchar int vertex_indices\nend_header\n";
    out.reserve(out.size() + 12 * mesh.positions.size() + 13 * triangles);
    for (const auto& p : mesh.positions) {
        append_vector(out, p * unit.per_metre);
    }
    for (std::size_t t = 0; t < triangles; ++t) {
        append(out, std::uint8_t{3});
        for (std::size_t corner = 0; corner < 3; ++corner) {
            append(out, static_cast<std::int32_t>(mesh.indices[3 * t + corner]));
        }
    }
    return out;
}

// 80 bytes of text, the count, then for each triangle its normal, three corners and an unused word.
std::string stl(const geometry::Mesh& mesh, const SurfaceUnit& unit) {
    const std::size_t triangles = mesh.indices.size() / 3;
    std::string out = "Backstory, unit " + unit.name + ", X anterior, Y up, Z right";
    out.resize(80, ' ');
    out.reserve(84 + 50 * triangles);
    append(out, static_cast<std::uint32_t>(triangles));
    for (std::size_t t = 0; t < triangles; ++t) {
        const glm::vec3 a = mesh.positions[mesh.indices[3 * t]] * unit.per_metre;
        const glm::vec3 b = mesh.positions[mesh.indices[3 * t + 1]] * unit.per_metre;
        const glm::vec3 c = mesh.positions[mesh.indices[3 * t + 2]] * unit.per_metre;
        const glm::vec3 cross = glm::cross(b - a, c - a);
        const float length = glm::length(cross);
        append_vector(out, length > 0.0f ? cross / length : glm::vec3(0.0f));
        for (const glm::vec3& corner : {a, b, c}) {
            append_vector(out, corner);
        }
        append(out, std::uint16_t{0});
    }
    return out;
}

std::string obj(const geometry::Mesh& mesh, const SurfaceUnit& unit) {
    std::string out = "# Backstory, unit " + unit.name + ", X anterior, Y up, Z right\n";
    const auto to = std::back_inserter(out);
    for (const auto& position : mesh.positions) {
        const glm::vec3 p = position * unit.per_metre;
        fmt::format_to(to, "v {} {} {}\n", p.x, p.y, p.z);
    }
    for (const auto& n : mesh.normals) {
        fmt::format_to(to, "vn {:.4f} {:.4f} {:.4f}\n", n.x, n.y, n.z);
    }
    const bool normals = !mesh.normals.empty();
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        out += 'f';
        for (std::size_t corner = i; corner < i + 3; ++corner) {
            const std::uint32_t v = mesh.indices[corner] + 1;
            normals ? fmt::format_to(to, " {}//{}", v, v) : fmt::format_to(to, " {}", v);
        }
        out += '\n';
    }
    return out;
}

}  // namespace

Status write_surface(const std::filesystem::path& path, SurfaceFormat format, const geometry::Mesh& mesh,
                     const SurfaceUnit& unit) {
    switch (format) {
        case SurfaceFormat::ply:
            return write_file(path, ply(mesh, unit));
        case SurfaceFormat::stl:
            return write_file(path, stl(mesh, unit));
        case SurfaceFormat::obj:
            break;
    }
    return write_file(path, obj(mesh, unit));
}

}  // namespace backstory::io
