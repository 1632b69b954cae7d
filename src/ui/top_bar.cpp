// The bar at the top: the three ways in, search, words, undo, theme, help.
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

void draw_search(Context& c, float width, Rect& field) {
    Memory& m = c.memory;
    const Palette& p = c.theme.palette();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = std::floor(c.px(36));
    field = {at.x, at.y, width, height};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + height}, c.colour(p.well), c.px(9));
    ImFont* font = c.theme.font(TextStyle::body);
    const float lead = c.theme.has_icons() ? c.px(36) : c.px(10);
    if (c.theme.has_icons()) {
        draw.AddText(font, font->FontSize, {at.x + c.px(12), std::floor(at.y + 0.5f * (height - font->FontSize))},
                     c.colour(p.text_soft), icon::search);
    }
    ImGui::SetCursorScreenPos({at.x + lead, at.y});
    ImGui::PushStyleColor(ImGuiCol_FrameBg, ImVec4(0, 0, 0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0.0f, std::floor(0.5f * (height - font->FontSize))});
    ImGui::SetNextItemWidth(width - lead - c.px(8));
    if (m.focus_search) {
        ImGui::SetKeyboardFocusHere();
        m.focus_search = false;
    }
    const char* hint = c.narrow ? "Search" : "Search a muscle, a bone, \"what bends the hip\"";
    ImGui::InputTextWithHint("##search", hint, m.search, sizeof m.search);
    const bool entered = m.search_open && c.pressed(GLFW_KEY_ENTER);
    if (ImGui::IsItemActive()) {
        m.search_open = true;
    }
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    note_item(c, "Search", at, {at.x + width, at.y + height});
    if (m.searched != m.search) {
        m.searched = m.search;
        m.hits = m.search[0] == '>' ? std::vector<workspace::SearchHit>{} : workspace::search(c.library, m.search, 8);
        m.hit = 0;
    }
    if (entered && m.search[0] == '>') {
        c.emit(std::string(m.search + 1));  // a command line, for those who know them
        m.search[0] = '\0';
        m.search_open = false;
    } else if (entered && !m.hits.empty()) {
        c.emit(m.hits[static_cast<std::size_t>(m.hit)].command);
        m.search[0] = '\0';
        m.search_open = false;
    }
}

void draw_modes(Context& c) {
    static const std::vector<std::string> names = {"Explain", "Explore", "Learn"};
    static const char* const commands[] = {"mode explain", "mode explore", "mode learn"};
    const int clicked = segments(c, "mode", names, static_cast<int>(c.state.mode), c.px(c.narrow ? 216 : 264));
    if (clicked >= 0) {
        c.emit(commands[clicked]);
    }
}

void draw_hits(Context& c, float row) {
    Memory& m = c.memory;
    const Palette& p = c.theme.palette();
    if (m.hits.empty()) {
        text(c, TextStyle::body, "Nothing is called that. Try a simpler word.", &p.text_soft);
        return;
    }
    for (std::size_t i = 0; i < m.hits.size(); ++i) {
        const auto& hit = m.hits[i];
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        ImGui::PushID(static_cast<int>(i));
        const bool pressed = ImGui::InvisibleButton("hit", {width, row});
        ImGui::PopID();
        const bool on = static_cast<int>(i) == m.hit || ImGui::IsItemHovered();
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        if (on) {
            draw.AddRectFilled(at, {at.x + width, at.y + row}, c.colour(p.accent_soft), c.px(9));
        }
        ImFont* font = c.theme.font(TextStyle::body);
        ImFont* small = c.theme.font(TextStyle::small);
        const float detail = text_width(c, TextStyle::small, hit.detail);
        const std::string name = fitted(c, TextStyle::body, hit.name, width - detail - c.px(36));
        draw.AddText(font, font->FontSize, {at.x + c.px(12), std::floor(at.y + 0.5f * (row - font->FontSize))},
                     c.colour(p.text), name.c_str());
        draw.AddText(small, small->FontSize,
                     {at.x + width - detail - c.px(12), std::floor(at.y + 0.5f * (row - small->FontSize))},
                     c.colour(p.text_soft), hit.detail.c_str());
        note_item(c, "hit: " + hit.name, at, {at.x + width, at.y + row});
        if (pressed) {
            c.emit(hit.command);
            m.search[0] = '\0';
            m.search_open = false;
        }
    }
}

}  // namespace

void draw_top_bar(Context& c, const Rect& rect) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {c.px(16), c.px(12)});
    Rect field;
    if (begin_panel(c, "top", rect, false)) {
        const float line_y = ImGui::GetCursorScreenPos().y;
        if (!c.narrow) {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            ImFont* font = c.theme.font(TextStyle::heading);
            ImGui::GetWindowDrawList()->AddText(font, font->FontSize,
                                                {at.x, std::floor(line_y + 0.5f * (c.px(36) - font->FontSize))},
                                                c.colour(c.theme.palette().accent), "Backstory");
            ImGui::SetCursorScreenPos({at.x + c.px(116), line_y});
        }
        if (icon_button(c, "Home: back to the beginning", icon::home)) {
            c.emit("home");
        }
        ImGui::SameLine();
        draw_modes(c);
        ImGui::SameLine(0.0f, c.px(16));
        const float words_width = c.px(c.narrow ? 152 : 180);
        const float buttons = 6.0f * c.px(36) + 5.0f * c.px(4);
        const float room = rect.right() - ImGui::GetCursorScreenPos().x - words_width - buttons - c.px(16 + 12 + 16);
        draw_search(c, std::max(c.px(90), room), field);
        ImGui::SameLine(0.0f, c.px(16));
        ImGui::SetCursorScreenPos({field.right() + c.px(16), line_y});
        const int words = segments(c, "words", {"Client", "Clinical"}, c.clinical() ? 1 : 0, words_width);
        if (words >= 0) {
            c.emit(words == 1 ? "words clinical" : "words client");
        }
        ImGui::SameLine(0.0f, c.px(12));
        const std::string undo = c.workspace.undo_name(), redo = c.workspace.redo_name();
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {c.px(4), c.px(4)});
        if (icon_button(c, undo.empty() ? "Undo" : "Undo: " + undo, icon::undo, false, !undo.empty())) {
            c.emit("undo");
        }
        ImGui::SameLine();
        if (icon_button(c, redo.empty() ? "Redo" : "Redo: " + redo, icon::redo, false, !redo.empty())) {
            c.emit("redo");
        }
        ImGui::SameLine();
        const bool dark = c.state.settings.dark_theme;
        if (icon_button(c, dark ? "Light theme" : "Dark theme", dark ? icon::sun : icon::moon)) {
            c.emit(dark ? "theme light" : "theme dark");
        }
        ImGui::SameLine();
        if (icon_button(c, "Present: hide all controls", icon::present)) {
            c.emit("present on");
        }
        ImGui::SameLine();
        if (icon_button(c, "Settings", icon::settings, c.memory.dialogue == Dialogue::settings)) {
            c.memory.dialogue = Dialogue::settings;
        }
        ImGui::SameLine();
        if (icon_button(c, "Help and shortcuts", icon::help, c.memory.dialogue == Dialogue::help)) {
            c.memory.dialogue = Dialogue::help;
        }
        ImGui::PopStyleVar();
    }
    end_panel();
    ImGui::PopStyleVar();
    if (field.width > 0.0f) {
        draw_search_results(c, field);
    }
}

void draw_search_results(Context& c, const Rect& field) {
    Memory& m = c.memory;
    if (!m.search_open || m.search[0] == '\0' || m.search[0] == '>') {
        return;
    }
    const float row = std::floor(c.px(44));
    const std::size_t count = std::max<std::size_t>(1, m.hits.size());
    const float width = std::max(field.width, c.px(380));
    const Rect rect{field.x, field.bottom() + c.px(16), width, row * static_cast<float>(count) + c.px(20)};
    if (ImGui::IsMouseClicked(0) && !rect.contains(ImGui::GetIO().MousePos) &&
        !field.contains(ImGui::GetIO().MousePos)) {
        m.search_open = false;
    }
    if (!m.hits.empty()) {
        const int last = static_cast<int>(m.hits.size()) - 1;
        m.hit = std::clamp(m.hit + (c.pressed(GLFW_KEY_DOWN) ? 1 : 0) - (c.pressed(GLFW_KEY_UP) ? 1 : 0), 0, last);
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {c.px(10), c.px(10)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, 0.0f});
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.width, rect.height});
    if (ImGui::Begin("search results", nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                         ImGuiWindowFlags_NoFocusOnAppearing)) {
        draw_hits(c, row);
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace backstory::ui
