// The left panel: Explain (few, large) and Explore (everything); in Learn it is learn_panel.cpp.
#include "posture/virtual_tests.hpp"
#include "ui/fold.hpp"
#include "ui/icons.hpp"
#include "ui/panel_frame.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace backstory::ui {
namespace {

ImVec4 screen_colour(const glm::vec3& linear) {
    const auto srgb = [](float v) {
        return v <= 0.0031308f ? 12.92f * v : 1.055f * std::pow(std::max(v, 0.0f), 1.0f / 2.4f) - 0.055f;
    };
    return {srgb(linear.x), srgb(linear.y), srgb(linear.z), 1.0f};
}

}  // namespace

void draw_region_buttons(Context& c) {
    for (std::size_t i = 0; i < c.library.body.regions.size(); ++i) {
        const auto& region = c.library.body.regions[i];
        const bool lit = c.state.region == static_cast<int>(i);
        const ImVec4 chip = screen_colour(region.colour);
        if (button(c, c.say(region.name, region.clinical_name),
                   {.look = lit ? Look::chosen : Look::plain, .width = -1, .chip = &chip, .left_aligned = true})) {
            c.emit(lit ? std::string("highlight none; deselect; view three_quarter")
                       : "deselect; highlight " + region.id + "; view " + region.view);
        }
    }
}

namespace {
std::string thigh_words(double tightness) {
    const double above = workspace::thigh_above_bench_deg(tightness);
    const int degrees = static_cast<int>(std::lround(std::abs(above)));
    if (degrees == 0) {
        return "thigh level with the bench";
    }
    return "thigh " + std::to_string(degrees) + (degrees == 1 ? " degree " : " degrees ") +
           (above > 0.0 ? "above the bench" : "below the bench");
}

std::string whole_degrees(double angle_rad) {
    const int degrees = static_cast<int>(std::lround(angle_rad * 180.0 / std::numbers::pi));
    return std::to_string(degrees) + (degrees == 1 ? " degree" : " degrees");
}

// The three parts behind the one dial of a side, as the Thomas test tells them apart.
void draw_parts_of_side(Context& c, posture::Side side, const std::string& name) {
    if (!fold(c, "thomas " + name, "Thomas test, " + name, c.memory.open_stages)) {
        return;
    }
    struct Part {
        posture::Group group;
        const char *verb, *client, *clinical;
    };
    static constexpr Part parts[] = {
        {posture::Group::iliopsoas, "psoas", "Height of the thigh", "Psoas and iliacus: thigh height"},
        {posture::Group::rectus_femoris, "rectus", "Bend of the hanging knee", "Rectus femoris: knee angle"},
        {posture::Group::tensor_fasciae_latae, "tfl", "Thigh drifting outwards", "Tensor fasciae latae: abduction"},
    };
    for (const Part& part : parts) {
        const double dial = c.state.dials.of(side, part.group);
        text(c, TextStyle::small, c.say(part.client, part.clinical), &c.theme.palette().text_soft);
        float v = static_cast<float>(dial);
        if (slider(c, std::string(part.client) + ", " + name, v, 0.0f, 1.0f, ImGui::GetContentRegionAvail().x)) {
            c.emit(std::string("set ") + part.verb + " " + name + " " + std::to_string(v));
        }
        const posture::ThomasAngles angles = posture::thomas_target(dial);
        const std::string words = part.group == posture::Group::iliopsoas ? thigh_words(dial)
                                  : part.group == posture::Group::rectus_femoris
                                      ? "knee hangs bent by " + whole_degrees(angles.knee_rad)
                                      : "thigh drifts outwards by " + whole_degrees(angles.abduction_rad);
        text(c, TextStyle::small, words, &c.theme.palette().text_soft);
    }
    paragraph(c, c.say(c.library.texts.text("thomas_reliability"), c.library.texts.text("thomas_reliability_clinical")),
              TextStyle::small, &c.theme.palette().text_soft);
}

void draw_side_slider(Context& c, const std::string& name, const std::string& side, double value) {
    float v = static_cast<float>(value);
    if (slider(c, name, v, 0.0f, 1.0f, ImGui::GetContentRegionAvail().x)) {
        // The dial says whole degrees, as a therapist measures them, so it stands on whole degrees.
        const double degrees = std::round(workspace::thigh_above_bench_deg(static_cast<double>(v)));
        const double whole = workspace::tightness_from_thigh_deg(degrees);
        if (whole != value) {
            c.emit("set tightness " + side + std::to_string(whole));
        }
    }
    text(c, TextStyle::small, thigh_words(value), &c.theme.palette().text_soft);
}
}  // namespace

void draw_tightness(Context& c) {
    const auto& t = c.state.tightness;
    const bool explore = c.state.mode == workspace::Mode::explore;
    small_heading(c, "TIGHTNESS OF THE HIP FLEXORS");
    if (!explore && t.left == t.right) {
        draw_side_slider(c, "Tightness", "", t.right);
    } else {
        text(c, TextStyle::small, "Right", &c.theme.palette().text_soft);
        draw_side_slider(c, "Tightness, right", "right ", t.right);
        if (explore) {
            draw_parts_of_side(c, posture::Side::right, "right");
        }
        text(c, TextStyle::small, "Left", &c.theme.palette().text_soft);
        draw_side_slider(c, "Tightness, left", "left ", t.left);
        if (explore) {
            draw_parts_of_side(c, posture::Side::left, "left");
        }
    }
    if (t.left > 0.0 || t.right > 0.0) {
        paragraph(c, c.library.texts.text("tightness_model"), TextStyle::small, &c.theme.palette().text_soft);
    }
}

namespace {

void draw_pain_button(Context& c) {
    // Always there, so that nothing below it moves when the map opens or closes by itself.
    if (!c.library.pain_map.areas.empty() &&
        button(c, "Where does it hurt?", {.icon = icon::body, .look = Look::accent, .width = -1})) {
        c.memory.map_open = true;
    }
}

void draw_explain_panel(Context& c, const Rect& rect) {
    if (begin_panel(c, "left", rect)) {
        draw_pain_button(c);
        text(c, TextStyle::heading, "Look at");
        draw_region_buttons(c);
        gap(c, 6);
        text(c, TextStyle::heading, "Move");
        draw_motion_buttons(c);
        draw_tightness(c);
    }
    end_panel();
}

void draw_explore_panel(Context& c, const Rect& rect) {
    if (begin_panel(c, "left", rect)) {
        const float width = ImGui::GetContentRegionAvail().x;
        const int tab =
            segments(c, "tab", {"Areas", "Layers", "Parts", "Body", "Views"}, static_cast<int>(c.memory.tab), width);
        if (tab >= 0) {
            c.memory.tab = static_cast<ExploreTab>(tab);
        }
        gap(c, 2);
        switch (c.memory.tab) {
            case ExploreTab::regions:
                draw_pain_button(c);
                draw_region_buttons(c);
                small_heading(c, "MOVE");
                draw_motion_buttons(c);
                draw_tightness(c);
                break;
            case ExploreTab::layers:
                draw_layers(c);
                break;
            case ExploreTab::parts:
                draw_parts(c);
                break;
            case ExploreTab::build:
                draw_build(c);
                break;
            case ExploreTab::views:
                draw_views(c);
                break;
        }
    }
    end_panel();
}

}  // namespace

void draw_left_panel(Context& c, const Rect& rect) {
    switch (c.state.mode) {
        case workspace::Mode::explain:
            draw_explain_panel(c, rect);
            break;
        case workspace::Mode::explore:
            draw_explore_panel(c, rect);
            break;
        case workspace::Mode::learn:
            draw_learn_panel(c, rect);
            break;
    }
}

}  // namespace backstory::ui
