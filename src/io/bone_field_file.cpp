// Numbers lie as the machine keeps them; the head says so. A head, then of each field its head and its values.
#include "io/bone_field_file.hpp"

#include "base/file.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace backstory::io {

namespace {

constexpr std::uint32_t magic = 0x31464242;  // "BBF1" where the low byte comes first

struct Head {
    std::uint32_t magic, fields;
    Digest::Value rest;  // of all that follows
};
struct FieldHead {
    muscle::BoneFields::Key key;
    std::array<float, 3> low;
    std::array<std::int32_t, 3> nodes;
};
static_assert(sizeof(Head) == 24 && sizeof(FieldHead) == 40);

template <typename T>
std::string_view bytes_of(const T& value) {
    return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

// Nothing when there are fewer bytes.
template <typename T>
bool take(std::string_view& from, T* out, std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::size_t bytes = count * sizeof(T);
    if (from.size() < bytes) {
        return false;
    }
    std::memcpy(out, from.data(), bytes);
    from.remove_prefix(bytes);
    return true;
}

Digest::Value digest_of(std::string_view bytes) {
    Digest digest;
    digest.add_words(bytes);
    return digest.value();
}

bool take_field(std::string_view& from, muscle::BoneFields& fields) {
    FieldHead head{};
    constexpr std::int32_t most_nodes = 4096;  // along an axis
    if (!take(from, &head, 1)) {
        return false;
    }
    std::size_t count = 1;
    for (const std::int32_t nodes : head.nodes) {
        if (nodes < 0 || nodes > most_nodes) {
            return false;
        }
        count *= static_cast<std::size_t>(nodes);
    }
    if (count * sizeof(float) > from.size()) {
        return false;
    }
    muscle::BoneField::Grid grid;
    grid.low = {head.low[0], head.low[1], head.low[2]};
    grid.nodes = {head.nodes[0], head.nodes[1], head.nodes[2]};
    grid.values.resize(count);
    if (!take(from, grid.values.data(), count)) {
        return false;
    }
    fields.keep(head.key, muscle::BoneField(std::move(grid)));
    return true;
}

}  // namespace

std::filesystem::path bone_field_place(const std::filesystem::path& body) {
    return std::filesystem::path(body).replace_extension(".fields");
}

muscle::BoneFields read_bone_fields(const std::filesystem::path& path) {
    const auto content = read_file(path);
    Head head{};
    if (!content.ok()) {
        return {};
    }
    std::string_view rest = content.value();
    if (!take(rest, &head, 1) || head.magic != magic || head.rest != digest_of(rest)) {
        return {};
    }
    muscle::BoneFields fields;
    for (std::uint32_t i = 0; i < head.fields; ++i) {
        if (!take_field(rest, fields)) {
            return {};
        }
    }
    return rest.empty() ? std::move(fields) : muscle::BoneFields();
}

Status write_bone_fields(const std::filesystem::path& path, const muscle::BoneFields& fields) {
    std::string rest;
    for (const auto& [key, field] : fields.all()) {
        const muscle::BoneField::Grid grid = field.grid();
        const FieldHead head{key, {grid.low.x, grid.low.y, grid.low.z}, {grid.nodes.x, grid.nodes.y, grid.nodes.z}};
        rest += bytes_of(head);
        rest.append(reinterpret_cast<const char*>(grid.values.data()), grid.values.size() * sizeof(float));
    }
    const Head head{magic, static_cast<std::uint32_t>(fields.all().size()), digest_of(rest)};
    return write_file(path, std::string(bytes_of(head)) + rest);
}

}  // namespace backstory::io
