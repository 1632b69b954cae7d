// The skin: all other structures, thickened by the soft tissue over them, closed zone by zone, smoothed; carried by the
// segments whose bones are near, blended over the surface.
#include "forge/forge.hpp"
#include "forge/level_set.hpp"
#include "forge/manifold.hpp"
#include "forge/simplify.hpp"
#include "forge/smooth.hpp"
#include "forge/solid.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace backstory::forge {

namespace {

using anatomy::SegmentIndex;

constexpr int envelope_version = 2;       // counts up with every change of the method here
constexpr double voxel_m = 0.003;         // resolves fingers and lips
constexpr int grid_rounds = 2;            // of smoothing on the grid
constexpr double pass_band = 0.1;         // of the smoothing of the triangles
constexpr double share_of_budget = 0.10;  // of the body's triangles
constexpr float least_radius_m = 0.0006f;
constexpr int blending_rounds = 40;  // how far the pull of a segment reaches over the surface

// The balls of the bones, by segment: what is near to what.
class NearSegments {
  public:
    explicit NearSegments(const anatomy::Body& body) : balls_(body.segments.size()) {
        for (std::size_t s = 0; s < balls_.size(); ++s) {
            for (const auto* bone : body.solids_on(static_cast<SegmentIndex>(s), anatomy::Kind::bone)) {
                balls_[s].insert(balls_[s].end(), bone->sphere_mesh.spheres.begin(), bone->sphere_mesh.spheres.end());
            }
        }
    }
    float distance(SegmentIndex segment, const glm::vec3& p) const {
        float least = std::numeric_limits<float>::max();
        for (const glm::vec4& ball : balls_[segment]) {
            least = std::min(least, glm::distance(p, glm::vec3(ball)) - ball.w);
        }
        return least;
    }
    SegmentIndex nearest(const glm::vec3& p) const {
        SegmentIndex best = 0;
        float least = std::numeric_limits<float>::max();
        for (std::size_t s = 0; s < balls_.size(); ++s) {
            const float d = distance(static_cast<SegmentIndex>(s), p);
            if (d < least) {
                least = d;
                best = static_cast<SegmentIndex>(s);
            }
        }
        return best;
    }

  private:
    std::vector<std::vector<glm::vec4>> balls_;
};

class Maker {
  public:
    explicit Maker(const anatomy::Body& body)
        : body_(body), table_(body.envelope), near_(body), group_(groups_together()) {
        groups_.resize(table_.zones.size());
        for (std::size_t z = 0; z < groups_.size(); ++z) {
            groups_[z].closing_m = table_.zones[z].closing;
        }
    }

    std::vector<ClosedSolids> groups() {
        std::set<std::string> parted;
        for (const anatomy::Structure& structure : body_.structures) {
            if (structure.kind == anatomy::Kind::disc || structure.kind == anatomy::Kind::nerve) {
                continue;  // nowhere near the skin
            }
            const bool fibrous = !structure.bundle.fascicles.empty();
            if (!fibrous && !structure.part_of.empty() && !parted.insert(structure.part_of).second) {
                continue;  // the parts of a bone are one solid
            }
            const auto corners = fibrous ? corners_of(structure.bundle, least_radius_m)
                                         : corners_of(body_.whole_of(structure).sphere_mesh);
            const auto own = table_.structure_thickness.find(structure.base_id);
            const float thickness = own == table_.structure_thickness.end() ? -1.0f : own->second;
            for (const Corners& some : corners) {
                add(some, structure.id, structure.segment, thickness);
            }
        }
        for (const anatomy::Envelope::Pad& pad : table_.pads) {
            for (const Corners& some : corners_of(pad.solid)) {
                put(some, pad.zone);
            }
        }
        return std::move(groups_);
    }

    // Weights of all segments at each vertex, blended over the surface, the four greatest kept.
    std::vector<anatomy::Carriers> carriers(const geometry::Mesh& mesh, const std::vector<std::uint16_t>& zone_of) {
        const std::size_t count = mesh.positions.size();
        std::vector<std::vector<float>> weights(body_.segments.size());
        for (std::size_t v = 0; v < count; ++v) {
            float sum = 0.0f;
            const auto& segments = table_.zones[zone_of[v]].carriers;
            std::vector<float> here(segments.size());
            for (std::size_t k = 0; k < segments.size(); ++k) {
                here[k] = pull(segments[k], mesh.positions[v]);
                sum += here[k];
            }
            for (std::size_t k = 0; k < segments.size(); ++k) {
                weights[segments[k]].resize(count, 0.0f);
                weights[segments[k]][v] = here[k] / sum;
            }
        }
        for (std::vector<float>& of_segment : weights) {
            if (!of_segment.empty()) {
                average(mesh, of_segment, blending_rounds);
            }
        }
        add_swells(mesh, zone_of, weights);
        std::vector<anatomy::Carriers> result;
        result.reserve(count);
        for (std::size_t v = 0; v < count; ++v) {
            result.push_back(kept(weights, v));
        }
        return result;
    }

  private:
    // What swells takes its share from the others.
    void add_swells(const geometry::Mesh& mesh, const std::vector<std::uint16_t>& zone_of,
                    std::vector<std::vector<float>>& weights) const {
        for (std::size_t s = 0; s < body_.segments.size(); ++s) {
            const auto& swell = body_.segments[s].swell;
            for (std::size_t v = 0; swell && v < mesh.positions.size(); ++v) {
                const auto& carriers = table_.zones[zone_of[v]].carriers;
                if (std::find(carriers.begin(), carriers.end(), s) == carriers.end()) {
                    continue;
                }
                const float share = swell->share(mesh.positions[v]);
                for (std::vector<float>& of_segment : weights) {
                    if (!of_segment.empty()) {
                        of_segment[v] *= 1.0f - share;
                    }
                }
                weights[s][v] += share;
            }
        }
    }

    void add(const Corners& corners, const std::string& structure, SegmentIndex segment, float thickness) {
        glm::vec3 middle{0.0f};
        for (const glm::vec4& corner : corners) {
            middle += glm::vec3(corner) / static_cast<float>(corners.size());
        }
        const SegmentIndex nearest = segment == anatomy::none ? near_.nearest(middle) : segment;
        Corners thick = corners;
        for (glm::vec4& corner : thick) {
            corner.w += thickness >= 0.0f ? thickness : table_.thickness[nearest];
        }
        const auto names = [&structure](const auto& zone) {
            return std::find(zone.structures.begin(), zone.structures.end(), structure) != zone.structures.end();
        };
        const bool named = std::any_of(table_.zones.begin(), table_.zones.end(), names);
        for (std::size_t z = 0; z < groups_.size(); ++z) {
            const auto& zone = table_.zones[z];
            const bool holds =
                named ? names(zone)
                      : std::find(zone.segments.begin(), zone.segments.end(), nearest) != zone.segments.end();
            if (holds) {
                put(thick, z);
            }
        }
    }

    void put(Corners corners, std::size_t zone) {
        for (glm::vec4& corner : corners) {
            corner.w += groups_[zone].closing_m;
        }
        groups_[zone].solids.emplace_back(corners);
    }

    // Falls fast with the distance; the other side's limbs do not reach over the midline.
    float pull(SegmentIndex segment, const glm::vec3& p) const {
        constexpr float floor_m = 0.008f, over_m = 0.02f;
        const std::string& id = body_.segments[segment].id;
        const float side = id.ends_with("_r") ? 1.0f : id.ends_with("_l") ? -1.0f : 0.0f;
        const float own = side == 0.0f ? 1.0f : std::clamp(0.5f + side * p.z / over_m, 0.0f, 1.0f);
        const float d = std::max(near_.distance(segment, p), 0.0f) + floor_m;
        const float r = 0.02f / d;
        return own * r * r * r * r + 1e-12f;
    }

    struct Carrier {
        std::size_t segment = 0;
        float weight = 0.0f;
    };

    // The four that move a place most. One that goes gives its weight to a greater one that moves with it, so that
    // what does not (the shoulder blade on the ribs) keeps its share from vertex to vertex: else the skin tears.
    anatomy::Carriers kept(const std::vector<std::vector<float>>& weights, std::size_t vertex) const {
        constexpr float hardly = 0.005f;
        std::vector<Carrier> all;
        for (std::size_t s = 0; s < weights.size(); ++s) {
            if (!weights[s].empty() && weights[s][vertex] > hardly) {
                all.push_back({s, weights[s][vertex]});
            }
        }
        std::sort(all.begin(), all.end(), [](const Carrier& a, const Carrier& b) {
            return a.weight > b.weight || (a.weight == b.weight && a.segment < b.segment);
        });
        anatomy::Carriers out;
        while (all.size() > out.segments.size()) {
            const auto stands_in = [&](std::size_t k) {
                return std::find_if(
                    all.begin(), all.begin() + static_cast<std::ptrdiff_t>(k), [&](const Carrier& other) {
                        return group_[other.segment] != 0 && group_[other.segment] == group_[all[k].segment];
                    });
            };
            std::size_t gone = all.size() - 1;
            for (std::size_t k = all.size() - 1; k > 0; --k) {
                if (const auto other = stands_in(k); other != all.begin() + static_cast<std::ptrdiff_t>(k)) {
                    other->weight += all[k].weight;
                    gone = k;
                    break;
                }
            }
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(gone));
        }
        float sum = 0.0f;
        for (const Carrier& carrier : all) {
            sum += carrier.weight;
        }
        out.weights = {0.0f, 0.0f, 0.0f, 0.0f};
        for (std::size_t k = 0; k < all.size(); ++k) {
            out.segments[k] = static_cast<SegmentIndex>(all[k].segment);
            out.weights[k] = all[k].weight / sum;
        }
        return out;
    }

    std::vector<std::size_t> groups_together() const {
        std::vector<std::size_t> group(body_.segments.size(), 0);
        for (std::size_t g = 0; g < table_.together.size(); ++g) {
            for (const SegmentIndex segment : table_.together[g]) {
                group[segment] = g + 1;
            }
        }
        return group;
    }

    const anatomy::Body& body_;
    const anatomy::Envelope& table_;
    NearSegments near_;
    std::vector<std::size_t> group_;  // by segment: of those that move as one; 0 for none
    std::vector<ClosedSolids> groups_;
};

// The zone of each position: that of the nearest position of the finer surface.
std::vector<std::uint16_t> zones_at(const std::vector<glm::vec3>& positions, const ClosedSurface& fine) {
    std::vector<std::size_t> order(fine.mesh.positions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto height = [&fine](std::size_t i) { return fine.mesh.positions[i].y; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return height(a) < height(b); });
    constexpr float reach_m = 0.006f;
    std::vector<std::uint16_t> result;
    result.reserve(positions.size());
    for (const glm::vec3& p : positions) {
        float least = std::numeric_limits<float>::max();
        std::uint16_t zone = 0;
        auto it = std::lower_bound(order.begin(), order.end(), p.y - reach_m,
                                   [&](std::size_t i, float y) { return height(i) < y; });
        for (; it != order.end() && height(*it) <= p.y + reach_m; ++it) {
            const glm::vec3 away = fine.mesh.positions[*it] - p;
            const float d = glm::dot(away, away);
            if (d < least) {
                least = d;
                zone = fine.group_of[*it];
            }
        }
        result.push_back(zone);
    }
    return result;
}

}  // namespace

Result<Surface> forge_envelope(const anatomy::Body& body, const Settings& settings) {
    if (body.envelope.zones.empty()) {
        return Error{"There is no table to make the skin of."};
    }
    Maker maker(body);
    const double spacing = std::max(voxel_m, settings.resolution_m);
    const ClosedSurface closed = closed_surface(maker.groups(), spacing, grid_rounds);
    Surface surface;
    surface.mesh = closed.mesh;
    keep_pieces(surface.mesh, 0.0, 1);
    if (surface.mesh.indices.empty()) {
        return Error{"The skin's table gives no surface."};
    }
    surface.mesh.positions = low_pass(surface.mesh, pass_band, settings.smoothing_iterations);
    geometry::compute_normals(surface.mesh);
    simplify(surface.mesh, static_cast<std::size_t>(share_of_budget * settings.triangle_budget));
    if (geometry::open_edge_count(surface.mesh) != 0) {
        return Error{"The surface of the skin does not close."};
    }
    surface.carriers = maker.carriers(surface.mesh, zones_at(surface.mesh.positions, closed));
    return surface;
}

std::string envelope_key(const anatomy::Body& body, const Settings& settings) {
    std::string all = "envelope " + std::to_string(envelope_version) + '\n';
    const auto number = [&all](double value) { all += std::to_string(value) + ' '; };
    for (const anatomy::Structure& structure : body.structures) {
        all += structure.id + ' ' + content_key(structure, settings) + '\n';
    }
    for (const anatomy::Envelope::Zone& zone : body.envelope.zones) {
        all += zone.id + ' ';
        number(zone.closing);
        for (const auto* segments : {&zone.segments, &zone.carriers}) {
            for (const SegmentIndex segment : *segments) {
                number(segment);
            }
            all += '\n';
        }
        for (const std::string& structure : zone.structures) {
            all += structure + ' ';
        }
    }
    for (const float thickness : body.envelope.thickness) {
        number(thickness);
    }
    for (const auto& group : body.envelope.together) {
        for (const SegmentIndex segment : group) {
            number(segment);
        }
        all += '\n';
    }
    for (const anatomy::Segment& segment : body.segments) {
        if (segment.swell) {
            all += segment.id + ' ';
            for (const glm::vec3& point : {segment.swell->centre, segment.swell->reach}) {
                number(point.x);
                number(point.y);
                number(point.z);
            }
            number(segment.swell->most);
        }
    }
    for (const auto& [id, thickness] : body.envelope.structure_thickness) {
        all += id + ' ';
        number(thickness);
    }
    for (const anatomy::Envelope::Pad& pad : body.envelope.pads) {
        anatomy::Structure solid;
        solid.sphere_mesh = pad.solid;
        number(static_cast<double>(pad.zone));
        all += content_key(solid, settings) + '\n';
    }
    return digest(all);
}

}  // namespace backstory::forge
