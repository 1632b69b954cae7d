#include "muscle/nodes.hpp"

#include "muscle/plan.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <vector>

namespace backstory::muscle {

namespace {

using glm::vec3;

void set(Lanes& lanes, std::size_t lane, float value) {
    std::array<float, lane_count> all{};
    lanes.store(all.data());
    all[lane] = value;
    lanes = Lanes::load(all.data());
}

void set(LanePoint& lanes, std::size_t lane, const vec3& value) {
    set(lanes.x, lane, value.x);
    set(lanes.y, lane, value.y);
    set(lanes.z, lane, value.z);
}

class BlockMaker {
  public:
    explicit BlockMaker(Plan& plan) : plan_(plan), node_of_(plan.stations.size(), 0) {}

    void add_structure(const Plan::Range& range) {
        NodeRange nodes;
        nodes.first_block = static_cast<std::uint32_t>(plan_.blocks.size());
        std::uint32_t count = 0;
        for (std::uint32_t f = range.first; f < range.first + range.count; ++f) {
            FasciclePlan& fascicle = plan_.fascicles[f];
            fascicle.first_node = count;
            for (std::uint32_t i = 0; i < fascicle.station_count; ++i) {
                node_of_[fascicle.first_station + i] = count + 1 + i;
            }
            count += fascicle.station_count + 2;
        }
        nodes.block_count = (count + lane_count - 1) / lane_count;
        plan_.most_nodes = std::max<std::size_t>(plan_.most_nodes, nodes.block_count * lane_count);
        NodeBlock empty;
        empty.out.y = empty.tangent.y = empty.between = empty.radius = empty.gaps = 1.0f;
        plan_.blocks.resize(plan_.blocks.size() + nodes.block_count, empty);
        first_ = lane_count * nodes.first_block;
        for (auto* row : {&plan_.node_tau, &plan_.node_rest_along, &plan_.node_flesh_along}) {
            row->resize(lane_count * plan_.blocks.size(), 0.0f);
        }
        plan_.node_end.resize(lane_count * plan_.blocks.size(), 1.0f);
        if (range.count > 0) {
            nodes.first_span = plan_.fascicles[range.first].first_span;
        }
        for (std::uint32_t f = range.first; f < range.first + range.count; ++f) {
            nodes.span_count += plan_.fascicles[f].span_count;
            add_fascicle(plan_.fascicles[f], nodes);
        }
        plan_.most_spans = std::max<std::size_t>(plan_.most_spans, nodes.span_count);
        for (std::uint32_t b = nodes.first_block; b < nodes.first_block + nodes.block_count; ++b) {
            add_rounds(plan_.blocks[b]);
        }
        add_followed(range, nodes);
        plan_.nodes_of.push_back(nodes);
    }

  private:
    // The parts, mates and touches of a node are those of a station.
    struct Source {
        const StationPlan* turns = nullptr;
        const StationPlan* mates = nullptr;
        const StationPlan* touches = nullptr;
    };

    void add_fascicle(FasciclePlan& fascicle, const NodeRange& nodes) {
        const StationPlan* stations = &plan_.stations[fascicle.first_station];
        const std::uint32_t last = fascicle.station_count - 1;
        add_end(fascicle.first_node, fascicle.origin, fascicle.origin_is_free, stations[0]);
        for (std::uint32_t i = 0; i <= last; ++i) {
            add_station(fascicle, i);
        }
        add_end(fascicle.first_node + last + 2, fascicle.insertion, fascicle.insertion_is_free, stations[last]);
        for (std::uint32_t k = fascicle.first_span; k < fascicle.first_span + fascicle.span_count; ++k) {
            SpanPlan& span = plan_.spans[k];
            span.pulled = !span.rigid && !fascicle.held && span.count > 0;
            if (span.count == 0) {
                continue;
            }
            span.first_node = node_of_[span.first];
            span.touches = span.pulled && plan_.stations[span.first].touch_count > 0;
            for (std::uint32_t i = 0; i < span.count; ++i) {
                NodeBlock& block = block_at(span.first_node + i);
                const std::size_t lane = (span.first_node + i) % lane_count;
                block.span[lane] = k - nodes.first_span;
                set(block.is_pulled, lane, span.pulled ? 1.0f : 0.0f);
                block.any_pulled = block.any_pulled || span.pulled;
            }
        }
        add_lengths(fascicle);
    }

    // Ways along the rest path, and of flesh along it.
    void add_lengths(const FasciclePlan& fascicle) {
        const StationPlan* stations = &plan_.stations[fascicle.first_station];
        const std::size_t first = first_ + fascicle.first_node;
        float gap = glm::distance(stations[0].rest, fascicle.origin.point), along = 0.0f, flesh = 0.0f;
        for (std::uint32_t i = 0; i <= fascicle.station_count; ++i) {
            along += gap;
            flesh += gap * stations[std::min(i, fascicle.station_count - 1)].fleshy;
            plan_.node_rest_along[first + 1 + i] = along;
            plan_.node_flesh_along[first + 1 + i] = flesh;
            gap = plan_.interval_rest[fascicle.first_station + std::min(i, fascicle.station_count - 1)];
        }
    }

    void add_end(std::uint32_t node, const Anchor& anchor, bool is_free, const StationPlan& beside) {
        NodeBlock& block = block_at(node);
        const std::size_t lane = node % lane_count;
        set(block.rest, lane, anchor.point);
        block.base[lane] = is_free ? beside.base : anchor.segment;
        sources_[node_key(node)].turns = is_free ? &beside : nullptr;
    }

    void add_station(const FasciclePlan& fascicle, std::uint32_t i) {
        const StationPlan& station = plan_.stations[fascicle.first_station + i];
        const std::uint32_t node = fascicle.first_node + 1 + i;
        NodeBlock& block = block_at(node);
        const std::size_t lane = node % lane_count;
        set(block.rest, lane, station.rest);
        set(block.aside, lane, station.aside);
        set(block.out, lane, station.out);
        set(block.bend, lane, station.bend);
        set(block.tangent, lane, station.tangent);
        set(block.among, lane, station.among);
        set(block.lateral, lane, station.lateral);
        set(block.thin, lane, station.thin);
        set(block.tau, lane, station.tau);
        set(block.height, lane, station.height);
        set(block.taut_height, lane, station.taut_height);
        set(block.hold, lane, station.hold);
        set(block.free, lane, 1.0f - station.end);
        set(block.between, lane, station.between);
        set(block.cohesion, lane, station.cohesion);
        set(block.fleshy, lane, station.fleshy);
        set(block.radius, lane, station.radius);
        set(block.width, lane, station.width);
        const float* rest = &plan_.interval_rest[fascicle.first_station];
        set(block.gaps, lane, (i > 0 ? rest[i - 1] : 0.0f) + (i + 1 < fascicle.station_count ? rest[i] : 0.0f));
        const bool is_sheet = station.thin != vec3(0.0f);
        set(block.is_sheet, lane, is_sheet ? 1.0f : 0.0f);
        block.any_sheet = block.any_sheet || is_sheet;
        block.any_together = block.any_together || station.cohesion > 0.0f;
        block.base[lane] = station.base;
        block.station[lane] = static_cast<std::int32_t>(fascicle.first_station + i);
        plan_.node_tau[first_ + node] = station.tau;
        plan_.node_end[first_ + node] = station.end;
        sources_[node_key(node)] = {&station, &station, fascicle.in_layer ? nullptr : &station};
    }

    void add_rounds(NodeBlock& block) {
        const std::size_t first = lane_count * static_cast<std::size_t>(&block - plan_.blocks.data());
        const auto none = static_cast<std::uint32_t>(plan_.steps.size());
        block.first_turn = static_cast<std::uint32_t>(plan_.turn_rounds.size());
        block.first_mate = static_cast<std::uint32_t>(plan_.mate_rounds.size());
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            const Source& source = source_at(first + lane);
            if (source.turns != nullptr) {
                block.turn_count = std::max(block.turn_count, source.turns->part_count);
            }
            if (source.mates != nullptr) {
                block.mate_count = std::max(block.mate_count, source.mates->mate_count);
            }
        }
        // The last part turns first.
        for (std::uint32_t k = block.turn_count; k-- > 0;) {
            TurnRound round;
            round.step.fill(none);
            for (std::size_t lane = 0; lane < lane_count; ++lane) {
                const StationPlan* station = source_at(first + lane).turns;
                if (station != nullptr && k < station->part_count) {
                    const PartTurn& part = plan_.parts[station->first_part + k];
                    round.step[lane] = part.step;
                    set(round.share, lane, part.share);
                }
            }
            // A share of 0 is none of any step.
            const std::uint32_t some = *std::min_element(round.step.begin(), round.step.end());
            round.one_step = std::all_of(round.step.begin(), round.step.end(),
                                         [&](std::uint32_t step) { return step == some || step == none; });
            round.step[0] = round.one_step ? some : round.step[0];
            plan_.turn_rounds.push_back(round);
        }
        block.one_base = std::all_of(block.base.begin(), block.base.end(),
                                     [&block](std::uint16_t base) { return base == block.base[0]; });
        block.one_span = std::all_of(block.span.begin(), block.span.end(),
                                     [&block](std::uint32_t span) { return span == block.span[0]; });
        add_touch_rounds(block, first);
        for (std::uint32_t k = 0; k < block.mate_count; ++k) {
            MateRound round;
            for (std::size_t lane = 0; lane < lane_count; ++lane) {
                const StationPlan* station = source_at(first + lane).mates;
                if (station != nullptr && k < station->mate_count) {
                    const Mate& mate = plan_.mates[station->first_mate + k];
                    round.index[lane] = node_of_[mate.index];
                    set(round.share, lane, mate.share);
                    set(round.side, lane, mate.side);
                    set(round.weight, lane, 1.0f / static_cast<float>(station->mate_count));
                }
            }
            plan_.mate_rounds.push_back(round);
        }
    }

    void add_touch_rounds(NodeBlock& block, std::size_t first) {
        block.first_touch = static_cast<std::uint32_t>(plan_.touch_rounds.size());
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            if (const StationPlan* station = source_at(first + lane).touches) {
                block.touch_count = std::max(block.touch_count, station->touch_count);
            }
        }
        for (std::uint32_t k = 0; k < block.touch_count; ++k) {
            TouchRound round;
            std::size_t some = 0;
            for (std::size_t lane = 0; lane < lane_count; ++lane) {
                const StationPlan* station = source_at(first + lane).touches;
                if (station == nullptr || k >= station->touch_count) {
                    continue;
                }
                const Touch& touch = plan_.touches[station->first_touch + k];
                some = lane;
                round.bone[lane] =
                    static_cast<std::uint32_t>(touch.mirrored ? plan_.segment_count + touch.segment : touch.segment);
                round.field[lane] = static_cast<std::int32_t>(touch.field);
                set(round.clearance, lane, touch.clearance);
                round.movable |= station->end < 1.0f ? 1u << lane : 0u;
            }
            // Lanes that have none may read any bone.
            for (std::size_t lane = 0; lane < lane_count; ++lane) {
                round.bone[lane] = round.bone[round.field[lane] < 0 ? some : lane];
            }
            round.one_bone = std::all_of(round.bone.begin(), round.bone.end(),
                                         [&round](std::uint32_t bone) { return bone == round.bone[0]; });
            plan_.touch_rounds.push_back(round);
        }
    }

    void add_followed(const Plan::Range& range, NodeRange& nodes) {
        std::vector<std::uint32_t> segments, steps;
        for (std::uint32_t f = range.first; f < range.first + range.count; ++f) {
            const FasciclePlan& fascicle = plan_.fascicles[f];
            const auto own = plan_.own_steps.begin() + fascicle.first_own_step;
            steps.insert(steps.end(), own, own + fascicle.own_step_count);
            for (std::uint32_t k = fascicle.first_span; k < fascicle.first_span + fascicle.span_count; ++k) {
                segments.push_back(plan_.spans[k].from.segment);
                segments.push_back(plan_.spans[k].to.segment);
            }
            for (std::uint32_t i = 0; i < fascicle.station_count; ++i) {
                const StationPlan& station = plan_.stations[fascicle.first_station + i];
                segments.push_back(station.base);
                for (std::uint32_t k = 0; k < station.part_count; ++k) {
                    steps.push_back(plan_.parts[station.first_part + k].step);
                }
                for (std::uint32_t k = 0; k < station.touch_count; ++k) {
                    segments.push_back(plan_.touches[station.first_touch + k].segment);
                }
            }
        }
        const auto append = [](std::vector<std::uint32_t>& from, std::vector<std::uint32_t>& to, std::uint32_t& first,
                               std::uint32_t& count) {
            std::sort(from.begin(), from.end());
            from.erase(std::unique(from.begin(), from.end()), from.end());
            first = static_cast<std::uint32_t>(to.size());
            count = static_cast<std::uint32_t>(from.size());
            to.insert(to.end(), from.begin(), from.end());
        };
        append(segments, plan_.followed_segments, nodes.first_segment, nodes.segment_count);
        append(steps, plan_.followed_steps, nodes.first_step, nodes.step_count);
    }

    NodeBlock& block_at(std::uint32_t node) { return plan_.blocks[(first_ + node) / lane_count]; }
    std::size_t node_key(std::uint32_t node) {
        sources_.resize(std::max(sources_.size(), lane_count * plan_.blocks.size()));
        return first_ + node;
    }
    const Source& source_at(std::size_t node) {
        sources_.resize(std::max(sources_.size(), lane_count * plan_.blocks.size()));
        return sources_[node];
    }

    Plan& plan_;
    std::vector<std::uint32_t> node_of_;  // by station, within its structure
    std::vector<Source> sources_;         // by node
    std::size_t first_ = 0;               // node of the structure
};

}  // namespace

void add_blocks(Plan& plan) {
    BlockMaker maker(plan);
    for (const Plan::Range& range : plan.fascicles_of) {
        maker.add_structure(range);
    }
}

}  // namespace backstory::muscle
