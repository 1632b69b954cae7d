#include "muscle/system.hpp"

#include "base/assert.hpp"
#include "base/workers.hpp"
#include "muscle/bone_fields.hpp"
#include "muscle/coarse_surfaces.hpp"
#include "muscle/path.hpp"
#include "muscle/plan.hpp"

#include <glm/geometric.hpp>

#include <algorithm>

namespace backstory::muscle {

namespace {

using Workspace = MuscleState::Workspace;

// How deep neighbours may press a fascicle back towards bone, as deep as the bar of the audit allows.
constexpr float pressed_m = 0.0015f;

// Takes over a motion; says whether it is another one.
template <typename Moving>
bool take(const Moving& now, Moving& kept) {
    const bool moved = !(now == kept);
    kept = now;
    return moved;
}

Workspace::Motion to_float(const geometry::RigidTransform& transform) {
    return {glm::quat(transform.rotation), glm::vec3(transform.translation)};
}

// Says whether all of it is new.
bool size_for(const Plan& plan, const CoarseSurfaces* surfaces, MuscleState& out) {
    const bool is_new = out.workspace.of_plan != plan.number || out.station_centres.size() != plan.stations.size() ||
                        out.fascicles.size() != plan.fascicles.size() ||
                        out.palette.size() != plan.segment_count + plan.stations.size();
    out.station_centres.resize(plan.stations.size());
    out.fascicles.resize(plan.fascicles.size());
    out.palette.resize(plan.segment_count + plan.stations.size());
    Workspace& room = out.workspace;
    room.segments.resize(plan.segment_count);
    room.steps.resize(plan.steps.size() + 1);
    room.step_is_still.resize(plan.steps.size());
    room.segment_moved.resize(plan.segment_count);
    room.step_moved.resize(plan.steps.size());
    room.is_rigid.resize(plan.fascicles.size());
    room.into_bones.resize(2 * plan.segment_count);
    if (is_new) {
        forget_bone(plan, room);
        room.of_plan = plan.number;
    }
    room.rooms.resize(worker_count());
    for (Workspace::PathRoom& own : room.rooms) {
        own.rows.resize(StructureFrame::room_for(plan));
        own.spans.resize(plan.most_spans);
        own.corners.resize(plan.longest + 2);
        own.surface.resize(surfaces == nullptr ? 0 : surfaces->most_points());
    }
    return is_new;
}

void find_ways_into_bone(const Plan& plan, Workspace& room) {
    for (std::size_t i = 0; i < plan.segment_count; ++i) {
        const Workspace::Motion& segment = room.segments[i];
        Workspace::IntoBone& into = room.into_bones[i];
        const glm::mat3 turn = glm::mat3_cast(segment.rotation);  // its columns are the rows of the way back
        const auto row = [&](int axis) { return glm::vec4(turn[axis], -glm::dot(turn[axis], segment.translation)); };
        into = {row(0), row(1), row(2)};
        room.into_bones[plan.segment_count + i] = {into.x, into.y, -into.z};
    }
}

// The motion between neighbouring segments, in double precision as the shifts are small differences.
void find_steps(const Plan& plan, const motion::SegmentTransforms& world_from_rest, bool is_new, Workspace& room) {
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const Step& step = plan.steps[i];
        geometry::RigidTransform turn = world_from_rest[step.from].inverse() * world_from_rest[step.to];
        if (turn.rotation.w < 0.0) {
            turn.rotation = -turn.rotation;  // the short way round
        }
        const glm::dvec3 centre(step.centre);
        const glm::dvec3 shift = turn.point(centre) - centre;
        const glm::dvec3 axis(turn.rotation.x, turn.rotation.y, turn.rotation.z);
        room.step_is_still[i] = glm::dot(axis, axis) < 1e-14 && glm::dot(shift, shift) < 1e-14;
        Workspace::StepMotion now;
        if (room.step_is_still[i] == 0) {
            now = {glm::quat(turn.rotation), glm::vec4(shift, 0.0), glm::vec4(step.centre, 0.0f)};
        }
        room.step_moved[i] = take(now, room.steps[i]) || is_new;
    }
}

bool has_moved(const Plan& plan, std::size_t structure, const Workspace& room) {
    const NodeRange& nodes = plan.nodes_of[structure];
    const auto any = [](const std::vector<std::uint8_t>& moved, const std::uint32_t* first, std::uint32_t count) {
        return std::any_of(first, first + count, [&moved](std::uint32_t i) { return moved[i] != 0; });
    };
    return any(room.segment_moved, plan.followed_segments.data() + nodes.first_segment, nodes.segment_count) ||
           any(room.step_moved, plan.followed_steps.data() + nodes.first_step, nodes.step_count);
}

// Where no joint of a structure moves, it goes with its segments. True where that is all there is to do.
bool carry_rigidly(const Plan& plan, const Plan::Range& range, MuscleState& out) {
    Workspace& shared = out.workspace;
    const std::uint32_t end = range.first + range.count;
    bool all = true;
    for (std::uint32_t f = range.first; f < end; ++f) {
        const std::uint32_t* steps = plan.own_steps.data() + plan.fascicles[f].first_own_step;
        shared.is_rigid[f] = std::all_of(steps, steps + plan.fascicles[f].own_step_count,
                                         [&shared](auto step) { return shared.step_is_still[step] != 0; });
        all = all && shared.is_rigid[f] != 0;
    }
    for (std::uint32_t f = range.first; f < end && all; ++f) {
        const FasciclePlan& fascicle = plan.fascicles[f];
        const Workspace::Motion& motion = shared.segments[fascicle.origin.segment];
        out.fascicles[f] = {fascicle.rest_length, 1.0f};
        std::fill_n(&out.palette[plan.segment_count + fascicle.first_station], fascicle.station_count,
                    out.palette[fascicle.origin.segment]);
        for (std::uint32_t i = fascicle.first_station; i < fascicle.first_station + fascicle.station_count; ++i) {
            out.station_centres[i] = motion.rotation * plan.stations[i].rest + motion.translation;
        }
    }
    return all;
}

// Structures know nothing of each other.
void solve_structure(const Plan& plan, const CoarseSurfaces* surfaces, std::size_t structure, MuscleState& out,
                     Workspace::PathRoom& room) {
    if (!has_moved(plan, structure, out.workspace) || carry_rigidly(plan, plan.fascicles_of[structure], out)) {
        return;
    }
    StructureFrame frame(plan, structure, out, room);
    find_paths(frame);
    keep_off_bone(frame, 0.0f);
    keep_together(frame);
    // What neighbours pushed back in; a belly pressed a little against bone keeps its shape better than one that is
    // pushed out station by station.
    keep_off_bone(frame, pressed_m);
    find_presses(frame);
    find_girths(frame);
    write_palette(frame, 1.0f);
    if (surfaces == nullptr || !surfaces->has(structure)) {
        return;
    }
    const float growth = surfaces->growth_for(structure, surfaces->kept(structure, out.palette, room.surface));
    if (growth != 1.0f) {
        write_palette(frame, growth);
    }
}

}  // namespace

MuscleSystem::MuscleSystem(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules,
                           BoneFields& fields)
    : plan_(std::make_shared<const Plan>(make_plan(body, skeleton, rules, fields))) {
    BACKSTORY_ASSERT(palette_size() < 65536);
}

MuscleSystem::MuscleSystem(const anatomy::Body& body, const motion::Skeleton& skeleton, const Rules& rules) {
    BoneFields none_kept;
    *this = MuscleSystem(body, skeleton, rules, none_kept);
}

void MuscleSystem::keep_volumes(const anatomy::Body& body, const anatomy::BodyMesh& mesh) {
    surfaces_ = std::make_shared<const CoarseSurfaces>(body, mesh, bind(mesh), *plan_);
}

void MuscleSystem::solve(const motion::SegmentTransforms& world_from_rest, MuscleState& out, Cores cores) const {
    const Plan& plan = *plan_;
    BACKSTORY_ASSERT(world_from_rest.size() == plan.segment_count);
    const bool is_new = size_for(plan, surfaces_.get(), out);
    for (std::size_t i = 0; i < plan.segment_count; ++i) {
        out.workspace.segment_moved[i] = take(to_float(world_from_rest[i]), out.workspace.segments[i]) || is_new;
        out.palette[i] = palette_of(out.workspace.segments[i]);
    }
    find_steps(plan, world_from_rest, is_new, out.workspace);
    find_ways_into_bone(plan, out.workspace);
    const auto solve_one = [this, &plan, &out](std::size_t structure, std::size_t worker) {
        solve_structure(plan, surfaces_.get(), structure, out, out.workspace.rooms[worker]);
    };
    if (cores == Cores::all) {
        on_all_cores(plan.fascicles_of.size(), solve_one);
        return;
    }
    for (std::size_t structure = 0; structure < plan.fascicles_of.size(); ++structure) {
        solve_one(structure, 0);
    }
}

std::vector<SkinVertex> MuscleSystem::bind(const anatomy::BodyMesh& mesh) const {
    const Plan& plan = *plan_;
    std::vector<SkinVertex> skin(mesh.positions.size());
    for (const anatomy::BodyMesh::Part& part : mesh.parts) {
        const Plan::Range range = plan.fascicles_of[part.structure];
        for (std::uint32_t v = part.first_vertex; v < part.first_vertex + part.vertex_count; ++v) {
            if (part.first_carrier >= 0) {
                const auto& carriers =
                    mesh.carriers[static_cast<std::size_t>(part.first_carrier) + v - part.first_vertex];
                skin[v] = {carriers.segments, carriers.weights};
                continue;
            }
            if (range.count == 0) {
                skin[v].entry[0] = plan.carrier_of[part.structure];
                continue;
            }
            const anatomy::FibrePlace& place = mesh.fibre[v];
            BACKSTORY_ASSERT(place.fascicle < range.count && place.second < range.count);
            const auto put = [&](std::size_t slot, std::uint16_t fascicle, float s, float share) {
                const FasciclePlan& path = plan.fascicles[range.first + fascicle];
                const StationPlan* stations = &plan.stations[path.first_station];
                std::uint32_t k = 0;
                while (k + 2 < path.station_count && stations[k + 1].s < s) {
                    ++k;
                }
                const float gap = std::max(stations[k + 1].s - stations[k].s, 1e-6f);
                const float t = std::clamp((s - stations[k].s) / gap, 0.0f, 1.0f);
                const std::size_t entry = plan.segment_count + path.first_station + k;
                skin[v].entry[slot] = static_cast<std::uint16_t>(entry);
                skin[v].entry[slot + 1] = static_cast<std::uint16_t>(entry + 1);
                skin[v].weight[slot] = share * (1.0f - t);
                skin[v].weight[slot + 1] = share * t;
            };
            const float blend = std::clamp(place.blend, 0.0f, 1.0f);
            put(0, place.fascicle, place.s, 1.0f - blend);
            put(2, place.second, place.second_s, blend);
        }
    }
    return skin;
}

std::size_t MuscleSystem::palette_size() const {
    return plan_->segment_count + plan_->stations.size();
}
std::size_t MuscleSystem::fascicle_count() const {
    return plan_->fascicles.size();
}
std::size_t MuscleSystem::station_count() const {
    return plan_->stations.size();
}

MuscleSystem::Range MuscleSystem::fascicles_of(anatomy::StructureIndex structure) const {
    const Plan::Range range = plan_->fascicles_of[structure];
    return {range.first, range.count};
}

float MuscleSystem::stretch_of(anatomy::StructureIndex structure, const MuscleState& state) const {
    const Range range = fascicles_of(structure);
    float sum = 0.0f;
    for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
        sum += state.fascicles[i].stretch;
    }
    return range.count == 0 ? 1.0f : sum / static_cast<float>(range.count);
}

float MuscleSystem::length_of(anatomy::StructureIndex structure, const MuscleState& state) const {
    const Range range = fascicles_of(structure);
    float sum = 0.0f;
    for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
        sum += state.fascicles[i].length_m;
    }
    return range.count == 0 ? 0.0f : sum / static_cast<float>(range.count);
}

float MuscleSystem::rest_length(std::size_t fascicle) const {
    return plan_->fascicles[fascicle].rest_length;
}

}  // namespace backstory::muscle
