// How far a point lies from the surface of a sphere-mesh: negative inside. Sampled densely enough for 0.3 mm.
#pragma once

#include "anatomy/body.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace backstory::tests {

class SphereMeshDistance {
  public:
    explicit SphereMeshDistance(const anatomy::SphereMesh& mesh) {
        constexpr float step_m = 0.0015f;
        const auto add = [this](const glm::vec4& s) {
            samples_.push_back(s);
            low_ = glm::min(low_, glm::vec3(s) - s.w);
            high_ = glm::max(high_, glm::vec3(s) + s.w);
        };
        for (const glm::vec4& sphere : mesh.spheres) {
            add(sphere);
        }
        for (const auto& [a, b] : mesh.edges) {
            const glm::vec4 p = mesh.spheres[a], q = mesh.spheres[b];
            const int n = 1 + static_cast<int>(glm::distance(glm::vec3(p), glm::vec3(q)) / step_m);
            for (int i = 1; i < n; ++i) {
                add(glm::mix(p, q, static_cast<float>(i) / static_cast<float>(n)));
            }
        }
        for (const auto& [a, b, c] : mesh.triangles) {
            const glm::vec4 p = mesh.spheres[a], q = mesh.spheres[b], r = mesh.spheres[c];
            const float longest =
                std::max({glm::distance(glm::vec3(p), glm::vec3(q)), glm::distance(glm::vec3(q), glm::vec3(r)),
                          glm::distance(glm::vec3(r), glm::vec3(p))});
            const int n = 1 + static_cast<int>(longest / step_m);
            for (int i = 0; i <= n; ++i) {
                for (int j = 0; i + j <= n; ++j) {
                    const float u = static_cast<float>(i) / static_cast<float>(n);
                    const float v = static_cast<float>(j) / static_cast<float>(n);
                    add(p * u + q * v + r * (1.0f - u - v));
                }
            }
        }
    }

    // Exact where it is below `limit`; else something not below it.
    float operator()(const glm::vec3& point, float limit) const {
        const glm::vec3 outside = glm::max(glm::max(low_ - point, point - high_), glm::vec3(0.0f));
        if (glm::length(outside) >= limit) {
            return limit;
        }
        float nearest = limit;
        for (const glm::vec4& s : samples_) {
            nearest = std::min(nearest, glm::distance(point, glm::vec3(s)) - s.w);
        }
        return nearest;
    }

  private:
    std::vector<glm::vec4> samples_;
    glm::vec3 low_{std::numeric_limits<float>::max()}, high_{std::numeric_limits<float>::lowest()};
};

}  // namespace backstory::tests
