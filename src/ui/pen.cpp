// Drawing on the picture. What is drawn becomes a command when the hand lets go, so that undo, views and reports have
// it.
#include "ui/panels.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace backstory::ui {
namespace {

// A command has room for this many places.
constexpr std::size_t most_places = 120;

std::string command_of(const std::vector<glm::vec2>& line, bool arrow) {
    std::vector<glm::vec2> kept;
    if (arrow) {
        kept = {line.front(), line.back()};
    } else {
        const std::size_t count = std::min(line.size(), most_places);
        for (std::size_t i = 0; i < count; ++i) {
            kept.push_back(line[i * (line.size() - 1) / (count - 1)]);
        }
    }
    std::string command = arrow ? "draw arrow" : "draw pen";
    for (const auto& place : kept) {
        char words[40];
        std::snprintf(words, sizeof words, " %.4f %.4f", static_cast<double>(place.x), static_cast<double>(place.y));
        command += words;
    }
    return command;
}

float distance_to(const std::vector<glm::vec2>& line, glm::vec2 p) {
    float nearest = 1e9f;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const glm::vec2 along = line[i] - line[i - 1], to = p - line[i - 1];
        const float length2 = along.x * along.x + along.y * along.y;
        const float t = std::clamp((to.x * along.x + to.y * along.y) / std::max(length2, 1e-12f), 0.0f, 1.0f);
        nearest = std::min(nearest, std::hypot(to.x - t * along.x, to.y - t * along.y));
    }
    return nearest;
}

}  // namespace

// Places in a stroke are heights of the picture from its middle, y up: workspace::Stroke.
glm::vec2 in_picture(const Context& c, ImVec2 at) {
    const float height = std::max(1.0f, c.size.y);
    return {(at.x - 0.5f * c.size.x) / height, (0.5f * c.size.y - at.y) / height};
}

ImVec2 on_screen(const Context& c, glm::vec2 place) {
    return {0.5f * c.size.x + place.x * c.size.y, 0.5f * c.size.y - place.y * c.size.y};
}

void rub_out(Context& c, ImVec2 at) {
    for (const ShownPin& pin : c.memory.pins) {
        if (pin.rect.contains(at)) {
            c.emit("unpin " + std::to_string(pin.index + 1));
            return;  // the numbers change with it
        }
    }
    const glm::vec2 place = in_picture(c, at);
    const float reach = c.px(14) / std::max(1.0f, c.size.y);
    for (std::size_t i = 0; i < c.state.strokes.size(); ++i) {
        if (distance_to(c.state.strokes[i].points, place) < reach) {
            c.emit("erase " + std::to_string(i + 1));
            return;
        }
    }
}

void add_to_line(Context& c, glm::vec2 place) {
    constexpr std::size_t most_points = 4000;
    auto& line = c.memory.line;
    const bool inside = std::abs(place.x) < 10.0f && std::abs(place.y) < 10.0f;
    if (inside && line.size() < most_points && (line.empty() || line.back() != place)) {
        line.push_back(place);
    }
}

void finish_line(Context& c) {
    if (c.memory.line.size() > 1) {
        c.emit(command_of(c.memory.line, c.memory.tool == Tool::arrow));
    }
    c.memory.line.clear();
}

void draw_with_pen(Context& c, bool over_picture) {
    const ImGuiIO& io = ImGui::GetIO();
    Memory& m = c.memory;
    if (m.cross_draws) {
        return;
    }
    if (m.tool == Tool::erase && over_picture && io.MouseDown[0]) {
        rub_out(c, io.MousePos);
        return;
    }
    if (m.tool != Tool::pen && m.tool != Tool::arrow) {
        m.line.clear();
        return;
    }
    const glm::vec2 place = in_picture(c, io.MousePos);
    if (over_picture && ImGui::IsMouseClicked(0)) {
        m.line = {place};
    }
    if (!m.line.empty() && io.MouseDown[0]) {
        add_to_line(c, place);
    }
    if (!io.MouseDown[0] && !m.line.empty()) {
        finish_line(c);
    }
}

}  // namespace backstory::ui
