#include "workspace/balance.hpp"

#include "motion/contact.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

namespace backstory::workspace {

namespace {

using glm::dvec2;

constexpr double firm = 0.5;      // contacts weaker than this carry nothing
constexpr double sole_m = 0.012;  // bone of the foot that is nearer to the ground than this stands on it
constexpr double patch_m = 0.03;  // half the width of the flesh that a seat, knee or hand rests on
constexpr int patch_corners = 12;

double turn(dvec2 a, dvec2 b, dvec2 c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

// Andrew's monotone chain.
std::vector<dvec2> hull_of(std::vector<dvec2> points) {
    std::sort(points.begin(), points.end(), [](dvec2 a, dvec2 b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    std::vector<dvec2> hull;
    for (int way = 0; way < 2; ++way) {
        const std::size_t start = hull.size();
        for (const dvec2& point : points) {
            while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 0.0) {
                hull.pop_back();
            }
            hull.push_back(point);
        }
        if (!hull.empty()) {
            hull.pop_back();
        }
        std::reverse(points.begin(), points.end());
    }
    return hull;
}

bool is_inside(const std::vector<dvec2>& hull, dvec2 point) {
    for (std::size_t i = 0; i < hull.size(); ++i) {
        if (turn(hull[i], hull[(i + 1) % hull.size()], point) < 0.0) {
            return false;
        }
    }
    return hull.size() >= 3;
}

bool is_of_foot(std::string_view pad) {
    return pad.starts_with("foot") || pad.starts_with("ball") || pad.starts_with("forefoot") ||
           pad.starts_with("heel_sole");
}

// All bone of that foot that lies on the ground.
void add_sole(const anatomy::Body& body, char side, double ground_m, const motion::SegmentTransforms& x,
              std::vector<dvec2>& points) {
    for (const char* part : {"foot_", "toes_"}) {
        const auto segment = body.find_segment(std::string(part) + side);
        for (const auto& bone : body.structures) {
            if (bone.kind != anatomy::Kind::bone || bone.segment != segment || segment == anatomy::none) {
                continue;
            }
            for (const glm::vec4& ball : bone.sphere_mesh.spheres) {
                const glm::dvec3 at = x[segment].point(glm::dvec3(ball));
                if (at.y - static_cast<double>(ball.w) < ground_m + sole_m) {
                    points.emplace_back(at.x, at.z);
                }
            }
        }
    }
}

void add_patch(const motion::ContactPad& pad, const motion::SegmentTransforms& x, std::vector<dvec2>& points) {
    for (const auto& point : pad.points) {
        const glm::dvec3 at = x[point.segment].point(point.point);
        for (int k = 0; k < patch_corners; ++k) {
            const double angle = 2.0 * std::numbers::pi * k / patch_corners;
            points.emplace_back(at.x + patch_m * std::cos(angle), at.z + patch_m * std::sin(angle));
        }
    }
}

}  // namespace

Balance balance_of(const anatomy::Body& body, const motion::Skeleton& skeleton, const motion::Clip* clip, double time_s,
                   const motion::SegmentTransforms& world_from_rest) {
    std::vector<dvec2> points;
    if (clip == nullptr) {
        add_sole(body, 'r', 0.0, world_from_rest, points);
        add_sole(body, 'l', 0.0, world_from_rest, points);
    } else {
        for (const motion::Contact& contact : clip->contacts) {
            const motion::ContactPad* pad = skeleton.find_pad(contact.pad);
            // A wall holds, but carries no weight.
            if (pad == nullptr || contact.normal.y < 0.5 || contact_strength(*clip, contact, time_s) < firm) {
                continue;
            }
            const motion::Prop* prop = clip->find_prop(contact.on);
            if (is_of_foot(contact.pad)) {
                add_sole(body, contact.pad.back(), prop == nullptr ? 0.0 : prop->position.y + prop->height,
                         world_from_rest, points);
            } else {
                add_patch(*pad, world_from_rest, points);
            }
        }
    }
    Balance balance;
    balance.mass = skeleton.centre_of_mass(world_from_rest);
    balance.support = hull_of(std::move(points));
    balance.is_supported = is_inside(balance.support, {balance.mass.x, balance.mass.z});
    return balance;
}

}  // namespace backstory::workspace
