// What the fascicle tables do not say about how a muscle lies: data, from assets/anatomy/wraps.json.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace backstory::muscle {

struct Rules {
    // How far the soft parts beneath a muscle hold it off the straight line when a joint bends: 0 it is pulled straight
    // (only bone stops it), 1 it keeps its distance to the joint (the abdominal wall over the belly's contents, tendons
    // under a retinaculum). By structure base id.
    std::map<std::string, float> hold;
    float default_hold = 0.0f;

    // A display part lies as its whole does, unless it has its own entry.
    float hold_of(const std::string& base_id, const std::string& whole) const {
        const auto own = hold.find(base_id);
        const auto other = own == hold.end() ? hold.find(whole) : own;
        return other == hold.end() ? default_hold : other->second;
    }

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
