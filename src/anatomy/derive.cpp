#include "anatomy/derive.hpp"

#include "base/assert.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cctype>

namespace backstory::anatomy {

namespace {

SegmentIndex mirrored_segment(SegmentIndex segment, const Body& body) {
    if (segment == none) {
        return none;
    }
    const SegmentIndex other = body.find_segment(mirrored_id(body.segments[segment].id));
    BACKSTORY_ASSERT(other != none);
    return other;
}

// The piece's own spheres, those up to two edges away (over an undecided one to the neighbour behind it), and whatever
// else lies close.
std::vector<bool> near_spheres(const SphereMesh& whole, const SphereMesh::Piece& piece) {
    constexpr float close_m = 0.006f;
    std::vector<bool> own(whole.spheres.size(), false);
    std::vector<glm::vec3> by_x;
    for (const std::uint32_t i : piece.spheres) {
        own[i] = true;
        by_x.emplace_back(whole.spheres[i]);
    }
    std::sort(by_x.begin(), by_x.end(), [](const glm::vec3& a, const glm::vec3& b) { return a.x < b.x; });
    std::vector<bool> near = own, from;
    const auto add_linked = [&](const auto& links) {
        for (const auto& link : links) {
            if (std::any_of(link.begin(), link.end(), [&](std::uint32_t i) { return from[i]; })) {
                for (const std::uint32_t i : link) {
                    near[i] = true;
                }
            }
        }
    };
    for (int round = 0; round < 2; ++round) {
        from = near;
        add_linked(whole.edges);
        add_linked(whole.triangles);
    }
    for (std::size_t i = 0; i < whole.spheres.size(); ++i) {
        const glm::vec3 p(whole.spheres[i]);
        auto at = std::lower_bound(by_x.begin(), by_x.end(), p.x - close_m,
                                   [](const glm::vec3& ball, float x) { return ball.x < x; });
        for (; !near[i] && at != by_x.end() && at->x <= p.x + close_m; ++at) {
            near[i] = glm::distance(p, *at) <= close_m;
        }
    }
    return near;
}

void mirror_point(glm::vec3& point) {
    point.z = -point.z;
}

void mirror_bundle(FibreBundle& bundle, const Body& body) {
    for (Fascicle& fascicle : bundle.fascicles) {
        for (Attachment* end : {&fascicle.origin, &fascicle.insertion}) {
            end->segment = mirrored_segment(end->segment, body);
            mirror_point(end->point);
        }
        for (Via& via : fascicle.via) {
            via.segment = mirrored_segment(via.segment, body);
            mirror_point(via.point);
        }
        for (Station& station : fascicle.stations) {
            mirror_point(station.centre);
        }
    }
}

}  // namespace

Side side_of(std::string_view id) {
    return id.ends_with("_r") ? Side::right : id.ends_with("_l") ? Side::left : Side::midline;
}

std::string base_of(std::string_view id) {
    return std::string(side_of(id) == Side::midline ? id : id.substr(0, id.size() - 2));
}

std::string mirrored_id(std::string_view id) {
    switch (side_of(id)) {
        case Side::right:
            return base_of(id) + "_l";
        case Side::left:
            return base_of(id) + "_r";
        case Side::midline:
            break;
    }
    return std::string(id);
}

std::string mirrored_name(std::string_view name) {
    std::string text(name);
    const auto is_letter = [&](std::size_t i) {
        return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
    };
    for (std::size_t at = 0; (at = text.find("ight", at)) != std::string::npos; ++at) {
        const bool whole_word = at > 0 && !is_letter(at + 4) && (at < 2 || !is_letter(at - 2));
        if (whole_word && (text[at - 1] == 'R' || text[at - 1] == 'r')) {
            text.replace(at - 1, 5, text[at - 1] == 'R' ? "Left" : "left");
        }
    }
    return text;
}

Structure mirrored(const Structure& right, const Body& body) {
    Structure left = right;
    left.id = mirrored_id(right.id);
    left.name = mirrored_name(right.name);
    left.part_of = mirrored_id(right.part_of);
    left.side = side_of(left.id);
    left.segment = mirrored_segment(right.segment, body);
    for (glm::vec4& sphere : left.sphere_mesh.spheres) {
        sphere.z = -sphere.z;
    }
    for (glm::vec4& cut : left.sphere_mesh.cuts) {
        cut.z = -cut.z;
    }
    mirror_bundle(left.bundle, body);
    left.bundle.tendon_shown_as = mirrored_id(right.bundle.tendon_shown_as);
    return left;
}

SphereMesh piece_of(const SphereMesh& whole, const SphereMesh::Piece& piece) {
    const std::vector<bool> wanted = near_spheres(whole, piece);
    SphereMesh part;
    std::vector<std::uint32_t> place(whole.spheres.size(), 0);
    for (std::size_t i = 0; i < whole.spheres.size(); ++i) {
        if (wanted[i]) {
            place[i] = static_cast<std::uint32_t>(part.spheres.size());
            part.spheres.push_back(whole.spheres[i]);
        }
    }
    part.owners.assign(part.spheres.size(), SphereMesh::Owner::neighbour);
    for (const std::uint32_t i : piece.spheres) {
        part.owners[place[i]] = SphereMesh::Owner::own;
    }
    for (const std::uint32_t i : whole.undecided) {
        if (wanted[i]) {
            part.owners[place[i]] = SphereMesh::Owner::undecided;
        }
    }
    const auto take = [&](const auto& links, auto& out) {
        for (auto link : links) {
            if (std::all_of(link.begin(), link.end(), [&](std::uint32_t i) { return wanted[i]; })) {
                std::transform(link.begin(), link.end(), link.begin(), [&](std::uint32_t i) { return place[i]; });
                out.push_back(link);
            }
        }
    };
    take(whole.edges, part.edges);
    take(whole.triangles, part.triangles);
    return part;
}

FibreBundle subset(const FibreBundle& whole, std::span<const std::uint16_t> fascicles) {
    FibreBundle part;
    part.layout = whole.layout;
    part.fleshy_origin_to_s = whole.fleshy_origin_to_s;
    part.fleshy_insertion_from_s = whole.fleshy_insertion_from_s;
    part.tendon_shown_as = whole.tendon_shown_as;
    std::vector<std::uint16_t> place(whole.fascicles.size(), none);
    for (const std::uint16_t index : fascicles) {
        BACKSTORY_ASSERT(index < whole.fascicles.size() && place[index] == none);
        place[index] = static_cast<std::uint16_t>(part.fascicles.size());
        part.fascicles.push_back(whole.fascicles[index]);
    }
    for (FibreBundle::Neighbours pair : whole.neighbours) {
        if (place[pair.a] != none && place[pair.b] != none) {
            pair.a = place[pair.a];
            pair.b = place[pair.b];
            part.neighbours.push_back(pair);
        }
    }
    return part;
}

}  // namespace backstory::anatomy
