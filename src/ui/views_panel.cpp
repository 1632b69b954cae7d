// Explore, Views: from where to look, the user's own views in their order, drawing.
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/picture_card.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace backstory::ui {
namespace {

void draw_places(Context& c) {
    small_heading(c, "LOOK FROM");
    const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x));
    const std::pair<const char*, const char*> places[] = {
        {"Front", "anterior"}, {"Back", "posterior"}, {"Right side", "right"}, {"Left side", "left"}};
    for (std::size_t i = 0; i < std::size(places); ++i) {
        if (i % 2 == 1) {
            ImGui::SameLine();
        }
        if (button(c, places[i].first, {.width = half})) {
            c.emit(std::string("view ") + places[i].second);
        }
    }
}

// What can be done with the view that is open.
void draw_view_actions(Context& c, std::size_t index) {
    const auto& saved = c.workspace.saved_views();
    const std::string& name = saved[index].name;
    if (icon_button(c, "Move up", icon::up, false, index > 0, "Up")) {
        c.emit("move view " + name + " up");
    }
    ImGui::SameLine();
    if (icon_button(c, "Move down", icon::down, false, index + 1 < saved.size(), "Down")) {
        c.emit("move view " + name + " down");
    }
    ImGui::SameLine();
    if (icon_button(c, "Rename", icon::pencil, false, true, "Rename")) {
        c.memory.renamed_view = name;
        name.copy(c.memory.view_name, sizeof c.memory.view_name - 1);
        c.memory.view_name[std::min(name.size(), sizeof c.memory.view_name - 1)] = '\0';
        c.memory.dialogue = Dialogue::rename_view;
    }
    ImGui::SameLine();
    if (icon_button(c, "Delete", icon::trash, false, true, "Delete")) {
        c.emit("delete view " + name);
    }
}

void draw_own_views(Context& c) {
    small_heading(c, "MY VIEWS, IN ORDER");
    const auto& saved = c.workspace.saved_views();
    if (saved.empty()) {
        paragraph(c, "Keep what you see now and show it again later, one view after the other.", TextStyle::body,
                  &c.theme.palette().text_soft);
    }
    for (std::size_t i = 0; i < saved.size(); ++i) {
        const bool on = static_cast<int>(i) == c.workspace.open_view();
        const std::string number = std::to_string(i + 1);
        if (picture_card(
                c, "view: " + saved[i].name,
                {.title = saved[i].name, .detail = "View " + number, .picture = saved[i].picture, .chosen = on},
                [&] { return saved[i].state; })) {
            c.emit("open view " + saved[i].name);
        }
        if (on) {
            draw_view_actions(c, i);
        }
    }
    if (button(c, "Keep this view", {.icon = icon::bookmark, .look = Look::accent, .width = -1})) {
        c.memory.view_name[0] = '\0';
        c.memory.dialogue = Dialogue::save_view;
    }
    if (!saved.empty() &&
        button(c, "Present my views",
               {.icon = icon::present,
                .width = -1,
                .tip = "From the first one on; Page down and up or a clicker go on and back, Esc ends."})) {
        c.emit("open view " + saved.front().name);
        c.emit("present on");
    }
}

void draw_tools(Context& c) {
    small_heading(c, "DRAW AND PIN");
    const std::tuple<const char*, const char*, Tool> tools[] = {
        {"Pen", icon::pencil, Tool::pen}, {"Arrow", icon::arrow, Tool::arrow}, {"Erase", icon::eraser, Tool::erase}};
    for (const auto& [name, sign, tool] : tools) {
        if (icon_button(c, name, sign, c.memory.tool == tool, true, name)) {
            c.memory.tool = c.memory.tool == tool ? Tool::look : tool;
        }
        ImGui::SameLine();
    }
    if (icon_button(c, "Erase all lines", icon::trash, false, !c.state.strokes.empty(), "Erase all")) {
        c.emit("erase all");
    }
    if (toggle(c, "Show drawings and pins", c.state.show_marks)) {
        c.emit(c.state.show_marks ? "marks off" : "marks on");
    }
}

// What is shown now, as a file.
void draw_keep(Context& c) {
    small_heading(c, "SAVE AS A FILE");
    const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x));
    const bool free = !c.memory.work;
    if (button(c, "Picture", {.icon = icon::picture, .width = half, .enabled = free})) {
        c.memory.keep = Keep::picture;
    }
    ImGui::SameLine();
    if (button(c, "Film",
               {.icon = icon::film,
                .width = half,
                .tip = c.state.clip < 0 ? "Start a movement first." : nullptr,
                .enabled = free && c.state.clip >= 0})) {
        c.memory.keep = Keep::film;
    }
}

}  // namespace

void draw_views(Context& c) {
    draw_places(c);
    draw_own_views(c);
    draw_keep(c);
    draw_tools(c);
}

}  // namespace backstory::ui
