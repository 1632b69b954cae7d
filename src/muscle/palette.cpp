#include "muscle/path.hpp"

#include <glm/gtc/quaternion.hpp>

#include <algorithm>
#include <utility>

namespace backstory::muscle {

namespace {

LaneTurn if_less(const Lanes& a, const Lanes& b, const LaneTurn& yes, const LaneTurn& no) {
    return {if_less(a, b, yes.x, no.x), if_less(a, b, yes.y, no.y), if_less(a, b, yes.z, no.z),
            if_less(a, b, yes.w, no.w)};
}

// The way a station's surroundings turn: with the segments' shares, then by the smallest turn into the line of the
// posed path. None where that is turned right round (no smallest turn exists) or has no length.
LaneTurn fibre_of(const NodeBlock& block, const LanePoint& along, const LaneTurn& carried) {
    const Lanes far = length(along);
    const LanePoint from = carried * block.tangent;
    const Lanes w = far + dot(from, along);
    const LanePoint axis = cross(from, along);
    const Lanes whole = sqrt(dot(axis, axis) + w * w);
    const LaneTurn turned = (1.0f / max(whole, 1e-30f)) * (LaneTurn{axis.x, axis.y, axis.z, w} * carried);
    return if_less(max(1e-3f * far, 1e-10f), w, turned, carried);
}

// a towards b, share 0 .. 1, the short way.
LaneTurn mixed(const LaneTurn& a, const LaneTurn& b, const Lanes& share) {
    const Lanes toward = if_less(dot(a, b), 0.0f, 0.0f - share, share);
    return normalized((1.0f - share) * a + toward * b);
}

// Where a fascicle bends sharply, its cross-sections stand half-way, as a mitre does; they would cut into each other.
LaneTurn even_at(const TurnRow& turns, std::size_t node) {
    const LaneTurn before = turns.load(node - 1), here = turns.load(node), after = turns.load(node + 1);
    const Lanes from = if_less(dot(here, before), 0.0f, -0.25f, 0.25f);
    const Lanes to = if_less(dot(here, after), 0.0f, -0.25f, 0.25f);
    return normalized(0.5f * here + from * before + to * after);
}

// An attached end turns as the bone does, but where the fascicle leaves it at a steep angle only partly: a thick end
// would fold.
LaneTurn attached(const LaneTurn& free, const LaneTurn& bone, const Lanes& end) {
    const Lanes cosine = abs(dot(free, bone));  // of half the angle between
    const Lanes share = clamp((1.0f / (0.94f - 0.64f)) * (cosine - 0.64f), 0.0f, 1.0f);
    return mixed(free, bone, end * (0.3f + 0.7f * eased(share)));
}

struct NumberRow {
    float* at;
    void copy(std::size_t to, std::size_t from) const { at[to] = at[from]; }
};

LanePoint mate_at(const PointRow& centres, const MateRound& round) {
    LaneIndices beyond = round.index;
    for (std::uint32_t& index : beyond) {
        ++index;
    }
    return mix(centres.gather(round.index), centres.gather(beyond), round.share);
}

// How much wider a sheet has become at a station, from the way to its mates across the fibre. Where fascicles converge
// they overlap: what is narrower than the muscle's half thickness says little.
Lanes widening(const StructureFrame& f, const NodeBlock& block, std::size_t node) {
    const LanePoint centre = f.paths.load(node), along = f.paths.load(node + 1) - f.paths.load(node - 1);
    LanePoint across;
    const MateRound* mates = f.plan.mate_rounds.data() + block.first_mate;
    for (std::size_t k = 0; k < block.mate_count; ++k) {
        across = across + mates[k].side * (mate_at(f.paths, mates[k]) - centre);
    }
    const Lanes far = length(along);
    const Lanes width = if_less(1e-7f, far, length(cross(along, across)) / max(far, 1e-7f), block.width);
    return clamp((width + block.radius) / (block.width + block.radius), 0.4f, 2.5f);
}

// Where stations crowd (a tendon pushed round the bent knee) a single one does not swell or thin by more than this
// shortening would: the whole muscle does instead.
constexpr float least_even = 0.5f;

// How thick a station has become against rest: a rod both ways, a sheet through its thickness.
Lanes thickening(const NodeBlock& block, const Lanes& along, const Lanes& wide) {
    const Lanes even = clamp(along, least_even, 1.0f / least_even);
    const Lanes thick = if_less(0.5f, block.is_sheet, 1.0f / (even * wide), 1.0f / sqrt(even));
    return 1.0f + block.fleshy * (thick - 1.0f);
}

// Stretch at each station from the gaps beside it.
void find_fibres(const StructureFrame& f) {
    copy_ends(f, f.paths);
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const NodeBlock& block = f.blocks[b];
        const std::size_t node = lane_count * b;
        const LanePoint before = f.paths.load(node - 1), here = f.paths.load(node), after = f.paths.load(node + 1);
        const Lanes now = length(here - before) + length(after - here);
        clamp(now / max(block.gaps, 1e-6f), 0.3f, 2.5f).store(f.stretches + node);
        f.fibres.store(node, fibre_of(block, after - before, f.turns.load(node)));
    }
    copy_ends(f, NumberRow{f.stretches});
    copy_ends(f, f.fibres);
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        f.evened.store(lane_count * b, even_at(f.fibres, lane_count * b));
    }
    copy_ends(f, f.evened);
}

// Turn, stretch and width of each station, and where a swelling belly pushes it.
void find_shapes(const StructureFrame& f) {
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const NodeBlock& block = f.blocks[b];
        const std::size_t node = lane_count * b;
        const LaneTurn turn = attached(even_at(f.evened, node), f.turns.load(node), 1.0f - block.free);
        f.fibres.store(node, turn);
        // The very end is rigid on its bone, but the fibre beside it shortens and swells nearly as in the middle.
        const Lanes end = (1.0f - block.free) * (1.0f - block.free);
        const Lanes even = 0.25f * Lanes::load(f.stretches + node - 1) + 0.5f * Lanes::load(f.stretches + node) +
                           0.25f * Lanes::load(f.stretches + node + 1);
        const Lanes stretch = 1.0f + (1.0f - end * end) * (even - 1.0f);
        stretch.store(f.evened_stretches + node);
        // Sheets are wide, bundles have a middle to swell from: no structure has both.
        Lanes wide(1.0f);
        if (block.any_sheet) {
            wide = 1.0f + block.free * (widening(f, block, node) - 1.0f);
            wide = if_less(0.5f, block.is_sheet, wide, 1.0f);
            f.next.store(node, f.paths.load(node));
        } else {
            // A belly that thickens pushes its fascicles apart as well, or they would run into each other.
            const Lanes swell = block.fleshy * (1.0f / sqrt(stretch) - 1.0f);
            f.next.store(node, f.paths.load(node) + turn * (swell * block.lateral));
        }
        wide.store(f.widths + node);
        const Lanes thick = thickening(block, stretch, wide);
        const Lanes share = block.gaps * block.radius * block.radius;
        const Lanes here = share * stretch * if_less(0.5f, block.is_sheet, wide, thick) * thick;
        (share - here).store(f.losses + node);
        (here * block.fleshy).store(f.flesh + node);
    }
}

// What tendons and ends held on bone can't take up, the belly does, so that the whole fascicle keeps its volume: by
// what share the flesh must grow.
void find_growths(const StructureFrame& f) {
    constexpr float most = 0.35f;
    for (const FasciclePlan& fascicle : f.fascicles) {
        const std::size_t first = fascicle.first_node + 1, end = first + fascicle.station_count;
        float lost = 0.0f, flesh = 0.0f;
        for (std::size_t node = first; node < end; ++node) {
            lost += f.losses[node];
            flesh += f.flesh[node];
        }
        std::fill(f.growths + first, f.growths + end, flesh > 0.0f ? std::clamp(lost / flesh, -most, most) : 0.0f);
    }
}

// By what factor the flesh at four nodes is to grow.
Lanes grown_at(const StructureFrame& f, const NodeBlock& block, std::size_t node, float growth) {
    const Lanes own = 1.0f + block.fleshy * Lanes::load(f.growths + node);
    return own * (1.0f + swelling_share(block.fleshy, 1.0f - block.free) * (growth - 1.0f));
}

// Bundles' fascicles make room for each other as they grow.
void spread(const StructureFrame& f, float growth) {
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const NodeBlock& block = f.blocks[b];
        const std::size_t node = lane_count * b;
        if (!block.any_sheet) {
            const Lanes grown = 1.0f + swelling_share(block.fleshy, 1.0f - block.free) * (growth - 1.0f);
            f.next.store(node, f.next.load(node) + f.fibres.load(node) * ((sqrt(grown) - 1.0f) * block.lateral));
        }
    }
}

// turn * (round I + (along - round) t t' + (thin - round) n n'), and what takes the place at rest to the one in the
// pose. Writes the matrices of four nodes.
void place(const StructureFrame& f, const NodeBlock& block, std::size_t node, float growth) {
    const Lanes along = Lanes::load(f.evened_stretches + node), wide = Lanes::load(f.widths + node);
    const Lanes grown = grown_at(f, block, node, growth), thick = thickening(block, along, wide);
    const Lanes round = if_less(0.5f, block.is_sheet, 1.0f, thick * sqrt(grown));
    const Lanes thin = if_less(0.5f, block.is_sheet, thick * grown, round);
    const LaneMatrix turn = matrix_of(f.fibres.load(node));
    const LanePoint t = block.tangent, n = block.thin, centre = f.next.load(node);
    const LanePoint turned_t = (along - round) * (turn * t), turned_n = (thin - round) * (turn * n);
    std::array<PaletteMatrix*, lane_count> entries{};
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
        if (block.station[lane] >= 0) {
            entries[lane] = &f.out.palette[f.plan.segment_count + static_cast<std::size_t>(block.station[lane])];
        }
    }
    const auto line_of = [&](const Lanes& x, const Lanes& y, const Lanes& z, const Lanes& of_t, const Lanes& of_n) {
        LanePoint line = round * LanePoint{x, y, z} + of_t * t;
        return block.any_sheet ? line + of_n * n : line;
    };
    LanePoint x = line_of(turn.x.x, turn.y.x, turn.z.x, turned_t.x, turned_n.x);
    LanePoint y = line_of(turn.x.y, turn.y.y, turn.z.y, turned_t.y, turned_n.y);
    LanePoint z = line_of(turn.x.z, turn.y.z, turn.z.z, turned_t.z, turned_n.z);
    const Lanes press = Lanes::load(f.presses + node);
    if (less(press, 1.0f) != 0) {
        const LanePoint out = f.outs.load(node);
        const LanePoint less_of = (1.0f - press) * (out.x * x + out.y * y + out.z * z);
        x = x - out.x * less_of;
        y = y - out.y * less_of;
        z = z - out.z * less_of;
    }
    const auto write_row = [&](glm::length_t row, const LanePoint& line, const Lanes& of_centre) {
        std::array<Lanes, lane_count> rows{line.x, line.y, line.z, of_centre - dot(line, block.rest)};
        transpose(rows[0], rows[1], rows[2], rows[3]);
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            if (entries[lane] != nullptr) {
                rows[lane].store(&(*entries[lane])[row][0]);
            }
        }
    };
    write_row(0, x, centre.x);
    write_row(1, y, centre.y);
    write_row(2, z, centre.z);
}

}  // namespace

PaletteMatrix palette_of(const MuscleState::Workspace::Motion& motion) {
    const glm::mat3 turn = glm::mat3_cast(motion.rotation);
    PaletteMatrix out;
    for (int row = 0; row < 3; ++row) {
        out[row] = glm::vec4(turn[0][row], turn[1][row], turn[2][row], motion.translation[row]);
    }
    return out;
}

void keep_together(StructureFrame& f) {
    if (std::none_of(f.blocks.begin(), f.blocks.end(), [](const NodeBlock& block) { return block.any_together; })) {
        return;
    }
    copy_ends(f, f.paths);
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        const NodeBlock& block = f.blocks[b];
        const std::size_t node = lane_count * b;
        LanePoint moved = f.paths.load(node);
        if (block.any_together) {
            LanePoint middle;
            const MateRound* mates = f.plan.mate_rounds.data() + block.first_mate;
            for (std::size_t k = 0; k < block.mate_count; ++k) {
                middle = middle + mates[k].weight * mate_at(f.paths, mates[k]);
            }
            const LaneTurn turn = fibre_of(block, f.paths.load(node + 1) - f.paths.load(node - 1), f.turns.load(node));
            moved = moved + block.cohesion * (middle + turn * block.among - moved);
        }
        f.next.store(node, moved);
    }
    std::swap(f.next, f.paths);
}

void find_girths(StructureFrame& f) {
    find_fibres(f);
    find_shapes(f);
    find_growths(f);
}

void write_palette(StructureFrame& f, float growth) {
    if (growth != 1.0f) {
        spread(f, growth);
    }
    for (std::size_t b = 0; b < f.blocks.size(); ++b) {
        place(f, f.blocks[b], lane_count * b, growth);
    }
    for (std::size_t i = 0; i < f.fascicles.size(); ++i) {
        const FasciclePlan& fascicle = f.fascicles[i];
        if (f.is_rigid(i)) {
            std::fill_n(&f.out.palette[f.plan.segment_count + fascicle.first_station], fascicle.station_count,
                        f.out.palette[fascicle.origin.segment]);
        }
        const PointRow& centres = f.is_rigid(i) ? f.paths : f.next;
        for (std::size_t k = 0; k < fascicle.station_count; ++k) {
            f.out.station_centres[fascicle.first_station + k] = centres.at(fascicle.first_node + 1 + k);
        }
    }
}

}  // namespace backstory::muscle
