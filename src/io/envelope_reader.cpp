#include "io/envelope_reader.hpp"

#include "anatomy/derive.hpp"
#include "io/field_reader.hpp"
#include "io/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstory::io {

namespace {

using anatomy::Envelope;
using anatomy::SegmentIndex;
using Type = JsonValue::Type;

constexpr double most_mm = 60.0;

class EnvelopeReader {
  public:
    EnvelopeReader(const JsonValue& file, anatomy::Body& body) : file_(file), body_(body) {}

    Status read() {
        fields_.expect(file_, Type::object, "the table");
        read_structure();
        read_zones();
        read_together();
        read_thickness();
        read_pads();
        if (!fields_.ok()) {
            return fields_.error();
        }
        body_.structures.push_back(std::move(structure_));
        body_.envelope = std::move(envelope_);
        body_.index();
        return Done{};
    }

  private:
    void read_structure() {
        structure_.id = structure_.base_id = fields_.text(file_["id"], "id");
        structure_.name = fields_.text(file_["name"], "name");
        structure_.latin = fields_.text(file_["latin"], "latin");
        structure_.source = fields_.text(file_["source"], "source");
        structure_.fma = fma_digits(file_["fma"]);
        structure_.kind = anatomy::Kind::skin;
        structure_.layer = anatomy::Layer::skin;
        if (fields_.ok() && body_.find_structure(structure_.id) != anatomy::none) {
            fields_.fail(file_["id"], fmt::format("a structure called '{}' is there already", structure_.id));
        }
    }

    SegmentIndex segment(const JsonValue& place, const std::string& id) {
        const SegmentIndex index = body_.find_segment(id);
        if (index == anatomy::none) {
            fields_.fail(place, fmt::format("segment '{}' is not in segments.json", id));
            return 0;
        }
        return index;
    }

    // In a zone of the midline a name of the right side stands for both sides.
    std::vector<std::string> names(const JsonValue& list, std::string_view what, bool both) {
        std::vector<std::string> result;
        if (list.is(Type::null)) {
            return result;
        }
        for (const std::string& id : fields_.texts(list, what)) {
            result.push_back(id);
            if (both && anatomy::mirrored_id(id) != id) {
                result.push_back(anatomy::mirrored_id(id));
            }
        }
        return result;
    }

    void read_zones() {
        const JsonValue list = file_["zones"];
        fields_.expect(list, Type::array, "zones");
        if (list.is(Type::array) && (list.size() == 0 || list.size() > 100)) {
            fields_.fail(list, "'zones' must hold 1 to 100 zones");
        }
        for (std::size_t i = 0; i < list.size() && fields_.ok(); ++i) {
            const JsonValue value = list[i];
            const std::string id = fields_.text(value["id"], "id");
            const bool sided = anatomy::side_of(id) != anatomy::Side::midline;
            const auto segments = names(value["segments"], "segments", !sided);
            const auto structures = names(value["structures"], "structures", !sided);
            auto carriers = names(value["carriers"], "carriers", !sided);
            if (carriers.empty()) {
                fields_.fail(value, "'carriers' must name the segments that move this zone's skin");
            }
            const auto closing =
                1e-3f * static_cast<float>(fields_.number(value["closing_mm"], "closing_mm", 0, most_mm));
            add_zone(value, id, segments, structures, carriers, closing, false);
            if (sided) {
                add_zone(value, id, segments, structures, carriers, closing, true);
            }
        }
    }

    void read_together() {
        const JsonValue list = file_["together"];
        if (list.is(Type::null)) {
            return;
        }
        fields_.expect(list, Type::array, "together");
        for (std::size_t i = 0; i < list.size() && fields_.ok(); ++i) {
            envelope_.together.emplace_back();
            for (const std::string& id : names(list[i], "together", true)) {
                envelope_.together.back().push_back(segment(list[i], id));
            }
        }
    }

    void add_zone(const JsonValue& place, const std::string& id, const std::vector<std::string>& segments,
                  const std::vector<std::string>& structures, const std::vector<std::string>& carriers, float closing,
                  bool mirrored) {
        const auto name = [mirrored](const std::string& right) {
            return mirrored ? anatomy::mirrored_id(right) : right;
        };
        Envelope::Zone zone;
        zone.id = name(id);
        zone.closing = closing;
        for (const std::string& s : segments) {
            zone.segments.push_back(segment(place, name(s)));
        }
        for (const std::string& s : carriers) {
            zone.carriers.push_back(segment(place, name(s)));
        }
        for (const std::string& s : structures) {
            zone.structures.push_back(name(s));
            if (body_.find_structure(name(s)) == anatomy::none) {
                fields_.fail(place, fmt::format("there is no structure '{}'", name(s)));
            }
        }
        envelope_.zones.push_back(std::move(zone));
    }

    void read_thickness() {
        const JsonValue by_segment = file_["thickness_mm"], by_structure = file_["structure_thickness_mm"];
        fields_.expect(by_segment, Type::object, "thickness_mm");
        fields_.expect(by_structure, Type::object, "structure_thickness_mm");
        if (!fields_.ok()) {
            return;
        }
        const auto mm = [&](const JsonValue& value) {
            return 1e-3f * static_cast<float>(fields_.number(value, "thickness", 0.0, most_mm));
        };
        envelope_.thickness.assign(body_.segments.size(), -1.0f);
        for (const std::string& id : by_segment.keys()) {
            envelope_.thickness[segment(by_segment[id], id)] = mm(by_segment[id]);
            envelope_.thickness[segment(by_segment[id], anatomy::mirrored_id(id))] = mm(by_segment[id]);
        }
        for (std::size_t i = 0; i < envelope_.thickness.size() && fields_.ok(); ++i) {
            if (envelope_.thickness[i] < 0.0f) {
                fields_.fail(by_segment, fmt::format("says nothing of the segment '{}'", body_.segments[i].id));
            }
        }
        for (const std::string& id : by_structure.keys()) {
            if (std::none_of(body_.structures.begin(), body_.structures.end(),
                             [&](const auto& s) { return s.base_id == id; })) {
                fields_.fail(by_structure[id], fmt::format("there is no structure '{}'", id));
            }
            envelope_.structure_thickness[id] = mm(by_structure[id]);
        }
    }

    std::size_t zone(const JsonValue& place, const std::string& id) {
        for (std::size_t i = 0; i < envelope_.zones.size(); ++i) {
            if (envelope_.zones[i].id == id) {
                return i;
            }
        }
        fields_.fail(place, fmt::format("there is no zone '{}'", id));
        return 0;
    }

    void read_pads() {
        const JsonValue list = file_["pads"];
        fields_.expect(list, Type::array, "pads");
        for (std::size_t i = 0; i < list.size() && fields_.ok(); ++i) {
            Envelope::Pad pad;
            const std::string id = fields_.text(list[i]["zone"], "zone");
            pad.zone = zone(list[i], id);
            const JsonValue balls = list[i]["spheres"];
            fields_.expect(balls, Type::array, "spheres");
            for (std::size_t k = 0; k < balls.size() && fields_.ok(); ++k) {
                const std::vector<double> ball = fields_.numbers(balls[k], "sphere", 4);
                if (ball[3] <= 0.0 || ball[3] > 0.2 ||
                    std::abs(ball[0]) + std::abs(ball[1]) + std::abs(ball[2]) > 10.0) {
                    fields_.fail(balls[k], "a sphere is [x, y, z, radius] in metres, the radius below 0.2");
                }
                pad.solid.spheres.emplace_back(ball[0], ball[1], ball[2], ball[3]);
            }
            read_links(list[i]["edges"], "edge", pad.solid.spheres.size(), pad.solid.edges);
            read_links(list[i]["triangles"], "triangle", pad.solid.spheres.size(), pad.solid.triangles);
            Envelope::Pad other = pad;
            other.zone = zone(list[i], anatomy::mirrored_id(id));
            for (glm::vec4& ball : other.solid.spheres) {
                ball.z = -ball.z;
            }
            envelope_.pads.push_back(std::move(pad));
            envelope_.pads.push_back(std::move(other));
        }
    }

    template <std::size_t Count>
    void read_links(const JsonValue& links, std::string_view what, std::size_t balls,
                    std::vector<std::array<std::uint32_t, Count>>& out) {
        for (std::size_t i = 0; i < links.size() && fields_.ok(); ++i) {
            std::array<std::uint32_t, Count> link{};
            if (links[i].size() != Count) {
                fields_.fail(links[i], fmt::format("each {} names {} spheres", what, Count));
            }
            for (std::size_t corner = 0; corner < Count; ++corner) {
                link[corner] = static_cast<std::uint32_t>(fields_.index(links[i][corner], what, balls));
            }
            out.push_back(link);
        }
    }

    const JsonValue file_;
    anatomy::Body& body_;
    FieldReader fields_;
    anatomy::Structure structure_;
    Envelope envelope_;
};

}  // namespace

Status read_envelope(const JsonValue& file, anatomy::Body& body) {
    return EnvelopeReader(file, body).read();
}

}  // namespace backstory::io
