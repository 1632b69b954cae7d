#include "io/surface_file.hpp"

#include "base/file.hpp"

#include <bit>
#include <cstring>

namespace backstory::io {
namespace {

static_assert(std::endian::native == std::endian::little, "the PLY header below says little endian");

template <typename T>
void append(std::string& out, const T& value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out.append(bytes, sizeof(T));
}

}  // namespace

Status write_ply(const std::filesystem::path& path, const geometry::Mesh& mesh) {
    const std::size_t triangles = mesh.indices.size() / 3;
    std::string out = "ply\nformat binary_little_endian 1.0\ncomment Backstory, metres, X anterior, Y up, Z right\n";
    out += "element vertex " + std::to_string(mesh.positions.size()) +
           "\nproperty float x\nproperty float y\nproperty float z\n";
    out += "element face " + std::to_string(triangles) + "\nproperty list uchar int vertex_indices\nend_header\n";
    out.reserve(out.size() + 12 * mesh.positions.size() + 13 * triangles);
    for (const auto& p : mesh.positions) {
        append(out, p.x);
        append(out, p.y);
        append(out, p.z);
    }
    for (std::size_t t = 0; t < triangles; ++t) {
        append(out, std::uint8_t{3});
        for (std::size_t corner = 0; corner < 3; ++corner) {
            append(out, static_cast<std::int32_t>(mesh.indices[3 * t + corner]));
        }
    }
    return write_file(path, out);
}

}  // namespace backstory::io
