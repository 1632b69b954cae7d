// What the fascicle tables do not say about how a muscle lies: data, from assets/anatomy/wraps.json.
#pragma once

#include <map>
#include <string>

namespace backstory::muscle {

struct Rules {
    // How far the soft parts beneath a muscle hold it off the straight line when a joint bends: 0 it is pulled straight
    // (only bone stops it), 1 it keeps its distance to the joint (the abdominal wall over the belly's contents, tendons
    // under a retinaculum). By structure base id.
    std::map<std::string, float> hold;
    float default_hold = 0.0f;
};

}  // namespace backstory::muscle
