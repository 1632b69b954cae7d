// The bottom panel while a movement is open: phases, scrubbing, play and pause, loop, speed; compare_row.cpp has the
// comparison.
#include "ui/timeline.hpp"

#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

const motion::Clip& clip_of(const Context& c) {
    return c.library.clips[static_cast<std::size_t>(c.state.clip)];
}

const motion::Phase* phase_now(const Context& c) {
    const auto& phases = clip_of(c).phases;
    const motion::Phase* now = nullptr;
    for (const auto& phase : phases) {
        if (c.state.time_s >= phase.start_s - 1e-9) {
            now = &phase;
        }
    }
    return now;
}

// The few words on a phase's band: plain ones for the client where the texts have them ("phase.tuck").
std::string short_phase_name(const Context& c, const std::string& id) {
    if (!c.clinical()) {
        if (const std::string& plain = c.library.texts.text("phase." + id); !plain.empty()) {
            return plain;
        }
    }
    std::string name = id;
    std::replace(name.begin(), name.end(), '_', ' ');
    if (!name.empty()) {
        name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    }
    return name;
}

// A flag where the compared bodies part.
void draw_parting(Context& c, ImVec2 at, float width, float height) {
    if (!workspace::compares(c.library, c.state)) {
        return;
    }
    const auto& parting = followed_course(c).parting();
    if (!parting) {
        return;
    }
    const double duration = std::max(1e-6, clip_of(c).duration_s);
    const float x = at.x + width * static_cast<float>(std::clamp(parting->time_s / duration, 0.0, 1.0));
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 colour = c.colour(c.theme.palette().caution);
    const float half = std::max(1.0f, c.px(1));
    draw.AddRectFilled({x - half, at.y}, {x + half, at.y + height}, colour);
    draw.AddTriangleFilled({x, at.y}, {x + c.px(11), at.y + c.px(5)}, {x, at.y + c.px(10)}, colour);
    note_item(c, "Where they part", {x - c.px(3), at.y}, {x + c.px(11), at.y + height});
}

void draw_track(Context& c, float width) {
    const auto& clip = clip_of(c);
    const Palette& p = c.theme.palette();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = std::floor(c.px(38)), band = std::floor(c.px(26));
    ImGui::InvisibleButton("track", {width, height});
    const bool held = ImGui::IsItemActive();
    const double duration = std::max(1e-6, clip.duration_s);
    if (held) {
        const float share = std::clamp((ImGui::GetIO().MousePos.x - at.x) / width, 0.0f, 1.0f);
        c.emit("at " + std::to_string(share));
    }
    note_item(c, "Timeline", at, {at.x + width, at.y + height});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float top = at.y + 0.5f * (height - band);
    draw.AddRectFilled({at.x, top}, {at.x + width, top + band}, c.colour(p.well), c.px(8));
    const motion::Phase* now = phase_now(c);
    ImFont* font = c.theme.font(TextStyle::small);
    for (std::size_t i = 0; i < clip.phases.size(); ++i) {
        const auto& phase = clip.phases[i];
        const float from = at.x + width * static_cast<float>(std::clamp(phase.start_s / duration, 0.0, 1.0));
        const float to = at.x + width * static_cast<float>(std::clamp(phase.end_s / duration, 0.0, 1.0));
        const bool on = &phase == now;
        draw.AddRectFilled({from + 1.0f, top}, {to - 1.0f, top + band},
                           c.colour(on           ? p.accent_soft
                                    : i % 2 == 0 ? p.control
                                                 : p.control_hover),
                           c.px(7));
        const std::string name = fitted(c, TextStyle::small, short_phase_name(c, phase.id), to - from - c.px(10));
        const float words = text_width(c, TextStyle::small, name);
        draw.AddText(font, font->FontSize,
                     {std::floor(0.5f * (from + to - words)), std::floor(top + 0.5f * (band - font->FontSize))},
                     c.colour(on ? p.text : p.text_soft), name.c_str());
    }
    draw_parting(c, at, width, height);
    const float x = at.x + width * static_cast<float>(std::clamp(c.state.time_s / duration, 0.0, 1.0));
    const float half = std::max(1.0f, c.px(1.5f));
    draw.AddRectFilled({x - half, at.y}, {x + half, at.y + height}, c.colour(p.accent), half);
    draw.AddCircleFilled({x, at.y + c.px(4)}, c.px(6), c.colour(p.accent), 24);
}

// Where the movement is: seconds, or the repetition, hold and rest of a prescribed session.
std::string moment_words(const Context& c) {
    const auto& clip = clip_of(c);
    if (c.state.prescribed) {
        const motion::Session session(clip.prescription, clip.duration_s);
        return motion::session_words(clip.prescription, session.at(c.state.session_s));
    }
    char moment[64];
    std::snprintf(moment, sizeof moment, "%.1f of %.1f s", c.state.time_s, clip.duration_s);
    return moment;
}

void draw_controls(Context& c) {
    const auto& clip = clip_of(c);
    text(c, TextStyle::strong, clip.name);
    ImGui::SameLine();
    text(c, TextStyle::small, moment_words(c), &c.theme.palette().text_soft);
    ImGui::SameLine();
    const float speeds = c.px(c.narrow ? 168 : 204);
    const bool can_prescribe = clip.prescription.reps > 0;
    const float buttons = can_prescribe ? 9.0f : 8.0f;
    const float needed = buttons * c.px(36) + buttons * c.px(6) + speeds + c.px(4);
    const float room = ImGui::GetContentRegionAvail().x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0f, room - needed));
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - c.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {c.px(6), c.px(6)});
    if (icon_button(c, "To the start", icon::to_start)) {
        c.emit("at 0");
    }
    ImGui::SameLine();
    if (icon_button(c, c.state.playing ? "Pause" : "Play", c.state.playing ? icon::pause : icon::play,
                    c.state.playing)) {
        c.emit(c.state.playing ? "pause" : "play");
    }
    ImGui::SameLine();
    if (icon_button(c, "One step back", icon::step_back)) {
        c.emit("step -1");
    }
    ImGui::SameLine();
    if (icon_button(c, "One step on", icon::step_on)) {
        c.emit("step 1");
    }
    ImGui::SameLine();
    if (icon_button(c, c.state.backwards ? "Backwards: on" : "Backwards: off", icon::reverse, c.state.backwards)) {
        c.emit(c.state.backwards ? "reverse off" : "reverse on");
    }
    ImGui::SameLine();
    if (icon_button(c, c.state.looping ? "Repeat: on" : "Repeat: off", icon::loop, c.state.looping)) {
        c.emit(c.state.looping ? "loop off" : "loop on");
    }
    ImGui::SameLine();
    if (can_prescribe) {
        if (icon_button(c, c.state.prescribed ? "As prescribed: on" : "As prescribed: off", icon::prescribed,
                        c.state.prescribed)) {
            c.emit(c.state.prescribed ? "prescribed off" : "prescribed on; play");
        }
        ImGui::SameLine();
    }
    if (icon_button(c, c.state.graph.empty() ? "Graph" : "Close the graph", icon::graph, !c.state.graph.empty())) {
        c.emit(graph_switch(c));
    }
    ImGui::SameLine();
    const double values[] = {0.25, 0.5, 1.0};
    int chosen = -1;
    for (int i = 0; i < 3; ++i) {
        chosen = std::abs(c.state.speed - values[i]) < 1e-6 ? i : chosen;
    }
    if (const int speed = segments(c, "speed", {"Slow", "Half", "Normal"}, chosen, speeds); speed >= 0) {
        c.emit("speed " + std::to_string(values[speed]));
    }
    ImGui::SameLine();
    if (icon_button(c, "Close the movement", icon::close)) {
        c.emit("stop");
    }
    ImGui::PopStyleVar();
}

}  // namespace

float timeline_height(const Context& c) {
    return std::floor(c.px(146) + compare_row_height(c) + graph_height(c));
}

void draw_timeline(Context& c, const Rect& rect) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {c.px(18), c.px(14)});
    if (begin_panel(c, "timeline", rect)) {
        draw_controls(c);
        draw_track(c, ImGui::GetContentRegionAvail().x);
        if (const auto* phase = phase_now(c)) {
            paragraph(
                c, c.clinical() && !phase->clinical_caption.empty() ? phase->clinical_caption : phase->client_caption);
        } else {
            paragraph(c, c.clinical() ? clip_of(c).clinical_text : clip_of(c).client_text);
        }
        draw_graph(c);
        draw_compare_row(c);
    }
    end_panel();
    ImGui::PopStyleVar();
}

}  // namespace backstory::ui
