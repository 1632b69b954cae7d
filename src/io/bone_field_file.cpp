// A head, then of each field its head and its values, then of each list of shares the same.
#include "io/bone_field_file.hpp"

#include "io/kept_file.hpp"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace backstory::io {

namespace {

constexpr std::uint32_t magic = 0x32464242;  // "BBF2" where the low byte comes first

struct Head {
    std::uint32_t magic, fields, shares;
};
struct FieldHead {
    muscle::BoneFields::Key key;
    std::array<float, 3> low;
    std::array<std::int32_t, 3> nodes;
};
struct SharesHead {
    muscle::BoneFields::Key key;
    std::uint64_t count;
};
static_assert(sizeof(Head) == 12 && sizeof(FieldHead) == 40 && sizeof(SharesHead) == 24);

bool take_field(KeptReader& file, muscle::BoneFields& fields) {
    FieldHead head{};
    constexpr std::int32_t most_nodes = 4096;  // along an axis
    if (!file.take(head)) {
        return false;
    }
    std::uint64_t count = 1;
    for (const std::int32_t nodes : head.nodes) {
        if (nodes < 0 || nodes > most_nodes) {
            return false;
        }
        count *= static_cast<std::uint64_t>(nodes);
    }
    muscle::BoneField::Grid grid;
    grid.low = {head.low[0], head.low[1], head.low[2]};
    grid.nodes = {head.nodes[0], head.nodes[1], head.nodes[2]};
    if (!file.take(grid.values, count)) {
        return false;
    }
    fields.keep(head.key, muscle::BoneField(std::move(grid)));
    return true;
}

bool take_shares(KeptReader& file, muscle::BoneFields& fields) {
    SharesHead head{};
    std::vector<float> shares;
    if (!file.take(head) || !file.take(shares, head.count)) {
        return false;
    }
    fields.keep_shares(head.key, std::move(shares));
    return true;
}

bool take_all(KeptReader& file, muscle::BoneFields& fields) {
    Head head{};
    bool right = file.take(head) && head.magic == magic;
    for (std::uint32_t i = 0; right && i < head.fields; ++i) {
        right = take_field(file, fields);
    }
    for (std::uint32_t i = 0; right && i < head.shares; ++i) {
        right = take_shares(file, fields);
    }
    return right && file.is_whole();
}

}  // namespace

std::filesystem::path bone_field_place(const std::filesystem::path& body) {
    return std::filesystem::path(body).replace_extension(".fields");
}

muscle::BoneFields read_bone_fields(const std::filesystem::path& path) {
    KeptReader file(path);
    muscle::BoneFields fields;
    return take_all(file, fields) ? std::move(fields) : muscle::BoneFields();
}

Status write_bone_fields(const std::filesystem::path& path, const muscle::BoneFields& fields) {
    KeptWriter file;
    file.add(Head{magic, static_cast<std::uint32_t>(fields.all().size()),
                  static_cast<std::uint32_t>(fields.all_shares().size())});
    for (const auto& [key, field] : fields.all()) {
        const muscle::BoneField::Grid grid = field.grid();
        file.add(FieldHead{key, {grid.low.x, grid.low.y, grid.low.z}, {grid.nodes.x, grid.nodes.y, grid.nodes.z}});
        file.add(grid.values);
    }
    for (const auto& [key, shares] : fields.all_shares()) {
        file.add(SharesHead{key, shares.size()});
        file.add(shares);
    }
    return file.write(path);
}

}  // namespace backstory::io
