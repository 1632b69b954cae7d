#include "base/digest.hpp"
#include "forge/forge.hpp"
#include "forge/mirror.hpp"

namespace backstory::forge {

namespace {

void add(Digest& digest, const glm::vec3& v) {
    digest.add(v.x);
    digest.add(v.y);
    digest.add(v.z);
}

// Raised when joined slips get other fibres from the same table, so that nothing else is forged again.
constexpr int joined_slips_version = 1;

void add_bundle(Digest& digest, const anatomy::FibreBundle& bundle) {
    digest.add(static_cast<int>(bundle.layout));
    digest.add(bundle.tendon_shown_as.empty());
    digest.add(bundle.fascicles.size());
    if (bundle.layout == anatomy::FibreBundle::Layout::slips && !bundle.neighbours.empty()) {
        digest.add(joined_slips_version);
    }
    for (const anatomy::Fascicle& fascicle : bundle.fascicles) {
        digest.add(fascicle.belly_first);
        digest.add(fascicle.belly_last);
        digest.add(fascicle.tendon_to_s.value_or(-1.0f));
        digest.add(fascicle.tendon_from_s.value_or(-1.0f));
        digest.add(fascicle.stations.size());
        for (const anatomy::Station& station : fascicle.stations) {
            add(digest, station.centre);
            digest.add(station.radius);
            digest.add(station.s);
        }
    }
    for (const auto& pair : bundle.neighbours) {
        digest.add(pair.a);
        digest.add(pair.b);
        digest.add(pair.stations ? (*pair.stations)[0] : -1);
        digest.add(pair.stations ? (*pair.stations)[1] : -1);
    }
}

void add_sphere_mesh(Digest& digest, const anatomy::SphereMesh& table) {
    digest.add(table.spheres.size());
    for (const glm::vec4& sphere : table.spheres) {
        add(digest, glm::vec3(sphere));
        digest.add(sphere.w);
    }
    digest.add(table.edges.size());
    for (const auto& edge : table.edges) {
        digest.add(edge[0]);
        digest.add(edge[1]);
    }
    for (const glm::vec4& cut : table.cuts) {
        add(digest, glm::vec3(cut));
        digest.add(cut.w);
    }
    for (const anatomy::SphereMesh::Owner owner : table.owners) {
        digest.add(static_cast<std::uint8_t>(owner));
    }
    for (const auto& triangle : table.triangles) {
        digest.add(triangle[0]);
        digest.add(triangle[1]);
        digest.add(triangle[2]);
    }
}

}  // namespace

std::string digest(std::string_view text) {
    Digest sum;
    for (char c : text) {
        sum.add(c);
    }
    return sum.text();
}

std::string content_key(const anatomy::Structure& structure, const Settings& settings) {
    const anatomy::Structure right = right_sided(structure);
    Digest sum;
    sum.add(version);
    sum.add(settings.resolution_m);
    sum.add(settings.smoothing_iterations);
    sum.add(settings.pass_band_bone);
    sum.add(settings.pass_band_muscle);
    sum.add(settings.triangle_budget);
    sum.add(right.kind == anatomy::Kind::tooth);
    add_sphere_mesh(sum, right.sphere_mesh);
    add_bundle(sum, right.bundle);
    return sum.text();
}

}  // namespace backstory::forge
