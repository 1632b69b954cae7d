#include "forge/manifold.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <tuple>

namespace backstory::forge {

namespace {

constexpr std::uint32_t unused = std::numeric_limits<std::uint32_t>::max();

class Sets {
  public:
    explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::uint32_t root(std::uint32_t v) {
        while (parent_[v] != v) {
            parent_[v] = parent_[parent_[v]];
            v = parent_[v];
        }
        return v;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = root(a);
        b = root(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::uint32_t> parent_;
};

struct HalfEdge {
    std::uint64_t edge;    // both vertices, lower first
    std::uint32_t corner;  // index of the start in mesh.indices
    bool forward;          // runs from the lower vertex to the higher
};

std::uint32_t next_corner(std::uint32_t corner) {
    return corner % 3 == 2 ? corner - 2 : corner + 1;
}

// Angle of a triangle's far corner about the edge, measured from a fixed direction across it.
double angle_about(const geometry::Mesh& mesh, const HalfEdge& half) {
    const std::uint32_t low = static_cast<std::uint32_t>(half.edge >> 32);
    const std::uint32_t high = static_cast<std::uint32_t>(half.edge & 0xffffffffu);
    const glm::dvec3 a = mesh.positions[low];
    const glm::dvec3 axis = glm::normalize(glm::dvec3(mesh.positions[high]) - a);
    const glm::dvec3 helper = std::abs(axis.x) < 0.7 ? glm::dvec3(1, 0, 0) : glm::dvec3(0, 1, 0);
    const glm::dvec3 u = glm::normalize(glm::cross(axis, helper)), v = glm::cross(axis, u);
    const glm::dvec3 far = glm::dvec3(mesh.positions[mesh.indices[next_corner(next_corner(half.corner))]]) - a;
    return std::atan2(glm::dot(far, v), glm::dot(far, u));
}

// The triangles round an edge in pairs that bound the same wedge of solid.
std::vector<std::pair<HalfEdge, HalfEdge>> pairs_round_edge(const geometry::Mesh& mesh,
                                                            const std::vector<HalfEdge>& round) {
    if (round.size() == 2) {
        return {{round[0], round[1]}};
    }
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < round.size(); ++i) {
        order.emplace_back(angle_about(mesh, round[i]), i);
    }
    std::sort(order.begin(), order.end());
    const std::size_t n = order.size();
    std::vector<bool> done(n, false);
    std::vector<std::pair<HalfEdge, HalfEdge>> pairs;
    const auto pair_up = [&](std::size_t k, std::size_t m) {
        pairs.emplace_back(round[order[k].second], round[order[m].second]);
        done[k] = done[m] = true;
    };
    // The inside lies behind a triangle's front: turning about the edge, a forward triangle ends an inside wedge that
    // a backward one began.
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t m = (k + 1) % n;
        if (!done[k] && !done[m] && !round[order[k].second].forward && round[order[m].second].forward) {
            pair_up(k, m);
        }
    }
    // What overlaps has no clear inside: any two of opposite sense close the surface.
    for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t m = 0; m < n && !done[k]; ++m) {
            if (!done[m] && round[order[k].second].forward != round[order[m].second].forward) {
                pair_up(k, m);
            }
        }
    }
    return pairs;
}

std::vector<std::vector<HalfEdge>> edges_of(const geometry::Mesh& mesh, std::size_t least_triangles) {
    std::vector<HalfEdge> halves;
    halves.reserve(mesh.indices.size());
    for (std::uint32_t corner = 0; corner < mesh.indices.size(); ++corner) {
        const std::uint64_t a = mesh.indices[corner], b = mesh.indices[next_corner(corner)];
        halves.push_back({std::min(a, b) << 32 | std::max(a, b), corner, a < b});
    }
    std::sort(halves.begin(), halves.end(), [](const HalfEdge& a, const HalfEdge& b) {
        return a.edge != b.edge ? a.edge < b.edge : a.corner < b.corner;
    });
    std::vector<std::vector<HalfEdge>> edges;
    for (std::size_t i = 0; i < halves.size();) {
        std::size_t j = i;
        while (j < halves.size() && halves[j].edge == halves[i].edge) {
            ++j;
        }
        if (j - i >= least_triangles) {
            const auto from = halves.begin() + static_cast<std::ptrdiff_t>(i);
            edges.emplace_back(from, from + static_cast<std::ptrdiff_t>(j - i));
        }
        i = j;
    }
    return edges;
}

void join_corners(const HalfEdge& a, const HalfEdge& b, Sets& sets) {
    sets.join(a.forward ? a.corner : next_corner(a.corner), b.forward ? b.corner : next_corner(b.corner));
    sets.join(a.forward ? next_corner(a.corner) : a.corner, b.forward ? next_corner(b.corner) : b.corner);
}

// Doubles vertices so that sheets that are not joined by paired triangles do not share any.
void part_sheets(geometry::Mesh& mesh) {
    Sets corners(mesh.indices.size());
    for (const std::vector<HalfEdge>& round : edges_of(mesh, 2)) {
        for (const auto& [a, b] : pairs_round_edge(mesh, round)) {
            join_corners(a, b, corners);
        }
    }
    std::vector<std::uint32_t> vertex_of_corner(mesh.indices.size(), unused);
    geometry::Mesh result;
    for (std::uint32_t corner = 0; corner < mesh.indices.size(); ++corner) {
        std::uint32_t& vertex = vertex_of_corner[corners.root(corner)];
        if (vertex == unused) {
            vertex = static_cast<std::uint32_t>(result.positions.size());
            result.positions.push_back(mesh.positions[mesh.indices[corner]]);
            if (!mesh.normals.empty()) {
                result.normals.push_back(mesh.normals[mesh.indices[corner]]);
            }
        }
        result.indices.push_back(vertex);
    }
    mesh = std::move(result);
}

// A sheet that meets itself along an edge (a tube of two corners' girth): all but one pair get a vertex of their own
// in the middle of the edge. Returns whether there was any.
bool split_double_edges(geometry::Mesh& mesh) {
    std::vector<bool> touched(mesh.indices.size() / 3, false);
    bool any = false;
    for (const std::vector<HalfEdge>& round : edges_of(mesh, 3)) {
        any = true;
        const auto pairs = pairs_round_edge(mesh, round);
        for (std::size_t k = 1; k < pairs.size(); ++k) {
            const auto& [a, b] = pairs[k];
            if (touched[a.corner / 3] || touched[b.corner / 3]) {
                continue;  // in the next round
            }
            touched[a.corner / 3] = touched[b.corner / 3] = true;
            const std::uint32_t u = mesh.indices[a.corner], v = mesh.indices[next_corner(a.corner)];
            const auto middle = static_cast<std::uint32_t>(mesh.positions.size());
            mesh.positions.push_back(0.5f * (mesh.positions[u] + mesh.positions[v]));
            if (!mesh.normals.empty()) {
                const glm::vec3 sum = mesh.normals[u] + mesh.normals[v];
                mesh.normals.push_back(glm::length(sum) > 1e-6f ? glm::normalize(sum) : mesh.normals[u]);
            }
            for (const std::uint32_t corner : {a.corner, b.corner}) {
                const std::uint32_t end = mesh.indices[next_corner(corner)];
                const std::uint32_t far = mesh.indices[next_corner(next_corner(corner))];
                mesh.indices[next_corner(corner)] = middle;
                mesh.indices.insert(mesh.indices.end(), {middle, end, far});
            }
        }
    }
    return any;
}

}  // namespace

void make_manifold(geometry::Mesh& mesh) {
    part_sheets(mesh);
    constexpr int most_rounds = 8;  // each resolves at least one edge of every triangle concerned
    for (int round = 0; round < most_rounds && split_double_edges(mesh); ++round) {
        part_sheets(mesh);
    }
}

double keep_pieces(geometry::Mesh& mesh, double least_m3, std::size_t most) {
    Sets sets(mesh.positions.size());
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        sets.join(mesh.indices[i], mesh.indices[i + 1]);
        sets.join(mesh.indices[i], mesh.indices[i + 2]);
    }
    std::vector<double> volume(mesh.positions.size(), 0.0);
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const glm::dvec3 a = mesh.positions[mesh.indices[i]];
        const glm::dvec3 b = mesh.positions[mesh.indices[i + 1]];
        const glm::dvec3 c = mesh.positions[mesh.indices[i + 2]];
        volume[sets.root(mesh.indices[i])] += glm::dot(a, glm::cross(b, c)) / 6.0;
    }
    std::vector<double> sorted = volume;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    double least = least_m3;
    if (most < sorted.size()) {
        least = std::max(least, std::nextafter(sorted[most], std::numeric_limits<double>::max()));
    }
    least = sorted.empty() ? least : std::min(least, sorted.front());
    double dropped = 0.0;
    for (double v : volume) {
        dropped += v < least ? std::abs(v) : 0.0;
    }
    std::vector<std::uint32_t> kept;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        if (volume[sets.root(mesh.indices[i])] >= least) {
            kept.insert(kept.end(), {mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]});
        }
    }
    mesh.indices = std::move(kept);
    drop_unused(mesh);
    return dropped;
}

void part_touching(geometry::Mesh& mesh, float by_m) {
    std::vector<std::uint32_t> order(mesh.positions.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto less = [&mesh](std::uint32_t a, std::uint32_t b) {
        const glm::vec3 &p = mesh.positions[a], &q = mesh.positions[b];
        return std::tie(p.x, p.y, p.z, a) < std::tie(q.x, q.y, q.z, b);
    };
    std::sort(order.begin(), order.end(), less);
    geometry::Mesh flat;  // normals of this very surface: smooth ones may point anywhere in a pinch
    flat.positions = mesh.positions;
    flat.indices = mesh.indices;
    geometry::compute_normals(flat);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool before = i > 0 && flat.positions[order[i]] == flat.positions[order[i - 1]];
        const bool after = i + 1 < order.size() && flat.positions[order[i]] == flat.positions[order[i + 1]];
        if (before || after) {
            mesh.positions[order[i]] -= by_m * flat.normals[order[i]];
        }
    }
}

void drop_unused(geometry::Mesh& mesh) {
    std::vector<std::uint32_t> place(mesh.positions.size(), unused);
    geometry::Mesh result;
    for (std::uint32_t index : mesh.indices) {
        if (place[index] == unused) {
            place[index] = static_cast<std::uint32_t>(result.positions.size());
            result.positions.push_back(mesh.positions[index]);
            if (!mesh.normals.empty()) {
                result.normals.push_back(mesh.normals[index]);
            }
        }
        result.indices.push_back(place[index]);
    }
    mesh = std::move(result);
}

}  // namespace backstory::forge
