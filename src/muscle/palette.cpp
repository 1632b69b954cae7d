#include "muscle/path.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::muscle {

namespace {

using glm::quat;
using glm::vec3;
using Motion = MuscleState::Workspace::Motion;
using PathRoom = MuscleState::Workspace::PathRoom;

// The smallest turn that takes unit a to the direction of b, which is `length` long, times q.
quat aligned(const vec3& a, const vec3& b, float length, const quat& q) {
    const float w = length + glm::dot(a, b);
    if (w < 1e-3f * length) {
        return q;  // turned right round: no smallest turn exists
    }
    const vec3 axis = glm::cross(a, b);
    return glm::normalize(quat(w, axis.x, axis.y, axis.z)) * q;
}

// The way a station's surroundings turn: with the segments' shares, then into the line of the posed path.
quat turn_of(const StationPlan& station, const vec3& along, const quat& carried_turn) {
    const float length = glm::length(along);
    return length > 1e-7f ? aligned(carried_turn * station.tangent, along, length, carried_turn) : carried_turn;
}

// a towards b, share 0 .. 1, the short way.
quat mixed(const quat& a, const quat& b, float share) {
    const float toward = glm::dot(a, b) < 0.0f ? -share : share;
    return glm::normalize((1.0f - share) * a + toward * b);
}

// Where a fascicle bends sharply, its cross-sections stand half-way, as a mitre does; they would cut into each other.
void even_out(quat* turns, std::size_t count) {
    for (int pass = 0; pass < 2; ++pass) {
        quat before = turns[0];
        for (std::size_t i = 0; i < count; ++i) {
            const quat here = turns[i], after = turns[std::min(i + 1, count - 1)];
            const float from = glm::dot(here, before) < 0.0f ? -0.25f : 0.25f;
            const float to = glm::dot(here, after) < 0.0f ? -0.25f : 0.25f;
            turns[i] = glm::normalize(0.5f * here + from * before + to * after);
            before = here;
        }
    }
}

// An attached end turns as the bone does, but where the fascicle leaves it at a steep angle only partly: a thick end
// would fold.
quat attached(const quat& free, const quat& bone, float end) {
    const float cosine = std::abs(glm::dot(free, bone));  // of half the angle between
    const float share = std::clamp((cosine - 0.64f) / (0.94f - 0.64f), 0.0f, 1.0f);
    return mixed(free, bone, end * (0.3f + 0.7f * share * share * (3.0f - 2.0f * share)));
}

vec3 along_at(const vec3* centres, std::size_t i, std::size_t count) {
    return centres[std::min(i + 1, count - 1)] - centres[i == 0 ? 0 : i - 1];
}

// Stretch at each station from the gaps beside it, evened out along the fibre.
void find_stretches(const vec3* centres, const float* rest, std::size_t count, float* stretches) {
    for (std::size_t i = 0; i < count; ++i) {
        float now = 0.0f, then = 0.0f;
        if (i > 0) {
            now += glm::distance(centres[i], centres[i - 1]);
            then += rest[i - 1];
        }
        if (i + 1 < count) {
            now += glm::distance(centres[i + 1], centres[i]);
            then += rest[i];
        }
        stretches[i] = std::clamp(now / std::max(then, 1e-6f), 0.3f, 2.5f);
    }
    float before = stretches[0];
    for (std::size_t i = 0; i < count; ++i) {
        const float here = stretches[i], after = stretches[std::min(i + 1, count - 1)];
        stretches[i] = 0.25f * before + 0.5f * here + 0.25f * after;
        before = here;
    }
}

bool is_sheet(const StationPlan& station) {
    return station.thin != vec3(0.0f);
}

// How much wider a sheet has become at a station, from the way to its mates across the fibre. Where fascicles converge
// they overlap: what is narrower than the muscle's half thickness says little.
float widening(const Plan& plan, const StationPlan& station, const vec3& centre, const vec3& along,
               const std::vector<vec3>& centres) {
    vec3 across{0.0f};
    for (std::uint32_t k = station.first_mate; k < station.first_mate + station.mate_count; ++k) {
        const Mate& mate = plan.mates[k];
        across += mate.side * (glm::mix(centres[mate.index], centres[mate.index + 1], mate.share) - centre);
    }
    const float length = glm::length(along);
    const float width = length > 1e-7f ? glm::length(glm::cross(along, across)) / length : station.width;
    const float little = station.radius;
    return std::clamp((width + little) / (station.width + little), 0.4f, 2.5f);
}

// How thick a station has become against rest: a rod both ways, a sheet through its thickness.
float thickening(const StationPlan& station, float along, float wide) {
    return 1.0f + station.fleshy * ((is_sheet(station) ? 1.0f / (along * wide) : 1.0f / std::sqrt(along)) - 1.0f);
}

// What tendons and ends held on bone can't take up, the belly does, so that the whole fascicle keeps its volume: by
// what share the flesh must grow.
float belly_growth(const StationPlan* stations, const float* along, const float* wide, const float* rest,
                   std::size_t count) {
    constexpr float most = 0.35f;
    float at_rest = 0.0f, now = 0.0f, flesh = 0.0f;
    for (std::size_t i = 0; i < count; ++i) {
        const float thick = thickening(stations[i], along[i], wide[i]);
        const float length = (i > 0 ? rest[i - 1] : 0.0f) + (i + 1 < count ? rest[i] : 0.0f);
        const float share = length * stations[i].radius * stations[i].radius;
        const float here = share * along[i] * (is_sheet(stations[i]) ? wide[i] : thick) * thick;
        at_rest += share;
        now += here;
        flesh += here * stations[i].fleshy;
    }
    return flesh > 0.0f ? std::clamp((at_rest - now) / flesh, -most, most) : 0.0f;
}

PaletteMatrix place(const quat& q, const StationPlan& station, const vec3& centre, float along, float wide,
                    float growth) {
    const bool sheet = is_sheet(station);
    const float grown = 1.0f + station.fleshy * growth, thick = thickening(station, along, wide);
    const float round = sheet ? 1.0f : thick * std::sqrt(grown), thin = sheet ? thick * grown : round;
    const glm::mat3 turn = glm::mat3_cast(q);
    // turn * (round I + (along - round) t t' + (thin - round) n n')
    const vec3 t = station.tangent, n = station.thin;
    const vec3 turned_t = (along - round) * (turn * t), turned_n = (thin - round) * (turn * n);
    PaletteMatrix out;
    for (int row = 0; row < 3; ++row) {
        const vec3 line =
            round * vec3(turn[0][row], turn[1][row], turn[2][row]) + turned_t[row] * t + turned_n[row] * n;
        out[row] = glm::vec4(line, centre[row] - glm::dot(line, station.rest));
    }
    return out;
}

}  // namespace

PaletteMatrix palette_of(const Motion& motion) {
    const glm::mat3 turn = glm::mat3_cast(motion.rotation);
    PaletteMatrix out;
    for (int row = 0; row < 3; ++row) {
        out[row] = glm::vec4(turn[0][row], turn[1][row], turn[2][row], motion.translation[row]);
    }
    return out;
}

void keep_together(const Plan& plan, const Plan::Range& fascicles, MuscleState& out, PathRoom& room) {
    const MuscleState::Workspace& shared = out.workspace;
    const auto rigid = shared.is_rigid.begin() + fascicles.first;
    if (std::all_of(rigid, rigid + fascicles.count, [](auto is_rigid) { return is_rigid != 0; })) {
        return;
    }
    const std::size_t first = plan.fascicles[fascicles.first].first_station;
    for (std::uint32_t f = fascicles.first; f < fascicles.first + fascicles.count; ++f) {
        const FasciclePlan& self = plan.fascicles[f];
        const vec3* centres = &out.station_centres[self.first_station];
        for (std::size_t i = 0; i < self.station_count; ++i) {
            const StationPlan& station = plan.stations[self.first_station + i];
            vec3 moved = centres[i];
            if (station.cohesion > 0.0f) {
                vec3 middle{0.0f};
                for (std::uint32_t k = 0; k < station.mate_count; ++k) {
                    const Mate& mate = plan.mates[station.first_mate + k];
                    middle +=
                        glm::mix(out.station_centres[mate.index], out.station_centres[mate.index + 1], mate.share);
                }
                middle /= static_cast<float>(station.mate_count);
                const quat turn = turn_of(station, along_at(centres, i, self.station_count),
                                          shared.station_turns[self.first_station + i]);
                moved += station.cohesion * (middle + turn * station.among - moved);
            }
            room.moved[self.first_station + i - first] = moved;
        }
    }
    const FasciclePlan& last = plan.fascicles[fascicles.first + fascicles.count - 1];
    std::copy_n(room.moved.begin(), last.first_station + last.station_count - first,
                out.station_centres.begin() + static_cast<std::ptrdiff_t>(first));
}

void write_palette(const Plan& plan, std::size_t fascicle, MuscleState& out, PathRoom& room) {
    const FasciclePlan& self = plan.fascicles[fascicle];
    const MuscleState::Workspace& shared = out.workspace;
    PaletteMatrix* palette = &out.palette[plan.segment_count + self.first_station];
    vec3* centres = &out.station_centres[self.first_station];
    const std::size_t count = self.station_count;
    if (shared.is_rigid[fascicle]) {
        std::fill_n(palette, count, out.palette[self.origin.segment]);
        return;
    }
    find_stretches(centres, &plan.interval_rest[self.first_station], count, room.stretches.data());
    quat* turns = room.turns.data();
    for (std::size_t i = 0; i < count; ++i) {
        turns[i] = turn_of(plan.stations[self.first_station + i], along_at(centres, i, count),
                           shared.station_turns[self.first_station + i]);
    }
    even_out(turns, count);
    for (std::size_t i = 0; i < count; ++i) {
        const StationPlan& station = plan.stations[self.first_station + i];
        const quat turn = attached(turns[i], shared.station_turns[self.first_station + i], station.end);
        // The very end is rigid on its bone, but the fibre beside it shortens and swells nearly as in the middle.
        const float end = station.end * station.end;
        const float stretch = 1.0f + (1.0f - end * end) * (room.stretches[i] - 1.0f);
        // A belly that thickens pushes its fascicles apart as well, or they would run into each other.
        const float swell = station.fleshy * (1.0f / std::sqrt(stretch) - 1.0f);
        centres[i] += turn * (swell * station.lateral);
        room.widths[i] = 1.0f;
        if (is_sheet(station)) {
            const float wide = widening(plan, station, centres[i], along_at(centres, i, count), out.station_centres);
            room.widths[i] = 1.0f + (1.0f - station.end) * (wide - 1.0f);
        }
        turns[i] = turn;
        room.stretches[i] = stretch;
    }
    const StationPlan* stations = &plan.stations[self.first_station];
    const float growth = belly_growth(stations, room.stretches.data(), room.widths.data(),
                                      &plan.interval_rest[self.first_station], count);
    for (std::size_t i = 0; i < count; ++i) {
        palette[i] = place(turns[i], stations[i], centres[i], room.stretches[i], room.widths[i], growth);
    }
}

}  // namespace backstory::muscle
