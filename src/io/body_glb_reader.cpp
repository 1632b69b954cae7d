// Reads what body_glb_writer.cpp wrote, straight from its buffers.
#include "base/parallel.hpp"
#include "io/body_glb.hpp"
#include "io/glb_container.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace backstory::io {

namespace {

using Json = nlohmann::json;

constexpr std::string_view segment_prefix = "segment_";

const Json& root_of(const CheckedGlb& glb) {
    return *static_cast<const Json*>(glb.root.get());
}

// Where a structure's surface lies in the file.
struct Surface {
    GlbColumn positions, normals, fibre[4], indices;
    GlbColumn joints, weights;                    // of the skin only
    std::vector<anatomy::SegmentIndex> segments;  // by joint
};

// Whole number 0 .. count - 1, or nothing.
bool fascicle_from(float value, std::size_t count, std::uint16_t& out) {
    const float rounded = std::round(value);
    if (!(rounded >= 0.0f) || rounded >= static_cast<float>(std::max<std::size_t>(1, count))) {
        return false;
    }
    out = static_cast<std::uint16_t>(rounded);
    return true;
}

// What carries the skin, by joint; false when the body has no such segment.
bool find_joints(const CheckedGlb& glb, const Json& node, const anatomy::Body& body,
                 std::vector<anatomy::SegmentIndex>& segments) {
    const Json& skin = root_of(glb).at("skins").at(node.at("skin").get<std::size_t>());
    for (const Json& joint : skin.at("joints")) {
        const auto& name =
            root_of(glb).at("nodes").at(joint.get<std::size_t>()).at("name").get_ref<const std::string&>();
        const anatomy::SegmentIndex segment =
            name.starts_with(segment_prefix) ? body.find_segment(name.substr(segment_prefix.size())) : anatomy::none;
        if (segment == anatomy::none) {
            return false;
        }
        segments.push_back(segment);
    }
    return true;
}

// Throws nlohmann's exceptions where something is missing.
bool find_surface(const CheckedGlb& glb, const Json& node, const anatomy::Body& body, bool skin, Surface& out) {
    const Json& primitives = root_of(glb).at("meshes").at(node.at("mesh").get<std::size_t>()).at("primitives");
    if (primitives.size() != 1) {
        return false;
    }
    const Json &primitive = primitives.at(0), &attributes = primitive.at("attributes");
    struct Wanted {
        GlbColumn* out;
        const Json& accessor;
        int component;
        const char* type;
    };
    std::vector<Wanted> all{{&out.positions, attributes.at("POSITION"), gltf_float, "VEC3"},
                            {&out.normals, attributes.at("NORMAL"), gltf_float, "VEC3"}};
    for (std::size_t set = 0; set < 4; ++set) {
        all.push_back({&out.fibre[set], attributes.at("TEXCOORD_" + std::to_string(set)), gltf_float, "VEC2"});
    }
    if (skin) {
        all.push_back({&out.joints, attributes.at("JOINTS_0"), gltf_byte, "VEC4"});
        all.push_back({&out.weights, attributes.at("WEIGHTS_0"), gltf_float, "VEC4"});
    }
    for (const Wanted& wanted : all) {
        const auto column = glb_column(glb, wanted.accessor.get<std::uint64_t>(), wanted.component, wanted.type);
        if (!column || column->count != (wanted.out == &out.positions ? column->count : out.positions.count)) {
            return false;
        }
        *wanted.out = *column;
    }
    const auto indices = glb_column(glb, primitive.at("indices").get<std::uint64_t>(), gltf_index, "SCALAR");
    if (!indices || indices->count % 3 != 0) {
        return false;
    }
    out.indices = *indices;
    return !skin || find_joints(glb, node, body, out.segments);
}

bool copy_vertices(const Surface& from, const anatomy::Structure& structure, anatomy::BodyMesh::Part& part,
                   anatomy::BodyMesh& out) {
    const std::size_t fascicles = structure.bundle.fascicles.size();
    from.positions.copy_to(&out.positions[part.first_vertex]);
    from.normals.copy_to(&out.normals[part.first_vertex]);
    for (std::uint32_t i = 0; i < part.vertex_count; ++i) {
        const std::size_t v = std::size_t{part.first_vertex} + i;
        const glm::vec3& p = out.positions[v];
        if (!std::isfinite(p.x) || !std::isfinite(p.y) || !std::isfinite(p.z)) {
            return false;
        }
        part.bounds.add(p);
        const auto first = from.fibre[1].at<glm::vec2>(i), second = from.fibre[2].at<glm::vec2>(i);
        anatomy::FibrePlace& place = out.fibre[v];
        if (!fascicle_from(first.x, fascicles, place.fascicle) || !fascicle_from(second.x, fascicles, place.second)) {
            return false;
        }
        out.fibre_uv[v] = from.fibre[0].at<glm::vec2>(i);
        place.s = out.fibre_uv[v].y;
        place.tendon = first.y;
        place.blend = second.y;
        place.second_s = from.fibre[3].at<glm::vec2>(i).x;
    }
    return true;
}

bool copy_indices(const Surface& from, const anatomy::BodyMesh::Part& part, anatomy::BodyMesh& out) {
    std::uint32_t* to = &out.indices[part.first_index];
    from.indices.copy_to(to);
    bool inside = true;
    for (std::uint32_t i = 0; i < part.index_count; ++i) {
        inside = inside && to[i] < part.vertex_count;
        to[i] += part.first_vertex;
    }
    return inside;
}

// What carries each vertex of the skin, from its joints and weights.
bool copy_carriers(const Surface& from, const anatomy::BodyMesh::Part& part, anatomy::BodyMesh& out) {
    for (std::uint32_t v = 0; v < part.vertex_count; ++v) {
        const auto joints = from.joints.at<std::array<std::uint8_t, 4>>(v);
        const auto weights = from.weights.at<std::array<float, 4>>(v);
        anatomy::Carriers carriers{{0, 0, 0, 0}, {0.0f, 0.0f, 0.0f, 0.0f}};
        std::size_t used = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            if (!(weights[k] >= 0.0f && weights[k] <= 1.01f) || joints[k] >= from.segments.size()) {
                return false;
            }
            if (weights[k] > 0.0f) {
                carriers.segments[used] = from.segments[joints[k]];
                carriers.weights[used++] = weights[k];
            }
        }
        if (used == 0) {
            return false;
        }
        out.carriers[static_cast<std::size_t>(part.first_carrier) + v] = carriers;
    }
    return true;
}

// Room for a surface behind those before it.
void append_part(anatomy::BodyMesh& mesh, anatomy::StructureIndex structure, const Surface& surface, bool skin) {
    anatomy::BodyMesh::Part part;
    part.structure = structure;
    if (!mesh.parts.empty()) {
        const anatomy::BodyMesh::Part& last = mesh.parts.back();
        part.first_vertex = last.first_vertex + last.vertex_count;
        part.first_index = last.first_index + last.index_count;
    }
    part.vertex_count = static_cast<std::uint32_t>(surface.positions.count);
    part.index_count = static_cast<std::uint32_t>(surface.indices.count);
    if (skin) {
        part.first_carrier = static_cast<std::int64_t>(mesh.carriers.size());
        mesh.carriers.resize(mesh.carriers.size() + part.vertex_count);
    }
    mesh.part_of_structure[structure] = static_cast<std::int32_t>(mesh.parts.size());
    mesh.parts.push_back(part);
}

void make_room(anatomy::BodyMesh& mesh) {
    if (mesh.parts.empty()) {
        return;
    }
    const anatomy::BodyMesh::Part& last = mesh.parts.back();
    const std::size_t vertices = std::size_t{last.first_vertex} + last.vertex_count;
    mesh.positions.resize(vertices);
    mesh.normals.resize(vertices);
    mesh.fibre_uv.resize(vertices);
    mesh.fibre.resize(vertices);
    mesh.indices.resize(std::size_t{last.first_index} + last.index_count);
}

Error misfit(const std::string& id, const std::string& path) {
    return {"The surface of “" + id + "” does not fit its table: build it again with backstory_forge.", path};
}

// By structure; none of them copied yet.
Result<std::map<anatomy::StructureIndex, Surface>> find_surfaces(const CheckedGlb& glb, const anatomy::Body& body,
                                                                 const std::string& path) {
    std::map<anatomy::StructureIndex, Surface> surfaces;
    std::string name;
    try {
        for (const Json& node : root_of(glb).at("nodes")) {
            if (!node.contains("mesh")) {
                continue;
            }
            name = node.at("name").get<std::string>();
            const anatomy::StructureIndex index = body.find_structure(name);
            if (index == anatomy::none) {
                return Error{
                    "The file holds “" + name + "”, which the tables do not know: build it again with backstory_forge.",
                    path};
            }
            const bool skin = body.structures[index].kind == anatomy::Kind::skin;
            if (!find_surface(glb, node, body, skin, surfaces[index])) {
                return misfit(name, path);
            }
        }
    } catch (const Json::exception&) {
        return misfit(name, path);
    }
    return surfaces;
}

}  // namespace

struct ParsedGlb::Data {
    std::string path;
    CheckedGlb glb;
};

ParsedGlb::ParsedGlb(std::unique_ptr<Data> data) : data_(std::move(data)) {}
ParsedGlb::ParsedGlb(ParsedGlb&&) noexcept = default;
ParsedGlb& ParsedGlb::operator=(ParsedGlb&&) noexcept = default;
ParsedGlb::~ParsedGlb() = default;

Result<ParsedGlb> ParsedGlb::read(const std::filesystem::path& path) {
    auto glb = read_checked_glb(path);
    if (!glb) {
        return glb.error();
    }
    return ParsedGlb(std::make_unique<Data>(Data{path.string(), std::move(glb).value()}));
}

Result<anatomy::BodyMesh> ParsedGlb::mesh(const anatomy::Body& body) const {
    const auto found = find_surfaces(data_->glb, body, data_->path);
    if (!found) {
        return found.error();
    }
    anatomy::BodyMesh mesh;
    mesh.part_of_structure.assign(body.structures.size(), -1);
    std::vector<const Surface*> surfaces;
    for (const auto& [index, surface] : found.value()) {
        append_part(mesh, index, surface, body.structures[index].kind == anatomy::Kind::skin);
        surfaces.push_back(&surface);
    }
    make_room(mesh);
    std::atomic<std::size_t> bad{surfaces.size()};
    in_parallel(surfaces.size(), [&](std::size_t p) {
        anatomy::BodyMesh::Part& part = mesh.parts[p];
        const bool good = copy_vertices(*surfaces[p], body.structures[part.structure], part, mesh) &&
                          copy_indices(*surfaces[p], part, mesh) &&
                          (part.first_carrier < 0 || copy_carriers(*surfaces[p], part, mesh));
        if (!good) {
            bad = p;
        }
    });
    if (bad < surfaces.size()) {
        return misfit(body.structures[mesh.parts[bad].structure].id, data_->path);
    }
    return mesh;
}

Result<anatomy::BodyMesh> read_body_glb(const std::filesystem::path& path, const anatomy::Body& body) {
    const auto parsed = ParsedGlb::read(path);
    return parsed.ok() ? parsed.value().mesh(body) : parsed.error();
}

}  // namespace backstory::io
