// Colours of tissues and props, and how strongly things are lit and faded. Data in assets/look.json.
#pragma once

#include "anatomy/body.hpp"

#include <glm/vec3.hpp>

#include <array>
#include <map>
#include <string>
#include <vector>

namespace backstory::scene {

struct Look {
    std::array<glm::vec3, anatomy::kind_count> tissue{};  // linear RGB, by anatomy::Kind
    std::vector<glm::vec3> colours;                       // linear RGB, by structure: its tissue's or its own
    std::map<std::string, glm::vec3, std::less<>> props;  // linear RGB, by prop kind
    glm::vec3 origin{0.6f, 0.05f, 0.03f}, insertion{0.03f, 0.15f, 0.45f};  // linear RGB, painted on bone
    glm::vec3 referred_pain{0.45f, 0.04f, 0.03f};                          // linear RGB, painted softly on skin
    float lit_highlight = 0.85f;                                           // highlight of lit structures
    float selected_highlight = 0.25f;  // highlight of the selected structure when nothing is lit
    float hovered_highlight = 0.15f;
    float faded_desaturate = 0.8f;  // greying of what is not lit
    float skin_opacity = 0.35f;     // of the skin when shown
    // By structure without its side, m: how far a sheet is drawn towards the eye, over what lies under it.
    std::map<std::string, float, std::less<>> drawn_over;
};

}  // namespace backstory::scene
