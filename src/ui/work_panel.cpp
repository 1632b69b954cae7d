// What is being written as a file: how far it is, and how to stop it. Not shown for what is done in a moment.
#include "ui/panel_frame.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

constexpr double moment_s = 0.3;

}  // namespace

void draw_work(Context& c, const Rect& free) {
    Memory& m = c.memory;
    if (!m.work) {
        m.work_shown_s = 0.0;
        return;
    }
    m.work_shown_s += static_cast<double>(ImGui::GetIO().DeltaTime);
    if (m.work_shown_s < moment_s) {
        return;
    }
    const float width = std::floor(std::min(c.px(340), std::max(c.px(200), free.width - c.px(24))));
    const float height = std::floor(c.px(104));
    const Rect rect{std::floor(free.x + 0.5f * (free.width - width)), free.bottom() - height - c.px(48), width, height};
    if (begin_panel(c, "work", rect, false)) {
        const Palette& p = c.theme.palette();
        const long percent = std::lround(100.0f * std::clamp(m.work->share, 0.0f, 1.0f));
        text(c, TextStyle::body, m.work->what + ": " + std::to_string(percent) + " %");
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float full = ImGui::GetContentRegionAvail().x, bar = c.px(6);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        draw.AddRectFilled(at, {at.x + full, at.y + bar}, c.colour(p.control_press), 0.5f * bar);
        draw.AddRectFilled(at, {at.x + full * 0.01f * static_cast<float>(percent), at.y + bar}, c.colour(p.accent),
                           0.5f * bar);
        ImGui::Dummy({full, bar});
        if (button(c, "Cancel##work", {.width = -1})) {
            m.cancels_work = true;
        }
    }
    end_panel();
}

}  // namespace backstory::ui
