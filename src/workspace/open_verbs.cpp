// section, explode: ways to look inside.
#include "workspace/verbs.hpp"

namespace backstory::workspace {
namespace {

constexpr double most_tilt_deg = 85.0;

Status section(Context& c, Arguments& arguments) {
    using Plane = BodySection::Plane;
    static constexpr Choice<Plane> choices[] = {{"off", Plane::off},
                                                {"sagittal", Plane::sagittal},
                                                {"coronal", Plane::coronal},
                                                {"transverse", Plane::transverse}};
    auto plane = choose(choices, arguments.next(), "The section");
    if (!plane.ok()) {
        return plane.error();
    }
    BodySection cut;
    cut.plane = plane.value();
    if (cut.plane != Plane::off) {
        auto offset = arguments.number("the section's place in metres", -2.5, 2.5);
        if (!offset.ok()) {
            return offset.error();
        }
        cut.offset_m = static_cast<float>(offset.value());
        if (arguments.take("tilt")) {
            for (float* tilt : {&cut.first_tilt_deg, &cut.second_tilt_deg}) {
                auto angle = arguments.number("the section's tilt in degrees", -most_tilt_deg, most_tilt_deg);
                if (!angle.ok()) {
                    return angle.error();
                }
                *tilt = static_cast<float>(angle.value());
            }
        }
        cut.flipped = arguments.take("flipped");
    }
    const bool moved = cut.plane != Plane::off && cut.plane == c.state.section.plane;
    c.state.section = cut;
    c.done.undoable = true;
    c.done.merges = moved;
    c.done.sentence = cut.plane == Plane::off ? "End the section" : moved ? "Move the cut" : "Cut through the body";
    return Done{};
}

Status explode(Context& c, Arguments& arguments) {
    enum class What : std::uint8_t { spine, layers };
    static constexpr Choice<What> choices[] = {{"spine", What::spine}, {"layers", What::layers}};
    auto what = choose(choices, arguments.next(), "What is moved apart");
    if (!what.ok()) {
        return what.error();
    }
    auto share = arguments.number("how far", 0.0, 1.0);
    if (!share.ok()) {
        return share.error();
    }
    const bool spine = what.value() == What::spine;
    (spine ? c.state.apart.spine : c.state.apart.layers) = static_cast<float>(share.value());
    c.done.undoable = true;
    c.done.merges = true;
    c.done.sentence = spine ? "Move the spine apart" : "Move the layers apart";
    return Done{};
}

}  // namespace

const std::vector<Verb>& open_verbs() {
    static const std::vector<Verb> verbs = {
        {"section",
         section,
         {{"section sagittal|coronal|transverse METRES [tilt DEGREES DEGREES] [flipped]",
           "Cut the body open: what lies to the right (in front, above) goes; flipped, the other part. Tilted about "
           "the "
           "plane's upright (transverse: sideways) axis, then the other.",
           "section sagittal 0.0 tilt 20 0"},
          {"section off", "Close it again.", "section off"}}},
        {"explode",
         explode,
         {{"explode spine|layers SHARE",
           "Move the levels of the spine, or the layers from the skin to the bones, apart: 0 together, 1 wholly apart.",
           "explode spine 0.7"}}},
    };
    return verbs;
}

}  // namespace backstory::workspace
