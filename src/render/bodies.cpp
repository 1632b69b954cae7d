#include "render/bodies.hpp"

#include "render/visible_parts.hpp"

#include <glm/common.hpp>

#include <algorithm>

namespace backstory::render {

namespace {

// Everything that decides how bodies look, but not how they stand.
bool same_looks(const scene::Scene& a, const scene::Scene& b) {
    if (a.appearance != b.appearance || a.stretch != b.stretch || a.others.size() != b.others.size()) {
        return false;
    }
    return std::equal(a.others.begin(), a.others.end(), b.others.begin(), [](const auto& x, const auto& y) {
        return x.style == y.style && x.appearance == y.appearance && x.stretch == y.stretch && x.tint == y.tint &&
               x.tint_share == y.tint_share && x.opacity == y.opacity;
    });
}

}  // namespace

std::vector<scene::Appearance> looks_of(const scene::OtherBody& body, const std::vector<scene::Appearance>& firsts) {
    std::vector<scene::Appearance> looks = body.appearance.empty() ? firsts : body.appearance;
    looks.resize(firsts.size());
    for (scene::Appearance& look : looks) {
        if (body.style == scene::OtherBody::Style::solid) {
            look.colour = glm::mix(look.colour, body.tint, body.tint_share);
        } else if (look.opacity >= solid_opacity) {
            look.colour = body.tint;
            look.desaturate = 0.0f;
            look.highlight = 0.0f;
        }
    }
    return looks;
}

Result<std::unique_ptr<Bodies>> Bodies::create(const anatomy::BodyMesh& mesh, const scene::RestSurface& rest,
                                               std::span<const muscle::SkinVertex> skin, PoseOn pose_on) {
    std::unique_ptr<Bodies> made(new Bodies);
    Result<BodyArena> arena = BodyArena::create(mesh, rest, skin, pose_on);
    if (!arena.ok()) {
        return arena.error();
    }
    made->arena_ = std::move(arena).value();
    made->parts_ = mesh.parts;
    made->rest_bounds_ = scene::PosedBounds(mesh, skin);
    if (!made->grow(1)) {
        return Error{"The graphics card has not enough memory for the body's surface."};
    }
    return made;
}

bool Bodies::grow(std::size_t count) {
    while (bodies_.size() < count) {
        Result<PosedBody> posed = PosedBody::create(arena_);
        if (!posed.ok()) {
            return false;
        }
        bodies_.push_back({std::move(posed).value(), rest_bounds_, glm::vec3(0.0f), {}, true});
    }
    return true;
}

// A palette that is too short leaves the last pose standing.
bool Bodies::send_pose(Body& body, const std::vector<muscle::PaletteMatrix>& palette, const glm::vec3& offset) {
    if (palette.size() < body.bounds.palette_size()) {
        return false;
    }
    body.posed.pose(palette, offset);
    body.bounds.update(palette);
    body.offset = offset;
    return true;
}

bool Bodies::send_parts(Body& body, PartsByClass parts) {
    if (!body.fresh && parts == body.chosen) {
        return false;
    }
    body.posed.select(parts);
    const bool same_solids = !body.fresh && parts[0] == body.chosen[0];
    body.chosen = std::move(parts);
    body.fresh = false;
    return !same_solids;
}

Bodies::Change Bodies::take(const scene::Scene& next, const scene::Scene* before) {
    Change change;
    const std::size_t wanted = 1 + std::min(next.others.size(), scene::most_other_bodies);
    grow(wanted);  // where memory ends, fewer are compared
    const std::size_t shown = std::min(wanted, bodies_.size());
    change.moved = change.solids = shown != shown_;
    shown_ = shown;
    structures_ = next.appearance.size();
    if (before == nullptr || bodies_[0].fresh || next.palette != before->palette) {
        change.moved |= send_pose(bodies_[0], next.palette, glm::vec3(0.0f));
    }
    for (std::size_t i = 1; i < shown_; ++i) {
        const scene::OtherBody& other = next.others[i - 1];
        const bool stands = before != nullptr && !bodies_[i].fresh && i <= before->others.size() &&
                            before->others[i - 1].offset == other.offset &&
                            before->others[i - 1].palette == other.palette;
        change.moved |= !stands && send_pose(bodies_[i], other.palette, other.offset);
    }
    const bool any_fresh = std::any_of(bodies_.begin(), bodies_.begin() + static_cast<std::ptrdiff_t>(shown_),
                                       [](const Body& body) { return body.fresh; });
    if (before != nullptr && !any_fresh && same_looks(next, *before)) {
        return change;
    }
    std::vector<scene::Appearance> looks = next.appearance;
    std::vector<float> stretch = next.stretch;
    change.solids |= send_parts(bodies_[0], visible_parts(parts_, next.appearance));
    for (std::size_t i = 1; i < shown_; ++i) {
        const scene::OtherBody& other = next.others[i - 1];
        std::vector<scene::Appearance> own = looks_of(other, next.appearance);
        PartsByClass sorted = visible_parts(parts_, own);
        if (other.style == scene::OtherBody::Style::ghost) {
            sorted = ghost_body_parts(sorted);
            for (scene::Appearance& look : own) {
                look.opacity = std::clamp(other.opacity, 0.0f, 1.0f);
            }
        }
        change.solids |= send_parts(bodies_[i], std::move(sorted));
        looks.insert(looks.end(), own.begin(), own.end());
        stretch.resize(stretch.empty() && other.stretch.empty() ? 0 : i * structures_, 1.0f);
        stretch.insert(stretch.end(), other.stretch.begin(), other.stretch.end());
    }
    glActiveTexture(GL_TEXTURE0);
    looks_.upload(looks, stretch);
    return change;
}

void Bodies::ready(Detail detail) {
    for (std::size_t i = 0; i < shown_; ++i) {
        bodies_[i].posed.ready(detail);
    }
}

int Bodies::draw(const gl::Program& program, DrawClass which, Detail detail) const {
    int calls = 0;
    for (std::size_t i = 0; i < shown_; ++i) {
        if (!bodies_[i].posed.empty(which)) {
            program.set("first_look", static_cast<int>(i * structures_));
            calls += bodies_[i].posed.draw(which, detail) ? 1 : 0;
        }
    }
    return calls;
}

bool Bodies::empty(DrawClass which) const {
    return std::all_of(bodies_.begin(), bodies_.begin() + static_cast<std::ptrdiff_t>(shown_),
                       [which](const Body& body) { return body.posed.empty(which); });
}

std::uint64_t Bodies::triangles(DrawClass which, Detail detail) const {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < shown_; ++i) {
        sum += bodies_[i].posed.triangles(which, detail);
    }
    return sum;
}

geometry::Bounds Bodies::bounds_of(DrawClass from, DrawClass to) const {
    geometry::Bounds all;
    each_bounds(from, to, [&all](const geometry::Bounds& bounds) {
        all.add(bounds.low);
        all.add(bounds.high);
    });
    return all;
}

Bodies::Place Bodies::place_of(std::uint32_t look) const {
    if (structures_ == 0 || look >= structures_ * shown_) {
        return {};
    }
    return {static_cast<anatomy::StructureIndex>(look % structures_), static_cast<int>(look / structures_)};
}

}  // namespace backstory::render
