#include "io/surface_cache.hpp"

#include "base/file.hpp"

#include <cstdlib>
#include <cstring>

namespace backstory::io {

namespace {

constexpr std::uint32_t magic = 0x42534631;  // "BSF1"

struct Header {
    std::uint32_t magic, vertices, indices, fibres;
};

template <typename T>
void append(std::string& out, const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <typename T>
void take(const std::string& in, std::size_t& at, std::vector<T>& values, std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    values.resize(count);
    std::memcpy(static_cast<void*>(values.data()), in.data() + at, count * sizeof(T));
    at += count * sizeof(T);
}

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& key) {
    return folder / key.substr(0, 2) / (key + ".surface");
}

}  // namespace

std::filesystem::path default_cache_folder() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0') {
        return std::filesystem::path(cache) / "backstory" / "forge";
    }
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
        return std::filesystem::path(home) / ".cache" / "backstory" / "forge";
    }
    return {};
}

std::optional<forge::Surface> read_cached_surface(const std::filesystem::path& folder, const std::string& key) {
    const auto content = read_file(file_of(folder, key));
    if (!content || content.value().size() < sizeof(Header)) {
        return std::nullopt;
    }
    const std::string& bytes = content.value();
    Header header{};
    std::memcpy(&header, bytes.data(), sizeof(header));
    const std::size_t expected = sizeof(Header) + std::size_t{header.vertices} * 2 * sizeof(glm::vec3) +
                                 std::size_t{header.indices} * sizeof(std::uint32_t) +
                                 std::size_t{header.fibres} * (sizeof(glm::vec2) + sizeof(anatomy::FibrePlace));
    // Skin has carriers at the end, one a vertex; nothing else has.
    const std::size_t carried = std::size_t{header.vertices} * sizeof(anatomy::Carriers);
    if (header.magic != magic || (bytes.size() != expected && bytes.size() != expected + carried)) {
        return std::nullopt;
    }
    forge::Surface surface;
    std::size_t at = sizeof(Header);
    take(bytes, at, surface.mesh.positions, header.vertices);
    take(bytes, at, surface.mesh.normals, header.vertices);
    take(bytes, at, surface.mesh.indices, header.indices);
    take(bytes, at, surface.fibre_uv, header.fibres);
    take(bytes, at, surface.fibre, header.fibres);
    take(bytes, at, surface.carriers, bytes.size() == expected ? 0 : header.vertices);
    for (std::uint32_t index : surface.mesh.indices) {
        if (index >= header.vertices) {
            return std::nullopt;
        }
    }
    return surface;
}

Status write_cached_surface(const std::filesystem::path& folder, const std::string& key,
                            const forge::Surface& surface) {
    const std::filesystem::path file = file_of(folder, key);
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    if (failed) {
        return Error{"Cannot make the forge's cache folder: " + failed.message() + ".", file.parent_path().string()};
    }
    const Header header{magic, static_cast<std::uint32_t>(surface.mesh.positions.size()),
                        static_cast<std::uint32_t>(surface.mesh.indices.size()),
                        static_cast<std::uint32_t>(surface.fibre.size())};
    std::string bytes(reinterpret_cast<const char*>(&header), sizeof(header));
    append(bytes, surface.mesh.positions);
    append(bytes, surface.mesh.normals);
    append(bytes, surface.mesh.indices);
    append(bytes, surface.fibre_uv);
    append(bytes, surface.fibre);
    append(bytes, surface.carriers);
    return write_file(file, bytes);
}

}  // namespace backstory::io
