// What the fascicle tables do not say about how a muscle lies: data, from assets/anatomy/wraps.json.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace backstory::muscle {

struct Rules {
    // How far the soft parts beneath a muscle hold it off the straight line when a joint bends: 0 it is pulled straight
    // (only bone stops it), 1 it keeps its distance to the joint (the abdominal wall over the belly's contents, tendons
    // under a retinaculum). By structure base id, at the origin and at the insertion, in between a smooth passage.
    struct Hold {
        float origin = 0.0f, insertion = 0.0f;
    };
    std::map<std::string, Hold> hold;
    Hold default_hold;

    // A display part lies as its whole does, unless it has its own entry.
    Hold hold_of(const std::string& base_id, const std::string& whole) const {
        const auto own = hold.find(base_id);
        const auto other = own == hold.end() ? hold.find(whole) : own;
        return other == hold.end() ? default_hold : other->second;
    }

    // Layers that move as one, so that they keep their order: base ids, both sides. They are held over their whole
    // length.
    std::vector<std::vector<std::string>> as_one;

    bool moves_as_one(const std::string& base_id, const std::string& whole) const {
        return std::any_of(as_one.begin(), as_one.end(), [&](const std::vector<std::string>& group) {
            return std::find(group.begin(), group.end(), base_id) != group.end() ||
                   std::find(group.begin(), group.end(), whole) != group.end();
        });
    }

    // Segments of the right side or the midline whose joints turn too little for a muscle to bow over them: a rib
    // against its vertebra.
    std::vector<std::string> unbowed;

    // Via points that only mark where the muscle lies at rest, not what holds it: base id -> segments of such points.
    // The path may leave them; bone still stops it.
    std::map<std::string, std::vector<std::string>> released;

    bool releases(const std::string& base_id, const std::string& whole, const std::string& segment) const {
        const auto own = released.find(base_id);
        const auto entry = own == released.end() ? released.find(whole) : own;
        return entry != released.end() &&
               std::find(entry->second.begin(), entry->second.end(), segment) != entry->second.end();
    }

    // Where the table's fascicles start beside their bony origin, the landmark they pull from: base id -> landmark of
    // the right side.
    std::map<std::string, std::string> origin_landmark;

    // Capsules, bursae and small muscles between a fascicle and the bone: it stays as far off bone as it lies at rest,
    // up to this or its own half thickness.
    float cover_m = 0.0f;

    // Segments whose bones fascicles slide over instead of passing through.
    std::vector<std::string> solid_segments;

    // Neighbouring bones with the gaps between them closed, for the fascicles of some segments to glide over: the rib
    // cage beneath the shoulder blade. Each place on it is carried by the nearest of the carriers.
    struct Wall {
        std::vector<std::string> bones;              // structure ids, in order; each is joined with the one before
        float bridge_m = 0.0f;                       // widest gap that is closed
        std::vector<std::string> carriers, gliding;  // segment ids
    };
    std::vector<Wall> walls;
};

}  // namespace backstory::muscle
