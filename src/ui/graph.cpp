// The graph under the timeline: a joint's angle or a muscle's stretch through the whole movement, of the body shown and
// of a second or a free one beside it, the moment now marked; a muscle's stretch also in words.
#include "ui/icons.hpp"
#include "ui/timeline.hpp"
#include "ui/widgets.hpp"
#include "workspace/tracing.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

using workspace::Course;

constexpr double budget_s = 0.006;  // of a frame

const motion::Clip& clip_of(const Context& c) {
    return c.library.clips[static_cast<std::size_t>(c.state.clip)];
}

struct Frame {
    ImVec2 at;
    float width, height, low, high;
    float x(std::size_t moment) const {
        return at.x + width * static_cast<float>(moment) / static_cast<float>(Course::moments - 1);
    }
    float y(float value) const { return at.y + height * (high - value) / (high - low); }
};

void draw_curve(const Frame& frame, std::span<const float> values, ImU32 colour, float thick, bool dashed) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (!dashed || i % 4 < 2) {
            draw.AddLine({frame.x(i - 1), frame.y(values[i - 1])}, {frame.x(i), frame.y(values[i])}, colour, thick);
        }
    }
}

// The range of what is drawn, a little wider, never less than a few units.
void find_range(Frame& frame, std::span<const float> first, std::span<const float> second) {
    float low = 1e9f, high = -1e9f;
    for (const auto values : {first, second}) {
        for (const float value : values) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    const float middle = 0.5f * (low + high), half = std::max(4.0f, 0.56f * (high - low));
    frame.low = first.empty() ? 0.0f : middle - half;
    frame.high = first.empty() ? 1.0f : middle + half;
}

float value_now(const Context& c, std::span<const float> values) {
    const double share = c.state.time_s / std::max(1e-6, clip_of(c).duration_s);
    const double moment = std::clamp(share, 0.0, 1.0) * static_cast<double>(Course::moments - 1);
    const auto i = std::min(static_cast<std::size_t>(moment), values.size() - 1);
    const auto next = std::min(i + 1, values.size() - 1);
    const float t = static_cast<float>(moment - std::floor(moment));
    return values[i] + t * (values[next] - values[i]);
}

// "Right hip bend: 46 degrees now; with free hips 47."
std::string words_now(Context& c, const workspace::Traced& what, const workspace::Tracing& tracing) {
    char figure[160];
    const float first = value_now(c, tracing.first());
    if (what.muscle != anatomy::none) {
        std::snprintf(figure, sizeof figure, "now %.0f %% %s than at rest", std::abs(static_cast<double>(first)),
                      first < 0.0f ? "shorter" : "longer");
    } else {
        std::snprintf(figure, sizeof figure, "now %.0f %s", static_cast<double>(first),
                      workspace::traced_unit(c.library, what).c_str());
    }
    std::string words = figure;
    if (what.muscle != anatomy::none) {
        words += ": " + workspace::stretch_words(c.library.texts, static_cast<double>(first));
    }
    if (!tracing.second().empty()) {
        const std::string other =
            workspace::compares(c.library, c.state) ? workspace::second_name(c.library, c.state) : "free hips";
        std::snprintf(figure, sizeof figure, "; dashed, %s: %.0f", other.c_str(),
                      static_cast<double>(value_now(c, tracing.second())));
        words += figure;
    }
    return words;
}

// The figure's name as a button that opens the list of figures.
void choose_figure(Context& c, const workspace::Traced& what) {
    const std::string name = workspace::traced_name(c.library, what, c.state.settings.words);
    if (button(c, name + "##graph figure", {.icon = icon::graph, .tip = "Choose what the graph shows"})) {
        ImGui::OpenPopup("graph figures");
    }
    if (ImGui::BeginPopup("graph figures")) {
        for (const std::string& id : workspace::worth_tracing(c.library, clip_of(c))) {
            const auto one = workspace::find_traced(c.library, id);
            std::string label = workspace::traced_name(c.library, one, c.state.settings.words);
            if (button(c, label.append("##").append(id), {.width = c.px(260), .left_aligned = true})) {
                c.emit("graph " + id);
                ImGui::CloseCurrentPopup();
            }
        }
        ImGui::EndPopup();
    }
}

void draw_frame(Context& c, const Frame& frame) {
    const Palette& p = c.theme.palette();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(frame.at, {frame.at.x + frame.width, frame.at.y + frame.height}, c.colour(p.well), c.px(8));
    ImFont* font = c.theme.font(TextStyle::small);
    for (const float share : {0.15f, 0.5f, 0.85f}) {
        const float value = frame.low + share * (frame.high - frame.low), y = frame.y(value);
        draw.AddLine({frame.at.x, y}, {frame.at.x + frame.width, y}, c.colour(p.control_press));
        char label[24];
        std::snprintf(label, sizeof label, "%.0f", static_cast<double>(value));
        draw.AddText(font, font->FontSize, {frame.at.x + c.px(6), std::floor(y - font->FontSize)},
                     c.colour(p.text_soft), label);
    }
}

}  // namespace

float graph_height(const Context& c) {
    return c.state.graph.empty() ? 0.0f : c.px(150);
}

std::string graph_switch(const Context& c) {
    if (!c.state.graph.empty() || c.state.clip < 0) {
        return "graph off";
    }
    const auto figures = workspace::worth_tracing(c.library, clip_of(c));
    return figures.empty() ? "graph off" : "graph " + figures.front();
}

void draw_graph(Context& c) {
    const auto what = workspace::find_traced(c.library, c.state.graph);
    if (!what.known()) {
        return;
    }
    auto& tracing = c.memory.tracing;
    if (tracing == nullptr) {
        tracing = std::make_shared<workspace::Tracing>(c.library);
    }
    if (!tracing->follow(followed_course(c), what, budget_s)) {
        c.memory.unfinished = true;
    }
    choose_figure(c, what);
    if (!tracing->first().empty()) {
        ImGui::SameLine();
        text(c, TextStyle::small, words_now(c, what, *tracing), &c.theme.palette().text_soft);
    }
    const Palette& p = c.theme.palette();
    Frame frame{ImGui::GetCursorScreenPos(), ImGui::GetContentRegionAvail().x, std::floor(c.px(96)), 0.0f, 1.0f};
    find_range(frame, tracing->first(), tracing->second());
    ImGui::InvisibleButton("graph", {frame.width, frame.height});
    if (ImGui::IsItemActive()) {
        const float share = std::clamp((ImGui::GetIO().MousePos.x - frame.at.x) / frame.width, 0.0f, 1.0f);
        c.emit("at " + std::to_string(share));
    }
    note_item(c, "Graph", frame.at, {frame.at.x + frame.width, frame.at.y + frame.height});
    draw_frame(c, frame);
    draw_curve(frame, tracing->second(), c.colour(p.text_soft), c.px(2), true);
    draw_curve(frame, tracing->first(), c.colour(p.accent), c.px(2.5f), false);
    const double duration = std::max(1e-6, clip_of(c).duration_s);
    const float x = frame.at.x + frame.width * static_cast<float>(std::clamp(c.state.time_s / duration, 0.0, 1.0));
    ImGui::GetWindowDrawList()->AddLine({x, frame.at.y}, {x, frame.at.y + frame.height}, c.colour(p.accent),
                                        std::max(1.0f, c.px(2)));
}

}  // namespace backstory::ui
