// Explore, Layers: how deep to look, what is shown, the body moved apart or cut open.
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "workspace/section.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace backstory::ui {
namespace {

using anatomy::Kind;
using workspace::BodySection;

constexpr float most_tilt_deg = 85.0f;

struct Shown {
    int shown = 0, all = 0;
};

Shown shown_of_kind(const Context& c, Kind kind) {
    Shown count;
    for (std::size_t i = 0; i < c.library.body.structures.size(); ++i) {
        if (c.library.body.structures[i].kind == kind) {
            ++count.all;
            count.shown += c.state.opacity[i] > 0.0f ? 1 : 0;
        }
    }
    return count;
}

void draw_shown(Context& c) {
    const float width = ImGui::GetContentRegionAvail().x;
    small_heading(c, "HOW DEEP TO LOOK");
    float depth = c.state.depth;
    if (slider(c, "Depth", depth, 0.0f, 4.0f, width)) {
        c.emit("depth " + std::to_string(depth));
    }
    constexpr const char* names[] = {"With the skin", "Superficial muscles", "Intermediate layer", "Deep muscles",
                                     "Bones and discs"};
    text(c, TextStyle::body, names[static_cast<std::size_t>(std::clamp(depth + 0.5f, 0.0f, 4.0f))]);
    small_heading(c, "WHAT IS SHOWN");
    const std::pair<Kind, const char*> kinds[] = {{Kind::muscle, "Muscles"},     {Kind::bone, "Bones"},
                                                  {Kind::disc, "Discs"},         {Kind::cartilage, "Cartilage"},
                                                  {Kind::ligament, "Ligaments"}, {Kind::nerve, "Nerves"}};
    for (const auto& [kind, name] : kinds) {
        const Shown count = shown_of_kind(c, kind);
        if (count.all > 0 && toggle(c, name, count.shown > 0)) {
            c.emit(std::string(count.shown > 0 ? "hide " : "show ") + std::string(anatomy::to_text(kind)));
        }
    }
    small_heading(c, "SIDE (THE CLIENT'S OWN)");
    static constexpr const char* commands[] = {"side right", "side both", "side left"};
    const int now = c.state.side == workspace::ShownSide::right  ? 0
                    : c.state.side == workspace::ShownSide::both ? 1
                                                                 : 2;
    if (const int side = segments(c, "side", {"Right", "Both", "Left"}, now, width); side >= 0) {
        c.emit(commands[side]);
    }
    small_heading(c, "SHOW AS WELL");
    if (toggle(c, "Names beside the body", c.state.show_labels)) {
        c.emit(c.state.show_labels ? "labels off" : "labels on");
    }
    if (toggle(c, c.say("Where the body's weight falls", "Centre of mass and base of support"), c.state.show_balance)) {
        c.emit(c.state.show_balance ? "balance off" : "balance on");
    }
    if (toggle(c, "Colour by stretch", c.state.colour_by_stretch)) {
        c.emit(c.state.colour_by_stretch ? "colour tissue" : "colour stretch");
    }
}

std::string percent(float share) {
    return std::to_string(static_cast<int>(std::lround(100.0f * share))) + " %";
}

void draw_apart(Context& c) {
    small_heading(c, "MOVE APART");
    struct Way {
        const char *what, *name;
        float share;
    };
    for (Way way : {Way{"spine", "Levels of the spine", c.state.apart.spine},
                    Way{"layers", "Layers, side by side", c.state.apart.layers}}) {
        const std::string says = way.share > 0.0f ? percent(way.share) : "together";
        if (labelled_slider(c, way.name, says, way.share, 0.0f, 1.0f)) {
            c.emit(std::string("explode ") + way.what + " " + std::to_string(way.share));
        }
    }
    if (!(c.state.apart == workspace::Apart{}) && button(c, "Put together again", {.icon = icon::undo, .width = -1})) {
        c.emit("explode spine 0; explode layers 0");
    }
}

std::string degrees(float angle) {
    return std::to_string(static_cast<int>(std::lround(angle))) + " degrees";
}

void draw_cut_sliders(Context& c) {
    BodySection cut = c.state.section;
    const workspace::SectionRange range = workspace::section_range(c.library, cut.plane);
    static constexpr const char* towards[][2] = {{"", ""}, {"right", "left"}, {"in front", "behind"}, {"", ""}};
    const auto* words = towards[static_cast<std::size_t>(cut.plane)];
    const long mm = std::lround(1000.0f * cut.offset_m);
    const std::string place = cut.plane == BodySection::Plane::transverse ? std::to_string(mm) + " mm up"
                              : mm == 0                                   ? "middle"
                                        : std::to_string(std::abs(mm)) + " mm " + words[mm > 0 ? 0 : 1];
    // One after the other: `|` and not `||`, so that all are drawn.
    bool changed = labelled_slider(c, "Place of the cut", place, cut.offset_m, range.low, range.high);
    changed |=
        labelled_slider(c, "Turn", degrees(cut.first_tilt_deg), cut.first_tilt_deg, -most_tilt_deg, most_tilt_deg);
    changed |=
        labelled_slider(c, "Tip", degrees(cut.second_tilt_deg), cut.second_tilt_deg, -most_tilt_deg, most_tilt_deg);
    if (toggle(c, "Keep the other part", cut.flipped)) {
        cut.flipped = !cut.flipped;
        changed = true;
    }
    if ((cut.first_tilt_deg != 0.0f || cut.second_tilt_deg != 0.0f) &&
        button(c, "Straight again", {.icon = icon::undo, .width = -1})) {
        cut.first_tilt_deg = cut.second_tilt_deg = 0.0f;
        changed = true;
    }
    if (changed) {
        emit_section(c, cut);
    }
}

void draw_cut(Context& c) {
    using Plane = BodySection::Plane;
    small_heading(c, "CUT OPEN");
    const float width = ImGui::GetContentRegionAvail().x;
    const std::vector<std::string> names = c.clinical()
                                               ? std::vector<std::string>{"Off", "Sagittal", "Coronal", "Transv."}
                                               : std::vector<std::string>{"Off", "Side", "Front", "Across"};
    const int chosen = segments(c, "cut", names, static_cast<int>(c.state.section.plane), width);
    if (chosen == 0) {
        c.emit("section off");
    } else if (chosen > 0 && chosen != static_cast<int>(c.state.section.plane)) {
        // Through what the eye looks at.
        BodySection cut;
        cut.plane = static_cast<Plane>(chosen);
        cut.offset_m = glm::dot(c.state.camera.target, workspace::section_axes(cut.plane).normal);
        emit_section(c, cut);
    }
    if (c.state.section.plane != Plane::off) {
        draw_cut_sliders(c);
    }
}

}  // namespace

void emit_section(Context& c, BodySection cut) {
    using Plane = BodySection::Plane;
    const char* plane = cut.plane == Plane::coronal      ? "coronal"
                        : cut.plane == Plane::transverse ? "transverse"
                                                         : "sagittal";
    char words[120];
    std::snprintf(words, sizeof words, "section %s %.4f tilt %.2f %.2f%s", plane,
                  static_cast<double>(std::clamp(cut.offset_m, -2.5f, 2.5f)),
                  static_cast<double>(std::clamp(cut.first_tilt_deg, -most_tilt_deg, most_tilt_deg)),
                  static_cast<double>(std::clamp(cut.second_tilt_deg, -most_tilt_deg, most_tilt_deg)),
                  cut.flipped ? " flipped" : "");
    c.emit(words);
}

void draw_layers(Context& c) {
    draw_shown(c);
    draw_apart(c);
    draw_cut(c);
    gap(c, 4);
    if (button(c, "Hide what I click",
               {.icon = icon::peel,
                .look = c.memory.tool == Tool::peel ? Look::chosen : Look::plain,
                .width = -1,
                .tip = "Click what is in the way: it goes. Undo brings it back."})) {
        c.memory.tool = c.memory.tool == Tool::peel ? Tool::look : Tool::peel;
    }
    if (button(c, "Show everything", {.icon = icon::eye, .width = -1})) {
        c.emit("reset");
    }
}

}  // namespace backstory::ui
