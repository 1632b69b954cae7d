// Live angles in the scene while a movement is open: hip and knee with arcs, pelvis and low back in words.
#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace backstory::ui {
namespace {

constexpr double degrees = 180.0 / std::numbers::pi;

// Where a joint's centre is in the pose, carried by `segment`.
std::optional<glm::dvec3> posed_joint(const Context& c, const char* joint, const char* segment) {
    const auto it = c.library.body.joints.find(joint);
    const auto index = c.library.body.find_segment(segment);
    if (it == c.library.body.joints.end() || index >= c.scene.transforms().size()) {
        return std::nullopt;
    }
    return static_cast<double>(c.scene.scale()) * c.scene.transforms()[index].point(it->second.centre);
}

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

// On a plate inside `free`, as near to `at` as those before it let it be.
void pill(Context& c, const Rect& free, ImVec2 at, const std::string& words) {
    const Palette& p = c.theme.palette();
    ImFont* font = c.theme.font(TextStyle::small);
    const float pad = c.px(7), gap = c.px(3);
    Rect plate{0.0f, 0.0f, text_width(c, TextStyle::small, words) + 2.0f * pad, font->FontSize + c.px(6)};
    plate.x = std::clamp(at.x, free.x, std::max(free.x, free.right() - plate.width));
    plate.y = std::clamp(at.y, free.y, std::max(free.y, free.bottom() - plate.height));
    auto& taken = c.memory.angle_pills;
    for (std::size_t i = 0; i < taken.size(); ++i) {
        for (const Rect& other : taken) {
            if (overlap(plate, other)) {
                const float below = other.bottom() + gap;
                plate.y = below + plate.height <= free.bottom() ? below : other.y - gap - plate.height;
            }
        }
    }
    taken.push_back(plate);
    at = {plate.x, plate.y};
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    draw.AddRectFilled(at, {plate.right(), plate.bottom()}, c.colour(p.panel), c.px(7));
    draw.AddText(font, font->FontSize, {at.x + pad, at.y + c.px(3)}, c.colour(p.text), words.c_str());
}

// The arc between two directions on the screen, the short way round.
void arc(Context& c, ImVec2 centre, ImVec2 from, ImVec2 to) {
    const float a = std::atan2(from.y - centre.y, from.x - centre.x);
    float turn = std::atan2(to.y - centre.y, to.x - centre.x) - a;
    const float pi = std::numbers::pi_v<float>;
    turn = turn > pi ? turn - 2.0f * pi : turn < -pi ? turn + 2.0f * pi : turn;
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    const ImU32 colour = c.colour(c.theme.palette().accent);
    const float radius = c.px(30);
    draw.PathArcTo(centre, radius, std::min(a, a + turn), std::max(a, a + turn), 24);
    draw.PathStroke(colour, 0, c.px(3));
    draw.AddCircleFilled(centre, c.px(3.5f), colour, 16);
}

std::string said(double value_rad, const char* positive, const char* negative) {
    const long value = std::lround(std::abs(value_rad) * degrees);
    return std::string(value_rad >= 0.0 ? positive : negative) + " " + std::to_string(value) + "\u00b0";
}

struct Limb {
    const char *joint, *segment, *before, *before_segment, *after, *after_segment, *coordinate;
    const char *positive = "", *negative = "";
};

void draw_limb(Context& c, const Rect& free, const Limb& limb) {
    const auto centre = posed_joint(c, limb.joint, limb.segment),
               after = posed_joint(c, limb.after, limb.after_segment);
    if (!centre || !after) {
        return;
    }
    // What the limb would continue as when straight: away from the joint before it, or down the pelvis.
    glm::dvec3 straight = *centre;
    if (const auto before = limb.before == nullptr ? std::nullopt : posed_joint(c, limb.before, limb.before_segment)) {
        straight += *centre - *before;
    } else {
        const auto pelvis = c.library.body.find_segment(limb.before_segment);
        straight += 0.4 * c.scene.transforms()[pelvis].direction({0.0, -1.0, 0.0});
    }
    const auto at = c.project(glm::vec3(*centre)), to = c.project(glm::vec3(*after)),
               from = c.project(glm::vec3(straight));
    if (at && to && from) {
        arc(c, *at, *from, *to);
        pill(c, free, {at->x + c.px(36), at->y - c.px(12)},
             said(c.library.skeleton.value(c.scene.pose(), limb.coordinate), limb.positive, limb.negative));
    }
}

}  // namespace

void draw_angles(Context& c, const Rect& free) {
    c.memory.angle_pills.clear();
    if (c.state.clip < 0 || c.scene.pose().empty() || c.library.body.find_segment("pelvis") == anatomy::none) {
        return;
    }
    if (c.compact && c.state.compare != workspace::Compare::off) {
        return;  // no room beside the names of two bodies
    }
    // The side that faces the camera.
    const bool right = std::sin(c.camera.azimuth_rad) >= 0.0f;
    Limb hip = right ? Limb{"hip_r", "pelvis", nullptr, "pelvis", "knee_r", "femur_r", "hip_flexion_r"}
                     : Limb{"hip_l", "pelvis", nullptr, "pelvis", "knee_l", "femur_l", "hip_flexion_l"};
    Limb knee = right ? Limb{"knee_r", "femur_r", "hip_r", "pelvis", "ankle_r", "tibia_r", "knee_angle_r"}
                      : Limb{"knee_l", "femur_l", "hip_l", "pelvis", "ankle_l", "tibia_l", "knee_angle_l"};
    const bool clinical = c.clinical();
    hip.positive = clinical ? "Hip flexion" : "Hip bent";
    hip.negative = clinical ? "Hip extension" : "Hip back";
    knee.positive = clinical ? "Knee flexion" : "Knee bent";
    knee.negative = clinical ? "Knee hyperextension" : "Knee over-straight";
    const auto& skeleton = c.library.skeleton;
    const std::string words =
        said(skeleton.value(c.scene.pose(), "lumbar_extension"), clinical ? "Lumbar extension" : "Trunk arched",
             clinical ? "Lumbar flexion" : "Trunk rounded") +
        "   " +
        said(skeleton.value(c.scene.pose(), "pelvis_tilt"), clinical ? "Posterior pelvic tilt" : "Pelvis tipped back",
             clinical ? "Anterior pelvic tilt" : "Pelvis tipped forward");
    pill(c, free, {free.x + c.px(16), free.y + c.px(4)}, words);
    draw_limb(c, free, hip);
    draw_limb(c, free, knee);
}

}  // namespace backstory::ui
