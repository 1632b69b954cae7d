#include "forge/smooth.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace backstory::forge {

namespace {

// Chebyshev coefficients of the window-limited ideal low-pass filter that starts to fall at theta.
std::vector<double> coefficients(double theta, double shift, int iterations) {
    std::vector<double> c(static_cast<std::size_t>(iterations) + 1);
    for (int n = 0; n <= iterations; ++n) {
        const double window = 0.54 + 0.46 * std::cos(n * std::numbers::pi / (iterations + 1));  // Hamming
        c[static_cast<std::size_t>(n)] =
            window * (n == 0 ? (theta + shift) / std::numbers::pi
                             : 2.0 * std::sin(n * (theta + shift)) / (n * std::numbers::pi));
    }
    return c;
}

double response(const std::vector<double>& c, double theta) {
    double sum = 0.0;
    for (std::size_t n = 0; n < c.size(); ++n) {
        sum += c[n] * std::cos(static_cast<double>(n) * theta);
    }
    return sum;
}

// Shifted so that the pass band itself comes through whole, scaled so that the mean stays where it is.
std::vector<double> filter(double pass_band, int iterations) {
    const double theta = std::acos(1.0 - 0.5 * pass_band);
    double low = 0.0, high = 4.0 * std::numbers::pi / iterations;
    for (int k = 0; k < 60; ++k) {
        const double middle = 0.5 * (low + high);
        const std::vector<double> c = coefficients(theta, middle, iterations);
        (response(c, theta) < 0.99 * response(c, 0.0) ? low : high) = middle;
    }
    std::vector<double> c = coefficients(theta, high, iterations);
    const double mean = response(c, 0.0);
    for (double& value : c) {
        value /= mean;
    }
    return c;
}

struct Neighbours {
    std::vector<std::uint32_t> first, list;
};

Neighbours neighbours_of(const geometry::Mesh& mesh) {
    std::vector<std::uint64_t> edges;
    edges.reserve(mesh.indices.size());
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint64_t a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3];
            edges.push_back(a << 32 | b);
            edges.push_back(b << 32 | a);
        }
    }
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    Neighbours result;
    result.first.assign(mesh.positions.size() + 1, 0);
    result.list.reserve(edges.size());
    for (std::uint64_t edge : edges) {
        ++result.first[(edge >> 32) + 1];
        result.list.push_back(static_cast<std::uint32_t>(edge));
    }
    for (std::size_t i = 1; i < result.first.size(); ++i) {
        result.first[i] += result.first[i - 1];
    }
    return result;
}

// next = 2 X current - previous with X = half of (itself + the mean of its neighbours).
void chebyshev_step(const Neighbours& near, const std::vector<glm::vec3>& current, std::vector<glm::vec3>& previous,
                    bool first) {
    for (std::size_t i = 0; i < current.size(); ++i) {
        const std::uint32_t begin = near.first[i], end = near.first[i + 1];
        glm::vec3 sum{0.0f};
        for (std::uint32_t k = begin; k < end; ++k) {
            sum += current[near.list[k]];
        }
        const glm::vec3 mean = end > begin ? sum / static_cast<float>(end - begin) : current[i];
        const glm::vec3 x = 0.5f * (current[i] + mean);
        previous[i] = first ? x : 2.0f * x - previous[i];
    }
}

}  // namespace

TwoBands low_pass(const geometry::Mesh& mesh, double coarse_band, double fine_band, int iterations) {
    const Neighbours near = neighbours_of(mesh);
    const std::vector<double> coarse = filter(coarse_band, iterations), fine = filter(fine_band, iterations);
    const std::size_t count = mesh.positions.size();
    const glm::vec3 origin = geometry::bounds_of(mesh).centre();
    std::vector<glm::vec3> previous(count), current(count);
    for (std::size_t i = 0; i < count; ++i) {
        previous[i] = mesh.positions[i] - origin;
    }
    chebyshev_step(near, previous, current, true);
    TwoBands result;
    result.coarse.resize(count);
    result.fine.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        result.coarse[i] = origin + float(coarse[0]) * previous[i] + float(coarse[1]) * current[i];
        result.fine[i] = origin + float(fine[0]) * previous[i] + float(fine[1]) * current[i];
    }
    for (std::size_t n = 2; n < coarse.size(); ++n) {
        chebyshev_step(near, current, previous, false);
        std::swap(previous, current);
        for (std::size_t i = 0; i < count; ++i) {
            result.coarse[i] += float(coarse[n]) * current[i];
            result.fine[i] += float(fine[n]) * current[i];
        }
    }
    return result;
}

std::vector<glm::vec3> low_pass(const geometry::Mesh& mesh, double pass_band, int iterations) {
    return low_pass(mesh, pass_band, pass_band, iterations).coarse;
}

void average(const geometry::Mesh& mesh, std::vector<float>& values, int rounds) {
    const Neighbours near = neighbours_of(mesh);
    std::vector<float> next(values.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            float sum = values[i];
            for (std::uint32_t k = near.first[i]; k < near.first[i + 1]; ++k) {
                sum += values[near.list[k]];
            }
            next[i] = sum / static_cast<float>(1 + near.first[i + 1] - near.first[i]);
        }
        values.swap(next);
    }
}

void restore_volume(geometry::Mesh& mesh, double volume_m3, double limit_m) {
    for (int round = 0; round < 2; ++round) {
        const double area = geometry::area_m2(mesh);
        if (area <= 0.0) {
            return;
        }
        const double offset = std::clamp((volume_m3 - geometry::volume_m3(mesh)) / area, -limit_m, limit_m);
        geometry::compute_normals(mesh);
        for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
            mesh.positions[i] += static_cast<float>(offset) * mesh.normals[i];
        }
        limit_m -= std::abs(offset);
    }
}

}  // namespace backstory::forge
