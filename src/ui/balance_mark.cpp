// Where the body's weight falls, drawn on the floor: the ground that carries the body, and a plumb line to it.
#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "workspace/balance.hpp"

#include <algorithm>

namespace backstory::ui {
namespace {

ImVec4 faded(ImVec4 colour, float strength) {
    colour.w *= strength;
    return colour;
}

std::vector<ImVec2> on_screen(const Context& c, const workspace::Balance& balance) {
    std::vector<ImVec2> outline;
    for (const auto& point : balance.support) {
        if (const auto at = c.project(c.scene.scale() * glm::vec3(glm::dvec3(point.x, 0.0, point.y)))) {
            outline.push_back(*at);
        }
    }
    return outline.size() == balance.support.size() ? outline : std::vector<ImVec2>{};
}

}  // namespace

void draw_balance(Context& c) {
    if (!c.state.show_balance || c.scene.transforms().empty()) {
        return;
    }
    const workspace::Balance& balance = c.scene.balance();
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    const std::vector<ImVec2> outline = on_screen(c, balance);
    if (outline.size() >= 3) {
        draw.AddConvexPolyFilled(outline.data(), static_cast<int>(outline.size()), c.colour(faded(p.accent, 0.16f)));
        draw.AddPolyline(outline.data(), static_cast<int>(outline.size()), c.colour(faded(p.accent, 0.8f)),
                         ImDrawFlags_Closed, std::max(1.0f, c.px(1.6f)));
    }
    const glm::vec3 mass = c.scene.scale() * glm::vec3(balance.mass);
    const auto from = c.project(mass), to = c.project({mass.x, 0.0f, mass.z});
    if (!from || !to) {
        return;
    }
    const ImU32 colour = c.colour(balance.is_supported ? p.accent : p.caution);
    draw.AddLine(*from, *to, c.colour(faded(p.panel, 0.6f)), std::max(2.0f, c.px(3)));
    draw.AddLine(*from, *to, colour, std::max(1.0f, c.px(1.4f)));
    draw.AddCircleFilled(*from, c.px(3.5f), colour, 20);
    draw.AddCircleFilled(*to, c.px(6.5f), c.colour(p.panel), 24);
    draw.AddCircleFilled(*to, c.px(4.5f), colour, 24);
    pill(c, draw, {to->x + c.px(14), to->y + c.px(6)},
         c.clinical() ? "Centre of mass over the base of support" : "Where the body's weight falls", TextStyle::small,
         p.panel, p.text);
}

}  // namespace backstory::ui
