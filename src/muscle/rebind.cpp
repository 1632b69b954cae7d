#include "muscle/rebind.hpp"

#include "base/digest.hpp"
#include "base/workers.hpp"
#include "motion/mirror.hpp"
#include "muscle/bone_field.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

namespace backstory::muscle {

namespace {

using anatomy::BodyMesh;
using glm::vec3;

// Every joint anywhere in most of its comfortable range; each pose also the other way round, so that both sides get
// the same.
constexpr std::size_t pose_count = 24;
constexpr double of_range = 0.9;

std::vector<motion::SegmentTransforms> poses_of(const motion::Skeleton& skeleton) {
    // Not std::uniform_real_distribution, which each library makes its own way.
    std::minstd_rand random(1);
    std::vector<motion::SegmentTransforms> poses;
    for (std::size_t k = 0; k < pose_count; ++k) {
        motion::Pose pose = skeleton.neutral();
        for (std::size_t c = 0; c < skeleton.coordinates.size(); ++c) {
            const motion::Coordinate& coordinate = skeleton.coordinates[c];
            const double share = static_cast<double>(random() - std::minstd_rand::min()) /
                                 static_cast<double>(std::minstd_rand::max() - std::minstd_rand::min());
            pose[c] = of_range * (coordinate.soft_low + share * (coordinate.soft_high - coordinate.soft_low));
        }
        for (const motion::Pose& side : {pose, motion::mirrored(skeleton, pose)}) {
            poses.emplace_back();
            skeleton.forward(side, poses.back());
        }
    }
    return poses;
}

struct Bone {
    anatomy::SegmentIndex segment = 0;
    BoneField field;
    vec3 low{0.0f}, high{0.0f};
};

std::vector<Bone> bones_in(const anatomy::Body& body) {
    std::vector<std::optional<Bone>> made(body.segments.size());
    on_all_cores(made.size(), [&](std::size_t s, std::size_t) {
        const anatomy::SphereMesh shape = bones_of(body, static_cast<anatomy::SegmentIndex>(s));
        if (shape.spheres.empty()) {
            return;
        }
        made[s] = Bone{static_cast<anatomy::SegmentIndex>(s), BoneField(shape), vec3(1e9f), vec3(-1e9f)};
        for (const glm::vec4& ball : shape.spheres) {
            made[s]->low = glm::min(made[s]->low, vec3(ball) - ball.w);
            made[s]->high = glm::max(made[s]->high, vec3(ball) + ball.w);
        }
    });
    std::vector<Bone> bones;
    for (std::optional<Bone>& bone : made) {
        if (bone) {
            bones.push_back(*std::move(bone));
        }
    }
    return bones;
}

struct Trial {
    std::vector<MuscleState> states;                          // by pose
    std::vector<std::vector<geometry::RigidTransform>> into;  // by pose, by bone: world to rest
    const std::vector<Bone>& bones;
};

class Mender {
  public:
    Mender(const Trial& trial, const BodyMesh::Part& part, const std::vector<SkinVertex>& skin, BodyMesh& mesh)
        : trial_(trial),
          part_(part),
          mesh_(mesh),
          neighbours_(part.vertex_count),
          sides_(part.vertex_count),
          places_(trial.states.size()) {
        const auto first = skin.begin() + part.first_vertex;
        skin_.assign(first, first + part.vertex_count);
        for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3) {
            for (std::uint32_t k = 0; k < 3; ++k) {
                const std::uint32_t v = mesh.indices[i + k] - part.first_vertex;
                const std::uint32_t a = mesh.indices[i + (k + 1) % 3] - part.first_vertex;
                neighbours_[v].push_back(a);
                sides_[v].push_back({a, mesh.indices[i + (k + 2) % 3] - part.first_vertex});
            }
        }
        for (std::size_t b = 0; b < trial.bones.size(); ++b) {
            for (std::uint32_t v = 0; v < part.vertex_count; ++v) {
                if (trial.bones[b].field.distance(rest(v)) < beside_m) {
                    beside_.push_back(b);
                    break;
                }
            }
        }
        for (std::size_t p = 0; p < places_.size(); ++p) {
            for (std::uint32_t v = 0; v < part.vertex_count; ++v) {
                places_[p].push_back(place(p, v, skin_[v]));
            }
        }
    }

    std::size_t mend() {
        std::vector<std::uint8_t> changed(part_.vertex_count, 0);
        for (int round = 0; round < most_rounds; ++round) {
            bool any = false;
            for (std::uint32_t v = 0; v < part_.vertex_count; ++v) {
                if (mend(v)) {
                    changed[v] = 1;
                    any = true;
                }
            }
            if (!any) {
                break;
            }
        }
        return static_cast<std::size_t>(std::count(changed.begin(), changed.end(), std::uint8_t{1}));
    }

  private:
    static constexpr float beside_m = 0.02f, shortest_edge_m = 0.0015f;
    static constexpr float let_be_m = 0.0015f, depth_unit_m = 0.0015f;  // into bone
    static constexpr float let_be_stretch = 1.8f;
    static constexpr float of_fold = 2.0f;
    static constexpr float faulty = 0.3f, worth = 0.7f;
    static constexpr int most_rounds = 4;

    const vec3& rest(std::uint32_t v) const { return mesh_.positions[part_.first_vertex + v]; }

    SurfaceVertex place(std::size_t pose, std::uint32_t v, const SkinVertex& skin) const {
        return posed({rest(v), mesh_.normals[part_.first_vertex + v]}, skin, trial_.states[pose].palette);
    }

    // Which share of the surface round a vertex is turned inside out.
    float folded(std::uint32_t v, const SurfaceVertex& here, const std::vector<SurfaceVertex>& others) const {
        float area = 0.0f, inside_out = 0.0f;
        for (const auto& [a, b] : sides_[v]) {
            const vec3 across = glm::cross(others[a].position - here.position, others[b].position - here.position);
            const float size = glm::length(across);
            area += size;
            inside_out += glm::dot(across, here.normal + others[a].normal + others[b].normal) < 0.0f ? size : 0.0f;
        }
        return area > 0.0f ? inside_out / area : 0.0f;
    }

    // How wrong a vertex is at its places in the poses: worst and mean of what its edges stretch and how deep it goes.
    float fault_of(std::uint32_t v, const std::vector<SurfaceVertex>& at) const {
        float worst = 0.0f, sum = 0.0f;
        for (std::size_t p = 0; p < at.size(); ++p) {
            float here = 0.0f;
            for (const std::uint32_t u : neighbours_[v]) {
                const float far = std::max(glm::distance(rest(v), rest(u)), shortest_edge_m);
                here = std::max(here, glm::distance(at[p].position, places_[p][u].position) / far - let_be_stretch);
            }
            for (const std::size_t b : beside_) {
                const Bone& bone = trial_.bones[b];
                const vec3 there(trial_.into[p][b].point(glm::dvec3(at[p].position)));
                if (glm::any(glm::lessThan(there, bone.low)) || glm::any(glm::greaterThan(there, bone.high))) {
                    continue;
                }
                const float now = -bone.field.distance(there);
                if (now > let_be_m) {
                    const float deeper = now - std::max(0.0f, -bone.field.distance(rest(v)));
                    here = std::max(here, (deeper - let_be_m) / depth_unit_m);
                }
            }
            here = std::max(here, of_fold * folded(v, at[p], places_[p]));
            worst = std::max(worst, here);
            sum += here;
        }
        return worst + sum / static_cast<float>(at.size());
    }

    bool mend(std::uint32_t v) {
        std::vector<SurfaceVertex> own(places_.size());
        for (std::size_t p = 0; p < places_.size(); ++p) {
            own[p] = places_[p][v];
        }
        const float before = fault_of(v, own);
        if (before < faulty) {
            return false;
        }
        std::vector<std::uint32_t> others = neighbours_[v];
        for (const std::uint32_t u : neighbours_[v]) {
            others.insert(others.end(), neighbours_[u].begin(), neighbours_[u].end());
        }
        std::sort(others.begin(), others.end());
        others.erase(std::unique(others.begin(), others.end()), others.end());
        float least = worth * before;
        std::vector<SurfaceVertex> there(places_.size()), best;
        std::uint32_t chosen = v;
        for (const std::uint32_t u : others) {
            if (u == v) {
                continue;
            }
            for (std::size_t p = 0; p < places_.size(); ++p) {
                there[p] = place(p, v, skin_[u]);
            }
            if (const float now = fault_of(v, there); now < least) {
                least = now;
                best = there;
                chosen = u;
            }
        }
        if (chosen == v) {
            return false;
        }
        skin_[v] = skin_[chosen];
        for (std::size_t p = 0; p < places_.size(); ++p) {
            places_[p][v] = best[p];
        }
        // Its colour stays its own.
        anatomy::FibrePlace& fibre = mesh_.fibre[part_.first_vertex + v];
        const float tendon = fibre.tendon;
        fibre = mesh_.fibre[part_.first_vertex + chosen];
        fibre.tendon = tendon;
        return true;
    }

    const Trial& trial_;
    const BodyMesh::Part& part_;
    BodyMesh& mesh_;
    std::vector<SkinVertex> skin_;                                  // of the part
    std::vector<std::vector<std::uint32_t>> neighbours_;            // by vertex of the part
    std::vector<std::vector<std::array<std::uint32_t, 2>>> sides_;  // the other corners of its triangles
    std::vector<std::size_t> beside_;                               // bones that the muscle lies beside
    std::vector<std::vector<SurfaceVertex>> places_;                // by pose, by vertex
};

}  // namespace

std::size_t rebind(const anatomy::Body& body, const motion::Skeleton& skeleton, const MuscleSystem& system,
                   anatomy::BodyMesh& mesh) {
    const std::vector<Bone> bones = bones_in(body);
    Trial trial{{}, {}, bones};
    for (const motion::SegmentTransforms& pose : poses_of(skeleton)) {
        trial.states.emplace_back();
        system.solve(pose, trial.states.back());
        trial.into.emplace_back();
        for (const Bone& bone : bones) {
            trial.into.back().push_back(pose[bone.segment].inverse());
        }
    }
    const std::vector<SkinVertex> skin = system.bind(mesh);
    std::vector<std::size_t> changed(mesh.parts.size(), 0);
    on_all_cores(mesh.parts.size(), [&](std::size_t i, std::size_t) {
        const BodyMesh::Part& part = mesh.parts[i];
        const anatomy::Structure& structure = body.structures[part.structure];
        if (structure.kind == anatomy::Kind::muscle && !structure.bundle.fascicles.empty() && part.index_count != 0) {
            changed[i] = Mender(trial, part, skin, mesh).mend();
        }
    });
    std::size_t all = 0;
    for (const std::size_t count : changed) {
        all += count;
    }
    return all;
}

std::string rebind_key(const motion::Skeleton& skeleton, const MuscleSystem& system) {
    Digest digest;
    for (const motion::SegmentTransforms& pose : poses_of(skeleton)) {
        MuscleState state;
        system.solve(pose, state);
        digest.add_words(
            {reinterpret_cast<const char*>(state.palette.data()), state.palette.size() * sizeof(PaletteMatrix)});
    }
    return digest.text();
}

}  // namespace backstory::muscle
