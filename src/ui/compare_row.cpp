// Two bodies on one timeline: free and tight, right and wrong, today and the next visit.
#include "ui/timeline.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace backstory::ui {
namespace {

using workspace::Compare;
using workspace::CompareStyle;

constexpr double budget_s = 0.006;  // of a frame

const motion::Clip* open_clip(const Context& c) {
    return c.state.clip < 0 ? nullptr : &c.library.clips[static_cast<std::size_t>(c.state.clip)];
}

std::string visit_command(double left, double right) {
    return "compare visit left " + std::to_string(left) + " right " + std::to_string(right);
}

void choose_what(Context& c, float width) {
    const bool has_errors = open_clip(c) != nullptr && !open_clip(c)->errors.empty();
    std::vector<std::string> labels = c.narrow ? std::vector<std::string>{"One", "Tight", "Next visit"}
                                               : std::vector<std::string>{"One body", "Free and tight", "Next visit"};
    std::vector<Compare> kinds = {Compare::off, Compare::tight, Compare::visit};
    if (has_errors) {
        labels.emplace_back(c.narrow ? "Mistake" : "Right and wrong");
        kinds.push_back(Compare::error);
    }
    const auto now = std::find(kinds.begin(), kinds.end(), c.state.compare);
    const int chosen = now == kinds.end() ? 0 : static_cast<int>(now - kinds.begin());
    const int wanted = segments(c, "compare", labels, chosen, width);
    if (wanted < 0) {
        return;
    }
    switch (kinds[static_cast<std::size_t>(wanted)]) {
        case Compare::off:
            c.emit("compare off");
            break;
        case Compare::tight:
            c.emit("compare tight");
            break;
        case Compare::error:
            c.emit("compare error");
            break;
        case Compare::visit: {
            // To begin with, halfway to free.
            const bool fresh = c.state.next_visit == motion::Tightness{};
            const auto& today = c.state.tightness;
            c.emit(fresh ? visit_command(0.5 * today.left, 0.5 * today.right) : "compare visit");
            break;
        }
    }
}

void choose_error(Context& c) {
    const auto& errors = open_clip(c)->errors;
    const auto now = static_cast<std::size_t>(std::max(0, c.state.compare_error));
    if (now >= errors.size()) {
        return;
    }
    if (errors.size() > 1) {
        if (button(c, "Another mistake")) {
            c.emit("compare error " + errors[(now + 1) % errors.size()].id);
        }
        ImGui::SameLine();
    }
    paragraph(c, c.clinical() ? errors[now].clinical_text : errors[now].client_text);
}

void choose_visit(Context& c) {
    const auto& next = c.state.next_visit;
    float left = static_cast<float>(next.left), right = static_cast<float>(next.right);
    const float width = std::min(c.px(220), 0.3f * ImGui::GetContentRegionAvail().x);
    text(c, TextStyle::small, "Tight at the next visit: left", &c.theme.palette().text_soft);
    ImGui::SameLine();
    bool changed = slider(c, "next visit left", left, 0.0f, 1.0f, width);
    ImGui::SameLine();
    text(c, TextStyle::small, "right", &c.theme.palette().text_soft);
    ImGui::SameLine();
    changed |= slider(c, "next visit right", right, 0.0f, 1.0f, width);
    if (changed) {
        c.emit(visit_command(left, right));
    }
}

}  // namespace

const workspace::Course& followed_course(Context& c) {
    auto& course = c.memory.course;
    if (course == nullptr) {
        course = std::make_shared<workspace::Course>(c.library);
        course->work_beside(c.scene.walks());
    }
    const bool two = workspace::compares(c.library, c.state);
    workspace::Performer first = workspace::first_performer(c.state);
    first.error = two ? first.error : -1;
    std::optional<workspace::Performer> second;
    if (two) {
        second = workspace::second_performer(c.state);
    } else if (!c.state.graph.empty() && first.dials.any()) {
        second = first;  // a graph of a tight body has the free one's curve in it
        second->dials = {};
    }
    course->follow(first, second);
    if (!course->complete()) {
        course->advance(budget_s);
        c.memory.unfinished = !course->complete();
    }
    return *course;
}

float compare_row_height(const Context& c) {
    if (!workspace::compares(c.library, c.state)) {
        return c.px(44);
    }
    return c.px(c.state.compare == Compare::tight ? 84 : 116);
}

void draw_compare_row(Context& c) {
    const bool two = workspace::compares(c.library, c.state);
    const float room = ImGui::GetContentRegionAvail().x;
    const float styles = c.px(c.narrow ? 150 : 210), gap_px = c.px(10);
    choose_what(c, std::min(room - (two ? styles + gap_px : 0.0f), c.px(620)));
    if (!two) {
        return;
    }
    ImGui::SameLine(0.0f, gap_px);
    const int style = segments(c, "compare style", {c.narrow ? "Beside" : "Side by side", "Ghost"},
                               c.state.compare_style == CompareStyle::ghost ? 1 : 0, styles);
    if (style >= 0) {
        c.emit(style == 1 ? "compare ghost" : "compare side");
    }
    if (c.state.compare == Compare::error) {
        choose_error(c);
    } else if (c.state.compare == Compare::visit) {
        choose_visit(c);
    }
    const auto& course = followed_course(c);
    if (!course.complete()) {
        text(c, TextStyle::small, "Working out where they part", &c.theme.palette().text_soft);
    } else if (c.state.compare == Compare::tight && c.state.tightness == motion::Tightness{}) {
        paragraph(c, "The hips are set as free, so both bodies move alike. Set how tight they are to see a difference.",
                  TextStyle::small, &c.theme.palette().text_soft);
    } else {
        paragraph(c, workspace::parting_words(c.library, c.state, course), TextStyle::small,
                  &c.theme.palette().text_soft);
    }
}

}  // namespace backstory::ui
