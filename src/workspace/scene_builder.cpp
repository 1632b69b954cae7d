#include "workspace/scene_builder.hpp"

#include "anatomy/attachment.hpp"
#include "workspace/explode.hpp"
#include "workspace/framing.hpp"
#include "workspace/referred_pain.hpp"
#include "workspace/section.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace backstory::workspace {
namespace {

using anatomy::Kind;
using anatomy::StructureIndex;

constexpr float ghost_opacity = 0.6f;

void mark(const std::vector<StructureIndex>& structures, std::size_t count, std::vector<std::uint8_t>& marked) {
    marked.assign(count, 0);
    for (const auto s : structures) {
        marked[s] = 1;
    }
}

glm::vec3 lit_colour(const Library& library, const State& state, const anatomy::Structure& structure) {
    const auto& regions = library.body.regions;
    if (structure.kind == Kind::nerve) {
        return library.look.tissue[static_cast<std::size_t>(Kind::nerve)];
    }
    if (state.region >= 0) {
        return regions[static_cast<std::size_t>(state.region)].colour;
    }
    if (!structure.regions.empty()) {
        return regions[structure.regions.front()].colour;
    }
    return regions.empty() ? glm::vec3(0.9f, 0.45f, 0.1f) : regions.front().colour;
}

bool on_shown_side(ShownSide shown, anatomy::Side side) {
    return shown == ShownSide::both || side == anatomy::Side::midline ||
           (shown == ShownSide::left) == (side == anatomy::Side::left);
}

// A clip's prop as simple solids that the renderer draws.
void add_prop(const motion::Prop& prop, const scene::Look& look, std::vector<scene::Prop>& out) {
    const auto it = look.props.find(prop.kind);
    const glm::vec3 colour = it == look.props.end() ? SceneBuilder::default_prop_colour : it->second;
    const glm::vec3 foot(prop.position), half = 0.5f * glm::vec3(prop.size);
    const float top = foot.y + static_cast<float>(prop.height);
    const auto box = [&](glm::vec3 centre, glm::vec3 half_size) {
        out.push_back({scene::Prop::Shape::box, centre, half_size, colour});
    };
    if (prop.kind == "chair" || prop.kind == "bench") {
        // A thin board on four legs; what it carries presses in by the soft tissue's thickness.
        const float board = 0.018f, leg = 0.017f;
        box({foot.x, top - board, foot.z}, {half.x, board, half.z});
        const float rise = 0.5f * (top - 2.0f * board - foot.y);
        for (const float x : {-1.0f, 1.0f}) {
            for (const float z : {-1.0f, 1.0f}) {
                box({foot.x + x * (half.x - leg), foot.y + rise, foot.z + z * (half.z - leg)}, {leg, rise, leg});
            }
        }
    } else if (prop.kind == "wall") {
        box({foot.x + half.x, foot.y + half.y, foot.z}, half);
    } else if (prop.kind == "roll") {
        out.push_back({scene::Prop::Shape::cylinder, {foot.x, foot.y + half.y, foot.z}, half, colour});
    } else if (half.x > 0.0f && half.y > 0.0f && half.z > 0.0f) {
        box({foot.x, top - half.y, foot.z}, half);
    }
}

}  // namespace

float share_at_depth(anatomy::Layer layer, float depth) {
    if (layer == anatomy::Layer::skeleton) {
        return 1.0f;
    }
    return std::clamp(static_cast<float>(layer) + 1.0f - depth, 0.0f, 1.0f);
}

SceneBuilder::SceneBuilder(std::shared_ptr<const Library> library)
    : library_(std::move(library)), poser_(*library_), other_poser_(*library_) {
    const auto& structures = library_->body.structures;
    scene_.appearance.resize(structures.size());
    // Stations are numbered through: structures, their fascicles, their stations.
    std::size_t station = 0;
    for (const auto& structure : structures) {
        std::size_t middle = station;
        for (std::size_t f = 0; f < structure.bundle.fascicles.size(); ++f) {
            const std::size_t count = structure.bundle.fascicles[f].stations.size();
            if (f == structure.bundle.fascicles.size() / 2) {
                middle = station + count / 2;
            }
            station += count;
        }
        middle_station_.push_back(middle);
    }
}

const scene::Scene& SceneBuilder::build(const State& state) {
    pose_body(state);
    dress(state);
    pose_other(state);
    if (state.show_balance) {
        balance_ = balance_of(library_->body, library_->skeleton, poser_.clip_of(shown_performer(*library_, state)),
                              state.time_s, transforms_);
    }
    scene_.camera = state.camera;
    if (state.followed < library_->body.structures.size()) {
        scene_.camera.target += middle_of(state.followed) - middle_at_rest(*library_, state.followed);
    }
    scene_.background = state.background;
    scene_.colour_by = state.colour_by_stretch ? 1 : 0;
    scene_.section = section_of(*library_, state.section);
    spread_layers(state);
    paint_surface(state);
    return scene_;
}

void SceneBuilder::work_beside() {
    walks_ = std::make_shared<posture::Walks>(library_->posture, library_->skeleton);
    poser_.work_beside(walks_);
    other_poser_.work_beside(walks_);
}

std::vector<float> SceneBuilder::stretch_of_all(const muscle::MuscleState& muscles) const {
    std::vector<float> stretch(library_->body.structures.size());
    for (std::size_t i = 0; i < stretch.size(); ++i) {
        stretch[i] = library_->muscles->stretch_of(static_cast<StructureIndex>(i), muscles);
    }
    return stretch;
}

void SceneBuilder::pose_body(const State& state) {
    const bool acts = plays_action(state);
    const Moment now{shown_performer(*library_, state), state.clip < 0 && !acts ? 0.0 : state.time_s,
                     acts ? state.action : PlayedAction{}, state.apart.spine};
    pose_changed_ = !(now == moment_) || poser_.waits();
    if (pose_changed_) {
        pose_ = shown_pose(*library_, state, poser_);
        library_->skeleton.forward(pose_, transforms_);
        spread_levels(*library_, state.apart.spine, transforms_);
        library_->muscles->solve(transforms_, muscles_, muscle::MuscleSystem::Cores::all);
        scale_ = static_cast<float>(motion::scale_of(library_->body_settings, state.body));
        scene_.palette = muscles_.palette;
        resize(scene_.palette);
        moment_ = now;
    }
    if (!state.colour_by_stretch) {
        scene_.stretch.clear();
    } else if (pose_changed_ || scene_.stretch.empty()) {
        scene_.stretch = stretch_of_all(muscles_);
    }
}

void SceneBuilder::pose_other(const State& state) {
    if (!compares(*library_, state)) {
        scene_.others.clear();
        second_middle_.reset();
        place_props(state, glm::vec3(0.0f));
        return;
    }
    const Moment now{second_performer(state), state.clip < 0 ? 0.0 : state.time_s, {}, state.apart.spine};
    const bool solved = !(now == other_.moment) || other_poser_.waits();
    if (solved) {
        library_->skeleton.forward(other_poser_.pose(now.performer, state.time_s), other_.transforms);
        spread_levels(*library_, state.apart.spine, other_.transforms);
        library_->muscles->solve(other_.transforms, other_.muscles, muscle::MuscleSystem::Cores::all);
        other_.moment = now;
    }
    const bool fresh = scene_.others.empty();
    scene_.others.resize(1);
    scene::OtherBody& other = scene_.others.front();
    const bool ghost = state.compare_style == CompareStyle::ghost;
    other.style = ghost ? scene::OtherBody::Style::ghost : scene::OtherBody::Style::solid;
    other.opacity = ghost_opacity;
    other.offset = offset_of_second(state, state.camera);
    if (solved || fresh) {
        other.palette = other_.muscles.palette;
        resize(other.palette);
    }
    if (!state.colour_by_stretch) {
        other.stretch.clear();
    } else if (solved || other.stretch.empty()) {
        other.stretch = stretch_of_all(other_.muscles);
    }
    place_props(state, other.offset);
    second_middle_ = middle_of_first() + other.offset;
}

// From where it is fastened to each hand that holds it.
void SceneBuilder::add_held_band(const motion::Prop& band, const motion::SegmentTransforms& body) {
    const auto& skeleton = library_->skeleton;
    const glm::vec3 from = glm::vec3(band.position) + glm::vec3(0.0f, static_cast<float>(band.height), 0.0f);
    const auto colour = library_->look.props.find(band.kind);
    for (const std::string& id : band.held_by) {
        const motion::ContactPad* pad = skeleton.find_pad(id);
        if (pad == nullptr || pad->points.empty()) {
            continue;
        }
        const auto& point = pad->points.front();
        const glm::vec3 way = glm::vec3(body[point.segment].point(point.point)) - from;
        const float length = glm::length(way);
        if (length <= 0.0f) {
            continue;
        }
        const float radius = 0.5f * static_cast<float>(band.size.y);
        scene_.props.push_back({scene::Prop::Shape::cylinder,
                                from + 0.5f * way,
                                {radius, radius, 0.5f * length},
                                colour == library_->look.props.end() ? default_prop_colour : colour->second,
                                way / length});
    }
}

// What a body rests on and holds, moved by `beside`.
void SceneBuilder::add_things(const State& state, const motion::Clip* clip, const motion::SegmentTransforms& body,
                              const glm::vec3& beside) {
    const std::size_t before = scene_.props.size();
    if (clip == nullptr) {
        add_boards(state);
    } else {
        for (const auto& prop : clip->props) {
            if (prop.held_by.empty()) {
                add_prop(prop, library_->look, scene_.props);
            } else {
                add_held_band(prop, body);
            }
        }
    }
    for (std::size_t i = before; i < scene_.props.size(); ++i) {
        scene_.props[i].centre = scene_.props[i].centre * scale_ + beside;
        scene_.props[i].half_size *= scale_;
    }
}

// The furniture of the movement; a second body beside the first has its own.
void SceneBuilder::place_props(const State& state, const glm::vec3& beside) {
    scene_.props.clear();
    add_things(state, poser_.clip_of(shown_performer(*library_, state)), transforms_, glm::vec3(0.0f));
    if (beside != glm::vec3(0.0f)) {
        add_things(state, other_poser_.clip_of(second_performer(state)), other_.transforms, beside);
    }
}

void SceneBuilder::dress(const State& state) {
    const auto& structures = library_->body.structures;
    const auto& look = library_->look;
    mark(state.lit, structures.size(), lit_);
    mark(state.selection, structures.size(), selected_);
    static const std::vector<StructureIndex> nothing;
    mark(state.region >= 0 ? library_->body.regions[static_cast<std::size_t>(state.region)].context : nothing,
         structures.size(), context_);
    const bool any_lit = !state.lit.empty() || (state.xray && !state.selection.empty());
    // Under whole skin nothing else is drawn: what bulges far in a movement would come through.
    const bool on_skin = !state.referred.empty();
    const bool covered =
        on_skin ||
        (!any_lit && state.section.plane == BodySection::Plane::off && state.side == ShownSide::both &&
         state.depth <= 0.0f && look.skin_opacity >= 1.0f && state.apart == Apart{} &&
         std::any_of(structures.begin(), structures.end(), [&](const auto& s) {
             return s.kind == Kind::skin && state.opacity[static_cast<std::size_t>(&s - structures.data())] >= 1.0f;
         }));
    for (std::size_t i = 0; i < structures.size(); ++i) {
        const auto& s = structures[i];
        scene::Appearance& a = scene_.appearance[i];
        a = {};
        a.tissue = static_cast<std::uint8_t>(s.kind);
        a.colour = look.colours[i];
        a.opacity = on_shown_side(state.side, s.side) ? state.opacity[i] : 0.0f;
        a.outline = selected_[i] != 0 ? 2 : state.hovered == i ? 1 : 0;
        const bool picked_out = lit_[i] != 0 || selected_[i] != 0;
        if (on_skin) {
            a.opacity = s.kind == Kind::skin ? 1.0f : 0.0f;
            a.outline = 0;
            continue;
        }
        if (!picked_out) {
            a.opacity *= covered && s.kind != Kind::skin ? 0.0f : share_at_depth(s.layer, state.depth);
        }
        if (s.kind == Kind::skin) {
            a.opacity *= state.apart.spine > 0.0f ? 0.0f : look.skin_opacity;  // it would be torn between the levels
        }
        if (lit_[i] != 0) {
            a.colour = lit_colour(*library_, state, s);
            a.highlight = look.lit_highlight;
        } else if (any_lit && selected_[i] == 0 && context_[i] == 0) {
            a.opacity *= state.fade_others;
            a.desaturate = look.faded_desaturate;
        } else if (a.outline != 0) {
            a.highlight = a.outline == 2 ? look.selected_highlight : look.hovered_highlight;
        }
    }
}

glm::vec3 SceneBuilder::middle_of(StructureIndex structure) const {
    const auto& s = library_->body.structures[structure];
    const glm::vec3 rest = middle_at_rest(*library_, structure);
    if (s.segment != anatomy::none && s.segment < transforms_.size()) {
        return scale_ * glm::vec3(transforms_[s.segment].point(glm::dvec3(rest)));
    }
    if (s.bundle.fascicles.empty()) {
        return scale_ * rest;
    }
    const std::size_t station = middle_station_[structure];
    return scale_ * (station < muscles_.station_centres.size() ? muscles_.station_centres[station] : rest);
}

// Where two muscles meet the firmer claim stays.
void SceneBuilder::paint_surface(const State& state) {
    if (state.attachments == painted_ && state.referred == painted_skin_) {
        return;
    }
    painted_ = state.attachments;
    painted_skin_ = state.referred;
    scene_.skin_paint = library_->look.referred_pain;
    scene_.first_paint = library_->look.origin;
    scene_.second_paint = library_->look.insertion;
    scene_.paint.reset();
    std::vector<float> strength(library_->mesh.positions.size(), 0.0f);
    for (const StructureIndex structure : painted_) {
        for (const auto& at : anatomy::attachment_vertices(library_->body, library_->mesh, structure)) {
            if (at.weight > std::abs(strength[at.vertex])) {
                strength[at.vertex] = at.end == anatomy::FibreEnd::origin ? at.weight : -at.weight;
            }
        }
    }
    for (const StructureIndex muscle : painted_skin_) {
        for (const scene::Paint& at : referred_pain(*library_, muscle)) {
            strength[at.vertex] = std::max(strength[at.vertex], at.strength);
        }
    }
    auto paint = std::make_shared<std::vector<scene::Paint>>();
    for (std::size_t v = 0; v < strength.size(); ++v) {
        if (strength[v] != 0.0f) {
            paint->push_back({static_cast<std::uint32_t>(v), strength[v]});
        }
    }
    if (!paint->empty()) {
        scene_.paint = std::move(paint);
    }
}

const SurfaceSpots& SceneBuilder::spots() const {
    if (!spots_) {
        spots_.emplace(*library_);
    }
    return *spots_;
}

std::vector<SurfaceSpot> SceneBuilder::surface_spots(StructureIndex structure) const {
    return spots().of(structure, scene_.palette);
}

glm::vec3 SceneBuilder::posed_place(StructureIndex structure, const glm::vec3& at_rest) const {
    return spots().posed_place(structure, at_rest, scene_.palette);
}

std::optional<glm::vec3> SceneBuilder::place_at_rest(StructureIndex structure, const glm::vec3& posed) const {
    return spots().place_at_rest(structure, posed, scene_.palette);
}

glm::vec3 SceneBuilder::place_of(const Pin& pin) const {
    return pin.point ? posed_place(pin.structure, *pin.point) : middle_of(pin.structure);
}

}  // namespace backstory::workspace
