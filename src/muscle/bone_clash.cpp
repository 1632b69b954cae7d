#include "muscle/bone_clash.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <string>

namespace backstory::muscle {

namespace {

using glm::dvec3;

constexpr double board_m = 0.036;  // seats are drawn as boards: what lies under them is free

// How deep a ball reaches into a box; negative outside.
double depth_in_box(const dvec3& centre, double radius, const dvec3& low, const dvec3& high) {
    const dvec3 out = glm::max(glm::max(low - centre, centre - high), 0.0);
    if (out != dvec3(0.0)) {
        return radius - glm::length(out);
    }
    const dvec3 inside = glm::min(centre - low, high - centre);
    return radius + std::min({inside.x, inside.y, inside.z});
}

double depth_in_prop(const dvec3& centre, double radius, const motion::Prop& prop) {
    const dvec3 half = 0.5 * prop.size, foot = prop.position;
    if (prop.kind == "band" || half.x <= 0.0 || half.z <= 0.0) {
        return 0.0;
    }
    if (prop.kind == "wall") {
        return centre.x + radius - foot.x;
    }
    if (prop.kind == "roll") {
        if (std::abs(centre.z - foot.z) > half.z) {
            return 0.0;
        }
        return half.y + radius - glm::length(glm::dvec2(centre) - glm::dvec2(foot.x, foot.y + half.y));
    }
    const double top = foot.y + prop.height;
    const bool hollow = prop.kind == "chair" || prop.kind == "bench";
    const double bottom = hollow ? top - board_m : top - prop.size.y;
    return depth_in_box(centre, radius, {foot.x - half.x, bottom, foot.z - half.z},
                        {foot.x + half.x, top, foot.z + half.z});
}

}  // namespace

BoneClashes::Limb BoneClashes::limb_of(std::string_view segment) {
    const bool right = segment.ends_with("_r");
    const std::string_view base = right || segment.ends_with("_l") ? segment.substr(0, segment.size() - 2) : segment;
    if (base == "femur" || base == "tibia" || base == "patella" || base == "talus" || base == "foot" ||
        base == "toes") {
        return right ? Limb::leg_r : Limb::leg_l;
    }
    if (base == "humerus" || base == "ulna" || base == "radius" || base == "hand") {
        return right ? Limb::arm_r : Limb::arm_l;
    }
    if (base == "head" || base == "jaw") {
        return Limb::head;
    }
    // Shoulder blade and collar bone glide on the ribs, the hyoid hangs in the neck: they clash with nothing.
    return base == "scapula" || base == "clavicle" || base == "hyoid" ? Limb::none : Limb::trunk;
}

BoneClashes::BoneClashes(const anatomy::Body& body) : body_(body) {
    for (std::size_t s = 0; s < body.segments.size(); ++s) {
        const auto segment = static_cast<anatomy::SegmentIndex>(s);
        const anatomy::SphereMesh all = bones_of(body, segment);
        if (all.spheres.empty()) {
            continue;
        }
        Bones bones{segment, limb_of(body.segments[s].id), BoneField(all), glm::vec3(1e9f), glm::vec3(-1e9f), {}};
        for (std::size_t i = 0; i < body.structures.size(); ++i) {
            const anatomy::Structure& structure = body.structures[i];
            if (structure.kind != anatomy::Kind::bone || structure.segment != segment) {
                continue;
            }
            for (std::size_t k = 0; k < structure.sphere_mesh.spheres.size(); ++k) {
                const glm::vec4& ball = structure.sphere_mesh.spheres[k];
                if (!structure.sphere_mesh.is_own(k)) {
                    continue;
                }
                bones.balls.push_back({static_cast<anatomy::StructureIndex>(i), segment, glm::vec3(ball), ball.w});
                bones.low = glm::min(bones.low, glm::vec3(ball) - ball.w);
                bones.high = glm::max(bones.high, glm::vec3(ball) + ball.w);
            }
        }
        bones_.push_back(std::move(bones));
    }
}

BoneClash BoneClashes::with_props(const std::vector<motion::Prop>& props,
                                  const motion::SegmentTransforms& world_from_rest) const {
    BoneClash deepest;
    for (const Bones& bones : bones_) {
        for (const Ball& ball : bones.balls) {
            const dvec3 centre = world_from_rest[ball.segment].point(dvec3(ball.centre));
            const double radius = static_cast<double>(ball.radius);
            if (radius - centre.y > deepest.depth_m) {
                deepest = {ball.bone, radius - centre.y, "floor"};
            }
            for (const motion::Prop& prop : props) {
                if (const double depth = depth_in_prop(centre, radius, prop); depth > deepest.depth_m) {
                    deepest = {ball.bone, depth, prop.id};
                }
            }
        }
    }
    return deepest;
}

BoneClash BoneClashes::between_limbs(const motion::SegmentTransforms& world_from_rest) const {
    BoneClash deepest;
    const auto pelvis = body_.find_segment("pelvis");
    for (const Bones& moving : bones_) {
        if (moving.limb == Limb::none || moving.limb == Limb::trunk) {
            continue;
        }
        const bool is_root = body_.segments[moving.segment].id.starts_with("femur") ||
                             body_.segments[moving.segment].id.starts_with("humerus");
        for (const Bones& other : bones_) {
            const bool neighbours = other.limb == Limb::trunk && (moving.limb == Limb::head || is_root);
            if (other.limb == Limb::none || other.limb == moving.limb || (neighbours && other.segment != pelvis) ||
                (neighbours && moving.limb >= Limb::leg_r)) {
                continue;
            }
            const geometry::RigidTransform back =
                world_from_rest[other.segment].inverse() * world_from_rest[moving.segment];
            for (const Ball& ball : moving.balls) {
                const glm::vec3 there(back.point(dvec3(ball.centre)));
                if (glm::any(glm::lessThan(there, other.low)) || glm::any(glm::greaterThan(there, other.high))) {
                    continue;
                }
                const double depth = static_cast<double>(ball.radius - other.field.distance(there));
                if (depth > deepest.depth_m) {
                    deepest = {ball.bone, depth, body_.segments[other.segment].id};
                }
            }
        }
    }
    return deepest;
}

}  // namespace backstory::muscle
