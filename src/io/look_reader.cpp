#include "io/look_reader.hpp"

#include "anatomy/body.hpp"
#include "io/json_file.hpp"
#include "scene/colour.hpp"

#include <algorithm>

namespace backstory::io {
namespace {

// "#rrggbb" as people pick colours, to linear RGB.
Result<glm::vec3> read_colour(const JsonValue& value, const std::string& what) {
    auto text = value.string(what);
    if (!text.ok()) {
        return text.error();
    }
    const std::string& hex = text.value();
    if (hex.size() != 7 || hex[0] != '#' || hex.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos) {
        return value.error(what + " is a colour such as \"#d9c7a6\", not \"" + hex.substr(0, 20) + "\"");
    }
    glm::vec3 srgb;
    for (int i = 0; i < 3; ++i) {
        srgb[i] =
            static_cast<float>(std::stoi(hex.substr(1 + 2 * static_cast<std::size_t>(i), 2), nullptr, 16)) / 255.0f;
    }
    return scene::linear_from_srgb(srgb);
}

Status read_share(const JsonValue& root, std::string_view key, float& out) {
    auto number = root[key].number(key);
    if (!number.ok()) {
        return number.error();
    }
    if (number.value() < 0.0 || number.value() > 1.0) {
        return root[key].error(std::string(key) + " is a number from 0 to 1");
    }
    out = static_cast<float>(number.value());
    return Done{};
}

constexpr double greatest_lift_mm = 8.0;  // more would be seen as growth

Status read_drawn_over(const JsonValue& value, const anatomy::Body& body, scene::Look& look) {
    for (const std::string& id : value.keys()) {
        if (id == "note") {
            continue;
        }
        const bool known = std::any_of(body.structures.begin(), body.structures.end(),
                                       [&](const anatomy::Structure& s) { return s.base_id == id; });
        if (!known) {
            return value[id].error("drawn_over_mm names no structure '" + id + "' (without its side)");
        }
        auto number = value[id].number(id);
        if (!number.ok()) {
            return number.error();
        }
        if (number.value() < 0.0 || number.value() > greatest_lift_mm) {
            return value[id].error("drawn_over_mm of " + id + " is 0 to 8 mm");
        }
        look.drawn_over.emplace(id, static_cast<float>(1e-3 * number.value()));
    }
    return Done{};
}

// A structure has its tissue's colour but for those whose ids begin with a name in "own_colours".
Status read_colours(const JsonValue& own, const anatomy::Body& body, scene::Look& look) {
    for (const anatomy::Structure& s : body.structures) {
        look.colours.push_back(look.tissue[static_cast<std::size_t>(s.kind)]);
    }
    for (const std::string& id : own.keys()) {
        if (id == "note") {
            continue;
        }
        auto colour = read_colour(own[id], "the colour of " + id);
        if (!colour.ok()) {
            return colour.error();
        }
        bool known = false;
        for (std::size_t i = 0; i < look.colours.size(); ++i) {
            if (body.structures[i].id.starts_with(id)) {
                look.colours[i] = colour.value();
                known = true;
            }
        }
        if (!known) {
            return own[id].error("own_colours names no structure whose id begins with '" + id + "'");
        }
    }
    return Done{};
}

}  // namespace

Result<scene::Look> read_look(const std::filesystem::path& assets, const anatomy::Body& body) {
    auto file = read_json(assets / "look.json");
    if (!file.ok()) {
        return file.error();
    }
    const JsonValue& root = file.value();
    scene::Look look;
    for (std::size_t k = 0; k < look.tissue.size(); ++k) {
        const std::string kind(anatomy::to_text(static_cast<anatomy::Kind>(k)));
        auto colour = read_colour(root["tissue"][kind], "the colour of " + kind);
        if (!colour.ok()) {
            return colour.error();
        }
        look.tissue[k] = colour.value();
    }
    if (const Status status = read_colours(root["own_colours"], body, look); !status.ok()) {
        return status.error();
    }
    for (const auto& kind : root["props"].keys()) {
        auto colour = read_colour(root["props"][kind], "the colour of " + kind);
        if (!colour.ok()) {
            return colour.error();
        }
        look.props.emplace(kind, colour.value());
    }
    const std::pair<std::string_view, glm::vec3*> paints[] = {{"origin", &look.origin}, {"insertion", &look.insertion}};
    for (const auto& [key, out] : paints) {
        auto colour = read_colour(root["attachments"][key], "the colour of the " + std::string(key));
        if (!colour.ok()) {
            return colour.error();
        }
        *out = colour.value();
    }
    auto referred = read_colour(root["referred_pain"], "the colour of referred pain");
    if (!referred.ok()) {
        return referred.error();
    }
    look.referred_pain = referred.value();
    const std::pair<std::string_view, float*> shares[] = {{"lit_highlight", &look.lit_highlight},
                                                          {"selected_highlight", &look.selected_highlight},
                                                          {"hovered_highlight", &look.hovered_highlight},
                                                          {"faded_desaturate", &look.faded_desaturate},
                                                          {"skin_opacity", &look.skin_opacity}};
    for (const auto& [key, out] : shares) {
        if (const Status status = read_share(root, key, *out); !status.ok()) {
            return status.error();
        }
    }
    if (const Status status = read_drawn_over(root["drawn_over_mm"], body, look); !status.ok()) {
        return status.error();
    }
    return look;
}

}  // namespace backstory::io
