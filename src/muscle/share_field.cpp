#include "muscle/share_field.hpp"

#include <glm/common.hpp>

#include <algorithm>

namespace backstory::muscle {

using glm::ivec3;
using glm::vec3;

namespace {

constexpr float cell_m = 0.012f;
constexpr int rim = 2;  // cells round the layers that belong to them
constexpr float pin_strength = 8.0f;

template <typename Visit>
void each_node(const ivec3& from, const ivec3& to, const Visit& visit) {
    for (int z = from.z; z <= to.z; ++z) {
        for (int y = from.y; y <= to.y; ++y) {
            for (int x = from.x; x <= to.x; ++x) {
                visit(ivec3(x, y, z));
            }
        }
    }
}

}  // namespace

std::size_t ShareField::index_of(const ivec3& node) const {
    return (static_cast<std::size_t>(node.z) * static_cast<std::size_t>(size_.y) + static_cast<std::size_t>(node.y)) *
               static_cast<std::size_t>(size_.x) +
           static_cast<std::size_t>(node.x);
}

template <typename Visit>
void ShareField::each_neighbour(const ivec3& node, const Visit& visit) const {
    for (int axis = 0; axis < 3; ++axis) {
        for (const int way : {-1, 1}) {
            ivec3 there = node;
            there[axis] += way;
            if (there[axis] >= 0 && there[axis] < size_[axis] && is_inside_[index_of(there)] != 0) {
                visit(index_of(there));
            }
        }
    }
}

template <typename Visit>
void ShareField::each_corner(const vec3& place, const Visit& visit) const {
    const vec3 at = (place - low_) / cell_m;
    const ivec3 cell = glm::clamp(ivec3(at), ivec3(0), size_ - 2);
    const vec3 share = glm::clamp(at - vec3(cell), 0.0f, 1.0f);
    for (int corner = 0; corner < 8; ++corner) {
        const ivec3 side(corner & 1, (corner >> 1) & 1, corner >> 2);
        const vec3 part = glm::mix(1.0f - share, share, vec3(side));
        visit(index_of(cell + side), part.x * part.y * part.z);
    }
}

ShareField::ShareField(const std::vector<vec3>& places, std::size_t joints) : joints_(joints) {
    low_ = vec3(1e9f);
    vec3 high(-1e9f);
    for (const vec3& p : places) {
        low_ = glm::min(low_, p);
        high = glm::max(high, p);
    }
    low_ -= static_cast<float>(rim + 1) * cell_m;
    low_.z = 0.0f;
    size_ = ivec3((high - low_) / cell_m) + rim + 3;
    is_inside_.assign(
        static_cast<std::size_t>(size_.x) * static_cast<std::size_t>(size_.y) * static_cast<std::size_t>(size_.z), 0);
    for (const vec3& p : places) {
        const ivec3 cell((p - low_) / cell_m);
        const ivec3 from = glm::max(cell - rim, ivec3(0)), to = glm::min(cell + rim + 1, size_ - 1);
        each_node(from, to, [this](const ivec3& node) { is_inside_[index_of(node)] = 1; });
    }
    held_.assign(is_inside_.size(), 0.0f);
    wanted_.assign(is_inside_.size() * joints_, 0.0f);
    values_.assign(is_inside_.size() * joints_, 0.5f);
}

void ShareField::pin(const vec3& place, const std::vector<float>& numbers) {
    each_corner(place, [&](std::size_t node, float weight) {
        held_[node] += pin_strength * weight;
        for (std::size_t j = 0; j < joints_; ++j) {
            wanted_[node * joints_ + j] += pin_strength * weight * numbers[j];
        }
    });
}

// Successive over-relaxation; the rim lets nothing through.
void ShareField::solve() {
    constexpr int sweeps = 160;
    constexpr float over = 1.8f;
    std::vector<float> sum(joints_);
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        each_node(ivec3(0), size_ - 1, [&](const ivec3& node) {
            const std::size_t here = index_of(node);
            if (is_inside_[here] == 0) {
                return;
            }
            float weight = held_[here];
            std::copy_n(&wanted_[here * joints_], joints_, sum.begin());
            each_neighbour(node, [&](std::size_t there) {
                weight += 1.0f;
                for (std::size_t j = 0; j < joints_; ++j) {
                    sum[j] += values_[there * joints_ + j];
                }
            });
            for (std::size_t j = 0; j < joints_; ++j) {
                float& value = values_[here * joints_ + j];
                value += over * (sum[j] / weight - value);
            }
        });
    }
}

void ShareField::read(const vec3& place, std::vector<float>& numbers) const {
    numbers.assign(joints_, 0.0f);
    each_corner(place, [&](std::size_t node, float weight) {
        for (std::size_t j = 0; j < joints_; ++j) {
            numbers[j] += weight * values_[node * joints_ + j];
        }
    });
}

}  // namespace backstory::muscle
