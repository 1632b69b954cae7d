#include "forge/primitive.hpp"

#include "base/assert.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::forge {

Primitive::Primitive(std::span<const glm::vec4> corners) : count_(static_cast<int>(corners.size())) {
    BACKSTORY_ASSERT(!corners.empty() && corners.size() <= 3);
    std::copy(corners.begin(), corners.end(), corners_.begin());
    slab_ = count_ == 3 && prepare_slab();
    if (count_ > 1) {
        cones_[0] = cone(corners_[0], corners_[1]);
        cone_count_ = 1;
    }
    if (count_ > 2) {
        cones_[1] = cone(corners_[1], corners_[2]);
        cones_[2] = cone(corners_[2], corners_[0]);
        cone_count_ = 3;
    }
}

Primitive::Cone Primitive::cone(const glm::vec4& a, const glm::vec4& b) {
    Cone result;
    const glm::vec3 along = glm::vec3(b) - glm::vec3(a);
    const float length = glm::length(along);
    // A ball inside the other adds nothing: the larger ball alone remains.
    if (length <= std::abs(b.w - a.w) || length <= 0.0f) {
        const glm::vec4& larger = a.w >= b.w ? a : b;
        result.start = glm::vec3(larger);
        result.radius = larger.w;
        return result;
    }
    result.start = glm::vec3(a);
    result.direction = along / length;
    result.length = length;
    result.radius = a.w;
    result.slope = (b.w - a.w) / length;
    result.lead = result.slope / std::sqrt(1.0f - result.slope * result.slope);
    return result;
}

float Primitive::Cone::along(const glm::vec3& p) const {
    const glm::vec3 w = p - start;
    const float t0 = glm::dot(w, direction);
    const float height = std::sqrt(std::max(0.0f, glm::dot(w, w) - t0 * t0));
    return std::clamp(t0 + height * lead, 0.0f, length);
}

float Primitive::Cone::distance(const glm::vec3& p) const {
    const float t = along(p);
    return glm::length(p - start - t * direction) - (radius + slope * t);
}

bool Primitive::prepare_slab() {
    const glm::vec3 ab = glm::vec3(corners_[1]) - glm::vec3(corners_[0]);
    const glm::vec3 ac = glm::vec3(corners_[2]) - glm::vec3(corners_[0]);
    const glm::vec3 cross = glm::cross(ab, ac);
    const float area = glm::length(cross), side = glm::length(ab);
    if (area < 1e-12f || side <= 0.0f) {
        return false;
    }
    normal_ = cross / area;
    across_ = ab / side;
    up_ = glm::cross(normal_, across_);
    corner1_ = {side, 0.0f};
    corner2_ = {glm::dot(ac, across_), glm::dot(ac, up_)};
    inverse_area_ = 1.0f / (corner1_.x * corner2_.y);
    gradient_.x = (corners_[1].w - corners_[0].w) / side;
    gradient_.y = (corners_[2].w - corners_[0].w - gradient_.x * corner2_.x) / corner2_.y;
    const float steepness = glm::dot(gradient_, gradient_);
    if (steepness >= 1.0f) {
        return false;
    }
    lean_ = std::sqrt(1.0f - steepness);
    return true;
}

float Primitive::distance(const glm::vec3& p) const {
    if (slab_) {
        const glm::vec3 w = p - glm::vec3(corners_[0]);
        const glm::vec2 foot{glm::dot(w, across_), glm::dot(w, up_)};
        const float height = std::abs(glm::dot(w, normal_));
        const glm::vec2 q = foot + gradient_ * (height / lean_);  // where the nearest ball sits
        const float v = q.y / corner2_.y;
        const float u = (q.x * corner2_.y - q.y * corner2_.x) * inverse_area_;
        if (u >= 0.0f && v >= 0.0f && u + v <= 1.0f) {
            return height * lean_ - (corners_[0].w + glm::dot(gradient_, foot));
        }
    }
    if (cone_count_ == 0) {
        return glm::length(p - glm::vec3(corners_[0])) - corners_[0].w;
    }
    float nearest = cones_[0].distance(p);
    for (int i = 1; i < cone_count_; ++i) {
        nearest = std::min(nearest, cones_[static_cast<std::size_t>(i)].distance(p));
    }
    return nearest;
}

float Primitive::radius_near(const glm::vec3& p) const {
    const float d = distance(p);
    if (cone_count_ == 0) {
        return corners_[0].w;
    }
    for (int i = 0; i < cone_count_; ++i) {
        const Cone& cone = cones_[static_cast<std::size_t>(i)];
        if (!slab_ || cone.distance(p) <= d + 1e-7f) {
            return cone.radius + cone.slope * cone.along(p);
        }
    }
    const glm::vec3 w = p - glm::vec3(corners_[0]);
    return corners_[0].w + glm::dot(gradient_, glm::vec2(glm::dot(w, across_), glm::dot(w, up_)));
}

geometry::Bounds Primitive::bounds() const {
    geometry::Bounds bounds;
    for (int i = 0; i < count_; ++i) {
        const glm::vec4& c = corners_[static_cast<std::size_t>(i)];
        bounds.add(glm::vec3(c) - c.w);
        bounds.add(glm::vec3(c) + c.w);
    }
    return bounds;
}

}  // namespace backstory::forge
