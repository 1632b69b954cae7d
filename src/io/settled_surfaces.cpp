#include "io/settled_surfaces.hpp"

#include "base/parallel.hpp"
#include "forge/borders.hpp"
#include "io/surface_cache.hpp"

#include <algorithm>
#include <optional>

namespace backstory::io {

namespace {

bool is_obstacle(anatomy::Kind kind) {
    return kind == anatomy::Kind::bone || kind == anatomy::Kind::cartilage || kind == anatomy::Kind::disc ||
           kind == anatomy::Kind::ligament;
}

// All muscles of one key, or nothing.
bool take_from_cache(const std::vector<forge::BorderSurface>& muscles, const std::vector<std::string>& keys,
                     const std::filesystem::path& cache) {
    std::vector<std::optional<forge::Surface>> found(muscles.size());
    in_parallel(muscles.size(), [&](std::size_t i) { found[i] = read_cached_surface(cache, keys[i]); });
    if (!std::all_of(found.begin(), found.end(), [](const auto& surface) { return surface.has_value(); })) {
        return false;
    }
    for (std::size_t i = 0; i < muscles.size(); ++i) {
        *muscles[i].surface = std::move(*found[i]);
    }
    return true;
}

}  // namespace

void settle(const std::vector<SettledSurface>& surfaces, const std::vector<anatomy::Border>& borders,
            const std::filesystem::path& cache) {
    std::string all = forge::borders_key(borders) + '\n';
    std::vector<forge::BorderSurface> muscles;
    std::vector<const geometry::Mesh*> obstacles;
    for (const SettledSurface& given : surfaces) {
        if (given.structure->kind == anatomy::Kind::muscle) {
            muscles.push_back({given.structure, given.surface, given.yields});
        } else if (is_obstacle(given.structure->kind)) {
            obstacles.push_back(&given.surface->mesh);
        } else {
            continue;
        }
        // Attachment points have a say in borders, though none in the surface of one muscle.
        all += given.structure->id + ' ' + given.structure->part_of + ' ' + given.key + (given.yields ? "" : " stays");
        for (const anatomy::Fascicle& fascicle : given.structure->bundle.fascicles) {
            for (const glm::vec3& p : {fascicle.origin.point, fascicle.insertion.point}) {
                all += ' ' + std::to_string(p.x) + ' ' + std::to_string(p.y) + ' ' + std::to_string(p.z);
            }
        }
        all += '\n';
    }
    std::vector<std::string> keys;
    keys.reserve(muscles.size());
    for (const forge::BorderSurface& muscle : muscles) {
        keys.push_back(forge::digest(muscle.structure->id + '\n' + all));
    }
    if (muscles.empty() || (!cache.empty() && take_from_cache(muscles, keys, cache))) {
        return;
    }
    forge::settle_borders(muscles, obstacles, borders);
    for (std::size_t i = 0; i < muscles.size() && !cache.empty(); ++i) {
        // A cache that cannot be written costs time only.
        static_cast<void>(write_cached_surface(cache, keys[i], *muscles[i].surface));
    }
}

}  // namespace backstory::io
