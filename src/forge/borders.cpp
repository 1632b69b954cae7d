#include "forge/borders.hpp"

#include "base/digest.hpp"
#include "base/parallel.hpp"
#include "forge/border_wishes.hpp"
#include "forge/fibres.hpp"
#include "forge/refine.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::forge {

namespace {

constexpr int borders_version = 5;  // counts up with every change of the method
constexpr int splitting_rounds = 3, second_splitting = 10, growing_rounds = 18, parting_rounds = 5;
constexpr float longest_edge_m = 0.007f;  // where something is to move
constexpr float least_wish_m = 0.0004f;   // worth splitting an edge for
constexpr float most_step_m = 0.0015f, most_out_m = 0.0045f;
constexpr float most_in_m = 0.0025f, least_in_m = 0.0005f, most_edge_in_m = 0.003f, in_of_radius = 0.45f;
constexpr int averaging_rounds = 3;
constexpr float least_moved_m = 0.00005f;

glm::vec3 shortened(const glm::vec3& v, float most) {
    const float length = glm::length(v);
    return length > most ? (most / length) * v : v;
}

// Half thickness of the fibres at each vertex.
std::vector<float> radii_of(const anatomy::FibreBundle& bundle, const std::vector<anatomy::FibrePlace>& places) {
    const auto radius_at = [&bundle](std::size_t fascicle, float s) {
        const auto& stations = bundle.fascicles[fascicle].stations;
        std::size_t i = 0;
        while (i + 2 < stations.size() && stations[i + 1].s < s) {
            ++i;
        }
        const float length = stations[i + 1].s - stations[i].s;
        const float t = length > 0.0f ? glm::clamp((s - stations[i].s) / length, 0.0f, 1.0f) : 0.0f;
        return glm::mix(stations[i].radius, stations[i + 1].radius, t);
    };
    std::vector<float> radii;
    radii.reserve(places.size());
    for (const anatomy::FibrePlace& place : places) {
        radii.push_back(
            glm::mix(radius_at(place.fascicle, place.s), radius_at(place.second, place.second_s), place.blend));
    }
    return radii;
}

// One muscle on its way to its borders.
class Yielding {
  public:
    Yielding(const BorderSurface& given, const Wishes& wishes, std::size_t self)
        : given_(given), wishes_(wishes), self_(self), mesh_(given.surface->mesh), rest_(mesh_.positions) {
        volume_m3_ = geometry::volume_m3(mesh_);
    }

    // Splits edges where a wish is found in their middle.
    void refine() {
        for (int round = 0; round < splitting_rounds; ++round) {
            std::vector<Edge> chosen;
            for (const Edge& edge : edges_of(mesh_)) {
                const glm::vec3 &a = mesh_.positions[edge[0]], &b = mesh_.positions[edge[1]];
                const glm::vec3 middle = 0.5f * (a + b);
                if (glm::distance(a, b) > longest_edge_m &&
                    glm::length(together(wishes_.yield(self_, middle), wishes_.grow(self_, middle))) > least_wish_m) {
                    chosen.push_back(edge);
                }
            }
            for (const Edge& edge : chosen) {
                rest_.push_back(0.5f * (rest_[edge[0]] + rest_[edge[1]]));
            }
            split_edges(mesh_, chosen);
        }
        prepare();
    }

    const geometry::Mesh& mesh() const { return mesh_; }

    // One step towards the borders, all others as they stood before it.
    void step(bool growing) {
        const std::vector<glm::vec3> out = normals();
        std::vector<glm::vec3> steps = yields(out);
        bool any = false;
        for (std::size_t v = 0; v < rest_.size(); ++v) {
            const glm::vec3 on = growing ? wishes_.grow(self_, mesh_.positions[v]) : glm::vec3(0.0f);
            steps[v] = shortened(together(steps[v], on), most_step_m);
            any = any || steps[v] != glm::vec3(0.0f);
        }
        const float even = growing ? evening() : 0.0f;
        if (!any && even == 0.0f) {
            next_ = mesh_.positions;
            return;
        }
        average(steps);
        for (std::size_t v = 0; v < rest_.size(); ++v) {
            steps[v] += even * freedom_[v] * out[v];
        }
        next_.resize(rest_.size());
        for (std::size_t v = 0; v < rest_.size(); ++v) {
            next_[v] = allowed(v, mesh_.positions[v] + steps[v]);
        }
    }

    void take_step() { mesh_.positions = next_; }

    // The surface as it is now, with nothing turned over; left alone where nothing moved.
    void finish() {
        leave_obstacles();
        untangle();
        float most = 0.0f;
        for (std::size_t v = 0; v < rest_.size(); ++v) {
            most = std::max(most, glm::distance(rest_[v], mesh_.positions[v]));
        }
        if (most < least_moved_m) {
            return;
        }
        // What the coarse triangles turned by, the normals of the fine surface turn by as well.
        const std::vector<glm::vec3> now = normals();
        for (std::size_t v = 0; v < rest_.size(); ++v) {
            const glm::vec3 turned = mesh_.normals[v] + now[v] - rest_normals_[v];
            const float length = glm::length(turned);
            mesh_.normals[v] = length > 0.1f ? turned / length : now[v];
        }
        Surface& surface = *given_.surface;
        surface.mesh = mesh_;
        surface.fibre.insert(surface.fibre.end(), fibres_.places.begin(), fibres_.places.end());
        surface.fibre_uv.insert(surface.fibre_uv.end(), fibres_.uv.begin(), fibres_.uv.end());
    }

  private:
    // What is known of each vertex at rest.
    void prepare() {
        const anatomy::FibreBundle& bundle = given_.structure->bundle;
        const auto before = static_cast<std::ptrdiff_t>(given_.surface->mesh.positions.size());
        fibres_ = fibres_of(bundle, {rest_.begin() + before, rest_.end()});
        auto places = given_.surface->fibre;
        places.insert(places.end(), fibres_.places.begin(), fibres_.places.end());
        radii_ = radii_of(bundle, places);
        edges_ = edges_of(mesh_);
        rest_normals_ = normals_at(rest_);
        in_edge_.resize(rest_.size(), 0);
        freedom_.clear();
        for (const glm::vec3& p : rest_) {
            freedom_.push_back(wishes_.freedom_at(self_, p));
        }
    }

    std::vector<glm::vec3> normals() const { return normals_at(mesh_.positions); }
    std::vector<glm::vec3> normals_at(const std::vector<glm::vec3>& positions) const {
        geometry::Mesh bare{positions, {}, mesh_.indices};
        geometry::compute_normals(bare);
        return bare.normals;
    }

    // What a vertex yields to one muscle it does not take back for another.
    static glm::vec3 together(const glm::vec3& yield, const glm::vec3& grow) {
        const float against = glm::dot(grow, yield);
        return yield + (against < 0.0f ? grow - against / glm::dot(yield, yield) * yield : grow);
    }

    // Out of neighbours, each vertex as those around it: the two faces of a thin edge that reaches into a neighbour
    // leave it the same way, so that the edge bends and is not pressed flat.
    std::vector<glm::vec3> yields(const std::vector<glm::vec3>& out) {
        constexpr float around_m = 0.004f, opposite = -0.3f, at_odds = 0.1f, agreed = 0.5f;
        std::vector<glm::vec3> alone(rest_.size()), result(rest_.size(), glm::vec3(0.0f));
        std::vector<std::size_t> some;
        for (std::size_t v = 0; v < rest_.size(); ++v) {
            alone[v] = wishes_.yield(self_, mesh_.positions[v]);
            if (alone[v] != glm::vec3(0.0f)) {
                some.push_back(v);
            }
        }
        for (const std::size_t v : some) {
            glm::vec3 sum{0.0f};
            float lengths = 0.0f, weights = 0.0f;
            for (const std::size_t near : some) {
                const float distance = glm::distance(mesh_.positions[v], mesh_.positions[near]) / around_m;
                const float weight = distance < 3.0f ? std::exp(-distance * distance) : 0.0f;
                sum += weight * alone[near];
                lengths += weight * glm::length(alone[near]);
                weights += weight;
                if (distance < 1.0f && glm::dot(out[v], out[near]) < opposite) {
                    in_edge_[v] = 1;
                }
            }
            // Where they do not agree each goes back into its own muscle, or stays.
            const float length = glm::length(sum), own = glm::length(alone[v]);
            const float agreement = glm::smoothstep(at_odds, agreed, length / lengths);
            const float facing = 1.0f - glm::smoothstep(-0.2f, 0.3f, glm::dot(alone[v], out[v]) / own);
            result[v] = (1.0f - agreement) * facing * alone[v];
            if (length > 0.0f) {
                result[v] += agreement * (lengths / weights) / length * sum;
            }
        }
        return result;
    }

    // By how much the whole surface goes in so that the muscle holds what it held before it grew at its borders, m; it
    // goes out again by as much at most.
    float evening() {
        constexpr float most_m = 0.00005f, most_in_all_m = 0.0003f;
        const double area = geometry::area_m2(mesh_);
        const double wanted = area > 0.0 ? (volume_m3_ - geometry::volume_m3(mesh_)) / area : 0.0;
        const float to =
            glm::clamp(evened_m_ + glm::clamp(static_cast<float>(wanted), -most_m, most_m), -most_in_all_m, 0.0f);
        const float by = to - evened_m_;
        evened_m_ = to;
        return by;
    }

    // Over the surface, so that no step ends in a crease; vertices at the far end of a long edge have little to do with
    // it.
    void average(std::vector<glm::vec3>& steps) const {
        constexpr float near_m = 0.005f;
        std::vector<glm::vec3> sum;
        std::vector<float> weight;
        for (int round = 0; round < averaging_rounds; ++round) {
            sum = steps;
            weight.assign(steps.size(), 1.0f);
            for (const Edge& edge : edges_) {
                const float length = glm::distance(rest_[edge[0]], rest_[edge[1]]) / near_m;
                const float w = std::exp(-length * length);
                sum[edge[0]] += w * steps[edge[1]];
                sum[edge[1]] += w * steps[edge[0]];
                weight[edge[0]] += w;
                weight[edge[1]] += w;
            }
            for (std::size_t v = 0; v < steps.size(); ++v) {
                steps[v] = sum[v] / weight[v];
            }
        }
    }

    // As far as the vertex may go from where it was made: thin muscles are not pressed flat.
    glm::vec3 allowed(std::size_t v, const glm::vec3& to) const {
        const glm::vec3 off = to - rest_[v];
        const float across = glm::dot(off, rest_normals_[v]);
        const float inwards =
            in_edge_[v] != 0 ? most_edge_in_m : glm::clamp(in_of_radius * radii_[v], least_in_m, most_in_m);
        const glm::vec3 kept = off + std::max(0.0f, -inwards - across) * rest_normals_[v];
        const glm::vec3 place = rest_[v] + shortened(kept, most_out_m);
        return wishes_.is_free(self_, mesh_.positions[v], place) ? place : mesh_.positions[v];
    }

    // A vertex that was put into the middle of a bent edge may have come to lie in a bone that the edge spans.
    void leave_obstacles() {
        constexpr int most_rounds = 8;
        constexpr float part_kept = 0.6f;
        for (std::size_t v = 0; v < rest_.size(); ++v) {
            glm::vec3& p = mesh_.positions[v];
            for (int round = 0; p != rest_[v] && !wishes_.is_clear(self_, rest_[v], p); ++round) {
                p = round < most_rounds ? glm::mix(rest_[v], p, part_kept) : rest_[v];
            }
        }
    }

    // Where a triangle turned too far, its corners go part of the way back, until none does.
    void untangle() {
        constexpr int most_rounds = 40;
        constexpr float most_turned = 0.3f, part_kept = 0.7f;  // cosine
        for (int round = 0; round < most_rounds; ++round) {
            std::vector<std::uint8_t> back(rest_.size(), 0);
            bool any = false;
            for (std::size_t i = 0; i + 2 < mesh_.indices.size(); i += 3) {
                const glm::vec3 was = turned(rest_, i), is = turned(mesh_.positions, i);
                if (glm::dot(was, is) < most_turned * glm::length(was) * glm::length(is)) {
                    for (std::size_t k = 0; k < 3; ++k) {
                        back[mesh_.indices[i + k]] = 1;
                    }
                    any = true;
                }
            }
            if (!any) {
                return;
            }
            for (std::size_t v = 0; v < rest_.size(); ++v) {
                if (back[v] != 0) {
                    const float kept = round + 1 < most_rounds / 2 ? part_kept : 0.0f;
                    mesh_.positions[v] = rest_[v] + kept * (mesh_.positions[v] - rest_[v]);
                }
            }
        }
    }

    glm::vec3 turned(const std::vector<glm::vec3>& p, std::size_t i) const {
        const auto& t = mesh_.indices;
        return glm::cross(p[t[i + 1]] - p[t[i]], p[t[i + 2]] - p[t[i]]);
    }

    const BorderSurface& given_;
    const Wishes& wishes_;
    std::size_t self_;
    geometry::Mesh mesh_;
    std::vector<glm::vec3> rest_, rest_normals_, next_;
    std::vector<float> radii_, freedom_;
    std::vector<std::uint8_t> in_edge_;  // of vertices that leave a neighbour with those of the face behind them
    double volume_m3_ = 0.0;             // as it was made
    float evened_m_ = 0.0f;
    std::vector<Edge> edges_;
    Fibres fibres_;  // of the new vertices
};

}  // namespace

void settle_borders(const std::vector<BorderSurface>& muscles, const std::vector<const geometry::Mesh*>& obstacles,
                    const std::vector<anatomy::Border>& borders) {
    Wishes wishes(muscles, obstacles, borders);
    std::vector<Yielding> yielding;
    yielding.reserve(muscles.size());
    for (std::size_t i = 0; i < muscles.size(); ++i) {
        yielding.emplace_back(muscles[i], wishes, i);
    }
    for (int round = 0; round < growing_rounds + parting_rounds; ++round) {
        if (round > 0) {
            in_parallel(muscles.size(), [&](std::size_t i) { wishes.update(i, yielding[i].mesh()); });
            wishes.find_pulls();
        }
        if (round == 0 || round == second_splitting) {
            in_parallel(muscles.size(), [&](std::size_t i) { yielding[i].refine(); });
        }
        in_parallel(muscles.size(), [&](std::size_t i) { yielding[i].step(round < growing_rounds); });
        in_parallel(muscles.size(), [&](std::size_t i) { yielding[i].take_step(); });
    }
    in_parallel(muscles.size(), [&](std::size_t i) { yielding[i].finish(); });
}

std::string borders_key(const std::vector<anatomy::Border>& borders) {
    Digest sum;
    sum.add(borders_version);
    for (const anatomy::Border& border : borders) {
        sum.add_words(border.a);
        sum.add_words(border.b);
        sum.add(border.places.size());
        for (const glm::vec3& place : border.places) {
            sum.add(place.x);
            sum.add(place.y);
            sum.add(place.z);
        }
    }
    return sum.text();
}

}  // namespace backstory::forge
