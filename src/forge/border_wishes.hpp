// Where the vertices of neighbouring muscles want to go, so that the muscles share borders: for borders.cpp.
#pragma once

#include "anatomy/body.hpp"
#include "forge/borders.hpp"
#include "forge/nearest.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace backstory::forge {

class Wishes {
  public:
    Wishes(const std::vector<BorderSurface>& muscles, const std::vector<const geometry::Mesh*>& obstacles,
           const std::vector<anatomy::Border>& borders);

    // A muscle's surface has moved. After the last of them, `find_pulls`.
    void update(std::size_t muscle, const geometry::Mesh& mesh) { muscles_[muscle].on.emplace(mesh); }
    void find_pulls();

    // What a place p of a muscle's surface wants: out of the neighbour that it lies deepest in, and towards the borders
    // that it does not reach. Steps, m.
    glm::vec3 yield(std::size_t muscle, const glm::vec3& p) const;
    glm::vec3 grow(std::size_t muscle, const glm::vec3& p) const;

    // 0 where a muscle is attached, 1 away from that, 0 all over for one that stays as it is.
    float freedom_at(std::size_t muscle, const glm::vec3& p) const {
        return muscles_[muscle].fixed ? 0.0f : freedom(muscles_[muscle], p);
    }

    // Whether a vertex may go from one place to another: not deeper into obstacles or
    // neighbours, nor over the midline.
    bool is_free(std::size_t muscle, const glm::vec3& from, const glm::vec3& to) const;
    // The same of obstacles alone.
    bool is_clear(std::size_t muscle, const glm::vec3& from, const glm::vec3& to) const;

  private:
    struct Neighbour {
        std::size_t muscle = 0;
        float share = 0.5f;  // of the way to the common border that the first muscle goes
    };
    // A place of a surface that is drawn to a place of a border.
    struct Pull {
        glm::vec3 from{0.0f}, way{0.0f};
    };
    struct Muscle {
        bool fixed = false, right = false;
        std::vector<glm::vec3> ends;  // of its fascicles
        std::optional<NearestOn> on;
        std::vector<Neighbour> neighbours;
        std::vector<std::size_t> obstacles;
        std::vector<Pull> pulls;
    };
    // One of a border's two: the muscle, or those of its parts that there are.
    struct Sides {
        std::vector<std::size_t> a, b;
        const anatomy::Border* border = nullptr;
    };
    struct Found;
    std::optional<Found> nearest_of(const std::vector<std::size_t>& muscles, const glm::vec3& place) const;
    bool leads_through(std::size_t muscle, const glm::vec3& from, const glm::vec3& way) const;
    void pull(const Sides& sides, const glm::vec3& place, std::vector<std::pair<std::size_t, Pull>>& out) const;
    float freedom(const Muscle& muscle, const glm::vec3& p) const;

    std::vector<Sides> borders_;
    std::vector<Muscle> muscles_;
    std::vector<NearestOn> obstacles_;
};

}  // namespace backstory::forge
