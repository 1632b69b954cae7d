// The bottom panel while a movement is open: phases, scrubbing, play and pause, loop, speed; compare_row.cpp has the
// comparison.
#include "ui/timeline.hpp"

#include "ui/icons.hpp"
#include "ui/panel_frame.hpp"
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

struct Track {
    ImVec2 at;
    float width, height, band;  // px; the band of the phases lies in its middle
    double duration_s;
    float x_of(double time_s) const {
        return at.x + width * static_cast<float>(std::clamp(time_s / duration_s, 0.0, 1.0));
    }
};

// A flag where the compared bodies part; a tap at it goes to that very moment.
void draw_parting(Context& c, const Track& track, bool pressed) {
    if (!workspace::compares(c.library, c.state)) {
        return;
    }
    const auto& parting = followed_course(c).parting();
    if (!parting) {
        return;
    }
    const float x = track.x_of(parting->time_s), top = track.at.y, bottom = top + track.height;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 colour = c.colour(c.theme.palette().caution);
    const float half = std::max(1.0f, c.px(1)), reach = c.px(17);
    draw.AddRectFilled({x - half, top}, {x + half, bottom}, colour);
    draw.AddTriangleFilled({x, top}, {x + c.px(11), top + c.px(5)}, {x, top + c.px(10)}, colour);
    note_item(c, "Where they part", {x - reach, top}, {x + reach, bottom});
    if (pressed && std::abs(ImGui::GetIO().MousePos.x - x) < reach) {
        c.memory.at_parting = true;
        c.emit("at " + std::to_string(parting->time_s / track.duration_s));
    }
}

void draw_playhead(Context& c, const Track& track) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 colour = c.colour(c.theme.palette().accent);
    const float x = track.x_of(c.state.time_s), half = std::max(1.0f, c.px(1.5f));
    draw.AddRectFilled({x - half, track.at.y}, {x + half, track.at.y + track.height}, colour, half);
    draw.AddCircleFilled({x, track.at.y + c.px(4)}, c.px(6), colour, 24);
}

void draw_phases(Context& c, const Track& track, bool words) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float top = track.at.y + 0.5f * (track.height - track.band);
    const motion::Phase* now = phase_now(c);
    ImFont* font = c.theme.font(TextStyle::small);
    const auto& phases = clip_of(c).phases;
    for (std::size_t i = 0; i < phases.size(); ++i) {
        const auto& phase = phases[i];
        const float from = track.x_of(phase.start_s), to = track.x_of(phase.end_s);
        const bool on = &phase == now;
        const ImU32 back = c.colour(on ? p.accent_soft : i % 2 == 0 ? p.control : p.control_hover);
        if (!words) {
            draw.AddRectFilled({from + 1.0f, top}, {to - 1.0f, top + track.band}, back, c.px(7));
            continue;
        }
        const std::string name = short_phase_name(c, phase.id);
        const float wide = text_width(c, TextStyle::small, name);
        if (wide > to - from - c.px(10)) {
            continue;  // the sentence below says it
        }
        const ImVec2 at{std::floor(0.5f * (from + to - wide)), std::floor(top + 0.5f * (track.band - font->FontSize))};
        // On a plate, so that the line of the moment passes behind the words.
        draw.AddRectFilled({at.x - c.px(3), at.y}, {at.x + wide + c.px(3), at.y + font->FontSize}, back);
        draw.AddText(font, font->FontSize, at, c.colour(on ? p.text : p.text_soft), name.c_str());
    }
}

void draw_track(Context& c, float width) {
    const Palette& p = c.theme.palette();
    const Track track{ImGui::GetCursorScreenPos(), width, std::floor(c.px(38)), std::floor(c.px(26)),
                      std::max(1e-6, clip_of(c).duration_s)};
    ImGui::InvisibleButton("track", {width, track.height});
    const bool held = ImGui::IsItemActive(), pressed = ImGui::IsItemActivated();
    note_item(c, "Timeline", track.at, {track.at.x + width, track.at.y + track.height});
    const float top = track.at.y + 0.5f * (track.height - track.band);
    ImGui::GetWindowDrawList()->AddRectFilled({track.at.x, top}, {track.at.x + width, top + track.band},
                                              c.colour(p.well), c.px(8));
    draw_phases(c, track, false);
    // The hand that tapped the flag stays on its moment until it moves.
    c.memory.at_parting = held && c.memory.at_parting && ImGui::GetIO().MouseDelta.x == 0.0f;
    draw_parting(c, track, pressed);
    draw_playhead(c, track);
    draw_phases(c, track, true);
    if (held && !c.memory.at_parting) {
        const float share = std::clamp((ImGui::GetIO().MousePos.x - track.at.x) / width, 0.0f, 1.0f);
        c.emit("at " + std::to_string(share));
    }
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

// The movement's name and the moment.
void draw_name_and_moment(Context& c, float width) {
    const std::string name = c.say(clip_of(c).name, clip_of(c).clinical_name), moment = moment_words(c);
    const float gap_px = ImGui::GetStyle().ItemSpacing.x;
    const float for_name = std::max(c.px(40), width - gap_px - text_width(c, TextStyle::small, moment));
    const bool usual = text_width(c, TextStyle::strong, name) <= for_name;
    const TextStyle style = usual ? TextStyle::strong : TextStyle::small;
    const auto [first, second] = in_two_lines(c, style, name, for_name);
    ImGui::BeginGroup();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap_px, 0.0f});
    text(c, style, first);
    if (!second.empty()) {
        text(c, style, second);
    }
    ImGui::PopStyleVar();
    ImGui::EndGroup();
    ImGui::SameLine();
    text(c, TextStyle::small, moment, &c.theme.palette().text_soft);
}

// One step back, one on, backwards; all three are keys as well.
void draw_steps(Context& c) {
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
}

void draw_controls(Context& c) {
    const auto& clip = clip_of(c);
    const float speeds = c.px(c.narrow ? 168 : 204);
    const bool can_prescribe = clip.prescription.reps > 0;
    // Where room is short the name has a line of its own; where it is very short what keys do as well stays away.
    const bool all = !c.compact, one_line = !c.narrow;
    const float buttons = (can_prescribe ? 9.0f : 8.0f) - (all ? 0.0f : 3.0f);
    const float needed = buttons * c.px(36) + buttons * c.px(6) + speeds + c.px(4);
    const float from = ImGui::GetCursorPosX(), room = ImGui::GetContentRegionAvail().x;
    draw_name_and_moment(c, one_line ? room - needed - c.px(8) : room);
    if (one_line) {
        ImGui::SameLine();
        ImGui::SetCursorPosX(from + std::max(0.0f, room - needed));
    }
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
    if (all) {
        draw_steps(c);
    }
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
    return std::floor(c.px(c.narrow ? 172 : 146) + compare_row_height(c) + graph_height(c));
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
