// The bar at the top: the three ways in, search, words, undo, theme, help.
#include "ui/icons.hpp"
#include "ui/panel_frame.hpp"
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
    const char* hints[] = {"Search a muscle, a bone, \"what bends the hip\"", "Search a muscle, a bone", "Search"};
    std::size_t which = 0;
    while (which < 2 && text_width(c, TextStyle::body, hints[which]) > width - lead - c.px(10)) {
        ++which;
    }
    const char* hint = hints[which];
    ImGui::InputTextWithHint("##search", hint, m.search, sizeof m.search);
    const bool entered = m.search_open && c.pressed(GLFW_KEY_ENTER);
    if (ImGui::IsItemActive()) {
        m.search_open = true;
    }
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    note_item(c, "Search", at, {at.x + width, at.y + height});
    if (focus_stop(c, "Search", at, {at.x + width, at.y + height})) {
        m.focus_search = true;
    }
    const std::string asked = m.search + std::string(c.clinical() ? " (clinical)" : "");
    if (m.searched != asked) {
        m.searched = asked;
        m.hits = m.search[0] == '>' ? std::vector<workspace::SearchHit>{}
                                    : workspace::search(c.library, m.search, 8, c.state.settings.words);
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
    const int clicked = segments(c, "mode", names, static_cast<int>(c.state.mode),
                                 c.px(c.compact  ? 190
                                      : c.narrow ? 210
                                                 : 252));
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

namespace {

// Undo, redo, theme, present, settings, help: a sign and a word each. Where room is short the two that a key or the
// settings offer as well stay away.
struct TopButton {
    std::string name;
    const char* icon;
    const char* caption;
    bool chosen = false, enabled = true;
    std::string command;
    Dialogue opens = Dialogue::none;
};

std::vector<TopButton> top_buttons(const Context& c) {
    const std::string undo = c.workspace.undo_name(), redo = c.workspace.redo_name();
    const bool dark = c.state.settings.dark_theme;
    const Dialogue open = c.memory.dialogue;
    std::vector<TopButton> all;
    all.push_back({undo.empty() ? "Undo" : "Undo: " + undo, icon::undo, "Undo", false, !undo.empty(), "undo"});
    if (!c.compact) {
        all.push_back({redo.empty() ? "Redo" : "Redo: " + redo, icon::redo, "Redo", false, !redo.empty(), "redo"});
        all.push_back({dark ? "Light theme" : "Dark theme", dark ? icon::sun : icon::moon, dark ? "Light" : "Dark",
                       false, true, dark ? "theme light" : "theme dark"});
    }
    all.push_back({"Present: hide all controls", icon::present, "Present", false, true, "present on"});
    all.push_back({"Settings", icon::settings, "Settings", open == Dialogue::settings, true, "", Dialogue::settings});
    all.push_back({"Help and shortcuts", icon::help, "Help", open == Dialogue::help, true, "", Dialogue::help});
    return all;
}

void draw_top_buttons(Context& c, const std::vector<TopButton>& all) {
    for (const auto& one : all) {
        if (icon_button(c, one.name, one.icon, one.chosen, one.enabled, one.caption)) {
            if (one.opens != Dialogue::none) {
                c.memory.dialogue = one.opens;
            } else {
                c.emit(one.command);
            }
        }
        ImGui::SameLine();
    }
}

void draw_name(Context& c, float middle_y) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImFont* font = c.theme.font(TextStyle::heading);
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {at.x, std::floor(middle_y - 0.5f * font->FontSize)},
                                        c.colour(c.theme.palette().accent), "Backstory");
    ImGui::SetCursorScreenPos({at.x + text_width(c, TextStyle::heading, "Backstory") + c.px(12), at.y});
}

}  // namespace

void draw_top_bar(Context& c, const Rect& rect) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {c.px(14), c.px(9)});
    Rect field;
    if (begin_panel(c, "top", rect, false)) {
        const ImVec2 start = ImGui::GetCursorScreenPos();
        const float middle = start.y + 0.5f * c.px(46), line_y = std::floor(middle - 0.5f * std::floor(c.px(36)));
        const float space = std::floor(c.px(12)), right = start.x + ImGui::GetContentRegionAvail().x;
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {c.px(2), c.px(4)});
        if (!c.narrow) {
            draw_name(c, middle);
        }
        if (icon_button(c, "Home: back to the beginning", icon::home, false, true, "Home")) {
            c.emit("home");
        }
        const auto buttons = top_buttons(c);
        float needed = 0.0f;
        for (const auto& one : buttons) {
            needed += std::floor(captioned_width(c, one.caption)) + c.px(2);
        }
        const float words_width = c.px(c.narrow ? 144 : 176);
        ImGui::SetCursorScreenPos({ImGui::GetItemRectMax().x + space, line_y});
        draw_modes(c);
        const float from = ImGui::GetItemRectMax().x + space;
        const float room = right - needed - words_width - 2.0f * space - from;
        ImGui::SetCursorScreenPos({from, line_y});
        draw_search(c, std::max(c.px(60), room), field);
        ImGui::SetCursorScreenPos({field.right() + space, line_y});
        const int words = segments(c, "words", {"Client", "Clinical"}, c.clinical() ? 1 : 0, words_width);
        if (words >= 0) {
            c.emit(words == 1 ? "words clinical" : "words client");
        }
        ImGui::SetCursorScreenPos({right - needed, start.y});
        draw_top_buttons(c, buttons);
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
    const float width = std::min(std::max(field.width, c.px(380)), c.size.x - c.px(24));
    const Rect rect{std::min(field.x, c.size.x - width - c.px(12)), field.bottom() + c.px(22), width,
                    row * static_cast<float>(count) + c.px(20)};
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
