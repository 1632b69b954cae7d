// The right panel: the clicked structure, the lit region, or what can be felt where it hurts.
#include "ui/icons.hpp"
#include "ui/panel_frame.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "workspace/referred_pain.hpp"
#include "workspace/verbs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace backstory::ui {
namespace {

void fact(Context& c, const char* title, const std::string& words) {
    if (!words.empty()) {
        small_heading(c, title);
        paragraph(c, words);
    }
}

// With the numbers of the sources that say it, as draw_sources() lists them.
void sourced_fact(Context& c, const char* title, const std::string& words, const anatomy::Card& card,
                  std::string_view field) {
    if (words.empty()) {
        return;
    }
    std::string numbers;
    for (const auto& source : card.sources_of(field)) {
        const auto at = std::find(card.sources.begin(), card.sources.end(), source);
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(at - card.sources.begin() + 1);
    }
    fact(c, title, words + "  [" + numbers + "]");
}

// Paints it on the skin, seen from the side where it is firmest.
void draw_referred(Context& c, anatomy::StructureIndex index) {
    const auto& s = c.library.body.structures[index];
    if (c.library.knowledge.referred_of(s.base_id).empty()) {
        return;
    }
    const bool on = std::find(c.state.referred.begin(), c.state.referred.end(), index) != c.state.referred.end();
    if (button(c, on ? "Hide it on the skin" : "Show it on the skin",
               {.icon = icon::tint,
                .look = on ? Look::chosen : Look::plain,
                .width = -1,
                .tip = "Paints softly on the skin where it can be felt.",
                .left_aligned = true})) {
        c.emit(on ? std::string("show referred off")
                  : "show referred " + s.id + "; view " +
                        (workspace::referred_in_front(c.library, index) ? "anterior" : "posterior"));
    }
    paragraph(c, c.library.texts.text("referred_pain_model"), TextStyle::small, &c.theme.palette().text_soft);
}

void clinical_facts(Context& c, const anatomy::Card& card) {
    sourced_fact(c, "ORIGIN", card.origin, card, "origin");
    sourced_fact(c, "INSERTION", card.insertion, card, "insertion");
    sourced_fact(c, "ACTION", card.action, card, "action");
    sourced_fact(c, "INNERVATION", card.innervation, card, "innervation");
    sourced_fact(c, "BLOOD SUPPLY", card.blood_supply, card, "blood_supply");
    sourced_fact(c, "REFERRED PAIN", card.referred_pain, card, "referred_pain");
    if (!card.ta2.empty()) {
        sourced_fact(c, "TERMINOLOGIA ANATOMICA 2", card.ta2, card, "ta2");
    }
}

struct CardAction {
    std::string name;
    const char* icon;
    std::string caption, command;
    bool on = false;
};

// Right, both or left: what the card's actions act on.
void draw_side_choice(Context& c, anatomy::StructureIndex index, anatomy::StructureIndex other) {
    const auto& structures = c.library.body.structures;
    const bool is_right = structures[index].side == anatomy::Side::right;
    const std::string right = structures[is_right ? index : other].id, left = structures[is_right ? other : index].id;
    const bool both = std::find(c.state.selection.begin(), c.state.selection.end(), other) != c.state.selection.end();
    const std::string commands[] = {"select " + right, "select " + right + "; select add " + left, "select " + left};
    const int chosen = segments(c, "card side", {"Right", "Both", "Left"},
                                both       ? 1
                                : is_right ? 0
                                           : 2,
                                ImGui::GetContentRegionAvail().x);
    if (chosen >= 0) {
        c.emit(commands[chosen]);
    }
}

void draw_actions(Context& c, const anatomy::Structure& s) {
    const auto index = c.library.body.find_structure(s.id);
    const auto other = c.library.body.mirror(index);
    const bool fading = c.state.opacity[index] < 1.0f;
    // Both sides are acted on together when both are selected.
    const bool both = std::find(c.state.selection.begin(), c.state.selection.end(), other) != c.state.selection.end();
    const std::string id = both && other != index ? s.base_id : s.id;
    std::vector<CardAction> actions = {
        {"Look closer", icon::focus, "Closer", "focus " + id},
        {"Light it", icon::tint, "Light", "highlight " + id},
        {"Hide", icon::eye_off, "Hide", "hide " + id},
        {"Only this", icon::eye, "Only", "show only " + id},
        {fading ? "Solid" : "See through it", icon::layers, fading ? "Solid" : "Fade",
         "fade " + id + (fading ? " 1" : " 0.3"), fading},
        {"X-ray: see through all others", icon::xray, "X-ray", c.state.xray ? "xray off" : "xray on", c.state.xray}};
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {c.px(4), c.px(4)});
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    for (std::size_t i = 0; i < actions.size(); ++i) {
        const auto& action = actions[i];
        if (i > 0 && ImGui::GetItemRectMax().x + c.px(4) + captioned_width(c, action.caption) <= right) {
            ImGui::SameLine();
        }
        if (icon_button(c, action.name, action.icon, action.on, true, action.caption)) {
            c.emit(action.command);
        }
    }
    ImGui::PopStyleVar();
    if (other != index) {
        draw_side_choice(c, index, other);
    }
}

// Notes that stand on it, each with a sign to take it away, and a line for one more.
void draw_pin(Context& c, const anatomy::Structure& s) {
    small_heading(c, "NOTE ON IT");
    const float side = std::floor(c.px(36)), space = ImGui::GetStyle().ItemSpacing.x;
    const auto index = c.library.body.find_structure(s.id);
    for (std::size_t i = 0; i < c.state.pins.size(); ++i) {
        const auto& pin = c.state.pins[i];
        if (pin.structure != index) {
            continue;
        }
        const std::string number = std::to_string(i + 1);
        if (icon_button(c, "Take the note away##" + number, icon::trash)) {
            c.emit("unpin " + number);
        }
        ImGui::SameLine();
        // The first line stands beside the middle of the sign.
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() +
                             std::floor(0.5f * (side - c.theme.font(TextStyle::body)->FontSize)));
        paragraph(c, pin.text);
    }
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - side - space);
    const bool entered = text_field(c, "Note", "A few words", c.memory.note, sizeof c.memory.note);
    ImGui::SameLine();
    if ((icon_button(c, "Pin the note", icon::pin) || entered) && c.memory.note[0] != '\0') {
        std::string note = c.memory.note;
        std::replace_if(
            note.begin(), note.end(), [](char ch) { return ch == ';' || ch == '\n'; }, ',');
        const auto& tapped = c.memory.tapped;
        const bool knows_place = tapped && tapped->structure == index;
        c.emit("pin " + s.id + (knows_place ? " at " + workspace::place_words(tapped->at_rest) : "") + " " + note);
        c.memory.note[0] = '\0';
    }
}

// How far the muscle is stretched now, in words, with the figure behind it.
void draw_stretch(Context& c, const anatomy::Structure& s) {
    if (s.kind != anatomy::Kind::muscle || c.state.clip < 0) {
        return;
    }
    const auto index = c.library.body.find_structure(s.id);
    const double percent = 100.0 * (static_cast<double>(c.library.muscles->stretch_of(index, c.scene.muscles())) - 1.0);
    const auto& meter = c.library.texts.stretch_meter;
    const auto levels = static_cast<float>(meter.size());
    small_heading(c, "LENGTH NOW");
    const Palette& p = c.theme.palette();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = c.px(10), space = c.px(3);
    const float each = (width - (levels - 1.0f) * space) / levels;
    for (std::size_t i = 0; i < meter.size(); ++i) {
        const float x = at.x + static_cast<float>(i) * (each + space);
        ImGui::GetWindowDrawList()->AddRectFilled(
            {x, at.y}, {x + each, at.y + height},
            c.colour(percent >= meter[i].from_percent ? p.accent : p.control_press), c.px(4));
    }
    ImGui::Dummy({width, height});
    char figure[64];
    if (const long whole = std::lround(percent); whole == 0) {
        std::snprintf(figure, sizeof figure, " (as long as at rest)");
    } else {
        std::snprintf(figure, sizeof figure, " (%ld %% %s than at rest)", std::abs(whole),
                      whole > 0 ? "longer" : "shorter");
    }
    paragraph(c, workspace::stretch_words(c.library.texts, percent) + figure);
}

void draw_sources(Context& c, const anatomy::Card& card) {
    if (card.sources.empty()) {
        return;
    }
    small_heading(c, "SOURCES");
    for (std::size_t i = 0; i < card.sources.size(); ++i) {
        const auto it = c.library.knowledge.sources.find(card.sources[i]);
        std::string citation = card.sources[i];
        if (it != c.library.knowledge.sources.end()) {
            citation = it->second.citation + (it->second.status == "from_memory" ? " (cited from memory)" : "");
        }
        paragraph(c, std::to_string(i + 1) + "  " + citation, TextStyle::small, &c.theme.palette().text_soft);
    }
}

void draw_structure(Context& c, anatomy::StructureIndex index) {
    const auto& s = c.library.body.structures[index];
    const auto* card = c.library.card_of(index);
    const Palette& p = c.theme.palette();
    const float side = std::floor(c.px(36));
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - side);
    const std::string title = c.name_of(index);
    text(c, TextStyle::title, title);
    ImGui::PopTextWrapPos();
    if (close_sign(c, "Close the card")) {
        c.emit("deselect");
    }
    std::string line = workspace::with_capital(std::string(anatomy::to_text(s.kind)));
    if (s.kind == anatomy::Kind::muscle) {
        line += " \u00b7 " + std::string(anatomy::to_text(s.layer));
    }
    if (s.side != anatomy::Side::midline) {
        line += " \u00b7 " + std::string(anatomy::to_text(s.side)) + " side";
    }
    paragraph(c, line, TextStyle::small, &p.text_soft);
    draw_actions(c, s);
    if (card == nullptr) {
        paragraph(c, "No text yet for this part.", TextStyle::body, &p.text_soft);
    } else if (!c.clinical()) {
        paragraph(c, card->sentence);
        fact(c, "WHY IT CAN HURT", card->why_it_can_hurt);
        fact(c, "WHAT HELPS", card->what_helps);
    } else {
        clinical_facts(c, *card);
        draw_referred(c, index);
    }
    draw_stretch(c, s);
    draw_function(c, index);
    if (c.state.mode == workspace::Mode::explore) {
        draw_pin(c, s);
    }
    if (card != nullptr && c.clinical()) {
        draw_sources(c, *card);
    }
}

void draw_region(Context& c, const anatomy::Region& region) {
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - std::floor(c.px(36)));
    text(c, TextStyle::title, c.say(region.name, region.clinical_name));
    ImGui::PopTextWrapPos();
    if (close_sign(c, "Close the card")) {
        c.emit("highlight none");
    }
    paragraph(c, c.clinical() ? region.clinical_text : region.client_text);
    const auto* card = c.library.knowledge.find("region_" + region.id);
    if (card != nullptr && c.clinical()) {
        clinical_facts(c, *card);
        draw_sources(c, *card);
    } else if (card != nullptr) {
        fact(c, "WHY IT CAN HURT", card->why_it_can_hurt);
        fact(c, "WHAT HELPS", card->what_helps);
    }
    small_heading(c, "LOOK CLOSER AT");
    // Muscles first, one line for both sides.
    for (const bool muscles : {true, false}) {
        for (const auto index : region.structures) {
            const auto& s = c.library.body.structures[index];
            if ((s.kind == anatomy::Kind::muscle) != muscles || s.side == anatomy::Side::left) {
                continue;
            }
            std::string name = c.name_of(index);
            if (s.side == anatomy::Side::right && name.starts_with("Right ")) {
                name = name.substr(6);
            }
            name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
            if (button(c, name + "##" + s.id,
                       {.look = Look::quiet, .width = -1, .left_aligned = true, .height = std::floor(c.px(32))})) {
                c.emit("select " + s.id);
            }
        }
    }
}

std::string ids_of(const Context& c, const std::vector<anatomy::StructureIndex>& structures, const char* verb,
                   const char* verb_more) {
    std::string commands;
    for (std::size_t i = 0; i < structures.size(); ++i) {
        commands += std::string(i == 0 ? verb : verb_more) + c.library.body.structures[structures[i]].id + "; ";
    }
    return commands;
}

void draw_offers(Context& c, const anatomy::PainArea& area) {
    text(c, TextStyle::small, "It hurts here", &c.theme.palette().text_soft);
    ImGui::PushTextWrapPos(0.0f);
    text(c, TextStyle::title, c.say(area.name, area.clinical_name));
    ImGui::PopTextWrapPos();
    paragraph(c, c.library.texts.text("felt_here"), TextStyle::body, &c.theme.palette().text_soft);
    gap(c, 2);
    for (const auto& offer : area.offers) {
        if (button(c, c.say(offer.name, offer.clinical_name),
                   {.icon = icon::marker, .look = Look::plain, .width = -1, .left_aligned = true})) {
            c.emit(ids_of(c, offer.structures, "select ", "select add ") + "highlight " +
                   c.library.body.structures[offer.structures.front()].base_id + "; fade others 0.12; focus " +
                   c.library.body.structures[offer.structures.front()].id);
        }
        paragraph(c, c.say(offer.why, offer.clinical_why), TextStyle::small, &c.theme.palette().text_soft);
        gap(c, 2);
    }
    small_heading(c, "HOW STRONG, 0 TO 10");
    const auto& mark = c.state.pain.back();
    float intensity = static_cast<float>(mark.intensity);
    if (slider(c, "Intensity", intensity, 0.0f, 10.0f, ImGui::GetContentRegionAvail().x)) {
        c.emit("pain " + area.id + " " + std::to_string(std::lround(intensity)));
    }
    for (const auto& level : c.library.texts.pain_scale) {
        if (mark.intensity >= level.from && mark.intensity <= level.to) {
            text(c, TextStyle::small, std::to_string(mark.intensity) + ": " + level.label,
                 &c.theme.palette().text_soft);
        }
    }
    small_heading(c, "IN A WORD");
    const float third = std::floor((ImGui::GetContentRegionAvail().x - 2.0f * ImGui::GetStyle().ItemSpacing.x) / 3.0f);
    for (std::size_t i = 0; i < c.library.texts.pain_words.size(); ++i) {
        const auto& word = c.library.texts.pain_words[i];
        if (i % 3 != 0) {
            ImGui::SameLine();
        }
        if (button(c, word.label,
                   {.look = mark.word == word.id ? Look::chosen : Look::plain,
                    .width = third,
                    .tip = word.meaning.c_str()})) {
            c.emit("pain " + area.id + " " + std::to_string(mark.intensity) + " " + word.id);
        }
    }
    gap(c, 6);
    if (button(c, "Mark another place", {.icon = icon::body, .look = Look::quiet, .width = -1, .left_aligned = true})) {
        c.memory.map_open = true;
    }
    if (button(c, "Warning signs: when to ask a doctor",
               {.icon = icon::info, .look = Look::quiet, .width = -1, .left_aligned = true})) {
        show_red_flags(c);
    }
    if (button(c, "Clear the pain map",
               {.icon = icon::close, .look = Look::quiet, .width = -1, .left_aligned = true})) {
        c.emit("pain none");
    }
}

}  // namespace

void show_red_flags(Context& c) {
    c.memory.wanted_motion.clear();
    c.memory.safety_applies = true;
    c.memory.dialogue = Dialogue::safety;
}

bool has_card(const Context& c) {
    return pain_map_open(c) || !c.state.selection.empty() || !c.state.pain.empty() || c.state.region >= 0;
}

void draw_card_panel(Context& c, const Rect& rect) {
    if (begin_panel(c, "card", rect)) {
        if (pain_map_open(c)) {
            draw_pain_map(c);
        } else if (!c.state.selection.empty()) {
            draw_structure(c, c.state.selection.front());
            if (!c.state.pain.empty()) {
                gap(c, 4);
                const auto& area = c.library.pain_map.areas[static_cast<std::size_t>(c.state.pain.back().area)];
                if (button(c, "Back to: " + c.say(area.name, area.clinical_name),
                           {.icon = icon::left, .look = Look::quiet, .width = -1, .left_aligned = true})) {
                    c.emit("deselect");
                }
            }
        } else if (!c.state.pain.empty()) {
            draw_offers(c, c.library.pain_map.areas[static_cast<std::size_t>(c.state.pain.back().area)]);
        } else if (c.state.region >= 0) {
            draw_region(c, c.library.body.regions[static_cast<std::size_t>(c.state.region)]);
        }
    }
    end_panel();
}

}  // namespace backstory::ui
