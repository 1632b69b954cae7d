#include "base/file.hpp"
#include "io/body_glb.hpp"
#include "io/skin_weights.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <map>

namespace backstory::io {

namespace {

using Json = nlohmann::ordered_json;

// Numbers that the glTF 2.0 specification gives.
constexpr int component_float = 5126, component_byte = 5121, component_index = 5125;
constexpr int target_vertices = 34962, target_indices = 34963;
constexpr std::uint32_t glb_magic = 0x46546c67, glb_version = 2, json_chunk = 0x4e4f534a, binary_chunk = 0x004e4942;

struct Look {
    const char* name;
    std::array<float, 3> colour;  // linear RGB
    float roughness;
};

// Plain materials for other programs, one a kind, in the order of anatomy::Kind.
constexpr std::array<Look, anatomy::kind_count> looks = {{{"bone", {0.78f, 0.70f, 0.55f}, 0.6f},
                                                          {"cartilage", {0.55f, 0.66f, 0.72f}, 0.4f},
                                                          {"disc", {0.45f, 0.57f, 0.66f}, 0.45f},
                                                          {"muscle", {0.45f, 0.07f, 0.05f}, 0.5f},
                                                          {"ligament", {0.72f, 0.68f, 0.60f}, 0.5f},
                                                          {"nerve", {0.80f, 0.65f, 0.18f}, 0.5f},
                                                          {"skin", {0.66f, 0.42f, 0.32f}, 0.6f},
                                                          {"tooth", {0.86f, 0.83f, 0.74f}, 0.3f}}};

// The binary chunk: one buffer view an attribute, shared by all meshes.
class Arena {
  public:
    // Returns the view's number.
    template <typename T>
    int add_view(const std::vector<T>& values, int target, std::size_t stride = 0) {
        const std::size_t offset = bytes_.size(), length = values.size() * sizeof(T);
        bytes_.append(reinterpret_cast<const char*>(values.data()), length);
        bytes_.resize((bytes_.size() + 3) / 4 * 4, '\0');
        Json view = {{"buffer", 0}, {"byteOffset", offset}, {"byteLength", length}};
        if (stride != 0) {
            view["byteStride"] = stride;
        }
        if (target != 0) {
            view["target"] = target;
        }
        views_.push_back(view);
        return static_cast<int>(views_.size()) - 1;
    }
    int add_accessor(Json accessor) {
        accessors_.push_back(std::move(accessor));
        return static_cast<int>(accessors_.size()) - 1;
    }
    const std::string& bytes() const { return bytes_; }
    Json& views() { return views_; }
    Json& accessors() { return accessors_; }

  private:
    std::string bytes_;
    Json views_ = Json::array(), accessors_ = Json::array();
};

struct Attribute {
    const char* name;
    const char* type;
    int component, view;
    std::size_t stride;
};

class Writer {
  public:
    Writer(const anatomy::Body& body, const anatomy::BodyMesh& mesh, const GlbOptions& options)
        : body_(body), mesh_(mesh), options_(options) {}

    std::string glb() {
        if (!options_.still) {
            add_segment_nodes();
        }
        add_vertex_views();
        for (const anatomy::BodyMesh::Part& part : mesh_.parts) {
            add_part(part);
        }
        Json root;
        root["asset"] = {{"version", "2.0"},
                         {"generator", "backstory_forge"},
                         {"copyright",
                          "Measured on BodyParts3D, (c) The Database Center for Life Science, CC BY-SA 2.1 Japan; some "
                          "ligaments Z-Anatomy, CC BY-SA 4.0. This file: CC BY-SA 4.0."}};
        if (!options_.key.empty()) {
            root["asset"]["extras"] = {{"forge_key", options_.key}};
        }
        root["scene"] = 0;
        root["scenes"] = Json::array({{{"name", "body"}, {"nodes", scene_}}});
        root["nodes"] = nodes_;
        root["meshes"] = meshes_;
        if (!options_.still) {
            root["skins"] = skins_;
        }
        root["materials"] = materials();
        root["accessors"] = arena_.accessors();
        root["bufferViews"] = arena_.views();
        root["buffers"] = Json::array({{{"byteLength", arena_.bytes().size()}}});
        return container(root.dump());
    }

  private:
    glm::vec3 pivot(std::size_t segment) const {
        return segment < options_.pivots.size() ? options_.pivots[segment] : glm::vec3(0.0f);
    }

    void add_segment_nodes() {
        for (std::size_t i = 0; i < body_.segments.size(); ++i) {
            const anatomy::Segment& segment = body_.segments[i];
            const glm::vec3 at = pivot(i) - (segment.parent == anatomy::none ? glm::vec3(0.0f) : pivot(segment.parent));
            nodes_.push_back({{"name", "segment_" + segment.id}, {"translation", {at.x, at.y, at.z}}});
            if (segment.parent == anatomy::none) {
                scene_.push_back(i);
            } else {
                nodes_[segment.parent]["children"].push_back(i);
            }
        }
    }

    void add_vertex_views() {
        const std::size_t count = mesh_.positions.size();
        std::vector<glm::vec2> uv0(count), uv1(count), uv2(count), uv3(count);
        std::vector<std::array<std::uint8_t, 4>> joints(count);
        std::vector<std::array<float, 4>> weights(count);
        for (const anatomy::BodyMesh::Part& part : mesh_.parts) {
            const anatomy::Structure& structure = body_.structures[part.structure];
            for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
                const anatomy::FibrePlace& place = mesh_.fibre[v];
                uv0[v] = {mesh_.fibre_uv[v].x, place.s};
                uv1[v] = {static_cast<float>(place.fascicle), place.tendon};
                uv2[v] = {static_cast<float>(place.second), place.blend};
                uv3[v] = {place.second_s, 0.0f};
                const anatomy::Carriers skin =
                    part.first_carrier < 0
                        ? skin_weights(structure, place)
                        : mesh_.carriers[static_cast<std::size_t>(part.first_carrier) + v - part.first_vertex];
                weights[v] = skin.weights;
                for (std::size_t k = 0; k < 4; ++k) {
                    joints[v][k] = skin.weights[k] > 0.0f ? joint_of(part.structure, skin.segments[k]) : 0;
                }
            }
        }
        const auto add = [this](const char* name, const char* type, int component, const auto& values) {
            using Value = typename std::decay_t<decltype(values)>::value_type;
            const int view = arena_.add_view(values, target_vertices, sizeof(Value));
            attributes_.push_back({name, type, component, view, sizeof(Value)});
        };
        add("POSITION", "VEC3", component_float, mesh_.positions);
        add("NORMAL", "VEC3", component_float, mesh_.normals);
        add("TEXCOORD_0", "VEC2", component_float, uv0);
        add("TEXCOORD_1", "VEC2", component_float, uv1);
        add("TEXCOORD_2", "VEC2", component_float, uv2);
        add("TEXCOORD_3", "VEC2", component_float, uv3);
        if (!options_.still) {
            add("JOINTS_0", "VEC4", component_byte, joints);
            add("WEIGHTS_0", "VEC4", component_float, weights);
        }
        std::vector<std::uint32_t> indices(mesh_.indices.size());
        for (const anatomy::BodyMesh::Part& part : mesh_.parts) {
            for (std::uint32_t i = part.first_index; i < part.first_index + part.index_count; ++i) {
                indices[i] = mesh_.indices[i] - part.first_vertex;
            }
        }
        index_view_ = arena_.add_view(indices, target_indices);
    }

    // A structure's skin holds only the segments that it uses; its joints are numbered in their order of appearance.
    std::uint8_t joint_of(anatomy::StructureIndex structure, anatomy::SegmentIndex segment) {
        std::vector<anatomy::SegmentIndex>& joints = joints_[structure];
        const auto it = std::find(joints.begin(), joints.end(), segment);
        if (it != joints.end()) {
            return static_cast<std::uint8_t>(it - joints.begin());
        }
        joints.push_back(segment);
        BACKSTORY_ASSERT(joints.size() <= 256);
        return static_cast<std::uint8_t>(joints.size() - 1);
    }

    int skin_of(anatomy::StructureIndex structure) {
        const std::vector<anatomy::SegmentIndex>& joints = joints_[structure];
        const auto [it, fresh] = skin_of_joints_.emplace(joints, static_cast<int>(skins_.size()));
        if (fresh) {
            std::vector<float> matrices;
            for (const anatomy::SegmentIndex joint : joints) {
                const glm::vec3 back = -pivot(joint);
                matrices.insert(matrices.end(),
                                {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, back.x + 0.0f, back.y + 0.0f, back.z + 0.0f, 1});
            }
            const int view = arena_.add_view(matrices, 0);
            const int accessor = arena_.add_accessor(
                {{"bufferView", view}, {"componentType", component_float}, {"count", joints.size()}, {"type", "MAT4"}});
            skins_.push_back({{"inverseBindMatrices", accessor}, {"joints", joints}});
        }
        return it->second;
    }

    void add_part(const anatomy::BodyMesh::Part& part) {
        const anatomy::Structure& structure = body_.structures[part.structure];
        Json attributes;
        for (const Attribute& attribute : attributes_) {
            Json accessor = {{"bufferView", attribute.view},
                             {"byteOffset", part.first_vertex * attribute.stride},
                             {"componentType", attribute.component},
                             {"count", part.vertex_count},
                             {"type", attribute.type}};
            if (std::string_view(attribute.name) == "POSITION") {
                accessor["min"] = {part.bounds.low.x, part.bounds.low.y, part.bounds.low.z};
                accessor["max"] = {part.bounds.high.x, part.bounds.high.y, part.bounds.high.z};
            }
            attributes[attribute.name] = arena_.add_accessor(accessor);
        }
        const int indices = arena_.add_accessor({{"bufferView", index_view_},
                                                 {"byteOffset", part.first_index * sizeof(std::uint32_t)},
                                                 {"componentType", component_index},
                                                 {"count", part.index_count},
                                                 {"type", "SCALAR"}});
        meshes_.push_back({{"name", structure.id},
                           {"primitives", Json::array({{{"attributes", attributes},
                                                        {"indices", indices},
                                                        {"material", static_cast<int>(structure.kind)}}})}});
        nodes_.push_back({{"name", structure.id}, {"mesh", meshes_.size() - 1}});
        if (!options_.still) {
            nodes_.back()["skin"] = skin_of(part.structure);
        }
        scene_.push_back(nodes_.size() - 1);
    }

    static Json materials() {
        Json result = Json::array();
        for (const Look& look : looks) {
            result.push_back({{"name", look.name},
                              {"pbrMetallicRoughness",
                               {{"baseColorFactor", {look.colour[0], look.colour[1], look.colour[2], 1.0f}},
                                {"metallicFactor", 0.0f},
                                {"roughnessFactor", look.roughness}}}});
        }
        return result;
    }

    std::string container(std::string json) const {
        json.resize((json.size() + 3) / 4 * 4, ' ');
        std::string out;
        const auto add_word = [&out](std::size_t value) {
            const auto word = static_cast<std::uint32_t>(value);
            out.append(reinterpret_cast<const char*>(&word), sizeof(word));
        };
        add_word(glb_magic);
        add_word(glb_version);
        add_word(12 + 8 + json.size() + 8 + arena_.bytes().size());
        add_word(json.size());
        add_word(json_chunk);
        out += json;
        add_word(arena_.bytes().size());
        add_word(binary_chunk);
        out += arena_.bytes();
        return out;
    }

    const anatomy::Body& body_;
    const anatomy::BodyMesh& mesh_;
    const GlbOptions& options_;
    Arena arena_;
    std::vector<Attribute> attributes_;
    int index_view_ = 0;
    std::map<anatomy::StructureIndex, std::vector<anatomy::SegmentIndex>> joints_;
    std::map<std::vector<anatomy::SegmentIndex>, int> skin_of_joints_;
    Json nodes_ = Json::array(), meshes_ = Json::array(), skins_ = Json::array(), scene_ = Json::array();
};

}  // namespace

std::vector<glm::vec3> segment_pivots(const motion::Skeleton& skeleton) {
    std::vector<glm::vec3> pivots(skeleton.drives.size(), glm::vec3(0.0f));
    for (std::size_t i = 0; i < pivots.size(); ++i) {
        for (const motion::Drive& drive : skeleton.drives[i]) {
            if (drive.kind == motion::Drive::Kind::turn) {
                pivots[i] = glm::vec3(drive.centre);
                break;
            }
        }
    }
    return pivots;
}

Status write_body_glb(const std::filesystem::path& path, const anatomy::Body& body, const anatomy::BodyMesh& mesh,
                      const GlbOptions& options) {
    if (mesh.parts.empty()) {
        return Error{"There is no surface to write.", path.string()};
    }
    return write_file(path, Writer(body, mesh, options).glb());
}

}  // namespace backstory::io
