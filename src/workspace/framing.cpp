#include "workspace/framing.hpp"

#include "motion/player.hpp"
#include "workspace/performer.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstory::workspace {
namespace {

constexpr float flesh_m = 0.035f;  // over bone, in the mean
constexpr float margin = 0.06f;    // of the picture, on each side
constexpr int moments = 24;
constexpr std::size_t every_sphere = 3;  // neighbours lie close together

struct Point {
    anatomy::SegmentIndex segment;
    glm::dvec3 place;
    float radius;
};

std::vector<Point> outline_of(const anatomy::Body& body) {
    std::vector<Point> points;
    for (const auto& structure : body.structures) {
        if (structure.kind != anatomy::Kind::bone || structure.segment == anatomy::none) {
            continue;
        }
        const auto& spheres = structure.sphere_mesh.spheres;
        for (std::size_t i = 0; i < spheres.size(); i += every_sphere) {
            points.push_back({structure.segment, glm::dvec3(spheres[i]), spheres[i].w});
        }
    }
    return points;
}

// How far everything reaches in the camera's own axes: right, up, towards the eye.
struct Reach {
    glm::vec3 low{std::numeric_limits<float>::max()}, high{std::numeric_limits<float>::lowest()};
    std::vector<glm::vec4> balls;
    void add(const scene::Camera& camera, const glm::vec3& point, float radius) {
        const glm::vec3 own{glm::dot(point, camera.right()), glm::dot(point, camera.up()),
                            glm::dot(point, camera.direction())};
        low = glm::min(low, own - radius);
        high = glm::max(high, own + radius);
        balls.emplace_back(own, radius);
    }
    glm::vec3 middle() const { return 0.5f * (low + high); }
};

// From how far everything is seen in the picture's height: what comes towards the eye looks larger.
float seeing_distance(const Reach& reach, float slope, bool parallel) {
    float distance = 0.0f;
    for (const glm::vec4& ball : reach.balls) {
        const glm::vec3 off = glm::vec3(ball) - reach.middle();
        distance = std::max(distance, (std::abs(off.y) + ball.w) / slope + (parallel ? 0.0f : off.z));
    }
    return distance;
}

// The picture's width over its height that shows everything from there.
float needed_aspect(const Reach& reach, float slope, float distance, bool parallel) {
    float aspect = 0.0f;
    for (const glm::vec4& ball : reach.balls) {
        const glm::vec3 off = glm::vec3(ball) - reach.middle();
        aspect = std::max(aspect, (std::abs(off.x) + ball.w) / (slope * (distance - (parallel ? 0.0f : off.z))));
    }
    return aspect;
}

void add_prop(const motion::Prop& prop, const scene::Camera& camera, Reach& reach) {
    // Walls and mats are places, not things to look at: they may run out of the picture.
    if (prop.kind == "wall" || prop.kind == "mat" || prop.kind == "band") {
        return;
    }
    const glm::vec3 half = 0.5f * glm::vec3(prop.size);
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 side{corner & 1 ? half.x : -half.x, corner & 2 ? static_cast<float>(prop.height) : 0.0f,
                             corner & 4 ? half.z : -half.z};
        reach.add(camera, glm::vec3(prop.position) + side, 0.0f);
    }
}

void add_ball(const glm::vec3& centre, float radius, geometry::Bounds& bounds) {
    bounds.add(centre - radius);
    bounds.add(centre + radius);
}

void add_posed(const anatomy::Structure& structure, const motion::SegmentTransforms& transforms,
               geometry::Bounds& bounds) {
    const auto place = [&](anatomy::SegmentIndex segment, const glm::vec3& point) {
        return segment == anatomy::none ? point : glm::vec3(transforms[segment].point(glm::dvec3(point)));
    };
    for (std::size_t i = 0; i < structure.sphere_mesh.spheres.size(); ++i) {
        if (structure.sphere_mesh.is_own(i)) {
            const glm::vec4& sphere = structure.sphere_mesh.spheres[i];
            add_ball(place(structure.segment, glm::vec3(sphere)), sphere.w, bounds);
        }
    }
    // Fibres reach from segment to segment: their ends and bends say where they are.
    for (const auto& fascicle : structure.bundle.fascicles) {
        float thickest = 0.0f;
        for (const auto& station : fascicle.stations) {
            thickest = std::max(thickest, station.radius);
        }
        add_ball(place(fascicle.origin.segment, fascicle.origin.point), thickest, bounds);
        add_ball(place(fascicle.insertion.segment, fascicle.insertion.point), thickest, bounds);
        for (const auto& via : fascicle.via) {
            add_ball(place(via.segment, via.point), thickest, bounds);
        }
    }
}

}  // namespace

geometry::Bounds shown_bounds(const Library& library, const State& state,
                              const std::vector<anatomy::StructureIndex>& structures) {
    Poser poser(library);
    motion::SegmentTransforms transforms;
    library.skeleton.forward(shown_pose(library, state, poser), transforms);
    geometry::Bounds bounds;
    for (const auto s : structures) {
        const auto& structure = library.body.structures[s];
        if (structure.kind != anatomy::Kind::skin) {
            add_posed(structure, transforms, bounds);
            continue;
        }
        for (const auto& inside : library.body.structures) {  // the skin lies around everything
            add_posed(inside, transforms, bounds);
        }
    }
    return bounds;
}

glm::vec3 middle_at_rest(const Library& library, anatomy::StructureIndex structure) {
    const auto& s = library.body.structures[structure];
    const auto& fascicles = s.bundle.fascicles;
    if (s.segment == anatomy::none && !fascicles.empty()) {
        const auto& stations = fascicles[fascicles.size() / 2].stations;
        return glm::vec3(stations[stations.size() / 2].centre);
    }
    const auto& of_part = library.mesh.part_of_structure;
    if (structure < of_part.size() && of_part[structure] >= 0) {
        return library.mesh.parts[static_cast<std::size_t>(of_part[structure])].bounds.centre();
    }
    geometry::Bounds bounds;
    for (const auto& sphere : s.sphere_mesh.spheres) {
        bounds.add(glm::vec3(sphere));
    }
    return bounds.empty() ? glm::vec3(0.0f, 1.0f, 0.0f) : bounds.centre();
}

const scene::Camera& best_direction(const Library& library, const motion::Clip& clip) {
    int view = library.find_view(clip.camera);
    view = view >= 0 ? view : library.find_view("motion_side");
    static const scene::Camera usual;
    return view >= 0 ? library.views[static_cast<std::size_t>(view)].camera : usual;
}

scene::Camera framed_motion(const Library& library, const motion::Clip& clip, const scene::Camera& from) {
    const std::vector<Point> outline = outline_of(library.body);
    motion::Player player(library.skeleton);
    motion::SegmentTransforms transforms;
    Reach reach;
    for (int i = 0; i <= moments; ++i) {
        library.skeleton.forward(player.pose(clip, clip.duration_s * i / moments), transforms);
        for (const Point& point : outline) {
            reach.add(from, glm::vec3(transforms[point.segment].point(point.place)), point.radius + flesh_m);
        }
    }
    for (const motion::Prop& prop : clip.props) {
        add_prop(prop, from, reach);
    }
    scene::Camera camera = from;
    const glm::vec3 middle = reach.middle();
    camera.target = middle.x * from.right() + middle.y * from.up() + middle.z * from.direction();
    // Fills the height; the width that is then needed is told to whoever knows the picture.
    const float slope = std::tan(0.5f * camera.field_of_view_rad) * (1.0f - 2.0f * margin);
    camera.distance = seeing_distance(reach, slope, camera.orthographic);
    camera.needed_aspect = std::clamp(needed_aspect(reach, slope, camera.distance, camera.orthographic), 0.3f, 4.0f);
    return camera;
}

}  // namespace backstory::workspace
