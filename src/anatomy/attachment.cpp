#include "anatomy/attachment.hpp"

#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace backstory::anatomy {

namespace {

using glm::vec3;

constexpr float least_radius_m = 0.0025f;  // a tendon's footprint, even of a thin one
constexpr float rim_m = 0.0025f;           // over which a patch fades
constexpr float widest_row_m = 0.045f;     // between ends of neighbours that share one patch
constexpr float lying_on_m = 0.004f;       // between a fleshy origin's surface and its bone
constexpr float reach_m = 0.012f;          // widest patch about one fascicle's end, and how far off bone it may end

// One end of a fascicle and the way its fibres leave it.
struct End {
    vec3 point{0.0f};
    float radius = 0.0f;
    vec3 away{0.0f};
    SegmentIndex segment = none;
};

// A row from one end to its neighbour's, or one end alone (from == to).
struct Row {
    End from, to;
};

vec3 unit(const vec3& v) {
    const float length = glm::length(v);
    return length > 0.0f ? v / length : vec3(0.0f);
}

End end_of(const Fascicle& fascicle, FibreEnd which) {
    const bool origin = which == FibreEnd::origin;
    const Attachment& attachment = origin ? fascicle.origin : fascicle.insertion;
    const std::size_t last = fascicle.stations.size() - 1, inner = std::min<std::size_t>(2, last);
    const Station& rim = fascicle.stations[origin ? 0 : last];
    const vec3 inside = fascicle.stations[origin ? inner : last - inner].centre;
    return {attachment.point, std::max(rim.radius, least_radius_m), unit(inside - attachment.point),
            attachment.segment};
}

// `ends` is one a fascicle.
std::vector<Row> rows_of(const FibreBundle& bundle, const std::vector<End>& ends) {
    std::vector<Row> rows;
    for (const End& end : ends) {
        rows.push_back({end, end});
    }
    for (const FibreBundle::Neighbours& pair : bundle.neighbours) {
        const End &a = ends[pair.a], &b = ends[pair.b];
        if (a.segment == b.segment && glm::distance(a.point, b.point) < widest_row_m) {
            rows.push_back({a, b});
        }
    }
    return rows;
}

float fade(float beyond) {
    const float t = std::clamp(1.0f - beyond / rim_m, 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

// How far inside a row's patch a bone vertex lies, 0 .. 1.
float in_row(const Row& row, const vec3& p, const vec3& normal) {
    const vec3 along = row.to.point - row.from.point;
    const float length2 = glm::dot(along, along);
    const float t = length2 > 0.0f ? std::clamp(glm::dot(p - row.from.point, along) / length2, 0.0f, 1.0f) : 0.0f;
    const float distance = glm::distance(p, row.from.point + t * along);
    const float radius = std::min(std::lerp(row.from.radius, row.to.radius, t), reach_m);
    // Thin bone has another side, which the fibres do not reach.
    const float facing = glm::dot(normal, glm::mix(row.from.away, row.to.away, t));
    return facing < -0.3f ? 0.0f : fade(distance - radius);
}

class Painter {
  public:
    Painter(const Body& body, const BodyMesh& mesh, StructureIndex structure)
        : body_(body), mesh_(mesh), index_(structure), bundle_(body.structures[structure].bundle) {}

    std::vector<AttachmentVertex> paint() {
        for (const FibreEnd end : {FibreEnd::origin, FibreEnd::insertion}) {
            std::vector<End> ends;
            std::set<SegmentIndex> segments;
            geometry::Bounds bounds;
            for (const Fascicle& fascicle : bundle_.fascicles) {
                ends.push_back(on_bone(end_of(fascicle, end)));
                segments.insert(ends.back().segment);
                bounds.add(ends.back().point - vec3(reach_m + rim_m));
                bounds.add(ends.back().point + vec3(reach_m + rim_m));
            }
            const std::vector<Row> rows = rows_of(bundle_, ends);
            for (const BodyMesh::Part& part : mesh_.parts) {
                if (carries_bone(part) && segments.count(body_.structures[part.structure].segment) == 1) {
                    paint_rows(part, end, rows, bounds);
                    paint_contact(part, end);
                }
            }
        }
        std::sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) {
            return a.vertex != b.vertex ? a.vertex < b.vertex : a.weight > b.weight;
        });
        found_.erase(std::unique(found_.begin(), found_.end(),
                                 [](const auto& a, const auto& b) { return a.vertex == b.vertex; }),
                     found_.end());
        return std::move(found_);
    }

  private:
    bool carries_bone(const BodyMesh::Part& part) const {
        return !body_.structures[part.structure].sphere_mesh.spheres.empty();
    }

    // Tables end a little above or inside bone: the nearest bone vertex within reach, first of the end's own segment.
    // The abdominal and chest muscles are tied to rib segments but end on the cartilages that the sternum carries.
    End on_bone(End end) const {
        const vec3 point = end.point;
        const SegmentIndex own = end.segment;
        float least = reach_m, least_own = reach_m;
        for (const BodyMesh::Part& part : mesh_.parts) {
            if (!carries_bone(part)) {
                continue;
            }
            const SegmentIndex carrier = body_.structures[part.structure].segment;
            for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
                const float d = glm::distance(mesh_.positions[v], point);
                float& nearest = carrier == own ? least_own : least;
                if (d < nearest && (carrier == own || least_own == reach_m)) {
                    nearest = d;
                    end.point = mesh_.positions[v];
                    end.segment = carrier;
                }
            }
        }
        return end;
    }

    void paint_rows(const BodyMesh::Part& part, FibreEnd end, const std::vector<Row>& rows,
                    const geometry::Bounds& bounds) {
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            const vec3& p = mesh_.positions[v];
            if (glm::any(glm::lessThan(p, bounds.low)) || glm::any(glm::greaterThan(p, bounds.high))) {
                continue;
            }
            float weight = 0.0f;
            for (const Row& row : rows) {
                weight = std::max(weight, in_row(row, p, mesh_.normals[v]));
            }
            if (weight > 0.0f) {
                found_.push_back({v, end, weight});
            }
        }
    }

    // Bone that the fleshy stretch of the muscle lies on.
    void paint_contact(const BodyMesh::Part& part, FibreEnd end) {
        const float to = bundle_.fleshy_origin_to_s, from = bundle_.fleshy_insertion_from_s;
        const bool origin = end == FibreEnd::origin;
        const std::int32_t own = index_ < mesh_.part_of_structure.size() ? mesh_.part_of_structure[index_] : -1;
        if ((origin ? to <= 0.0f : from >= 1.0f) || own < 0) {
            return;
        }
        const BodyMesh::Part& muscle = mesh_.parts[static_cast<std::size_t>(own)];
        constexpr float far = lying_on_m + rim_m;
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            const vec3& p = mesh_.positions[v];
            if (glm::any(glm::lessThan(p, muscle.bounds.low - far)) ||
                glm::any(glm::greaterThan(p, muscle.bounds.high + far))) {
                continue;
            }
            const float weight = fade(clearance(muscle, v, origin ? 0.0f : from, origin ? to : 1.0f) - lying_on_m);
            if (weight > 0.0f) {
                found_.push_back({v, end, weight});
            }
        }
    }

    // From a bone vertex to the part of the muscle's surface between two places along the fibre that faces it.
    float clearance(const BodyMesh::Part& muscle, std::uint32_t bone, float from_s, float to_s) const {
        float least = 1.0f;
        for (std::uint32_t v = muscle.first_vertex; v < muscle.first_vertex + muscle.vertex_count; ++v) {
            if (mesh_.fibre[v].s < from_s || mesh_.fibre[v].s > to_s ||
                glm::dot(mesh_.normals[v], mesh_.normals[bone]) > -0.2f) {
                continue;
            }
            // Along the surface a mesh is coarser than the contact is close: only the way off it counts.
            const vec3 gap = mesh_.positions[v] - mesh_.positions[bone];
            const float off = std::abs(glm::dot(gap, mesh_.normals[bone]));
            const float beside = std::sqrt(std::max(0.0f, glm::dot(gap, gap) - off * off));
            least = std::min(least, std::max(off, 0.5f * beside));
        }
        return least;
    }

    const Body& body_;
    const BodyMesh& mesh_;
    StructureIndex index_;
    const FibreBundle& bundle_;
    std::vector<AttachmentVertex> found_;
};

}  // namespace

std::vector<AttachmentVertex> attachment_vertices(const Body& body, const BodyMesh& mesh, StructureIndex structure) {
    return Painter(body, mesh, structure).paint();
}

}  // namespace backstory::anatomy
