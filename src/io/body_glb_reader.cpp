// The only file that knows Assimp. What it does to our glb is undone here: it turns V of every texture coordinate set
// upside down, and it drops nothing else that we use. No step of its post-processing runs: they would join vertices
// that differ in fibre place only.
#include "io/body_glb.hpp"
#include "io/glb_container.hpp"

#include <assimp/Importer.hpp>
#include <assimp/scene.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

namespace backstory::io {

namespace {

constexpr unsigned fibre_sets = 4;  // TEXCOORD_0 .. 3

float upright(float flipped_v) {
    return 1.0f - flipped_v;
}

void collect(const aiNode& node, std::map<std::string, const aiNode*>& with_mesh, int depth) {
    constexpr int deepest = 200;
    if (node.mNumMeshes > 0) {
        with_mesh[node.mName.C_Str()] = &node;
    }
    for (unsigned i = 0; i < node.mNumChildren && depth < deepest; ++i) {
        collect(*node.mChildren[i], with_mesh, depth + 1);
    }
}

// Whole number 0 .. count - 1, or nothing.
bool fascicle_from(float value, std::size_t count, std::uint16_t& out) {
    const float rounded = std::round(value);
    if (!(rounded >= 0.0f) || rounded >= static_cast<float>(std::max<std::size_t>(1, count))) {
        return false;
    }
    out = static_cast<std::uint16_t>(rounded);
    return true;
}

bool append_vertices(anatomy::BodyMesh& out, const aiMesh& mesh, const anatomy::Structure& structure,
                     geometry::Bounds& bounds) {
    const std::size_t fascicles = structure.bundle.fascicles.size();
    for (unsigned v = 0; v < mesh.mNumVertices; ++v) {
        const aiVector3D &p = mesh.mVertices[v], &n = mesh.mNormals[v];
        if (!std::isfinite(p.x) || !std::isfinite(p.y) || !std::isfinite(p.z)) {
            return false;
        }
        out.positions.emplace_back(p.x, p.y, p.z);
        out.normals.emplace_back(n.x, n.y, n.z);
        bounds.add(out.positions.back());
        const aiVector3D &t0 = mesh.mTextureCoords[0][v], &t1 = mesh.mTextureCoords[1][v],
                         &t2 = mesh.mTextureCoords[2][v], &t3 = mesh.mTextureCoords[3][v];
        anatomy::FibrePlace place;
        if (!fascicle_from(t1.x, fascicles, place.fascicle) || !fascicle_from(t2.x, fascicles, place.second)) {
            return false;
        }
        place.s = upright(t0.y);
        place.tendon = upright(t1.y);
        place.blend = upright(t2.y);
        place.second_s = t3.x;
        out.fibre_uv.emplace_back(t0.x, place.s);
        out.fibre.push_back(place);
    }
    return true;
}

bool append_indices(anatomy::BodyMesh& out, const aiMesh& mesh, std::uint32_t first_vertex) {
    for (unsigned f = 0; f < mesh.mNumFaces; ++f) {
        const aiFace& face = mesh.mFaces[f];
        if (face.mNumIndices != 3) {
            return false;
        }
        for (unsigned k = 0; k < 3; ++k) {
            if (face.mIndices[k] >= mesh.mNumVertices) {
                return false;
            }
            out.indices.push_back(first_vertex + face.mIndices[k]);
        }
    }
    return true;
}

// What carries each vertex of the skin, from its joints and weights.
bool append_carriers(anatomy::BodyMesh& out, const aiMesh& mesh, const anatomy::Body& body) {
    constexpr std::string_view prefix = "segment_";
    const std::size_t first = out.carriers.size();
    out.carriers.resize(first + mesh.mNumVertices, {{0, 0, 0, 0}, {0.0f, 0.0f, 0.0f, 0.0f}});
    std::vector<std::size_t> used(mesh.mNumVertices, 0);
    for (unsigned b = 0; b < mesh.mNumBones; ++b) {
        const aiBone& bone = *mesh.mBones[b];
        const std::string_view name = bone.mName.C_Str();
        const anatomy::SegmentIndex segment =
            name.starts_with(prefix) ? body.find_segment(name.substr(prefix.size())) : anatomy::none;
        if (segment == anatomy::none) {
            return false;
        }
        for (unsigned i = 0; i < bone.mNumWeights; ++i) {
            const aiVertexWeight& weight = bone.mWeights[i];
            if (weight.mVertexId >= mesh.mNumVertices || !(weight.mWeight >= 0.0f && weight.mWeight <= 1.01f)) {
                return false;
            }
            std::size_t& slot = used[weight.mVertexId];
            if (weight.mWeight > 0.0f && slot < 4) {
                anatomy::Carriers& carriers = out.carriers[first + weight.mVertexId];
                carriers.segments[slot] = segment;
                carriers.weights[slot++] = weight.mWeight;
            }
        }
    }
    return std::find(used.begin(), used.end(), 0u) == used.end();
}

bool append(anatomy::BodyMesh& out, const aiScene& scene, const aiNode& node, anatomy::StructureIndex index,
            const anatomy::Body& body) {
    const anatomy::Structure& structure = body.structures[index];
    if (node.mNumMeshes != 1 || node.mMeshes[0] >= scene.mNumMeshes) {
        return false;
    }
    const aiMesh& mesh = *scene.mMeshes[node.mMeshes[0]];
    if (!mesh.HasPositions() || !mesh.HasNormals() || !mesh.HasFaces() || mesh.GetNumUVChannels() < fibre_sets) {
        return false;
    }
    anatomy::BodyMesh::Part part;
    part.structure = index;
    part.first_vertex = static_cast<std::uint32_t>(out.positions.size());
    part.first_index = static_cast<std::uint32_t>(out.indices.size());
    if (structure.kind == anatomy::Kind::skin) {
        part.first_carrier = static_cast<std::int64_t>(out.carriers.size());
        if (!append_carriers(out, mesh, body)) {
            return false;
        }
    }
    if (!append_vertices(out, mesh, structure, part.bounds) || !append_indices(out, mesh, part.first_vertex)) {
        return false;
    }
    part.vertex_count = static_cast<std::uint32_t>(out.positions.size()) - part.first_vertex;
    part.index_count = static_cast<std::uint32_t>(out.indices.size()) - part.first_index;
    out.part_of_structure[index] = static_cast<std::int32_t>(out.parts.size());
    out.parts.push_back(part);
    return true;
}

}  // namespace

struct ParsedGlb::Data {
    std::filesystem::path path;
    Assimp::Importer importer;
    const aiScene* scene = nullptr;  // the importer's
};

ParsedGlb::ParsedGlb(std::unique_ptr<Data> data) : data_(std::move(data)) {}
ParsedGlb::ParsedGlb(ParsedGlb&&) noexcept = default;
ParsedGlb& ParsedGlb::operator=(ParsedGlb&&) noexcept = default;
ParsedGlb::~ParsedGlb() = default;

Result<ParsedGlb> ParsedGlb::read(const std::filesystem::path& path) {
    const auto bytes = read_checked_glb(path);
    if (!bytes) {
        return bytes.error();
    }
    auto data = std::make_unique<Data>();
    data->path = path;
    try {
        data->scene = data->importer.ReadFileFromMemory(bytes.value().data(), bytes.value().size(), 0, "glb");
    } catch (const std::exception&) {
        data->scene = nullptr;
    }
    if (data->scene == nullptr || data->scene->mRootNode == nullptr) {
        return Error{"The body's surface cannot be read: build it again with backstory_forge.", path.string()};
    }
    return ParsedGlb(std::move(data));
}

Result<anatomy::BodyMesh> ParsedGlb::mesh(const anatomy::Body& body) const {
    const aiScene& scene = *data_->scene;
    const std::string path = data_->path.string();
    std::map<std::string, const aiNode*> nodes;
    collect(*scene.mRootNode, nodes, 0);
    std::map<anatomy::StructureIndex, const aiNode*> in_order;
    for (const auto& [name, node] : nodes) {
        const anatomy::StructureIndex index = body.find_structure(name);
        if (index == anatomy::none) {
            return Error{
                "The file holds “" + name + "”, which the tables do not know: build it again with backstory_forge.",
                path};
        }
        in_order[index] = node;
    }
    anatomy::BodyMesh mesh;
    mesh.part_of_structure.assign(body.structures.size(), -1);
    std::size_t vertices = 0, triangles = 0;
    for (unsigned m = 0; m < scene.mNumMeshes; ++m) {
        vertices += scene.mMeshes[m]->mNumVertices;
        triangles += scene.mMeshes[m]->mNumFaces;
    }
    mesh.positions.reserve(vertices);
    mesh.normals.reserve(vertices);
    mesh.fibre_uv.reserve(vertices);
    mesh.fibre.reserve(vertices);
    mesh.indices.reserve(3 * triangles);
    for (const auto& [index, node] : in_order) {
        if (!append(mesh, scene, *node, index, body)) {
            return Error{"The surface of “" + body.structures[index].id +
                             "” does not fit its table: build it again with backstory_forge.",
                         path};
        }
    }
    return mesh;
}

Result<anatomy::BodyMesh> read_body_glb(const std::filesystem::path& path, const anatomy::Body& body) {
    const auto parsed = ParsedGlb::read(path);
    return parsed.ok() ? parsed.value().mesh(body) : parsed.error();
}

}  // namespace backstory::io
