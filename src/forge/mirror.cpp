#include "forge/mirror.hpp"

namespace backstory::forge {

anatomy::Structure right_sided(const anatomy::Structure& structure) {
    anatomy::Structure right = structure;
    const float sign = structure.side == anatomy::Side::left ? -1.0f : 1.0f;
    const auto turn = [sign](auto& point) { point.z = sign * point.z + 0.0f; };
    for (glm::vec4& sphere : right.sphere_mesh.spheres) {
        turn(sphere);
    }
    for (glm::vec4& cut : right.sphere_mesh.cuts) {
        turn(cut);
    }
    for (anatomy::Fascicle& fascicle : right.bundle.fascicles) {
        turn(fascicle.origin.point);
        turn(fascicle.insertion.point);
        for (anatomy::Via& via : fascicle.via) {
            turn(via.point);
        }
        for (anatomy::Station& station : fascicle.stations) {
            turn(station.centre);
        }
    }
    return right;
}

}  // namespace backstory::forge
