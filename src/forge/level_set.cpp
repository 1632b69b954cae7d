#include "forge/level_set.hpp"

#include "forge/manifold.hpp"

#include <glm/geometric.hpp>
#include <openvdb/openvdb.h>
#include <openvdb/tools/Composite.h>
#include <openvdb/tools/Interpolation.h>
#include <openvdb/tools/LevelSetFilter.h>
#include <openvdb/tools/VolumeToMesh.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace backstory::forge {

namespace {

constexpr int leaf_size = 8;              // voxels along a side of an OpenVDB leaf
constexpr float half_band_voxels = 3.0f;  // of true distances kept on either side of the surface

struct Binned {
    std::uint64_t leaf;
    std::uint32_t primitive;
    bool operator<(const Binned& other) const {
        return leaf != other.leaf ? leaf < other.leaf : primitive < other.primitive;
    }
};

struct Lattice {
    float voxel;
    glm::ivec3 low{0};  // in leaves
    glm::ivec3 count{0};

    glm::vec3 leaf_centre(const glm::ivec3& leaf) const {
        return (glm::vec3(leaf * leaf_size) + 0.5f * (leaf_size - 1)) * voxel;
    }
    float leaf_radius() const { return 0.5f * (leaf_size - 1) * voxel * std::sqrt(3.0f); }
    std::uint64_t key(const glm::ivec3& leaf) const {
        const glm::ivec3 k = leaf - low;
        return (static_cast<std::uint64_t>(k.x) * static_cast<std::uint64_t>(count.y) +
                static_cast<std::uint64_t>(k.y)) *
                   static_cast<std::uint64_t>(count.z) +
               static_cast<std::uint64_t>(k.z);
    }
    glm::ivec3 leaf(std::uint64_t key) const {
        const auto z = static_cast<int>(key % static_cast<std::uint64_t>(count.z));
        key /= static_cast<std::uint64_t>(count.z);
        const auto y = static_cast<int>(key % static_cast<std::uint64_t>(count.y));
        return low + glm::ivec3(static_cast<int>(key / static_cast<std::uint64_t>(count.y)), y, z);
    }
    glm::ivec3 leaf_of(const glm::vec3& p) const { return glm::ivec3(glm::floor(p / (voxel * leaf_size))); }
};

Lattice lattice_around(const std::vector<Primitive>& primitives, float voxel) {
    geometry::Bounds bounds;
    for (const Primitive& primitive : primitives) {
        bounds.add(primitive.bounds());
    }
    Lattice lattice{voxel};
    const float margin = (half_band_voxels + 1.0f) * voxel;
    lattice.low = lattice.leaf_of(bounds.low - margin) - 1;
    lattice.count = lattice.leaf_of(bounds.high + margin) + 2 - lattice.low;
    return lattice;
}

std::vector<Binned> bin(const std::vector<Primitive>& primitives, const Lattice& lattice) {
    const float band = half_band_voxels * lattice.voxel;
    std::vector<Binned> bins;
    for (std::size_t i = 0; i < primitives.size(); ++i) {
        const geometry::Bounds bounds = primitives[i].bounds();
        const glm::ivec3 low = glm::max(lattice.leaf_of(bounds.low - band), lattice.low);
        const glm::ivec3 high = glm::min(lattice.leaf_of(bounds.high + band), lattice.low + lattice.count - 1);
        for (int x = low.x; x <= high.x; ++x) {
            for (int y = low.y; y <= high.y; ++y) {
                for (int z = low.z; z <= high.z; ++z) {
                    const glm::ivec3 leaf{x, y, z};
                    if (primitives[i].distance(lattice.leaf_centre(leaf)) <= lattice.leaf_radius() + band) {
                        bins.push_back({lattice.key(leaf), static_cast<std::uint32_t>(i)});
                    }
                }
            }
        }
    }
    std::sort(bins.begin(), bins.end());
    return bins;
}

// The primitives of one leaf that can be nearest somewhere in it, and the least distance at the leaf's centre.
struct Near {
    float at_centre;  // distance from the leaf's centre
    const Primitive* primitive;
    bool operator<(const Near& other) const { return at_centre < other.at_centre; }
};

float relevant(const std::vector<Primitive>& primitives, std::span<const Binned> bins, const glm::vec3& centre,
               float radius, std::vector<Near>& out) {
    out.clear();
    std::vector<float> distances(bins.size());
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < bins.size(); ++i) {
        distances[i] = primitives[bins[i].primitive].distance(centre);
        least = std::min(least, distances[i]);
    }
    for (std::size_t i = 0; i < bins.size(); ++i) {
        if (distances[i] <= least + 2.0f * radius) {
            out.push_back({distances[i], &primitives[bins[i].primitive]});
        }
    }
    std::stable_sort(out.begin(), out.end());
    return least;
}

// Distances change by no more than the way from the centre: the rest of the list cannot be nearer.
float least_distance(const std::vector<Near>& primitives, const glm::vec3& p, float from_centre, float limit) {
    constexpr float slack_m = 1e-6f;
    float least = limit;
    for (const Near& near : primitives) {
        if (near.at_centre - from_centre > least + slack_m) {
            break;
        }
        least = std::min(least, near.primitive->distance(p));
    }
    return least;
}

std::span<const Binned> of_leaf(const std::vector<Binned>& bins, std::uint64_t leaf) {
    const auto first = std::lower_bound(bins.begin(), bins.end(), Binned{leaf, 0});
    const auto last = std::lower_bound(first, bins.end(), Binned{leaf + 1, 0});
    return {first, last};
}

void fill_leaf(openvdb::FloatTree& tree, const Lattice& lattice, const glm::ivec3& leaf,
               const std::vector<Near>& solids, const std::vector<Near>& carved, const Extent& extent) {
    const float band = half_band_voxels * lattice.voxel;
    const glm::ivec3 first = leaf * leaf_size;
    auto* node = tree.touchLeaf(openvdb::Coord(first.x, first.y, first.z));
    for (openvdb::Index n = 0; n < openvdb::FloatTree::LeafNodeType::SIZE; ++n) {
        const openvdb::Coord local = openvdb::FloatTree::LeafNodeType::offsetToLocalCoord(n);
        const glm::vec3 p = glm::vec3(first + glm::ivec3(local.x(), local.y(), local.z())) * lattice.voxel;
        const float from_centre = glm::distance(p, lattice.leaf_centre(leaf));
        float d = least_distance(solids, p, from_centre, band);
        if (!carved.empty()) {
            d = std::max(d, -least_distance(carved, p, from_centre, band));
        }
        if (!extent.everything()) {
            d = std::max(d, extent.beyond(p));
        }
        d = std::clamp(d, -band, band);
        // Exactly zero on a grid point makes slivers.
        d = std::abs(d) < 1e-4f * lattice.voxel ? -1e-4f * lattice.voxel : d;
        if (std::abs(d) < band) {
            node->setValueOn(n, d);
        } else {
            node->setValueOff(n, d);
        }
    }
}

openvdb::FloatGrid::Ptr rasterise(const std::vector<Primitive>& solids, const std::vector<Primitive>& carved,
                                  const Extent& extent, float voxel) {
    const Lattice lattice = lattice_around(solids, voxel);
    const std::vector<Binned> bins = bin(solids, lattice);
    const std::vector<Binned> carved_bins = bin(carved, lattice);
    const float band = half_band_voxels * voxel, radius = lattice.leaf_radius();
    auto grid = openvdb::FloatGrid::create(band);
    grid->setGridClass(openvdb::GRID_LEVEL_SET);
    std::vector<Near> near_solids, near_carved;
    for (std::size_t i = 0; i < bins.size();) {
        const std::uint64_t key = bins[i].leaf;
        const auto here = of_leaf(bins, key);
        i += here.size();
        const glm::ivec3 leaf = lattice.leaf(key);
        const glm::vec3 centre = lattice.leaf_centre(leaf);
        const float outside = relevant(solids, here, centre, radius, near_solids);
        const float carve = relevant(carved, of_leaf(carved_bins, key), centre, radius, near_carved);
        const int keeping = extent.keeps(centre, radius + band);
        if (outside > radius + band || carve < -(radius + band) || keeping < 0) {
            continue;
        }
        if (outside < -(radius + band) && near_carved.empty() && keeping > 0) {
            const glm::ivec3 first = leaf * leaf_size;
            grid->tree().addTile(1, openvdb::Coord(first.x, first.y, first.z), -band, false);
            continue;
        }
        fill_leaf(grid->tree(), lattice, leaf, near_solids, near_carved, extent);
    }
    return grid;
}

void add_triangle(geometry::Mesh& mesh, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    if (a != b && b != c && a != c) {
        mesh.indices.insert(mesh.indices.end(), {a, b, c});
    }
}

void add_quad(geometry::Mesh& mesh, const openvdb::Vec4I& q) {
    const auto length2 = [&mesh](std::uint32_t a, std::uint32_t b) {
        const glm::vec3 d = mesh.positions[a] - mesh.positions[b];
        return glm::dot(d, d);
    };
    // OpenVDB winds clockwise seen from outside; the shorter diagonal makes the better triangles.
    if (length2(q[0], q[2]) <= length2(q[1], q[3])) {
        add_triangle(mesh, q[0], q[2], q[1]);
        add_triangle(mesh, q[0], q[3], q[2]);
    } else {
        add_triangle(mesh, q[0], q[3], q[1]);
        add_triangle(mesh, q[1], q[3], q[2]);
    }
}

// Positions in grid points times `scale`.
geometry::Mesh triangles_of(const openvdb::FloatGrid& grid, float scale) {
    openvdb::tools::VolumeToMesh mesher(0.0, 0.0, false);
    mesher(grid);
    geometry::Mesh mesh;
    mesh.positions.reserve(mesher.pointListSize());
    for (std::size_t i = 0; i < mesher.pointListSize(); ++i) {
        const openvdb::Vec3s& p = mesher.pointList()[i];
        mesh.positions.push_back(glm::vec3(p.x(), p.y(), p.z()) * scale);
    }
    for (std::size_t i = 0; i < mesher.polygonPoolListSize(); ++i) {
        const openvdb::tools::PolygonPool& pool = mesher.polygonPoolList()[i];
        for (std::size_t k = 0; k < pool.numQuads(); ++k) {
            add_quad(mesh, pool.quad(k));
        }
        for (std::size_t k = 0; k < pool.numTriangles(); ++k) {
            const openvdb::Vec3I& t = pool.triangle(k);
            add_triangle(mesh, t[0], t[2], t[1]);
        }
    }
    make_manifold(mesh);
    return mesh;
}

void initialise() {
    static std::once_flag once;
    std::call_once(once, [] { openvdb::initialize(); });
}

}  // namespace

geometry::Mesh isosurface(const std::vector<Primitive>& solids, const std::vector<Primitive>& carved, double voxel_m,
                          const Extent& extent) {
    initialise();
    const auto voxel = static_cast<float>(voxel_m);
    return triangles_of(*rasterise(solids, carved, extent, voxel), voxel);
}

ClosedSurface closed_surface(const std::vector<ClosedSolids>& groups, double voxel_m, int rounds) {
    initialise();
    using Filter = openvdb::tools::LevelSetFilter<openvdb::FloatGrid>;
    const auto voxel = static_cast<float>(voxel_m);
    std::vector<openvdb::FloatGrid::Ptr> closed;
    openvdb::FloatGrid::Ptr all;
    for (const ClosedSolids& group : groups) {
        if (group.solids.empty()) {
            closed.push_back(nullptr);
            continue;
        }
        const auto grid = rasterise(group.solids, {}, {}, voxel);
        grid->setTransform(openvdb::math::Transform::createLinearTransform(voxel_m));
        Filter(*grid).offset(group.closing_m);
        closed.push_back(grid);
        const auto copy = grid->deepCopy();
        if (all) {
            openvdb::tools::csgUnion(*all, *copy);
        } else {
            all = copy;
        }
    }
    ClosedSurface result;
    if (!all) {
        return result;
    }
    Filter smoother(*all);
    for (int i = 0; i < rounds; ++i) {
        smoother.mean(1);
    }
    result.mesh = triangles_of(*all, 1.0f);
    for (const glm::vec3& p : result.mesh.positions) {
        float least = std::numeric_limits<float>::max();
        std::uint16_t nearest = 0;
        for (std::size_t g = 0; g < closed.size(); ++g) {
            if (!closed[g]) {
                continue;
            }
            const openvdb::tools::GridSampler<openvdb::FloatGrid, openvdb::tools::BoxSampler> sampler(*closed[g]);
            const float d = sampler.wsSample(openvdb::Vec3d(p.x, p.y, p.z));
            if (d < least) {
                least = d;
                nearest = static_cast<std::uint16_t>(g);
            }
        }
        result.group_of.push_back(nearest);
    }
    return result;
}

std::vector<float> radii_near(const std::vector<Primitive>& solids, const std::vector<glm::vec3>& positions) {
    constexpr float voxel = 0.001f;
    const Lattice lattice = lattice_around(solids, voxel);
    const std::vector<Binned> bins = bin(solids, lattice);
    std::vector<float> radii;
    radii.reserve(positions.size());
    for (const glm::vec3& p : positions) {
        float least = std::numeric_limits<float>::max(), radius = 0.0f;
        for (const Binned& binned : of_leaf(bins, lattice.key(lattice.leaf_of(p)))) {
            const float d = solids[binned.primitive].distance(p);
            if (d < least) {
                least = d;
                radius = solids[binned.primitive].radius_near(p);
            }
        }
        radii.push_back(radius);
    }
    return radii;
}

}  // namespace backstory::forge
