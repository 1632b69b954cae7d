#include "io/glb_container.hpp"

#include "base/file.hpp"
#include "io/body_glb.hpp"

#include <nlohmann/json.hpp>

#include <cstring>
#include <fstream>

namespace backstory::io {

namespace {

using Json = nlohmann::json;

constexpr std::uint32_t glb_magic = 0x46546c67, json_chunk = 0x4e4f534a, binary_chunk = 0x004e4942;
constexpr std::size_t header_bytes = 12, chunk_header_bytes = 8;

std::uint32_t word(const char* at) {
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof(value));
    return value;
}

std::size_t component_bytes(int type) {
    switch (type) {
        case 5120:
        case 5121:
            return 1;
        case 5122:
        case 5123:
            return 2;
        case 5125:
        case 5126:
            return 4;
        default:
            return 0;
    }
}

std::size_t components(const std::string& type) {
    return type == "SCALAR" ? 1
           : type == "VEC2" ? 2
           : type == "VEC3" ? 3
           : type == "VEC4" ? 4
           : type == "MAT4" ? 16
                            : 0;
}

// Whether every accessor and view stays inside the binary chunk. Throws nlohmann's exceptions on wrong types.
bool ranges_hold(const Json& root, std::size_t binary_size) {
    const Json& views = root.at("bufferViews");
    for (const Json& view : views) {
        const auto offset = view.value("byteOffset", std::uint64_t{0}),
                   length = view.at("byteLength").get<std::uint64_t>();
        if (view.at("buffer").get<int>() != 0 || offset > binary_size || length > binary_size - offset) {
            return false;
        }
    }
    for (const Json& accessor : root.at("accessors")) {
        const auto view_number = accessor.at("bufferView").get<std::uint64_t>();
        const auto count = accessor.at("count").get<std::uint64_t>();
        const std::size_t element = component_bytes(accessor.at("componentType").get<int>()) *
                                    components(accessor.at("type").get<std::string>());
        if (view_number >= views.size() || element == 0 || count == 0 || count > binary_size) {
            return false;
        }
        const Json& view = views[view_number];
        const auto length = view.at("byteLength").get<std::uint64_t>();
        const auto stride = view.value("byteStride", std::uint64_t{element});
        const auto offset = accessor.value("byteOffset", std::uint64_t{0});
        if (stride < element || stride > 255 || offset > length || (count - 1) * stride + element > length - offset) {
            return false;
        }
    }
    return root.at("buffers").size() == 1 && root["buffers"][0].at("byteLength").get<std::uint64_t>() <= binary_size;
}

Error damaged(const std::filesystem::path& path) {
    return {"The file is damaged or not a glb: build it again with backstory_forge.", path.string()};
}

}  // namespace

Result<std::string> read_checked_glb(const std::filesystem::path& path) {
    auto content = read_file(path);
    if (!content) {
        return content;
    }
    const std::string& bytes = content.value();
    if (bytes.size() < header_bytes + chunk_header_bytes || word(bytes.data()) != glb_magic ||
        word(bytes.data() + 4) != 2 || word(bytes.data() + 8) != bytes.size()) {
        return damaged(path);
    }
    const std::size_t json_size = word(bytes.data() + header_bytes);
    const std::size_t binary_at = header_bytes + chunk_header_bytes + json_size;
    if (word(bytes.data() + header_bytes + 4) != json_chunk || json_size > bytes.size() ||
        binary_at + chunk_header_bytes > bytes.size() || word(bytes.data() + binary_at + 4) != binary_chunk ||
        word(bytes.data() + binary_at) != bytes.size() - binary_at - chunk_header_bytes) {
        return damaged(path);
    }
    try {
        const char* text = bytes.data() + header_bytes + chunk_header_bytes;
        if (!ranges_hold(Json::parse(text, text + json_size), bytes.size() - binary_at - chunk_header_bytes)) {
            return damaged(path);
        }
    } catch (const Json::exception&) {
        return damaged(path);
    }
    return content;
}

std::string read_glb_key(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string head(header_bytes + chunk_header_bytes, '\0');
    if (!file.read(head.data(), static_cast<std::streamsize>(head.size())) || word(head.data()) != glb_magic) {
        return {};
    }
    // The asset's extras stand at the front of the text: no need to parse the rest.
    constexpr std::size_t enough = 4096;
    std::string text(std::min<std::size_t>(word(head.data() + header_bytes), enough), '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    constexpr std::string_view name = "\"forge_key\":\"";
    const std::size_t at = text.find(name);
    const std::size_t end = at == std::string::npos ? at : text.find('"', at + name.size());
    // A file cut short has lost its end: its length must be what the header says.
    std::error_code failed;
    if (end == std::string::npos || std::filesystem::file_size(path, failed) != word(head.data() + 8) || failed) {
        return {};
    }
    return text.substr(at + name.size(), end - at - name.size());
}

}  // namespace backstory::io
