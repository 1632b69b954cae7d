// pain, pin, unpin, draw, erase, marks: what client and therapist put on the body and on the picture.
#include "workspace/pain_places.hpp"
#include "workspace/verbs.hpp"

#include <algorithm>

namespace backstory::workspace {
namespace {

using anatomy::PainArea;

// How far beside an area a tap on the body still means it, in body heights (5 cm).
constexpr float body_reach = 0.03f;
constexpr double farthest_m = 5.0;

Result<glm::vec3> point_m(Arguments& arguments) {
    glm::vec3 point{0.0f};
    for (int i = 0; i < 3; ++i) {
        auto value = arguments.number("a coordinate of the place in metres", -farthest_m, farthest_m);
        if (!value.ok()) {
            return value.error();
        }
        point[i] = static_cast<float>(value.value());
    }
    return point;
}

Error unknown_area(const Library& library, const std::string& id) {
    std::vector<std::string> known;
    for (const auto& one : library.pain_map.areas) {
        known.push_back(one.id);
    }
    const std::string near = nearest_word(id, known);
    return Error{"No area is called \"" + id.substr(0, 40) + "\"" +
                 (near.empty() ? "." : "; did you mean \"" + near + "\"?")};
}

// The place asked about last comes last: its offers are shown.
PainMark& marked(State& state, const Library& library, int area) {
    auto mark = std::find_if(state.pain.begin(), state.pain.end(), [&](const auto& m) { return m.area == area; });
    if (mark == state.pain.end()) {
        state.pain.push_back({area, library.pain_map.areas[static_cast<std::size_t>(area)].side});
    } else {
        std::rotate(mark, mark + 1, state.pain.end());
    }
    return state.pain.back();
}

Status describe(Context& c, Arguments& arguments, PainMark& mark) {
    if (!arguments.empty()) {
        auto intensity = arguments.number("the intensity", 0.0, 10.0);
        if (!intensity.ok()) {
            return intensity.error();
        }
        mark.intensity = static_cast<int>(intensity.value());
    }
    if (!arguments.empty()) {
        const std::string word = arguments.next();
        std::string known;
        bool found = false;
        for (const auto& quality : c.library.texts.pain_words) {
            known += (known.empty() ? "" : ", ") + quality.id;
            found |= quality.id == word;
        }
        if (!found) {
            return Error{"The word for the pain is one of " + known + ", not \"" + word.substr(0, 40) + "\"."};
        }
        mark.word = word;
    }
    return Done{};
}

Status pain_at(Context& c, Arguments& arguments) {
    auto point = point_m(arguments);
    if (!point.ok()) {
        return point.error();
    }
    static constexpr Choice<PainArea::Face> faces[] = {{"front", PainArea::Face::front},
                                                       {"back", PainArea::Face::back}};
    auto face = choose(faces, arguments.next(), "The face of the body");
    if (!face.ok()) {
        return face.error();
    }
    const int area =
        area_at(c.library.pain_map, place_on_map(c.library, point.value(), face.value()), face.value(), body_reach);
    if (area < 0) {
        return Error{"This place has no area of its own yet; tap the nearest one on the small map."};
    }
    marked(c.state, c.library, area).point = point.value();
    const auto& place = c.library.pain_map.areas[static_cast<std::size_t>(area)];
    c.done = {"It hurts here: " + c.say(place.name, place.clinical_name), true, false, false};
    return Done{};
}

Status pain(Context& c, Arguments& arguments) {
    if (arguments.take("none")) {
        c.state.pain.clear();
        c.done = {"Clear the pain map", true, false, false};
        return Done{};
    }
    if (arguments.take("at")) {
        return pain_at(c, arguments);
    }
    const bool remove = arguments.take("remove");
    const std::string id = arguments.next();
    const int area = c.library.find_pain_area(id);
    if (area < 0) {
        return unknown_area(c.library, id);
    }
    const auto& place = c.library.pain_map.areas[static_cast<std::size_t>(area)];
    if (remove) {
        if (std::erase_if(c.state.pain, [area](const auto& m) { return m.area == area; }) == 0) {
            return Error{"\"" + c.say(place.name, place.clinical_name) + "\" is not marked."};
        }
        c.done = {"It does not hurt here: " + c.say(place.name, place.clinical_name), true, false, false};
        return Done{};
    }
    c.done = {"It hurts here: " + c.say(place.name, place.clinical_name), true, false, false};
    return describe(c, arguments, marked(c.state, c.library, area));
}

Status pin(Context& c, Arguments& arguments) {
    const auto s = c.library.body.find_structure(arguments.peek());
    if (s == anatomy::none) {
        const auto target = find_target(c, arguments.peek());
        return target.ok() ? Error{"A pin takes the id of one structure, for example psoas_major_r."} : target.error();
    }
    arguments.next();
    constexpr std::size_t most_pins = 50, longest_note = 200;
    if (c.state.pins.size() >= most_pins) {
        return Error{"There are already " + std::to_string(most_pins) + " pins; remove some first."};
    }
    Pin one{s};
    if (arguments.take("at")) {
        auto point = point_m(arguments);
        if (!point.ok()) {
            return point.error();
        }
        one.point = point.value();
    }
    one.text = arguments.rest().substr(0, longest_note);
    c.state.pins.push_back(std::move(one));
    c.state.show_marks = true;
    c.done = {"Pin a note on " + c.name_of(s), true, false, false};
    return Done{};
}

Status unpin(Context& c, Arguments& arguments) {
    if (arguments.take("all")) {
        c.state.pins.clear();
        c.done = {"Remove all pins", true, false, false};
        return Done{};
    }
    double which = 0.0;
    if (arguments.take_last_number(1.0, static_cast<double>(c.state.pins.size()), which)) {
        c.state.pins.erase(c.state.pins.begin() + static_cast<std::ptrdiff_t>(which) - 1);
        c.done = {"Remove a pin", true, false, false};
        return Done{};
    }
    const auto s = c.library.body.find_structure(arguments.next());
    if (std::erase_if(c.state.pins, [s](const Pin& p) { return p.structure == s; }) == 0) {
        return Error{"There is no pin on that structure."};
    }
    c.done = {"Remove the pin from " + c.name_of(s), true, false, false};
    return Done{};
}

Status draw(Context& c, Arguments& arguments) {
    static constexpr Choice<bool> tools[] = {{"pen", false}, {"arrow", true}};
    auto arrow = choose(tools, arguments.next(), "What draws");
    if (!arrow.ok()) {
        return arrow.error();
    }
    constexpr std::size_t most_strokes = 200;
    if (c.state.strokes.size() >= most_strokes) {
        return Error{"There are already " + std::to_string(most_strokes) + " lines; erase some first."};
    }
    Stroke stroke{arrow.value(), {}};
    while (!arguments.empty()) {
        glm::vec2 point{0.0f};
        for (int i = 0; i < 2; ++i) {
            auto value = arguments.number("a place in the picture", -10.0, 10.0);
            if (!value.ok()) {
                return value.error();
            }
            point[i] = static_cast<float>(value.value());
        }
        stroke.points.push_back(point);
    }
    if (stroke.points.size() < 2 || (stroke.arrow && stroke.points.size() != 2)) {
        return Error{stroke.arrow ? "An arrow goes from one place to another: four numbers."
                                  : "A line needs at least two places, each an x and a y."};
    }
    c.state.strokes.push_back(std::move(stroke));
    c.state.show_marks = true;
    c.done = {arrow.value() ? "Draw an arrow" : "Draw a line", true, false, false};
    return Done{};
}

Status erase(Context& c, Arguments& arguments) {
    auto& strokes = c.state.strokes;
    if (arguments.take("all")) {
        strokes.clear();
        c.done = {"Erase all lines", true, false, false};
        return Done{};
    }
    if (strokes.empty()) {
        return Error{"There is no line to erase."};
    }
    double which = static_cast<double>(strokes.size());
    if (!arguments.take("last")) {
        auto value = arguments.number("the line", 1.0, which);
        if (!value.ok()) {
            return value.error();
        }
        which = value.value();
    }
    strokes.erase(strokes.begin() + static_cast<std::ptrdiff_t>(which) - 1);
    c.done = {"Erase a line", true, false, false};
    return Done{};
}

Status marks(Context& c, Arguments& arguments) {
    auto value = arguments.on_off("showing pins and drawings");
    if (!value.ok()) {
        return value.error();
    }
    c.state.show_marks = value.value();
    c.done = {value.value() ? "Show drawings and pins" : "Hide drawings and pins", true, false, false};
    return Done{};
}

}  // namespace

const std::vector<Verb>& mark_verbs() {
    static const std::vector<Verb> verbs = {
        {"pain",
         pain,
         {{"pain AREA [0-10] [WORD]", "Mark where it hurts.", "pain low_back_r 4 ache"},
          {"pain at X Y Z front|back", "The same by a place on the body, metres in the rest pose.",
           "pain at 0 1.05 0.05 back"},
          {"pain remove AREA", "Take one mark away.", ""},
          {"pain none", "Clear the marks.", "pain none"}}},
        {"pin",
         pin,
         {{"pin ID NOTE", "Put a note on a structure.", "pin psoas_major_r here it starts"},
          {"pin ID at X Y Z NOTE", "Put it at a place, metres in the rest pose.",
           "pin psoas_major_r at 0.06 1.1 0.04 here"}}},
        {"unpin", unpin, {{"unpin ID|NUMBER|all", "Take notes away.", "unpin all"}}},
        {"draw",
         draw,
         {{"draw pen X Y X Y ...", "Draw a line on the picture, in heights of the picture from its middle.",
           "draw pen 0 0 0.1 0.05 0.2 0"},
          {"draw arrow X Y X Y", "Draw an arrow from one place to another.", "draw arrow 0 0 0.2 0.1"}}},
        {"erase", erase, {{"erase last|NUMBER|all", "Take drawn lines away.", "erase all"}}},
        {"marks", marks, {{"marks on|off", "Show or hide pins and drawings.", "marks on"}}},
    };
    return verbs;
}

std::string place_words(const glm::vec3& place) {
    return std::to_string(place.x) + " " + std::to_string(place.y) + " " + std::to_string(place.z);
}

}  // namespace backstory::workspace
