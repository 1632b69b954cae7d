// The part of a muscle's card that shows instead of telling: what it does, its nerve, where it attaches, its stretch.
#include "ui/icons.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "workspace/verbs.hpp"

#include <algorithm>

namespace backstory::ui {
namespace {

void draw_moves(Context& c, const anatomy::Structure& s, anatomy::StructureIndex index) {
    const auto& moves = c.library.knowledge.moves_of(s.base_id);
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const bool on = c.state.action.muscle == index && c.state.action.move == static_cast<int>(i);
        if (button(c, workspace::with_capital(moves[i].client_text) + "##move" + std::to_string(i),
                   {.icon = on ? icon::pause : icon::play,
                    .look = on ? Look::chosen : Look::plain,
                    .width = -1,
                    .left_aligned = true})) {
            c.emit(on ? std::string("act off") : "act " + s.id + " " + std::to_string(i + 1));
        }
    }
}

// Movements that stretch it, or else strengthen it; the way from a card to what helps.
void draw_helping_motions(Context& c, const anatomy::Structure& s) {
    constexpr int most = 3;
    int count = 0;
    for (const char* stage : {"stretch", "mobilise", "strengthen"}) {
        for (const auto& clip : c.library.clips) {
            const bool meant = clip.stage == stage && !clip.advanced && !clip.is_mirror &&
                               std::find(clip.targets.begin(), clip.targets.end(), s.base_id) != clip.targets.end();
            if (!meant || count >= most) {
                continue;
            }
            if (count++ == 0) {
                small_heading(c, "WHAT TO DO WITH IT");
            }
            if (button(c, c.say(clip.name, clip.clinical_name) + "##helps",
                       {.icon = icon::play, .width = -1, .left_aligned = true})) {
                start_motion(c, clip.id);
            }
            text(c, TextStyle::small, workspace::with_capital(clip.stage), &c.theme.palette().text_soft);
        }
    }
}

}  // namespace

void draw_function(Context& c, anatomy::StructureIndex index) {
    const auto& s = c.library.body.structures[index];
    if (s.kind != anatomy::Kind::muscle) {
        return;
    }
    small_heading(c, "SEE IT WORK");
    draw_moves(c, s, index);
    const bool painted =
        std::find(c.state.attachments.begin(), c.state.attachments.end(), index) != c.state.attachments.end();
    if (button(c, painted ? "Hide where it holds on" : "Where it holds on",
               {.icon = icon::tint,
                .look = painted ? Look::chosen : Look::plain,
                .width = -1,
                .tip = "Paints its origin and insertion on the bones.",
                .left_aligned = true})) {
        // Painted bone is seen only where nothing lies on it.
        c.emit(painted ? std::string("show attachments off; xray off")
                       : "show attachments " + s.id + "; xray on; focus " + s.id);
    }
    if (!c.library.knowledge.nerves_of(s.base_id).empty() &&
        button(c, "Its nerve", {.icon = icon::graph, .width = -1, .left_aligned = true})) {
        c.emit("innervation " + s.id);
    }
    draw_helping_motions(c, s);
}

}  // namespace backstory::ui
