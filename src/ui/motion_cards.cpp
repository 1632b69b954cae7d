// Movements to choose from: two large buttons in Explain; in Explore cards with pictures, by stage and by area. Before
// an exercise plays for the first time its dose and its cautions are shown.
#include "ui/fold.hpp"
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/picture_card.hpp"
#include "ui/widgets.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/verbs.hpp"

#include <algorithm>
#include <cmath>

namespace backstory::ui {
namespace {

using motion::Clip;

// The middle of the longest phase, 0 .. 1 of the movement: what it is about.
double telling_share(const Clip& clip) {
    double at = 0.5 * clip.duration_s, longest = 0.0;
    for (const auto& phase : clip.phases) {
        if (phase.end_s - phase.start_s > longest) {
            longest = phase.end_s - phase.start_s;
            at = 0.5 * (phase.start_s + phase.end_s);
        }
    }
    return clip.duration_s > 0.0 ? std::clamp(at / clip.duration_s, 0.0, 1.0) : 0.0;
}

workspace::State pictured(const workspace::Library& library, const Clip& clip) {
    workspace::State state = workspace::initial_state(library);
    const std::string commands = "open " + clip.id + "; at " + std::to_string(telling_share(clip)) + "; view motion";
    if (!workspace::perform_all(library, state, commands).ok()) {
        return workspace::initial_state(library);
    }
    return state;
}

bool moves_region(const Context& c, const Clip& clip, const anatomy::Region& region) {
    return std::any_of(region.structures.begin(), region.structures.end(), [&](anatomy::StructureIndex s) {
        const auto& base = c.library.body.structures[s].base_id;
        return std::find(clip.targets.begin(), clip.targets.end(), base) != clip.targets.end();
    });
}

// Open itself, or in one of its other ways: these have no card of their own.
bool is_open(const Context& c, const Clip& clip) {
    if (c.state.clip < 0) {
        return false;
    }
    const Clip& now = c.library.clips[static_cast<std::size_t>(c.state.clip)];
    return now.id == clip.id || now.family == clip.id;
}

void draw_plain_button(Context& c, const char* id) {
    const int index = c.library.find_clip(id);
    if (index < 0) {
        return;
    }
    const Clip& clip = c.library.clips[static_cast<std::size_t>(index)];
    if (button(c, c.say(clip.name, clip.clinical_name) + "##" + clip.id,
               {.icon = icon::play,
                .look = is_open(c, clip) ? Look::chosen : Look::plain,
                .width = -1,
                .left_aligned = true})) {
        start_motion(c, clip.id);
    }
}

// The open movement's other ways, as small choices below it.
void draw_ways(Context& c, const std::string& family) {
    if (c.state.clip < 0) {
        return;
    }
    const Clip& now = c.library.clips[static_cast<std::size_t>(c.state.clip)];
    if (now.id != family && now.family != family) {
        return;
    }
    draw_seat(c);
    // Folded: the tightness dial stays where it is seen.
    if (!fold(c, "ways of " + family, "Other ways", c.memory.open_stages)) {
        return;
    }
    for (const Clip& clip : c.library.clips) {
        const bool usual = clip.id == family;
        if (!usual && clip.family != family) {
            continue;
        }
        const bool on = &clip == &now;
        if (button(c, (usual ? std::string("The usual way") : clip.way) + "##way_" + clip.id,
                   {.icon = on ? icon::check : nullptr,
                    .look = on ? Look::chosen : Look::quiet,
                    .width = -1,
                    .left_aligned = true})) {
            start_motion(c, clip.id);
        }
    }
}

void draw_card(Context& c, const Clip& clip) {
    const int seconds = static_cast<int>(std::lround(clip.duration_s));
    if (picture_card(c, "motion: " + clip.id,
                     {.title = c.say(clip.name, clip.clinical_name),
                      .detail = std::to_string(seconds) + (seconds == 1 ? " second" : " seconds"),
                      .picture = "motion_" + clip.id,
                      .chosen = is_open(c, clip)},
                     [&] { return pictured(c.library, clip); })) {
        start_motion(c, clip.id);
    }
}

void draw_stages(Context& c, const anatomy::Region* region) {
    const std::pair<const char*, const char*> stages[] = {
        {"settle", "Settle"},         {"mobilise", "Mobilise"},        {"stretch", "Stretch"},
        {"strengthen", "Strengthen"}, {"daily", "Everyday movements"}, {"test", "Tests"}};
    int shown = 0;
    for (const auto& [stage, title] : stages) {
        std::vector<const Clip*> clips;
        for (const Clip& clip : c.library.clips) {
            if (clip.stage == stage && !clip.advanced && clip.family.empty() &&
                (region == nullptr || moves_region(c, clip, *region))) {
                clips.push_back(&clip);
            }
        }
        if (clips.empty()) {
            continue;
        }
        ++shown;
        const std::string head = std::string(title) + "  " + std::to_string(clips.size());
        if (!fold(c, std::string("stage ") + stage, head, c.memory.open_stages)) {
            continue;
        }
        for (const Clip* clip : clips) {
            draw_card(c, *clip);
            draw_ways(c, clip->id);
        }
    }
    if (shown == 0) {
        paragraph(c, "No movement is made for this area alone.", TextStyle::body, &c.theme.palette().text_soft);
    }
}

}  // namespace

void start_motion(Context& c, const std::string& clip_id) {
    const int index = c.library.find_clip(clip_id);
    if (index < 0) {
        return;
    }
    Memory& m = c.memory;
    const Clip& clip = c.library.clips[static_cast<std::size_t>(index)];
    if (workspace::asks_red_flags(c.library, c.state, index)) {
        m.wanted_motion = clip_id;
        m.safety_applies = false;
        m.dialogue = Dialogue::safety;
        return;
    }
    const bool told = std::find(m.told_motions.begin(), m.told_motions.end(), clip_id) != m.told_motions.end();
    if (workspace::is_exercise(clip) && !told) {
        m.wanted_motion = clip_id;
        m.dialogue = Dialogue::exercise;
        return;
    }
    c.emit("play " + clip_id + "; view motion");
}

void draw_exercise(Context& c) {
    const int index = c.library.find_clip(c.memory.wanted_motion);
    if (index < 0) {
        c.memory.dialogue = Dialogue::none;
        return;
    }
    const Clip& clip = c.library.clips[static_cast<std::size_t>(index)];
    text(c, TextStyle::title,
         fitted(c, TextStyle::title, c.say(clip.name, clip.clinical_name), ImGui::GetContentRegionAvail().x));
    paragraph(c, c.say(clip.client_text, clip.clinical_text));
    if (!clip.dose.empty()) {
        small_heading(c, "HOW MUCH");
        paragraph(c, clip.dose, TextStyle::strong);
    }
    if (!clip.cautions.empty()) {
        small_heading(c, "TAKE CARE");
        for (const auto& caution : clip.cautions) {
            bullet_point(c, caution);
        }
    }
    gap(c, 8);
    const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x));
    if (button(c, "Not now", {.look = Look::quiet, .width = half})) {
        c.memory.dialogue = Dialogue::none;
    }
    ImGui::SameLine();
    if (button(c, "Start", {.icon = icon::play, .look = Look::accent, .width = half})) {
        c.memory.told_motions.push_back(clip.id);
        c.memory.dialogue = Dialogue::none;
        c.emit("play " + clip.id + "; view motion");
    }
}

void draw_motion_buttons(Context& c) {
    if (c.state.mode != workspace::Mode::explore) {
        draw_plain_button(c, "half_kneeling_lunge");
        draw_plain_button(c, "sit_to_stand");
        draw_ways(c, "sit_to_stand");
        return;
    }
    const anatomy::Region* region = nullptr;
    if (c.state.region >= 0) {
        const auto& lit = c.library.body.regions[static_cast<std::size_t>(c.state.region)];
        const std::string words = "Only for: " + c.say(lit.name, lit.clinical_name);
        if (toggle(c, words + "##only_region", c.memory.only_region)) {
            c.memory.only_region = !c.memory.only_region;
        }
        region = c.memory.only_region ? &lit : nullptr;
    }
    draw_stages(c, region);
}

}  // namespace backstory::ui
