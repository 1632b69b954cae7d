// A head, then the arrays of the mesh one after the other.
#include "io/kept_surface.hpp"

#include "base/digest.hpp"
#include "io/body_glb.hpp"
#include "io/kept_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace backstory::io {

namespace {

namespace fs = std::filesystem;
using anatomy::BodyMesh;

constexpr std::uint32_t magic = 0x31534b42;  // "BKS1" where the low byte comes first

struct Head {
    std::uint32_t magic = 0, rest_version = 0;
    std::uint32_t structures = 0, vertices = 0, carriers = 0, indices = 0, parts = 0, coarse = 0;
    Digest::Value glb{}, tables{};  // what it was made of
};
static_assert(sizeof(Head) == 64);
static_assert(sizeof(anatomy::FibrePlace) == 20 && sizeof(anatomy::Carriers) == 24, "no gaps, or bytes would differ");

// Of BodyMesh::Part, without gaps and without what the look adds.
struct PartRow {
    std::int64_t first_carrier = -1;
    std::uint32_t structure = 0, first_vertex = 0, vertex_count = 0, first_index = 0, index_count = 0;
    std::array<float, 3> low{}, high{};
    std::uint32_t filler = 0;
};
static_assert(sizeof(PartRow) == 56);

PartRow row_of(const BodyMesh::Part& part) {
    const auto three = [](const glm::vec3& v) { return std::array{v.x, v.y, v.z}; };
    return {part.first_carrier, part.structure,   part.first_vertex,      part.vertex_count,
            part.first_index,   part.index_count, three(part.bounds.low), three(part.bounds.high)};
}

BodyMesh::Part part_of(const PartRow& row) {
    BodyMesh::Part part;
    part.structure = static_cast<anatomy::StructureIndex>(row.structure);
    part.first_vertex = row.first_vertex;
    part.vertex_count = row.vertex_count;
    part.first_index = row.first_index;
    part.index_count = row.index_count;
    part.first_carrier = row.first_carrier;
    part.bounds.low = {row.low[0], row.low[1], row.low[2]};
    part.bounds.high = {row.high[0], row.high[1], row.high[2]};
    return part;
}

// Calls visit(array, length) with each array but the parts, in their order in the file.
template <typename Surface, typename Visit>
bool each_array(Surface& surface, const Head& head, const Visit& visit) {
    auto& [mesh, rest] = surface;
    return visit(mesh.positions, head.vertices) && visit(mesh.normals, head.vertices) &&
           visit(mesh.fibre_uv, head.vertices) && visit(mesh.fibre, head.vertices) &&
           visit(mesh.carriers, head.carriers) && visit(mesh.indices, head.indices) &&
           visit(mesh.part_of_structure, head.structures) && visit(rest.places, head.vertices) &&
           visit(rest.coarse, head.coarse) && visit(rest.coarse_counts, head.parts);
}

// All of the tables that decides how a glb is read (body_glb_reader.cpp).
Digest::Value digest_of_tables(const anatomy::Body& body) {
    Digest digest;
    for (const anatomy::Structure& structure : body.structures) {
        digest.add_words(structure.id);
        digest.add(structure.kind == anatomy::Kind::skin);
        digest.add(structure.bundle.fascicles.size());
    }
    for (const anatomy::Segment& segment : body.segments) {
        digest.add_words(segment.id);
    }
    return digest.value();
}

struct Kept {
    Head head;
    BodySurface surface;
};

// Whole, or nothing.
std::optional<Kept> read_kept(const fs::path& path) {
    KeptReader file(path);
    Kept kept;
    if (!file.take(kept.head) || kept.head.magic != magic || kept.head.rest_version != scene::RestSurface::version) {
        return std::nullopt;
    }
    const auto take = [&file](auto& values, std::uint64_t length) { return file.take(values, length); };
    std::vector<PartRow> rows;
    if (!each_array(kept.surface, kept.head, take) || !take(rows, kept.head.parts) || !file.is_whole()) {
        return std::nullopt;
    }
    std::vector<BodyMesh::Part>& parts = kept.surface.mesh.parts;
    parts.resize(rows.size());
    std::transform(rows.begin(), rows.end(), parts.begin(), part_of);
    return kept;
}

Status write_kept(const fs::path& path, const Head& head, const BodySurface& surface) {
    std::vector<PartRow> rows(surface.mesh.parts.size());
    std::transform(surface.mesh.parts.begin(), surface.mesh.parts.end(), rows.begin(), row_of);
    KeptWriter file;
    file.add(head);
    each_array(surface, head, [&file](const auto& values, std::uint64_t /*length*/) {
        file.add(values);
        return true;
    });
    file.add(rows);
    return file.write(path);
}

BodySurface with_rest(BodyMesh mesh) {
    scene::RestSurface rest = scene::rest_surface_of(mesh);
    return {std::move(mesh), std::move(rest)};
}

}  // namespace

fs::path kept_surface_place(const fs::path& glb) {
    return fs::path(glb).replace_extension(".surface");
}

Status keep_surface(const fs::path& glb, const anatomy::Body& body) {
    const auto of_glb = digest_of_file(glb);
    if (!of_glb.ok()) {
        return of_glb.error();
    }
    const Digest::Value of_tables = digest_of_tables(body);
    const auto kept = read_kept(kept_surface_place(glb));
    if (kept && kept->head.glb == of_glb.value() && kept->head.tables == of_tables) {
        return Done{};
    }
    auto mesh = read_body_glb(glb, body);
    if (!mesh.ok()) {
        return mesh.error();
    }
    const BodySurface surface = with_rest(std::move(mesh).value());
    const auto& [m, rest] = surface;
    const auto count = [](const auto& values) { return static_cast<std::uint32_t>(values.size()); };
    const Head head{magic,
                    scene::RestSurface::version,
                    count(m.part_of_structure),
                    count(m.positions),
                    count(m.carriers),
                    count(m.indices),
                    count(m.parts),
                    count(rest.coarse),
                    of_glb.value(),
                    of_tables};
    return write_kept(kept_surface_place(glb), head, surface);
}

struct SurfaceFile::Data {
    fs::path path;
    std::optional<Kept> kept;
    std::optional<ParsedGlb> glb;
};

SurfaceFile::SurfaceFile(std::unique_ptr<Data> data) : data_(std::move(data)) {}
SurfaceFile::SurfaceFile(SurfaceFile&&) noexcept = default;
SurfaceFile& SurfaceFile::operator=(SurfaceFile&&) noexcept = default;
SurfaceFile::~SurfaceFile() = default;

Result<SurfaceFile> SurfaceFile::read(const fs::path& glb) {
    auto data = std::make_unique<Data>();
    data->path = glb;
    data->kept = read_kept(kept_surface_place(glb));
    if (data->kept) {
        const auto of_glb = digest_of_file(glb);
        if (!of_glb.ok() || of_glb.value() != data->kept->head.glb) {
            data->kept.reset();
        }
    }
    if (!data->kept) {
        auto parsed = ParsedGlb::read(glb);
        if (!parsed.ok()) {
            return parsed.error();
        }
        data->glb = std::move(parsed).value();
    }
    return SurfaceFile(std::move(data));
}

bool SurfaceFile::is_kept() const {
    return data_->kept.has_value();
}

Result<BodySurface> SurfaceFile::surface(const anatomy::Body& body) && {
    if (data_->kept && data_->kept->head.tables == digest_of_tables(body)) {
        return std::move(data_->kept->surface);
    }
    auto mesh = data_->glb ? data_->glb->mesh(body) : read_body_glb(data_->path, body);
    if (!mesh.ok()) {
        return mesh.error();
    }
    return with_rest(std::move(mesh).value());
}

}  // namespace backstory::io
