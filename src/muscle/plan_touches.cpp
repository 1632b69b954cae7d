#include "muscle/plan.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace backstory::muscle {

namespace {

using anatomy::SegmentIndex;
using glm::vec3;

vec3 mirrored_if(bool mirrored, vec3 p) {
    return mirrored ? vec3(p.x, p.y, -p.z) : p;
}

// What a chain of segments may touch: a field and who carries it.
struct Solid {
    std::uint32_t field;
    bool mirrored;
    std::vector<SegmentIndex> carriers;
    std::vector<vec3> carrier_centres;  // where there are several
    std::vector<SegmentIndex> gliding;  // for a wall: only chains that hold one of these and one of the carriers
};

class TouchFinder {
  public:
    TouchFinder(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules, BoneFields& fields,
                Plan& plan)
        : body_(body), skeleton_(skeleton), plan_(plan), cover_(rules.cover_m) {
        for (const std::string& id : rules.solid_segments) {
            add_solid(id);
        }
        for (const Rules::Wall& wall : rules.walls) {
            add_wall(wall);
        }
        plan_.fields = fields.of(shapes_);
    }

    void add_to_spans() {
        for (const FasciclePlan& fascicle : plan_.fascicles) {
            for (std::uint32_t k = fascicle.first_span; k < fascicle.first_span + fascicle.span_count; ++k) {
                add_to_span(fascicle, plan_.spans[k]);
            }
        }
    }

  private:
    void add_to_span(const FasciclePlan& fascicle, const SpanPlan& span) {
        if (span.rigid) {
            return;
        }
        const auto chain = chain_between(skeleton_.parents, span.from.segment, span.to.segment);
        std::vector<const Solid*> near;
        for (const Solid& solid : solids_) {
            if (concerns(solid, chain) && comes_near(solid, fascicle, span)) {
                near.push_back(&solid);
            }
        }
        for (std::uint32_t i = span.first; i < span.first + span.count; ++i) {
            StationPlan& station = plan_.stations[i];
            station.first_touch = static_cast<std::uint32_t>(plan_.touches.size());
            station.touch_count = static_cast<std::uint16_t>(near.size());
            for (const Solid* solid : near) {
                const float at_rest = distance(*solid, station.rest);
                plan_.touches.push_back({solid->field, carrier(*solid, station.rest), solid->mirrored,
                                         std::min(at_rest, std::max(cover_, station.radius))});
            }
        }
    }

    void add_solid(const std::string& id);
    void add_wall(const Rules::Wall& wall);

    // Walls of the same bones, carried by different segments, share a field.
    std::uint32_t field_of(const Rules::Wall& wall, anatomy::SphereMesh shape) {
        const auto [place, is_new] =
            walls_.try_emplace({wall.bones, wall.bridge_m}, static_cast<std::uint32_t>(shapes_.size()));
        if (is_new) {
            shapes_.push_back(std::move(shape));
        }
        return place->second;
    }

    float distance(const Solid& solid, const vec3& p) const {
        return plan_.fields[solid.field].distance(mirrored_if(solid.mirrored, p));
    }

    SegmentIndex carrier(const Solid& solid, const vec3& p) const {
        std::size_t best = 0;
        for (std::size_t i = 1; i < solid.carriers.size(); ++i) {
            if (glm::distance(p, solid.carrier_centres[i]) < glm::distance(p, solid.carrier_centres[best])) {
                best = i;
            }
        }
        return solid.carriers[best];
    }

    static bool holds_one(const std::vector<SegmentIndex>& chain, const std::vector<SegmentIndex>& wanted) {
        return std::find_first_of(chain.begin(), chain.end(), wanted.begin(), wanted.end()) != chain.end();
    }

    bool concerns(const Solid& solid, const std::vector<SegmentIndex>& chain) const {
        return holds_one(chain, solid.carriers) && (solid.gliding.empty() || holds_one(chain, solid.gliding));
    }

    // The stations beside the span count as well: what hangs free at rest may be wrapped round by a deep bend.
    bool comes_near(const Solid& solid, const FasciclePlan& fascicle, const SpanPlan& span) const {
        constexpr std::uint32_t beside = 3;
        const std::uint32_t first = std::max(span.first, fascicle.first_station + beside) - beside;
        const std::uint32_t end =
            std::min(span.first + span.count + beside, fascicle.first_station + fascicle.station_count);
        for (std::uint32_t i = first; i < end; ++i) {
            if (distance(solid, plan_.stations[i].rest) < BoneField::band_m) {
                return true;
            }
        }
        return false;
    }

    const anatomy::Body& body_;
    const motion::Skeleton& skeleton_;
    Plan& plan_;
    float cover_;
    std::vector<Solid> solids_;
    std::vector<anatomy::SphereMesh> shapes_;  // of the fields
    std::map<std::pair<std::vector<std::string>, float>, std::uint32_t> walls_;
};

void TouchFinder::add_solid(const std::string& id) {
    const SegmentIndex segment = body_.find_segment(id);
    if (segment == anatomy::none) {
        return;
    }
    anatomy::SphereMesh shape = bones_of(body_, segment);
    if (shape.spheres.empty()) {
        return;
    }
    const auto index = static_cast<std::uint32_t>(shapes_.size());
    shapes_.push_back(std::move(shape));
    solids_.push_back({index, false, {segment}, {vec3(0.0f)}, {}});
    // The left side is the mirror image of the right one, in the tables and here.
    if (id.ends_with("_r")) {
        const SegmentIndex left = body_.find_segment(id.substr(0, id.size() - 2) + "_l");
        if (left != anatomy::none) {
            solids_.push_back({index, true, {left}, {vec3(0.0f)}, {}});
        }
    }
}

void TouchFinder::add_wall(const Rules::Wall& wall) {
    anatomy::SphereMesh shape = wall_of(body_, wall.bones, wall.bridge_m);
    if (shape.spheres.empty()) {
        return;
    }
    Solid solid{field_of(wall, std::move(shape)), false, {}, {}, {}};
    for (const std::string& id : wall.carriers) {
        const SegmentIndex segment = body_.find_segment(id);
        if (segment == anatomy::none) {
            continue;
        }
        vec3 centre{0.0f};
        const anatomy::SphereMesh bones = bones_of(body_, segment);
        for (const glm::vec4& sphere : bones.spheres) {
            centre += vec3(sphere) / static_cast<float>(bones.spheres.size());
        }
        solid.carriers.push_back(segment);
        solid.carrier_centres.push_back(centre);
    }
    for (const std::string& id : wall.gliding) {
        const SegmentIndex segment = body_.find_segment(id);
        if (segment != anatomy::none) {
            solid.gliding.push_back(segment);
        }
    }
    if (!solid.carriers.empty()) {
        solids_.push_back(std::move(solid));
    }
}

}  // namespace

void add_touches(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules, BoneFields& fields,
                 Plan& plan) {
    TouchFinder(body, skeleton, rules, fields, plan).add_to_spans();
}

}  // namespace backstory::muscle
