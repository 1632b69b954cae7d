#include "io/views_reader.hpp"

#include "io/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>

namespace backstory::io {

namespace {

constexpr double radians = std::numbers::pi / 180.0;
constexpr std::size_t max_views = 500;

scene::ViewPreset read_view(FieldReader& fields, const JsonValue& value) {
    scene::ViewPreset view;
    view.id = fields.text(value["id"], "id");
    view.name = fields.text(value["name"], "name");
    scene::Camera& camera = view.camera;
    camera.target = glm::vec3(fields.point(value["target_m"], "target_m"));
    camera.distance = static_cast<float>(fields.number(value["distance_m"], "distance_m", 0.05, 50.0));
    camera.azimuth_rad =
        static_cast<float>(radians * fields.number(value["azimuth_deg"], "azimuth_deg", -360.0, 360.0));
    camera.elevation_rad =
        static_cast<float>(radians * fields.number(value["elevation_deg"], "elevation_deg", -89.0, 89.0));
    if (value.has("field_of_view_deg")) {
        camera.field_of_view_rad =
            static_cast<float>(radians * fields.number(value["field_of_view_deg"], "field_of_view_deg", 5.0, 100.0));
    }
    if (value.has("orthographic")) {
        const Result<bool> orthographic = value["orthographic"].boolean("orthographic");
        if (orthographic) {
            camera.orthographic = orthographic.value();
        } else {
            fields.fail(orthographic.error());
        }
    }
    return view;
}

}  // namespace

Result<std::vector<scene::ViewPreset>> read_views(const std::filesystem::path& assets) {
    const Result<JsonValue> file = read_json(assets / "views.json");
    if (!file) {
        return file.error();
    }
    FieldReader fields;
    const JsonValue list = file.value()["views"];
    fields.expect(list, JsonValue::Type::array, "views");
    if (list.is(JsonValue::Type::array) && (list.size() == 0 || list.size() > max_views)) {
        fields.fail(list, fmt::format("'views' must hold 1 to {} cameras", max_views));
    }
    std::vector<scene::ViewPreset> views;
    for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
        scene::ViewPreset view = read_view(fields, list[i]);
        if (std::any_of(views.begin(), views.end(), [&](const auto& other) { return other.id == view.id; })) {
            fields.fail(list[i], fmt::format("a view called '{}' is there already", view.id));
        }
        views.push_back(std::move(view));
    }
    if (!fields.ok()) {
        return fields.error();
    }
    return views;
}

}  // namespace backstory::io
