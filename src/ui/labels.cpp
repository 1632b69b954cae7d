// Names beside the body with leader lines, and the legends of painted bone and of stretch colours. The window and
// written pictures draw them alike.
#include "workspace/labels.hpp"

#include "scene/colour.hpp"
#include "scene/label_layout.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

// Names beside more structures than this hide the body; all vertebrae fit.
constexpr std::size_t most_labels = 30;

struct Wanted {
    std::vector<scene::LabelWish> wishes;
    std::vector<std::string> words;  // one a wish
    scene::PixelArea focus;          // around everything that is named or lit
};

ImVec4 faded(ImVec4 colour, float strength) {
    colour.w *= strength;
    return colour;
}

void widen(const Context& c, const std::vector<workspace::SurfaceSpot>& spots, scene::PixelArea& focus) {
    for (const auto& spot : spots) {
        if (const auto p = c.project(spot.point)) {
            focus.low = glm::min(focus.low, glm::vec2(p->x, p->y));
            focus.high = glm::max(focus.high, glm::vec2(p->x, p->y));
        }
    }
}

Wanted wanted_labels(Context& c, const Rect& free, float height) {
    Wanted wanted;
    wanted.focus = {{free.right(), free.bottom()}, {free.x, free.y}};
    const float aspect = c.size.x / std::max(1.0f, c.size.y);
    for (const auto s : workspace::labelled(c.library, c.state, c.sight, most_labels)) {
        const auto spots = c.scene.surface_spots(s);
        if (spots.empty()) {
            continue;
        }
        const auto anchor = workspace::label_anchor(spots, s, c.camera, aspect, c.sight);
        const auto at = c.project(anchor.point);
        if (!at || !free.contains(*at) || wanted.wishes.size() >= most_labels) {
            continue;
        }
        widen(c, spots, wanted.focus);
        wanted.words.push_back(c.library.label_of(s, c.state.settings.words));
        const float width = text_width(c, TextStyle::body, wanted.words.back()) + c.px(18);
        wanted.wishes.push_back({{at->x, at->y}, {width, height}, anchor.strength});
    }
    // Both sides of what is lit are looked at, also where one side's names are enough.
    for (const auto s : c.state.lit) {
        widen(c, c.scene.surface_spots(s), wanted.focus);
    }
    return wanted;
}

// What the paint on the bones means; returns where the next legend goes.
float draw_attachment_legend(Context& c, float x, float y) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    const std::pair<const char*, glm::vec3> rows[] = {
        {c.clinical() ? "Origin" : "Where it starts", c.library.look.origin},
        {c.clinical() ? "Insertion" : "Where it ends", c.library.look.insertion}};
    for (const auto& [words, colour] : rows) {
        const glm::vec3 srgb = scene::srgb_from_linear(colour);
        pill(c, draw, {x + c.px(20), y}, words, TextStyle::body, p.panel, p.text);
        draw.AddCircleFilled({x + c.px(8), y + c.px(13)}, c.px(7), c.colour({srgb.r, srgb.g, srgb.b, 1.0f}), 24);
        y += c.px(32);
    }
    return y;
}

// Whose area is painted on the skin, and by whom it is described; returns where the next legend goes.
float draw_referred_legend(Context& c, float x, float y) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    std::string whose;
    for (const auto muscle : c.state.referred) {
        const std::string name = c.name_of(muscle);
        if (whose.find(name) == std::string::npos) {  // in clinical words both sides have one name
            whose += whose.empty() ? name : whose.size() < 60 ? ", " + name : "";
        }
    }
    const glm::vec3 srgb = scene::srgb_from_linear(c.library.look.referred_pain);
    // As soft as the area itself.
    for (int ring = 4; ring >= 1; --ring) {
        draw.AddCircleFilled({x + c.px(9), y + c.px(13)}, c.px(2.5f) * static_cast<float>(ring),
                             c.colour({srgb.r, srgb.g, srgb.b, 0.3f}), 24);
    }
    pill(c, draw, {x + c.px(24), y}, "Can be felt here: " + whose, TextStyle::body, p.panel, p.text);
    y += c.px(30);
    const auto source = c.library.knowledge.sources.find(c.library.knowledge.referred_source);
    if (source != c.library.knowledge.sources.end()) {
        pill(c, draw, {x + c.px(24), y}, fitted(c, TextStyle::small, "After " + source->second.citation, c.px(380)),
             TextStyle::small, p.panel, p.text_soft);
        y += c.px(30);
    }
    return y;
}

// A scale from shortened by a quarter to stretched by a quarter.
void draw_stretch_legend(Context& c, float x, float y) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    const float pad = c.px(10), width = c.px(230), bar = c.px(14);
    ImFont* font = c.theme.font(TextStyle::small);
    const float line = font->FontSize + c.px(4);
    draw.AddRectFilled({x, y}, {x + width + 2.0f * pad, y + 2.0f * pad + bar + 2.0f * line}, c.colour(p.panel),
                       c.px(8));
    const std::string title = c.clinical() ? "Muscle length against rest" : "How far muscles are stretched";
    draw.AddText(font, font->FontSize, {x + pad, y + 0.6f * pad}, c.colour(p.text), title.c_str());
    const float top = y + 0.6f * pad + line;
    constexpr int steps = 40;
    for (int i = 0; i < steps; ++i) {
        const float share = (static_cast<float>(i) + 0.5f) / steps;
        const glm::vec3 srgb =
            scene::srgb_from_linear(scene::stretch_colour(1.0f + scene::stretch_reach * (2.0f * share - 1.0f)));
        draw.AddRectFilled({x + pad + width * static_cast<float>(i) / steps, top},
                           {x + pad + width * static_cast<float>(i + 1) / steps + 0.5f, top + bar},
                           c.colour({srgb.r, srgb.g, srgb.b, 1.0f}));
    }
    const long percent = std::lround(100.0f * scene::stretch_reach);
    const std::string low = c.clinical() ? "-" + std::to_string(percent) + " %" : "shorter";
    const std::string high = c.clinical() ? "+" + std::to_string(percent) + " %" : "longer";
    const std::string middle = c.clinical() ? "rest length" : "at rest";
    const float below = top + bar + c.px(3);
    draw.AddText(font, font->FontSize, {x + pad, below}, c.colour(p.text), low.c_str());
    draw.AddText(font, font->FontSize, {x + pad + 0.5f * (width - text_width(c, TextStyle::small, middle)), below},
                 c.colour(p.text), middle.c_str());
    draw.AddText(font, font->FontSize, {x + pad + width - text_width(c, TextStyle::small, high), below},
                 c.colour(p.text), high.c_str());
}

}  // namespace

void draw_labels(Context& c, const Rect& free) {
    const float height = c.theme.font(TextStyle::body)->FontSize + c.px(10);
    const Wanted wanted = wanted_labels(c, free, height);
    const float margin = c.px(16);
    const scene::PixelArea area{{free.x + margin, free.y + margin}, {free.right() - margin, free.bottom() - margin}};
    const auto placed = scene::lay_out_labels(wanted.wishes, area, wanted.focus, c.px(4));
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    for (const auto& label : placed) {
        const scene::LabelWish& wish = wanted.wishes[label.wish];
        const float strength = std::clamp(wish.strength, 0.0f, 1.0f);
        const ImVec2 from{label.line_from().x, label.line_from().y}, to{wish.anchor.x, wish.anchor.y};
        // A pale line under the dark one reads on every tissue.
        draw.AddLine(from, to, c.colour(faded(p.panel, 0.7f * strength)), std::max(2.0f, c.px(3)));
        draw.AddLine(from, to, c.colour(faded(p.text_soft, strength)), std::max(1.0f, c.px(1.2f)));
        draw.AddCircleFilled(to, c.px(4), c.colour(faded(p.panel, strength)), 16);
        draw.AddCircleFilled(to, c.px(2.6f), c.colour(faded(p.text, strength)), 16);
    }
    for (const auto& label : placed) {
        const float strength = std::clamp(wanted.wishes[label.wish].strength, 0.0f, 1.0f);
        pill(c, draw, {label.box.low.x, label.box.low.y}, wanted.words[label.wish], TextStyle::body,
             faded(p.panel, 0.45f + 0.55f * strength), faded(p.text, 0.5f + 0.5f * strength));
    }
}

void draw_legends(Context& c, const Rect& free) {
    float y = free.y + c.px(16);
    if (!c.state.attachments.empty()) {
        y = draw_attachment_legend(c, free.x + c.px(16), y);
    }
    if (!c.state.referred.empty()) {
        y = draw_referred_legend(c, free.x + c.px(16), y);
    }
    if (c.state.colour_by_stretch) {
        draw_stretch_legend(c, free.x + c.px(16), y);
    }
}

}  // namespace backstory::ui
