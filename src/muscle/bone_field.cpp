#include "muscle/bone_field.hpp"

#include "muscle/lanes.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>

namespace backstory::muscle {

namespace {

using glm::vec3;

// Of the mesh and of its triangles, each once.
std::set<std::array<std::uint32_t, 2>> edges_of(const anatomy::SphereMesh& bones) {
    std::set<std::array<std::uint32_t, 2>> edges;
    const auto put = [&edges](std::uint32_t a, std::uint32_t b) { edges.insert({std::min(a, b), std::max(a, b)}); };
    for (const auto& edge : bones.edges) {
        put(edge[0], edge[1]);
    }
    for (const auto& triangle : bones.triangles) {
        put(triangle[0], triangle[1]);
        put(triangle[1], triangle[2]);
        put(triangle[2], triangle[0]);
    }
    return edges;
}

void append(anatomy::SphereMesh& all, const anatomy::SphereMesh& part) {
    const auto base = static_cast<std::uint32_t>(all.spheres.size());
    all.spheres.insert(all.spheres.end(), part.spheres.begin(), part.spheres.end());
    for (const auto& edge : part.edges) {
        all.edges.push_back({edge[0] + base, edge[1] + base});
    }
    for (const auto& triangle : part.triangles) {
        all.triangles.push_back({triangle[0] + base, triangle[1] + base, triangle[2] + base});
    }
}

}  // namespace

BoneField::BoneField(Grid grid)
    : low_(grid.low),
      nx_(grid.nodes.x),
      ny_(grid.nodes.y),
      nz_(grid.nodes.z),
      values_(std::make_shared<std::vector<float>>(std::move(grid.values))) {}

BoneField::BoneField(const anatomy::SphereMesh& bones) : values_(std::make_shared<std::vector<float>>()) {
    if (bones.spheres.empty()) {
        return;
    }
    vec3 high(std::numeric_limits<float>::lowest());
    low_ = vec3(std::numeric_limits<float>::max());
    for (const glm::vec4& sphere : bones.spheres) {
        low_ = glm::min(low_, vec3(sphere) - (sphere.w + band_m));
        high = glm::max(high, vec3(sphere) + (sphere.w + band_m));
    }
    const vec3 size = (high - low_) / cell_m;
    nx_ = static_cast<int>(size.x) + 2;
    ny_ = static_cast<int>(size.y) + 2;
    nz_ = static_cast<int>(size.z) + 2;
    values_->assign(static_cast<std::size_t>(nx_) * static_cast<std::size_t>(ny_) * static_cast<std::size_t>(nz_),
                    band_m);
    for (const glm::vec4& sphere : bones.spheres) {
        add_sphere(sphere);
    }
    for (const auto& edge : edges_of(bones)) {
        add_cone(bones.spheres[edge[0]], bones.spheres[edge[1]]);
    }
    for (const auto& triangle : bones.triangles) {
        add_triangle(bones.spheres[triangle[0]], bones.spheres[triangle[1]], bones.spheres[triangle[2]]);
    }
}

// Calls row(y and z of the row, first x, values, count) for the rows of the grid within `reach` of a centre.
template <typename Row>
void BoneField::for_rows(const vec3& centre_m, float reach_m, const Row& row) {
    const vec3 centre = (centre_m - low_) / cell_m;
    const float reach = reach_m / cell_m;
    const auto first = [reach](float at) { return std::max(0, static_cast<int>(at - reach)); };
    const auto end = [reach](float at, int count) { return std::min(count, static_cast<int>(at + reach) + 2); };
    for (int z = first(centre.z); z < end(centre.z, nz_); ++z) {
        for (int y = first(centre.y); y < end(centre.y, ny_); ++y) {
            const float dz = static_cast<float>(z) - centre.z, dy = static_cast<float>(y) - centre.y;
            const float left = reach * reach - dz * dz - dy * dy;
            if (left <= 0.0f) {
                continue;
            }
            const float wide = std::sqrt(left);
            const int from = std::max(0, static_cast<int>(centre.x - wide));
            const int to = std::min(nx_, static_cast<int>(centre.x + wide) + 2);
            if (from < to) {
                const vec3 start =
                    low_ + cell_m * vec3(static_cast<float>(from), static_cast<float>(y), static_cast<float>(z));
                row(start,
                    &(*values_)[static_cast<std::size_t>(z * ny_ + y) * static_cast<std::size_t>(nx_) +
                                static_cast<std::size_t>(from)],
                    to - from);
            }
        }
    }
}

void BoneField::add_sphere(const glm::vec4& sphere) {
    for_rows(vec3(sphere), sphere.w + band_m, [&sphere](const vec3& start, float* values, int count) {
        const vec3 from = start - vec3(sphere);
        const float beside = from.y * from.y + from.z * from.z;
        for (int i = 0; i < count; ++i) {
            const float x = from.x + cell_m * static_cast<float>(i);
            values[i] = std::min(values[i], std::sqrt(x * x + beside) - sphere.w);
        }
    });
}

void BoneField::add_cone(const glm::vec4& a, const glm::vec4& b) {
    const vec3 along = vec3(b) - vec3(a);
    const float square = std::max(glm::dot(along, along), 1e-20f), inverse = 1.0f / square, taper = b.w - a.w;
    const float reach = 0.5f * std::sqrt(square) + std::max(a.w, b.w) + band_m;
    for_rows(0.5f * (vec3(a) + vec3(b)), reach, [&](const vec3& start, float* values, int count) {
        const vec3 from = start - vec3(a);
        const float across = from.y * along.y + from.z * along.z;
        for (int i = 0; i < count; ++i) {
            const float x = from.x + cell_m * static_cast<float>(i);
            const float share = std::min(1.0f, std::max(0.0f, (x * along.x + across) * inverse));
            const float dx = x - share * along.x, dy = from.y - share * along.y, dz = from.z - share * along.z;
            values[i] = std::min(values[i], std::sqrt(dx * dx + dy * dy + dz * dz) - a.w - share * taper);
        }
    });
}

// Over the face only: beside it an edge or a corner is nearest.
void BoneField::add_triangle(const glm::vec4& a, const glm::vec4& b, const glm::vec4& c) {
    const vec3 corner(a), to_b = vec3(b) - corner, to_c = vec3(c) - corner, across = glm::cross(to_b, to_c);
    const float area = glm::length(across);
    if (area < 1e-12f) {
        return;
    }
    const vec3 normal = across / area;
    // The shares of b and c at a place are its products with these.
    const vec3 share_b = glm::cross(to_c, normal) / area, share_c = glm::cross(normal, to_b) / area;
    const vec3 middle = corner + (to_b + to_c) / 3.0f;
    const float around =
        std::max({glm::distance(corner, middle), glm::distance(vec3(b), middle), glm::distance(vec3(c), middle)});
    const float reach = around + std::max({a.w, b.w, c.w}) + band_m;
    for_rows(middle, reach, [&](const vec3& start, float* values, int count) {
        const vec3 from = start - corner;
        const float b_start = glm::dot(from, share_b), c_start = glm::dot(from, share_c);
        const float off_start = glm::dot(from, normal);
        for (int i = 0; i < count; ++i) {
            const float x = cell_m * static_cast<float>(i);
            const float of_b = b_start + x * share_b.x, of_c = c_start + x * share_c.x;
            const float off = std::abs(off_start + x * normal.x);
            const float here = off - a.w - of_b * (b.w - a.w) - of_c * (c.w - a.w);
            const bool over_face = (of_b >= 0.0f) & (of_c >= 0.0f) & (of_b + of_c <= 1.0f);
            values[i] = over_face ? std::min(values[i], here) : values[i];
        }
    });
}

float BoneField::distance(const vec3& rest_point) const {
    const vec3 p = (rest_point - low_) * (1.0f / cell_m);
    const int x = static_cast<int>(p.x), y = static_cast<int>(p.y), z = static_cast<int>(p.z);
    if (!(p.x >= 0.0f && p.y >= 0.0f && p.z >= 0.0f) || x + 1 >= nx_ || y + 1 >= ny_ || z + 1 >= nz_) {
        return band_m;
    }
    const vec3 t = p - vec3(static_cast<float>(x), static_cast<float>(y), static_cast<float>(z));
    const std::size_t row = static_cast<std::size_t>(nx_), slice = row * static_cast<std::size_t>(ny_);
    const float* v = values_->data() + static_cast<std::size_t>(z) * slice + static_cast<std::size_t>(y) * row +
                     static_cast<std::size_t>(x);
    const auto line = [&t](const float* at) { return at[0] + t.x * (at[1] - at[0]); };
    const float near = glm::mix(line(v), line(v + row), t.y);
    const float far = glm::mix(line(v + slice), line(v + slice + row), t.y);
    return glm::mix(near, far, t.z);
}

namespace {

// What the nodes -1, 0, 1, 2 of a line count for in the value at `t` between nodes 0 and 1, and in the difference of
// the values half a node before and after it.
struct NodeWeights {
    std::array<float, 4> value, slope;

    explicit NodeWeights(float t) : value{0.0f, 1.0f - t, t, 0.0f} {
        if (t < 0.5f) {
            slope = {t - 0.5f, -2.0f * t, t + 0.5f, 0.0f};
        } else {
            slope = {0.0f, t - 1.5f, 2.0f - 2.0f * t, t - 0.5f};
        }
    }
};

}  // namespace

vec3 BoneField::slope(const vec3& rest_point) const {
    const vec3 p = (rest_point - low_) * (1.0f / cell_m);
    const int x = static_cast<int>(p.x), y = static_cast<int>(p.y), z = static_cast<int>(p.z);
    vec3 out(0.0f);
    if (!(x >= 1 && y >= 1 && z >= 1) || x + 2 >= nx_ || y + 2 >= ny_ || z + 2 >= nz_) {
        for (int axis = 0; axis < 3; ++axis) {
            vec3 beside(0.0f);
            beside[axis] = 0.5f * cell_m;
            out[axis] = distance(rest_point + beside) - distance(rest_point - beside);
        }
        return out / cell_m;
    }
    const NodeWeights wx(p.x - static_cast<float>(x)), wy(p.y - static_cast<float>(y)), wz(p.z - static_cast<float>(z));
    const std::ptrdiff_t row = nx_, slice = row * ny_;
    const float* v = values_->data() + z * slice + y * row + x - 1;
    // The rows that count, each by its shares in the slopes along x, y and z.
    std::array<Lanes, 3> sums;
    const auto add = [&](std::size_t j, std::size_t k) {
        const Lanes values =
            Lanes::load(v + (static_cast<std::ptrdiff_t>(k) - 1) * slice + (static_cast<std::ptrdiff_t>(j) - 1) * row);
        sums[0] = sums[0] + wy.value[j] * wz.value[k] * values;
        sums[1] = sums[1] + wy.slope[j] * wz.value[k] * values;
        sums[2] = sums[2] + wy.value[j] * wz.slope[k] * values;
    };
    for (std::size_t k = 0; k < 4; ++k) {
        const bool is_middle = k == 1 || k == 2;
        for (std::size_t j = is_middle ? 0 : 1; j < (is_middle ? 4u : 3u); ++j) {
            add(j, k);
        }
    }
    const Lanes value = Lanes::load(wx.value.data());
    Lanes along_x = Lanes::load(wx.slope.data()) * sums[0], along_y = value * sums[1], along_z = value * sums[2], none;
    transpose(along_x, along_y, along_z, none);
    std::array<float, 4> total{};
    (along_x + along_y + along_z + none).store(total.data());
    return vec3(total[0], total[1], total[2]) / cell_m;
}

anatomy::SphereMesh bones_of(const anatomy::Body& body, anatomy::SegmentIndex segment) {
    anatomy::SphereMesh all;
    for (const anatomy::Structure* bone : body.solids_on(segment, anatomy::Kind::bone)) {
        append(all, bone->sphere_mesh);
    }
    return all;
}

anatomy::SphereMesh wall_of(const anatomy::Body& body, const std::vector<std::string>& bones, float bridge_m) {
    anatomy::SphereMesh all;
    std::size_t before_first = 0, before_end = 0;
    for (const std::string& id : bones) {
        const auto index = body.find_structure(id);
        if (index == anatomy::none) {
            continue;
        }
        const std::size_t first = all.spheres.size();
        append(all, body.structures[index].sphere_mesh);
        const std::size_t end = all.spheres.size();
        for (std::size_t i = first; i < end; ++i) {
            std::size_t nearest = i;
            float gap = bridge_m;
            for (std::size_t j = before_first; j < before_end; ++j) {
                const float d = glm::distance(vec3(all.spheres[i]), vec3(all.spheres[j]));
                if (d < gap) {
                    gap = d;
                    nearest = j;
                }
            }
            if (nearest != i) {
                all.edges.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(nearest)});
            }
        }
        before_first = first;
        before_end = end;
    }
    return all;
}

}  // namespace backstory::muscle
