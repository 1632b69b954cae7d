#include "muscle/bone_field.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace backstory::muscle {

namespace {

using glm::vec3;

// Barycentric place of the point of a triangle that is nearest to p (Ericson 2005, section 5.1.5). Degenerate triangles
// (an edge given as a, b, b; a sphere as a, a, a) work as well.
vec3 nearest_on_triangle(const vec3& p, const vec3& a, const vec3& b, const vec3& c) {
    const vec3 ab = b - a, ac = c - a, ap = p - a;
    const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
    if (d1 <= 0.0f && d2 <= 0.0f) {
        return {1.0f, 0.0f, 0.0f};
    }
    const vec3 bp = p - b;
    const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
    if (d3 >= 0.0f && d4 <= d3) {
        return {0.0f, 1.0f, 0.0f};
    }
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0.0f && d1 >= 0.0f && d3 <= 0.0f) {
        const float t = d1 / std::max(d1 - d3, 1e-20f);
        return {1.0f - t, t, 0.0f};
    }
    const vec3 cp = p - c;
    const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
    if (d6 >= 0.0f && d5 <= d6) {
        return {0.0f, 0.0f, 1.0f};
    }
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0.0f && d2 >= 0.0f && d6 <= 0.0f) {
        const float t = d2 / std::max(d2 - d6, 1e-20f);
        return {1.0f - t, 0.0f, t};
    }
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0.0f && d4 - d3 >= 0.0f && d5 - d6 >= 0.0f) {
        const float t = (d4 - d3) / std::max((d4 - d3) + (d5 - d6), 1e-20f);
        return {0.0f, 1.0f - t, t};
    }
    const float scale = 1.0f / (va + vb + vc);
    return {1.0f - (vb + vc) * scale, vb * scale, vc * scale};
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

BoneField::BoneField(const anatomy::SphereMesh& bones) {
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
    values_.assign(static_cast<std::size_t>(nx_) * static_cast<std::size_t>(ny_) * static_cast<std::size_t>(nz_),
                   band_m);
    const auto put = [&](std::uint32_t i, std::uint32_t j, std::uint32_t k) {
        const glm::vec4 &a = bones.spheres[i], &b = bones.spheres[j], &c = bones.spheres[k];
        add(vec3(a), vec3(b), vec3(c), {a.w, b.w, c.w});
    };
    // The largest first: what they have settled the others need not look at.
    for (const auto& triangle : bones.triangles) {
        put(triangle[0], triangle[1], triangle[2]);
    }
    for (const auto& edge : bones.edges) {
        put(edge[0], edge[1], edge[1]);
    }
    for (std::uint32_t i = 0; i < bones.spheres.size(); ++i) {
        put(i, i, i);
    }
}

void BoneField::add(const vec3& a, const vec3& b, const vec3& c, const vec3& radii) {
    const float reach = std::max({radii.x, radii.y, radii.z}) + band_m;
    const vec3 from = (glm::min(a, glm::min(b, c)) - reach - low_) / cell_m;
    const vec3 to = (glm::max(a, glm::max(b, c)) + reach - low_) / cell_m;
    const vec3 middle = (a + b + c) / 3.0f;
    const float around = std::sqrt(std::max({glm::dot(a - middle, a - middle), glm::dot(b - middle, b - middle),
                                             glm::dot(c - middle, c - middle)})) +
                         reach - band_m;
    // Outside this ball nothing can be nearer than the band, which is there from the start.
    const float ball = (around + band_m) / cell_m;
    const vec3 centre = (middle - low_) / cell_m;
    for (int z = std::max(0, static_cast<int>(from.z)); z < std::min(nz_, static_cast<int>(to.z) + 2); ++z) {
        for (int y = std::max(0, static_cast<int>(from.y)); y < std::min(ny_, static_cast<int>(to.y) + 2); ++y) {
            const float dz = static_cast<float>(z) - centre.z, dy = static_cast<float>(y) - centre.y;
            const float left = ball * ball - dz * dz - dy * dy;
            if (left <= 0.0f) {
                continue;
            }
            const float wide = std::sqrt(left);
            const int first = static_cast<int>(std::max({0.0f, from.x, centre.x - wide - 1.0f}));
            const int last = std::min({nx_, static_cast<int>(to.x) + 2, static_cast<int>(centre.x + wide) + 2});
            const std::size_t line = static_cast<std::size_t>(z * ny_ + y) * static_cast<std::size_t>(nx_);
            for (int x = first; x < last; ++x) {
                float& value = values_[line + static_cast<std::size_t>(x)];
                const vec3 p =
                    low_ + cell_m * vec3(static_cast<float>(x), static_cast<float>(y), static_cast<float>(z));
                const float bound = value + around;
                if (bound <= 0.0f || glm::dot(p - middle, p - middle) >= bound * bound) {
                    continue;  // no point of the primitive can be nearer than what is there
                }
                const vec3 share = nearest_on_triangle(p, a, b, c);
                const vec3 nearest = share.x * a + share.y * b + share.z * c;
                value = std::min(value, glm::distance(p, nearest) - glm::dot(share, radii));
            }
        }
    }
}

float BoneField::distance(const vec3& rest_point) const {
    const vec3 p = (rest_point - low_) * (1.0f / cell_m);
    const int x = static_cast<int>(p.x), y = static_cast<int>(p.y), z = static_cast<int>(p.z);
    if (!(p.x >= 0.0f && p.y >= 0.0f && p.z >= 0.0f) || x + 1 >= nx_ || y + 1 >= ny_ || z + 1 >= nz_) {
        return band_m;
    }
    const vec3 t = p - vec3(static_cast<float>(x), static_cast<float>(y), static_cast<float>(z));
    const std::size_t row = static_cast<std::size_t>(nx_), slice = row * static_cast<std::size_t>(ny_);
    const float* v =
        &values_[static_cast<std::size_t>(z) * slice + static_cast<std::size_t>(y) * row + static_cast<std::size_t>(x)];
    const auto line = [&t](const float* at) { return at[0] + t.x * (at[1] - at[0]); };
    const float near = glm::mix(line(v), line(v + row), t.y);
    const float far = glm::mix(line(v + slice), line(v + slice + row), t.y);
    return glm::mix(near, far, t.z);
}

anatomy::SphereMesh bones_of(const anatomy::Body& body, anatomy::SegmentIndex segment) {
    anatomy::SphereMesh all;
    for (const anatomy::Structure& structure : body.structures) {
        if (structure.segment == segment && structure.kind == anatomy::Kind::bone) {
            append(all, structure.sphere_mesh);
        }
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
