// Cards in the middle of the window: first-run tour, safety questions, settings, help, naming a view.
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

void close(Context& c) {
    c.memory.dialogue = Dialogue::none;
}

void draw_tour(Context& c) {
    struct Step {
        const char *title, *words, *next;
    };
    static constexpr Step steps[] = {
        {"Point",
         "Tap where it hurts on the small body at the side, or choose an area of the back or hip. It lights up and "
         "the picture flies there.",
         "Next"},
        {"See",
         "Turn the body with the left button, move it with the right one, come closer with the wheel. Click any "
         "muscle or bone to read what it is.",
         "Next"},
        {"Move",
         "Start a movement, slow it down, go back and forth. The tightness slider shows what tight hip flexors can "
         "contribute to. The house in the top bar always brings you back.",
         "Begin"}};
    const int count = static_cast<int>(std::size(steps));
    const int now = std::clamp(c.memory.tour_step, 0, count - 1);
    text(c, TextStyle::small, "Welcome, " + std::to_string(now + 1) + " of " + std::to_string(count),
         &c.theme.palette().text_soft);
    text(c, TextStyle::title, steps[now].title);
    paragraph(c, steps[now].words);
    gap(c, 8);
    const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x));
    const bool skip = button(c, "Skip the tour", {.look = Look::quiet, .width = half});
    ImGui::SameLine();
    const bool next = button(
        c, steps[now].next, {.icon = now + 1 < count ? icon::right : icon::check, .look = Look::accent, .width = half});
    if (skip || (next && now + 1 == count)) {
        c.emit("tour seen");
        c.memory.tour_step = 0;
        close(c);
    } else if (next) {
        c.memory.tour_step = now + 1;
    }
}

void draw_flags(Context& c, const anatomy::Texts::Flags& flags) {
    for (const auto& item : flags.items) {
        bullet_point(c, item);
    }
}

void draw_safety(Context& c) {
    const auto& t = c.library.texts;
    const Palette& p = c.theme.palette();
    text(c, TextStyle::title, t.flags_title.empty() ? "Before you start" : t.flags_title);
    if (c.memory.safety_applies) {
        text(c, TextStyle::strong, t.emergency.title, &p.caution);
        paragraph(c, t.emergency.advice);
        draw_flags(c, t.emergency);
        gap(c, 6);
        text(c, TextStyle::strong, t.soon.title, &p.caution);
        paragraph(c, t.soon.advice);
        draw_flags(c, t.soon);
        gap(c, 6);
        if (button(c, "Close", {.look = Look::accent, .width = -1})) {
            close(c);
        }
        return;
    }
    paragraph(c, t.flags_reassurance, TextStyle::body, &p.text_soft);
    paragraph(c, t.flags_question, TextStyle::strong);
    draw_flags(c, t.emergency);
    draw_flags(c, t.soon);
    gap(c, 8);
    const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x));
    if (button(c, "One of these applies", {.width = half})) {
        c.memory.safety_applies = true;
    }
    ImGui::SameLine();
    if (button(c, t.flags_none.empty() ? "None of these" : t.flags_none,
               {.icon = icon::check, .look = Look::accent, .width = half})) {
        c.emit("safety asked");
        close(c);
        if (c.library.find_clip(c.memory.wanted_motion) >= 0) {
            c.memory.dialogue = Dialogue::exercise;
        }
    }
}

void draw_settings(Context& c) {
    text(c, TextStyle::title, "Settings");
    if (close_sign(c, "Close the settings")) {
        close(c);
    }
    const float width = ImGui::GetContentRegionAvail().x;
    small_heading(c, "SIZE OF EVERYTHING");
    static constexpr int sizes[] = {100, 125, 150, 200, 250};
    int chosen = -1;
    std::vector<std::string> labels;
    for (int i = 0; i < 5; ++i) {
        labels.push_back(std::to_string(sizes[i]) + " %");
        chosen = sizes[i] == c.state.settings.scale_percent ? i : chosen;
    }
    if (const int i = segments(c, "scale", labels, chosen, width); i >= 0) {
        c.emit("scale " + std::to_string(sizes[i]));
    }
    if (c.state.settings.scale_percent > c.memory.room_percent) {
        paragraph(c,
                  "This window has room for " + std::to_string(std::max(50, c.memory.room_percent)) +
                      " %; make it larger for more.",
                  TextStyle::small, &c.theme.palette().text_soft);
    }
    small_heading(c, "THEME");
    if (const int i = segments(c, "theme", {"Light", "Dark"}, c.state.settings.dark_theme ? 1 : 0, width); i >= 0) {
        c.emit(i == 1 ? "theme dark" : "theme light");
    }
    small_heading(c, "WORDS");
    if (const int i = segments(c, "words", {"Client", "Clinical"}, c.clinical() ? 1 : 0, width); i >= 0) {
        c.emit(i == 1 ? "words clinical" : "words client");
    }
    gap(c, 4);
    if (toggle(c, "Calm: no camera flights", c.state.settings.reduced_motion)) {
        c.emit(c.state.settings.reduced_motion ? "calm off" : "calm on");
    }
    if (toggle(c, "Names beside the body", c.state.show_labels)) {
        c.emit(c.state.show_labels ? "labels off" : "labels on");
    }
    gap(c, 6);
    if (button(c, "Show the tour again", {.look = Look::quiet, .width = -1, .left_aligned = true})) {
        c.memory.tour_step = 0;
        c.memory.dialogue = Dialogue::tour;
        return;
    }
    if (button(c, "Done", {.look = Look::accent, .width = -1})) {
        close(c);
    }
}

void draw_help(Context& c) {
    text(c, TextStyle::title, "Help and shortcuts");
    if (close_sign(c, "Close the help")) {
        close(c);
    }
    paragraph(c, c.library.texts.text("disclaimer_long"), TextStyle::small, &c.theme.palette().text_soft);
    gap(c, 4);
    float column = 0.0f;
    for (const auto& shortcut : shortcuts()) {
        column = std::max(column, text_width(c, TextStyle::strong, shortcut.keys) + c.px(14));
    }
    for (const auto& shortcut : shortcuts()) {
        const float x = ImGui::GetCursorPosX();
        text(c, TextStyle::strong, shortcut.keys);
        ImGui::SameLine(x + column);
        paragraph(c, shortcut.meaning);
    }
    gap(c, 4);
    text(c, TextStyle::strong, c.library.texts.evidence_title);
    paragraph(c, c.clinical() ? c.library.texts.evidence_clinical : c.library.texts.evidence_client);
    gap(c, 6);
    if (button(c, "Close", {.look = Look::accent, .width = -1})) {
        close(c);
    }
}

// Names a view that is kept, or gives one another name.
void draw_name_view(Context& c, bool rename) {
    text(c, TextStyle::title, rename ? "Another name" : "Keep this view");
    paragraph(c, rename ? "What is \"" + c.memory.renamed_view + "\" called from now on?"
                        : std::string("Give it a name. It keeps what is shown, from where, and the moment of the "
                                      "movement."));
    if (ImGui::IsWindowAppearing()) {
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(-1.0f);
    const bool entered =
        ImGui::InputTextWithHint("##name", "Name of the view", c.memory.view_name, sizeof c.memory.view_name,
                                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    note_item(c, "Name of the view", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x));
    if (button(c, "Cancel", {.look = Look::quiet, .width = half})) {
        c.memory.view_name[0] = '\0';
        close(c);
    }
    ImGui::SameLine();
    const bool named = c.memory.view_name[0] != '\0';
    const bool pressed = button(c, rename ? "Rename" : "Keep",
                                {.icon = icon::check, .look = Look::accent, .width = half, .enabled = named});
    if ((pressed || entered) && named) {
        const std::string name = c.memory.view_name;
        c.emit(rename ? "rename view " + c.memory.renamed_view + " to " + name : "save view " + name);
        c.memory.view_name[0] = '\0';
        close(c);
    }
}

}  // namespace

void draw_dialogue(Context& c) {
    const Dialogue which = c.memory.dialogue;
    if (which == Dialogue::none) {
        return;
    }
    const float width =
        std::min(c.px(which == Dialogue::safety || which == Dialogue::help || which == Dialogue::exercise ? 620 : 460),
                 c.size.x - c.px(32));
    const ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                   ImGuiWindowFlags_AlwaysAutoResize;
    ImGui::SetNextWindowPos({0.0f, 0.0f});
    ImGui::SetNextWindowSize(c.size);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, c.theme.palette().shade);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
    ImGui::Begin("shade", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus * 0);
    if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(0) && which != Dialogue::tour && which != Dialogue::safety) {
        close(c);
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
    ImGui::SetNextWindowPos({0.5f * c.size.x, 0.5f * c.size.y}, ImGuiCond_Always, {0.5f, 0.5f});
    ImGui::SetNextWindowSizeConstraints({width, 0.0f}, {width, c.size.y - c.px(32)});
    ImGui::SetNextWindowFocus();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {c.px(26), c.px(22)});
    ImVec4 solid = c.theme.palette().panel;
    solid.w = 1.0f;
    ImGui::PushStyleColor(ImGuiCol_WindowBg, solid);
    ImGui::Begin("dialogue", nullptr, flags);
    switch (which) {
        case Dialogue::tour:
            draw_tour(c);
            break;
        case Dialogue::safety:
            draw_safety(c);
            break;
        case Dialogue::settings:
            draw_settings(c);
            break;
        case Dialogue::help:
            draw_help(c);
            break;
        case Dialogue::save_view:
        case Dialogue::rename_view:
            draw_name_view(c, which == Dialogue::rename_view);
            break;
        case Dialogue::exercise:
            draw_exercise(c);
            break;
        case Dialogue::none:
            break;
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
}

}  // namespace backstory::ui
