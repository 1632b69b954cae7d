#include "io/table_reader.hpp"

#include "anatomy/derive.hpp"
#include "io/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace backstory::io {

namespace {

using anatomy::Body;
using anatomy::Structure;
using Type = JsonValue::Type;

constexpr double max_radius_m = 0.2;
constexpr std::size_t max_fascicles = 2000;
constexpr std::size_t max_stations = 2000;

template <typename Value>
struct Word {
    std::string_view word;
    Value value;
};
using KindWord = Word<anatomy::Kind>;
using LayerWord = Word<anatomy::Layer>;
using LayoutWord = Word<anatomy::FibreBundle::Layout>;
constexpr std::array kinds = {
    KindWord{"bone", anatomy::Kind::bone},         KindWord{"cartilage", anatomy::Kind::cartilage},
    KindWord{"disc", anatomy::Kind::disc},         KindWord{"muscle", anatomy::Kind::muscle},
    KindWord{"ligament", anatomy::Kind::ligament}, KindWord{"nerve", anatomy::Kind::nerve},
    KindWord{"tooth", anatomy::Kind::tooth}};
// Ligaments of the joints stay with the skeleton when muscle layers are taken away.
constexpr std::array layers = {
    LayerWord{"superficial", anatomy::Layer::superficial}, LayerWord{"intermediate", anatomy::Layer::intermediate},
    LayerWord{"deep", anatomy::Layer::deep}, LayerWord{"ligament", anatomy::Layer::skeleton}};
constexpr std::array layouts = {LayoutWord{"bundle", anatomy::FibreBundle::Layout::bundle},
                                LayoutWord{"sheet", anatomy::FibreBundle::Layout::sheet},
                                LayoutWord{"slips", anatomy::FibreBundle::Layout::slips}};

template <typename Words>
auto choose(FieldReader& fields, const JsonValue& value, std::string_view what, const Words& words) {
    const std::string text = fields.text(value, what);
    for (const auto& candidate : words) {
        if (candidate.word == text) {
            return candidate.value;
        }
    }
    fields.fail(value, fmt::format("'{}' is '{}', which is not one of those known", what, text));
    return words.front().value;
}

class TableReader {
  public:
    TableReader(const JsonValue& table, const Body& body) : table_(table), body_(body) {}

    Result<Structure> read() {
        fields_.expect(table_, Type::object, "the table");
        read_names();
        if (fields_.ok()) {
            const bool solid = table_.has("spheres");
            const bool fibrous = structure_.kind == anatomy::Kind::muscle ||
                                 structure_.kind == anatomy::Kind::ligament || structure_.kind == anatomy::Kind::nerve;
            if (solid == fibrous) {
                fields_.fail(table_, "bones, cartilage and discs need 'spheres', everything else needs 'fascicles'");
            } else if (solid) {
                read_sphere_mesh();
            } else {
                read_bundle();
            }
        }
        if (!fields_.ok()) {
            return fields_.error();
        }
        return std::move(structure_);
    }

  private:
    void read_names() {
        structure_.id = fields_.text(table_["id"], "id");
        structure_.side = anatomy::side_of(structure_.id);
        if (structure_.side == anatomy::Side::left) {
            fields_.fail(table_["id"], "tables hold the right side and the midline; the left side is made from them");
        }
        if (!std::all_of(structure_.id.begin(), structure_.id.end(),
                         [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; })) {
            fields_.fail(table_["id"], "'id' must be small letters, digits and underscores");
        }
        structure_.base_id = anatomy::base_of(structure_.id);
        structure_.name = fields_.text(table_["name"], "name");
        if (structure_.side == anatomy::Side::right && anatomy::mirrored_name(structure_.name) == structure_.name) {
            fields_.fail(table_["name"], "'name' of a right-sided structure must say 'Right' or 'right'");
        }
        structure_.latin = fields_.text(table_["latin"], "latin");
        structure_.kind = choose(fields_, table_["kind"], "kind", kinds);
        structure_.source = fields_.text(table_["source"], "source");
        structure_.fma = fma_digits(table_["fma"]);
    }

    anatomy::SegmentIndex segment(const JsonValue& value) {
        const std::string id = fields_.text(value, "segment");
        const anatomy::SegmentIndex index = body_.find_segment(id);
        if (index == anatomy::none) {
            fields_.fail(value, fmt::format("segment '{}' is not in segments.json", id));
            return 0;
        }
        return index;
    }

    void read_sphere_mesh() {
        structure_.layer = anatomy::Layer::skeleton;
        structure_.segment = segment(table_["segment"]);
        anatomy::SphereMesh& mesh = structure_.sphere_mesh;
        const JsonValue spheres = table_["spheres"];
        fields_.expect(spheres, Type::array, "spheres");
        for (std::size_t i = 0; i < spheres.size() && fields_.ok(); ++i) {
            const std::vector<double> sphere = fields_.numbers(spheres[i], "sphere", 4);
            check_place(spheres[i], sphere);
            mesh.spheres.emplace_back(sphere[0], sphere[1], sphere[2], sphere[3]);
        }
        if (mesh.spheres.empty()) {
            fields_.fail(spheres, "'spheres' is empty");
        }
        read_links(table_["edges"], "edge", mesh.edges);
        read_links(table_["triangles"], "triangle", mesh.triangles);
        if (table_.has("pieces")) {
            read_pieces();
        }
    }

    // Every sphere lies in one piece at most.
    void read_pieces() {
        anatomy::SphereMesh& mesh = structure_.sphere_mesh;
        std::vector<bool> taken(mesh.spheres.size(), false);
        const auto take = [&](const JsonValue& list, std::string_view what, std::vector<std::uint32_t>& out) {
            fields_.expect(list, Type::array, what);
            for (std::size_t i = 0; i < list.size() && fields_.ok(); ++i) {
                const std::size_t sphere = fields_.index(list[i], what, mesh.spheres.size());
                if (fields_.ok() && taken[sphere]) {
                    fields_.fail(list[i], fmt::format("sphere {} is in two pieces, or twice in one", sphere));
                }
                if (fields_.ok()) {
                    taken[sphere] = true;
                    out.push_back(static_cast<std::uint32_t>(sphere));
                }
            }
        };
        const JsonValue pieces = table_["pieces"];
        fields_.expect(pieces, Type::array, "pieces");
        for (std::size_t i = 0; i < pieces.size() && fields_.ok(); ++i) {
            mesh.pieces.push_back({fields_.text(pieces[i]["id"], "id"), {}});
            take(pieces[i]["spheres"], "spheres", mesh.pieces.back().spheres);
            if (mesh.pieces.back().spheres.empty()) {
                fields_.fail(pieces[i], "a piece needs at least one sphere");
            }
        }
        if (table_.has("undecided")) {
            take(table_["undecided"], "undecided", mesh.undecided);
        }
    }

    template <std::size_t Count>
    void read_links(const JsonValue& links, std::string_view what, std::vector<std::array<std::uint32_t, Count>>& out) {
        fields_.expect(links, Type::array, fmt::format("{}s", what));
        for (std::size_t i = 0; i < links.size() && fields_.ok(); ++i) {
            std::array<std::uint32_t, Count> link{};
            if (links[i].size() != Count) {
                fields_.fail(links[i], fmt::format("each {} names {} spheres", what, Count));
            }
            for (std::size_t corner = 0; corner < Count; ++corner) {
                link[corner] = static_cast<std::uint32_t>(
                    fields_.index(links[i][corner], what, structure_.sphere_mesh.spheres.size()));
                for (std::size_t before = 0; before < corner; ++before) {
                    if (link[before] == link[corner]) {
                        fields_.fail(links[i], fmt::format("this {} names one sphere twice", what));
                    }
                }
            }
            out.push_back(link);
        }
    }

    // Centre within reach and a radius that a body can have: [x, y, z, r, ...].
    void check_place(const JsonValue& value, const std::vector<double>& place) {
        for (std::size_t i = 0; i < 3; ++i) {
            if (std::abs(place[i]) > 10.0) {
                fields_.fail(value, "lies more than 10 m from the origin: is it in metres?");
            }
        }
        if (place[3] <= 0.0 || place[3] > max_radius_m) {
            fields_.fail(value, fmt::format("the radius must lie above 0 and below {} m", max_radius_m));
        }
    }

    void read_bundle() {
        structure_.layer = choose(fields_, table_["layer"], "layer", layers);
        structure_.bundle.layout = choose(fields_, table_["layout"], "layout", layouts);
        const JsonValue fascicles = table_["fascicles"];
        fields_.expect(fascicles, Type::array, "fascicles");
        if (fascicles.is(Type::array) && (fascicles.size() == 0 || fascicles.size() > max_fascicles)) {
            fields_.fail(fascicles, fmt::format("'fascicles' must hold 1 to {} fascicles", max_fascicles));
        }
        for (std::size_t i = 0; i < fascicles.size() && fields_.ok(); ++i) {
            read_fascicle(fascicles[i]);
        }
        read_neighbours();
        structure_.bundle.fleshy_origin_to_s = place_or("fleshy_origin_to_s", 0.0f);
        structure_.bundle.fleshy_insertion_from_s = place_or("fleshy_insertion_from_s", 1.0f);
        if (!table_["tendon_shown_as"].is(Type::null)) {
            structure_.bundle.tendon_shown_as = fields_.text(table_["tendon_shown_as"], "tendon_shown_as");
        }
    }

    // A place along the fibre, or what holds where the table says nothing.
    float place_or(std::string_view key, float otherwise) {
        return table_[key].is(Type::null) ? otherwise : static_cast<float>(fields_.number(table_[key], key, 0.0, 1.0));
    }

    void read_fascicle(const JsonValue& value) {
        anatomy::Fascicle fascicle;
        fascicle.origin = read_attachment(value["origin"], "origin");
        fascicle.insertion = read_attachment(value["insertion"], "insertion");
        read_via(value["via"], fascicle);
        read_stations(value["stations"], fascicle);
        if (fields_.ok()) {
            read_belly(value, fascicle);
        }
        structure_.bundle.fascicles.push_back(std::move(fascicle));
    }

    anatomy::Attachment read_attachment(const JsonValue& value, std::string_view what) {
        fields_.expect(value, Type::object, what);
        return {segment(value["segment"]), glm::vec3(fields_.point(value["point"], "point"))};
    }

    void read_via(const JsonValue& list, anatomy::Fascicle& fascicle) {
        fields_.expect(list, Type::array, "via");
        for (std::size_t i = 0; i < list.size() && fields_.ok(); ++i) {
            const JsonValue value = list[i];
            const auto s = static_cast<float>(fields_.number(value["s"], "s", 0.0, 1.0));
            if (!fascicle.via.empty() && s < fascicle.via.back().s) {
                fields_.fail(value, "via points must follow each other with rising 's'");
            }
            fascicle.via.push_back({segment(value["segment"]), glm::vec3(fields_.point(value["point"], "point")), s});
        }
    }

    void read_stations(const JsonValue& list, anatomy::Fascicle& fascicle) {
        fields_.expect(list, Type::array, "stations");
        if (list.is(Type::array) && (list.size() < 2 || list.size() > max_stations)) {
            fields_.fail(list, fmt::format("a fascicle needs 2 to {} stations", max_stations));
        }
        for (std::size_t i = 0; i < list.size() && fields_.ok(); ++i) {
            const std::vector<double> station = fields_.numbers(list[i], "station", 5);
            check_place(list[i], station);
            const auto s = static_cast<float>(station[4]);
            if (s < 0.0f || s > 1.0f || (!fascicle.stations.empty() && s <= fascicle.stations.back().s)) {
                fields_.fail(list[i], "stations must follow each other with rising 's' from 0 to 1");
            }
            fascicle.stations.push_back(
                {glm::vec3(station[0], station[1], station[2]), static_cast<float>(station[3]), s});
        }
    }

    void read_belly(const JsonValue& value, anatomy::Fascicle& fascicle) {
        const JsonValue belly = value["belly"];
        if (belly.size() != 2) {
            fields_.fail(belly, "'belly' must name the first and last fleshy station");
        }
        const std::size_t first = fields_.index(belly[0], "belly", fascicle.stations.size());
        const std::size_t last = fields_.index(belly[1], "belly", fascicle.stations.size());
        if (first > last) {
            fields_.fail(belly, "'belly' must name the first and last fleshy station in this order");
        }
        fascicle.belly_first = static_cast<std::uint16_t>(first);
        fascicle.belly_last = static_cast<std::uint16_t>(last);
        const auto tendon = [&](std::string_view key) -> std::optional<float> {
            if (value[key].is(Type::null)) {
                return std::nullopt;
            }
            return static_cast<float>(fields_.number(value[key], key, 0.0, 1.0));
        };
        fascicle.tendon_to_s = tendon("tendon_to_s");
        fascicle.tendon_from_s = tendon("tendon_from_s");
    }

    void read_neighbours() {
        const JsonValue pairs = table_["neighbours"];
        const JsonValue limits = table_["neighbour_stations"];
        fields_.expect(pairs, Type::array, "neighbours");
        if (!limits.is(Type::null) && limits.size() != pairs.size()) {
            fields_.fail(limits, "'neighbour_stations' must hold one entry for each pair in 'neighbours'");
        }
        const auto& fascicles = structure_.bundle.fascicles;
        for (std::size_t i = 0; i < pairs.size() && fields_.ok(); ++i) {
            if (pairs[i].size() != 2) {
                fields_.fail(pairs[i], "a neighbour pair names two fascicles");
            }
            anatomy::FibreBundle::Neighbours pair{};
            pair.a = static_cast<std::uint16_t>(fields_.index(pairs[i][0], "neighbour", fascicles.size()));
            pair.b = static_cast<std::uint16_t>(fields_.index(pairs[i][1], "neighbour", fascicles.size()));
            if (pair.a == pair.b) {
                fields_.fail(pairs[i], "a fascicle cannot be its own neighbour");
            }
            if (!limits[i].is(Type::null) && fields_.ok()) {
                pair.stations = read_limits(limits[i], pair);
            }
            structure_.bundle.neighbours.push_back(pair);
        }
    }

    std::array<std::uint16_t, 2> read_limits(const JsonValue& value, const anatomy::FibreBundle::Neighbours& pair) {
        const auto& fascicles = structure_.bundle.fascicles;
        const std::size_t count = std::max(fascicles[pair.a].stations.size(), fascicles[pair.b].stations.size());
        if (value.size() != 2) {
            fields_.fail(value, "the limits of a neighbour pair are two stations");
        }
        const std::size_t first = fields_.index(value[0], "neighbour station", count);
        const std::size_t last = fields_.index(value[1], "neighbour station", count);
        if (first >= last) {
            fields_.fail(value, "the limits of a neighbour pair must rise");
        }
        return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)};
    }

    const JsonValue table_;
    const Body& body_;
    FieldReader fields_;
    Structure structure_;
};

}  // namespace

std::string fma_digits(const JsonValue& value) {
    std::string fma = value.string_or("");
    if (fma.starts_with("FMA")) {
        fma.erase(0, 3);
    }
    const bool digits = std::all_of(fma.begin(), fma.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? fma : std::string();
}

Result<Structure> read_table(const JsonValue& table, const Body& body) {
    return TableReader(table, body).read();
}

}  // namespace backstory::io
