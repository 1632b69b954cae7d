#include "ui/interface.hpp"

#include "ui/panels.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace backstory::ui {
namespace {

constexpr double message_seconds = 6.0;
// What the layout needs at 100 %; in a smaller window everything becomes smaller, so that nothing is cut off.
constexpr float least_width = 760.0f, least_height = 480.0f, smallest_scale = 0.5f;

struct Layout {
    Rect top, left, right, bottom, free;
};

Layout lay_out(const Context& c, bool card, bool timeline) {
    Layout layout;
    const float margin = std::floor(c.px(12));
    const float top_height = std::floor(c.px(64));
    const float left_width = std::floor(c.px(c.narrow ? 272 : 304));
    const float right_width = std::floor(c.px(c.narrow ? 288 : 336));
    layout.top = {margin, margin, c.size.x - 2.0f * margin, top_height};
    const float below = layout.top.bottom() + margin;
    const float bottom_height = timeline ? timeline_height(c) : 0.0f;
    layout.left = {margin, below, left_width, std::max(c.px(80), c.size.y - below - margin)};
    layout.free.x = c.compact && card ? 0.0f : layout.left.right();
    layout.free.y = below;
    const float free_right = card ? c.size.x - right_width - margin : c.size.x;
    layout.free.width = std::max(c.px(60), free_right - layout.free.x);
    const float foot = footer_height(c);
    layout.free.height = std::max(c.px(60), c.size.y - below - foot);
    layout.right = {free_right, below, right_width, layout.left.height};
    if (timeline) {
        const float from = c.compact && card ? 0.0f : layout.left.right();
        layout.bottom = {from + margin, c.size.y - bottom_height - margin, c.size.x - from - 2.0f * margin,
                         bottom_height};
        layout.right.height = std::max(c.px(80), layout.bottom.y - below - margin);
        layout.free.height = std::max(c.px(60), layout.bottom.y - below - foot);
    }
    return layout;
}

}  // namespace

std::optional<ImVec2> Context::project(const glm::vec3& world) const {
    const glm::vec4 clip = camera.projection(size.x / std::max(1.0f, size.y)) * camera.view() * glm::vec4(world, 1.0f);
    if (clip.w <= 0.0f) {
        return std::nullopt;
    }
    return ImVec2{0.5f * (1.0f + clip.x / clip.w) * size.x, 0.5f * (1.0f - clip.y / clip.w) * size.y};
}

Interface::Interface() {
    IMGUI_CHECKVERSION();
    ImGuiContext* before = ImGui::GetCurrentContext();
    context_ = ImGui::CreateContext();
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // the layout is ours
    io.LogFilename = nullptr;
    if (before != nullptr) {
        ImGui::SetCurrentContext(before);
    }
}

Interface::~Interface() {
    ImGui::DestroyContext(context_);
}

void Interface::begin(ImVec2 size) {
    ImGuiIO& io = ImGui::GetIO();
    const float ratio = io.DisplayFramebufferScale.x > 0.0f ? io.DisplayFramebufferScale.x : 1.0f;
    if (ratio != 1.0f) {
        io.DisplaySize = size;
        io.MousePos = {io.MousePos.x * ratio, io.MousePos.y * ratio};
        io.DisplayFramebufferScale = {1.0f, 1.0f};
    }
    ImGui::NewFrame();
}

bool Interface::prepare(const workspace::Settings& settings, const std::filesystem::path& fonts, float content_scale,
                        ImVec2 size) {
    const float monitor = std::clamp(content_scale, 0.5f, 4.0f);
    const float wanted = monitor * static_cast<float>(settings.scale_percent) / 100.0f;
    const float room = std::min(size.x / least_width, size.y / least_height);
    memory_.room_percent = static_cast<int>(100.0f * room / monitor);
    // In steps, so that fonts are not made anew at every pixel of a window being resized.
    const float scale = wanted <= room ? wanted : std::max(smallest_scale, std::floor(room * 20.0f) / 20.0f);
    const bool same_size = scale == prepared_scale_;
    const bool same_theme = static_cast<int>(settings.dark_theme) == prepared_dark_;
    if (same_size && same_theme) {
        return false;
    }
    theme_.apply(settings.dark_theme, scale);
    prepared_dark_ = static_cast<int>(settings.dark_theme);
    if (same_size) {
        return false;
    }
    prepared_scale_ = scale;
    const std::string fault = theme_.load_fonts(fonts, scale);
    if (!fault.empty() && font_fault_.empty()) {
        say(fault, true);
        font_fault_ = fault;
    }
    return true;
}

void Interface::say(std::string sentence, bool is_error) {
    memory_.message = std::move(sentence);
    memory_.message_is_error = is_error;
    memory_.message_left_s = message_seconds;
}

FrameResult Interface::draw(const workspace::Workspace& workspace, const workspace::SceneBuilder& scene,
                            const scene::Camera& camera, ImVec2 size, const scene::Sight& sight) {
    FrameResult result;
    items_.clear();
    pictures_.wanted.clear();
    memory_.unfinished = false;
    const auto& state = workspace.state();
    Context c{workspace,
              workspace.library(),
              state,
              scene,
              camera,
              theme_,
              memory_,
              result.commands,
              items_,
              pictures_,
              keys_,
              sight,
              size,
              size.x < theme_.px(1180),
              size.x < theme_.px(940)};
    memory_.stops_before = std::exchange(memory_.stops, {});
    if (!state.settings.tour_seen && memory_.dialogue == Dialogue::none && memory_.tour_step >= 0) {
        memory_.dialogue = Dialogue::tour;
    }
    handle_keys(c);
    memory_.focus_slides = false;
    c.reachable = memory_.dialogue == Dialogue::none;
    const bool timeline = state.clip >= 0;
    const bool card = has_card(c);
    Layout layout = lay_out(c, card, timeline);
    if (state.presenting) {
        layout.free = {0.0f, 0.0f, size.x, size.y - footer_height(c)};
    }
    draw_angles(c, layout.free);
    draw_overlay(c, layout.free);
    if (!state.presenting) {
        draw_top_bar(c, layout.top);
        if (!c.compact || !card) {
            draw_left_panel(c, layout.left);
        }
        if (card) {
            draw_card_panel(c, layout.right);
        }
        if (timeline) {
            draw_timeline(c, layout.bottom);
        }
    }
    draw_tool(c, layout.free);
    draw_footer(c, layout.free);
    draw_work(c, layout.free);
    c.reachable = true;
    draw_dialogue(c);
    handle_pointer(c, layout.free, result);
    memory_.message_left_s = std::max(0.0, memory_.message_left_s - static_cast<double>(ImGui::GetIO().DeltaTime));
    keys_.clear();
    result.free = layout.free;
    result.wanted_pictures = std::move(pictures_.wanted);
    result.hand_let_go = ImGui::IsMouseReleased(0);
    result.unfinished = memory_.unfinished;
    result.keep = std::exchange(memory_.keep, Keep::none);
    result.cancels_work = std::exchange(memory_.cancels_work, false);
    result.wants_text = ImGui::GetIO().WantTextInput;
    return result;
}

void Interface::draw_over_picture(const workspace::Workspace& workspace, const workspace::State& state,
                                  const workspace::SceneBuilder& scene, const scene::Camera& camera, ImVec2 size,
                                  const scene::Sight& sight) {
    std::vector<std::string> commands;
    items_.clear();
    Context c{workspace, workspace.library(), state, scene, camera, theme_, memory_, commands,
              items_,    pictures_,           keys_, sight, size};
    draw_overlay(c, {0.0f, 0.0f, size.x, size.y});
}

}  // namespace backstory::ui
