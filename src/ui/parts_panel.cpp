// Explore, Parts: everything that the body has, as a tree tied to the view. One row for both sides of a part; the eye
// shows or hides both, R and L one side; a click on the name opens the card.
#include "ui/fold.hpp"
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "workspace/verbs.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

using anatomy::Kind;
using anatomy::Side;
using anatomy::StructureIndex;

// A part with both its sides, or one in the middle.
struct Row {
    StructureIndex right = anatomy::none, left = anatomy::none;  // a part in the middle stands in `right`
    StructureIndex first() const { return right != anatomy::none ? right : left; }
    bool paired() const { return right != anatomy::none && left != anatomy::none; }
};

bool shown(const Context& c, StructureIndex s) {
    return s != anatomy::none && c.state.opacity[s] > 0.0f;
}

bool fits(const Context& c, StructureIndex index, const std::string& filter) {
    const auto& s = c.library.body.structures[index];
    for (const auto& words : {s.name, s.latin, c.name_of(index)}) {
        if (workspace::folded(words).find(filter) != std::string::npos) {
            return true;
        }
    }
    return false;
}

std::vector<Row> rows_of(const Context& c, const std::vector<StructureIndex>& structures, const std::string& filter) {
    std::vector<Row> rows;
    for (const auto index : structures) {
        if (!filter.empty() && !fits(c, index, filter)) {
            continue;
        }
        const auto& body = c.library.body;
        const auto other = body.mirror(index);
        const bool left = body.structures[index].side == Side::left;
        if (left && other != index && other != anatomy::none &&
            std::find(structures.begin(), structures.end(), other) != structures.end()) {
            continue;  // stands in the row of its right side
        }
        Row row;
        (left ? row.left : row.right) = index;
        if (!left && other != index && std::find(structures.begin(), structures.end(), other) != structures.end()) {
            row.left = other;
        }
        rows.push_back(row);
    }
    return rows;
}

// "Psoas major" for both sides.
std::string name_of_row(const Context& c, const Row& row) {
    std::string name = c.name_of(row.first());
    if (row.paired()) {
        for (const char* side : {"Right ", "right "}) {
            if (name.starts_with(side)) {
                return workspace::with_capital(name.substr(6));
            }
        }
    }
    return name;
}

void emit_shown(Context& c, bool show, const std::string& what) {
    c.emit((show ? "show " : "hide ") + what);
}

void draw_side(Context& c, const char* letter, StructureIndex s, const std::string& branch) {
    const auto& id = c.library.body.structures[s].id;
    const bool on = shown(c, s);
    if (button(c, std::string(letter) + "##" + id + " " + branch,
               {.look = on ? Look::chosen : Look::quiet,
                .width = std::floor(c.px(32)),
                .tip = on ? "Hide this side" : "Show this side",
                .height = std::floor(c.px(32))})) {
        emit_shown(c, !on, id);
    }
}

// A part may stand in several branches: `branch` tells its controls apart.
void draw_row(Context& c, const Row& row, const std::string& branch) {
    const auto& s = c.library.body.structures[row.first()];
    const bool on = shown(c, row.right) || shown(c, row.left);
    const float side = std::floor(c.px(32)), space = std::floor(c.px(4));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space, ImGui::GetStyle().ItemSpacing.y});
    if (icon_button(c, (on ? "Hide##" : "Show##") + s.base_id + " " + branch, on ? icon::eye : icon::eye_off)) {
        emit_shown(c, !on, row.paired() ? s.base_id : s.id);
    }
    ImGui::SameLine();
    const auto& selection = c.state.selection;
    const bool selected = std::find(selection.begin(), selection.end(), row.first()) != selection.end() ||
                          std::find(selection.begin(), selection.end(), row.left) != selection.end();
    const float width = ImGui::GetContentRegionAvail().x - (row.paired() ? 2.0f * (side + space) : 0.0f);
    if (button(c, name_of_row(c, row) + "##" + s.id + " " + branch,
               {.look = selected ? Look::chosen : Look::quiet, .width = width, .left_aligned = true})) {
        c.emit("select " + s.id);
    }
    if (row.paired()) {
        ImGui::SameLine();
        draw_side(c, "R", row.right, branch);
        ImGui::SameLine();
        draw_side(c, "L", row.left, branch);
    }
    ImGui::PopStyleVar();
}

void draw_rows(Context& c, const std::vector<Row>& rows, const std::string& branch) {
    const float row_height = std::floor(c.px(36)) + ImGui::GetStyle().ItemSpacing.y;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows.size()), row_height);
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            draw_row(c, rows[static_cast<std::size_t>(i)], branch);
        }
    }
}

// A branch of the tree: its eye acts on everything in it. While a filter is typed what it finds stands open.
void draw_branch(Context& c, const std::string& command_word, const std::string& title,
                 const std::vector<StructureIndex>& structures, const std::string& filter) {
    const auto rows = rows_of(c, structures, filter);
    if (rows.empty()) {
        return;
    }
    const bool on = std::any_of(structures.begin(), structures.end(), [&](auto s) { return shown(c, s); });
    if (icon_button(c, (on ? "Hide all##" : "Show all##") + command_word, on ? icon::eye : icon::eye_off)) {
        emit_shown(c, !on, command_word);
    }
    ImGui::SameLine();
    const bool open =
        fold(c, "parts " + command_word, title + "  " + std::to_string(rows.size()), c.memory.open_branches);
    constexpr std::size_t few = 60;
    if (open || (!filter.empty() && rows.size() < few)) {
        draw_rows(c, rows, command_word);
    }
}

}  // namespace

void draw_parts(Context& c) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {c.px(10), std::floor(c.px(8))});
    ImGui::SetNextItemWidth(-1.0f);
    text_field(c, "Filter the list", "Filter the list", c.memory.tree_filter, sizeof c.memory.tree_filter);
    ImGui::PopStyleVar();
    const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x));
    if (button(c, "Show all", {.icon = icon::eye, .width = half})) {
        c.emit("show all");
    }
    ImGui::SameLine();
    if (button(c, "X-ray", {.icon = icon::xray, .look = c.state.xray ? Look::chosen : Look::plain, .width = half})) {
        c.emit(c.state.xray ? "xray off" : "xray on");
    }
    const std::string filter = workspace::folded(c.memory.tree_filter);
    const std::pair<Kind, const char*> kinds[] = {
        {Kind::muscle, "Muscles"},     {Kind::bone, "Bones"},   {Kind::disc, "Discs"}, {Kind::cartilage, "Cartilage"},
        {Kind::ligament, "Ligaments"}, {Kind::nerve, "Nerves"}, {Kind::skin, "Skin"}};
    for (const auto& [kind, title] : kinds) {
        std::vector<StructureIndex> structures;
        for (std::size_t i = 0; i < c.library.body.structures.size(); ++i) {
            if (c.library.body.structures[i].kind == kind) {
                structures.push_back(static_cast<StructureIndex>(i));
            }
        }
        draw_branch(c, std::string(anatomy::to_text(kind)), title, structures, filter);
    }
    small_heading(c, "NAMED TOGETHER");
    for (const auto& group : c.library.groups) {
        draw_branch(c, group.id, c.say(group.name, group.clinical_name), group.structures, filter);
    }
}

}  // namespace backstory::ui
