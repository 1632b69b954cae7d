// view, focus, orbit, pan, zoom, follow, projection, background, labels, balance, colour.
#include "scene/camera_motion.hpp"
#include "workspace/framing.hpp"
#include "workspace/verbs.hpp"

#include <glm/common.hpp>
#include <glm/trigonometric.hpp>

#include <optional>

namespace backstory::workspace {
namespace {

// Framing does not know the window; a little wider than high suits most.
constexpr float usual_aspect = 1.3f;

// "view motion", "view motion anterior": the whole open movement from its own side or from that of a preset.
Status view_motion(Context& c, const std::string& from) {
    if (c.state.clip < 0) {
        return Error{"No movement is open; start one first, for example \"play sit_to_stand\"."};
    }
    const auto& clip = c.library.clips[static_cast<std::size_t>(c.state.clip)];
    const int index = c.library.find_view(from);
    if (!from.empty() && index < 0) {
        return Error{"No view is called \"" + from.substr(0, 40) + "\"; `backstory list views` names them."};
    }
    c.state.followed = anatomy::none;
    c.state.camera = framed_motion(
        c.library, clip,
        index >= 0 ? c.library.views[static_cast<std::size_t>(index)].camera : best_direction(c.library, clip));
    c.done = {"View: " + c.say(clip.name, clip.clinical_name), true, true, false};
    return Done{};
}

Status view(Context& c, Arguments& arguments) {
    if (arguments.take("motion")) {
        return view_motion(c, arguments.rest());
    }
    const std::string words = arguments.rest();
    const int index = c.library.find_view(words);
    if (index < 0) {
        std::vector<std::string> known;
        for (const auto& preset : c.library.views) {
            known.push_back(preset.id);
        }
        const std::string near = nearest_word(words, known);
        return Error{"No view is called \"" + words.substr(0, 40) + "\"" +
                     (near.empty() ? "; `backstory list views` names them." : "; did you mean \"" + near + "\"?")};
    }
    const auto& preset = c.library.views[static_cast<std::size_t>(index)];
    c.state.camera = preset.camera;
    c.state.followed = anatomy::none;
    c.done = {"View: " + preset.name, true, true, false};
    return Done{};
}

Status focus(Context& c, Arguments& arguments) {
    auto target = find_target(c, arguments.rest());
    if (!target.ok()) {
        return target.error();
    }
    const geometry::Bounds bounds = shown_bounds(c.library, c.state, target.value().structures);
    if (bounds.empty()) {
        return Error{with_capital(target.value().name) + " has no place in the body to look at."};
    }
    c.state.followed = anatomy::none;
    c.state.camera = scene::framed(c.state.camera, bounds, usual_aspect, 0.3f);
    c.done = {"Look at " + target.value().name, true, true, false};
    return Done{};
}

// Three numbers behind `word`; nothing where the word is not there.
Result<std::optional<glm::vec3>> place_after(std::string_view word, Arguments& arguments) {
    if (!arguments.take(word)) {
        return std::optional<glm::vec3>();
    }
    glm::vec3 place(0.0f);
    for (int axis = 0; axis < 3; ++axis) {
        auto number = arguments.number("the place in metres", -10.0, 10.0);
        if (!number.ok()) {
            return number.error();
        }
        place[axis] = static_cast<float>(number.value());
    }
    return std::optional<glm::vec3>(place);
}

// Nobody gets lost: the target stays near the body.
void keep_near(scene::Camera& camera) {
    camera.target = glm::clamp(camera.target, glm::vec3(-1.5f, -0.3f, -1.5f), glm::vec3(1.5f, 2.3f, 1.5f));
}

Status orbit(Context& c, Arguments& arguments) {
    auto azimuth = arguments.number("the turn", -3600.0, 3600.0);
    if (!azimuth.ok()) {
        return azimuth.error();
    }
    const bool tilts = !arguments.empty() && arguments.peek() != "about";
    auto elevation = tilts ? arguments.number("the tilt", -360.0, 360.0) : Result<double>(0.0);
    if (!elevation.ok()) {
        return elevation.error();
    }
    const auto about = place_after("about", arguments);
    if (!about.ok()) {
        return about.error();
    }
    scene::Camera& camera = c.state.camera;
    camera = scene::orbited_about(camera, about.value().value_or(camera.target),
                                  static_cast<float>(glm::radians(azimuth.value())),
                                  static_cast<float>(glm::radians(elevation.value())));
    if (about.value()) {
        keep_near(camera);
    }
    return Done{};
}

Status pan(Context& c, Arguments& arguments) {
    auto x = arguments.number("the way to the right", -10.0, 10.0);
    if (!x.ok()) {
        return x.error();
    }
    auto y = arguments.number("the way up", -10.0, 10.0);
    if (!y.ok()) {
        return y.error();
    }
    c.state.camera = scene::panned(c.state.camera, {static_cast<float>(x.value()), static_cast<float>(y.value())});
    keep_near(c.state.camera);
    return Done{};
}

Status zoom(Context& c, Arguments& arguments) {
    auto factor = arguments.number("the zoom", 0.02, 50.0);
    if (!factor.ok()) {
        return factor.error();
    }
    const auto towards = place_after("to", arguments);
    if (!towards.ok()) {
        return towards.error();
    }
    // On the command line more is nearer.
    const auto nearer = static_cast<float>(1.0 / factor.value());
    scene::Camera& camera = c.state.camera;
    camera = towards.value() ? scene::zoomed_to(camera, *towards.value(), nearer) : scene::zoomed(camera, nearer);
    if (towards.value()) {
        keep_near(camera);
    }
    return Done{};
}

Status follow(Context& c, Arguments& arguments) {
    const std::string words = arguments.rest();
    if (words == "off") {
        c.state.followed = anatomy::none;
        c.done = {"Follow nothing", true, false, false};
        return Done{};
    }
    auto target = find_target(c, words);
    if (!target.ok()) {
        return target.error();
    }
    if (target.value().structures.empty()) {
        return Error{with_capital(target.value().name) + " has nothing to follow."};
    }
    c.state.followed = target.value().structures.front();
    c.state.camera.target = middle_at_rest(c.library, c.state.followed);
    c.done = {"Follow " + target.value().name, true, true, false};
    return Done{};
}

Status projection(Context& c, Arguments& arguments) {
    static constexpr Choice<bool> choices[] = {{"perspective", false}, {"orthographic", true}};
    auto value = choose(choices, arguments.next(), "The projection");
    if (!value.ok()) {
        return value.error();
    }
    c.state.camera.orthographic = value.value();
    return Done{};
}

Status background(Context& c, Arguments& arguments) {
    using scene::Background;
    static constexpr Choice<Background> choices[] = {{"light", Background::studio_light},
                                                     {"dark", Background::studio_dark},
                                                     {"white", Background::white},
                                                     {"transparent", Background::transparent}};
    auto value = choose(choices, arguments.next(), "The background");
    if (!value.ok()) {
        return value.error();
    }
    c.state.background = value.value();
    c.done.sentence = "Change the background";
    c.done.undoable = true;
    return Done{};
}

Status balance(Context& c, Arguments& arguments) {
    const auto value = arguments.on_off("the mark of the weight");
    if (!value.ok()) {
        return value.error();
    }
    c.state.show_balance = value.value();
    c.done.sentence = value.value() ? "Show where the weight falls" : "Hide where the weight falls";
    c.done.undoable = true;
    return Done{};
}

Status labels(Context& c, Arguments& arguments) {
    auto value = arguments.on_off("the names");
    if (!value.ok()) {
        return value.error();
    }
    c.state.show_labels = value.value();
    c.done.sentence = value.value() ? "Show names" : "Hide names";
    c.done.undoable = true;
    return Done{};
}

Status colour(Context& c, Arguments& arguments) {
    static constexpr Choice<bool> choices[] = {{"tissue", false}, {"stretch", true}};
    auto value = choose(choices, arguments.next(), "The colour");
    if (!value.ok()) {
        return value.error();
    }
    c.state.colour_by_stretch = value.value();
    c.done.sentence = value.value() ? "Colour by stretch" : "Colour as tissue";
    c.done.undoable = true;
    return Done{};
}

}  // namespace

const std::vector<Verb>& camera_verbs() {
    static const std::vector<Verb> verbs = {
        {"view",
         view,
         {{"view PRESET", "Look from a named place.", "view anterior"},
          {"view motion [PRESET]", "See the whole open movement, from its best side or as a named place looks.",
           "open squat; view motion"}}},
        {"focus", focus, {{"focus STRUCTURE|REGION", "Fill the picture with it.", "focus psoas_major_r"}}},
        {"orbit",
         orbit,
         {{"orbit DEGREES [UP] [about X Y Z]", "Turn about the body, or about a place (m).", "orbit 30 10"}}},
        {"pan", pan, {{"pan RIGHT UP", "Move the picture, in picture heights.", "pan 0.1 0"}}},
        {"zoom",
         zoom,
         {{"zoom FACTOR [to X Y Z]", "Come nearer (over 1) or go back (under 1); a place (m) stays where it is.",
           "zoom 1.5 to 0.08 1.05 0"}}},
        {"follow",
         follow,
         {{"follow STRUCTURE", "The camera goes along with it through a movement.", "follow femur_r"},
          {"follow off", "It stays where it is again.", "follow off"}}},
        {"projection",
         projection,
         {{"projection perspective|orthographic", "With or without perspective.", "projection orthographic"}}},
        {"background",
         background,
         {{"background light|dark|white|transparent", "What is behind the body.", "background white"}}},
        {"balance",
         balance,
         {{"balance on|off", "Where the body's weight falls, and the ground that carries it.", "balance on"}}},
        {"labels",
         labels,
         {{"labels on|off", "Names beside what is lit or selected, else beside what is seen.", "labels on"}}},
        {"colour",
         colour,
         {{"colour tissue|stretch", "Muscles in their own colour, or by how far they are stretched.",
           "colour stretch"}}},
    };
    return verbs;
}

}  // namespace backstory::workspace
