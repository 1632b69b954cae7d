#include "io/region_reader.hpp"

#include "anatomy/derive.hpp"
#include "io/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstory::io {

namespace {

using anatomy::Body;
using anatomy::Region;
using Type = JsonValue::Type;

constexpr std::size_t max_regions = 32;

float linear_from_srgb(int byte) {
    const double c = byte / 255.0;
    return static_cast<float>(c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
}

// "#4A90D9" -> linear RGB.
glm::vec3 read_colour(FieldReader& fields, const JsonValue& value) {
    const std::string text = fields.text(value, "colour_srgb");
    const auto is_hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    if (text.size() != 7 || text[0] != '#' || !std::all_of(text.begin() + 1, text.end(), is_hex)) {
        fields.fail(value, "'colour_srgb' must look like \"#4A90D9\"");
        return glm::vec3(1.0f);
    }
    const auto channel = [&](std::size_t at) { return linear_from_srgb(std::stoi(text.substr(at, 2), nullptr, 16)); };
    return {channel(1), channel(3), channel(5)};
}

std::vector<anatomy::StructureIndex> named(const Body& body, const std::string& name) {
    std::vector<anatomy::StructureIndex> found;
    for (std::size_t i = 0; i < body.structures.size(); ++i) {
        const anatomy::Structure& structure = body.structures[i];
        if (structure.id == name || structure.base_id == name || structure.part_of == name ||
            (!structure.part_of.empty() && anatomy::base_of(structure.part_of) == name)) {
            found.push_back(static_cast<anatomy::StructureIndex>(i));
        }
    }
    return found;
}

std::vector<anatomy::StructureIndex> read_list(FieldReader& fields, const JsonValue& list, std::string_view what,
                                               const Body& body, std::vector<Error>* faults) {
    std::vector<anatomy::StructureIndex> all;
    fields.expect(list, Type::array, what);
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        const std::string name = fields.text(list[i], what);
        const auto found = named(body, name);
        if (found.empty() && fields.ok()) {
            Error fault = list[i].error(fmt::format("no structure is called '{}'", name));
            if (faults == nullptr) {
                fields.fail(std::move(fault));
            } else {
                faults->push_back(std::move(fault));
            }
        }
        for (const auto index : found) {
            if (std::find(all.begin(), all.end(), index) != all.end()) {
                fields.fail(list[i], fmt::format("'{}' is listed twice", body.structures[index].id));
            }
            all.push_back(index);
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

Region read_region(FieldReader& fields, const JsonValue& value, const Body& body, std::vector<Error>* faults) {
    Region region;
    region.id = fields.text(value["id"], "id");
    region.name = fields.text(value["name"], "name");
    region.clinical_name = value["name_clinical"].string_or(region.name);
    region.client_text = fields.text(value["client_text"], "client_text");
    region.clinical_text = fields.text(value["clinical_text"], "clinical_text");
    region.view = fields.text(value["view"], "view");
    region.colour = read_colour(fields, value["colour_srgb"]);
    region.synonyms = fields.texts(value["synonyms"], "synonyms");
    region.structures = read_list(fields, value["structures"], "structures", body, faults);
    region.context = read_list(fields, value["context"], "context", body, faults);
    for (const auto index : region.context) {
        if (std::binary_search(region.structures.begin(), region.structures.end(), index)) {
            fields.fail(value["context"], fmt::format("'{}' is both lit and context", body.structures[index].id));
        }
    }
    return region;
}

}  // namespace

Status read_regions(const JsonValue& file, Body& body, std::vector<Error>* faults) {
    FieldReader fields;
    const JsonValue list = file["regions"];
    fields.expect(list, Type::array, "regions");
    if (list.size() > max_regions) {
        fields.fail(list, fmt::format("more than {} regions", max_regions));
    }
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        Region region = read_region(fields, list[i], body, faults);
        if (fields.ok() && body.find_region(region.id) >= 0) {
            fields.fail(list[i], fmt::format("the region '{}' or a synonym of that name exists already", region.id));
        }
        for (const std::string& synonym : region.synonyms) {
            if (fields.ok() && body.find_region(synonym) >= 0) {
                fields.fail(list[i]["synonyms"], fmt::format("'{}' already names another region", synonym));
            }
        }
        for (const auto structure : region.structures) {
            body.structures[structure].regions.push_back(static_cast<anatomy::RegionIndex>(i));
        }
        body.regions.push_back(std::move(region));
    }
    if (!fields.ok()) {
        return fields.error();
    }
    return Done{};
}

}  // namespace backstory::io
