// What the screen offers beside single structures: groups, places where it can hurt, lessons. All of it is data.
#pragma once

#include "anatomy/body.hpp"

#include <glm/vec2.hpp>

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace backstory::anatomy {

// Structures that are named together: "erector spinae", "rotator cuff".
struct Group {
    std::string id, name, clinical_name;
    std::vector<std::string> synonyms;
    std::vector<StructureIndex> structures;
};

// A place on the pain map and what can be felt there. Never a diagnosis.
struct PainArea {
    enum class Face : std::uint8_t { front, back };
    std::string id, name, clinical_name;
    Face face = Face::back;
    Side side = Side::midline;  // the client's own side
    // Outlines on the map, each a closed polygon; x 0 .. 1 from the left to the right edge of the PICTURE (on the front
    // face the client's right is at the picture's left, on the back face at its right), y 0 crown .. 1 soles.
    std::vector<std::vector<glm::vec2>> outlines;
    struct Offer {
        std::vector<StructureIndex> structures;  // both sides, or the side of the area
        std::string name, why;                   // client words
        std::string clinical_name, clinical_why;
    };
    std::vector<Offer> offers;  // two to four
};

// The little front and back drawings on which pain is pointed at.
struct PainMap {
    float aspect = 0.4f;                              // width / height
    std::vector<std::vector<glm::vec2>> front, back;  // outlines of the figure, coordinates as in PainArea
    std::vector<PainArea> areas;
};

// A guided tour: text and commands, step by step.
struct Lesson {
    struct Step {
        std::string title, clinical_title, client_text, clinical_text;
        std::string commands;  // performed when the step opens
    };
    std::string id, name, clinical_name, summary, clinical_summary;
    std::vector<Step> steps;
};

// Standing texts of the screen, all in client words unless the name says otherwise.
struct Texts {
    std::map<std::string, std::string, std::less<>> texts;  // "disclaimer", "pain_rule" ...
    struct Flags {
        std::string title, advice;
        std::vector<std::string> items;
    };
    std::string flags_title, flags_question, flags_reassurance, flags_none;
    Flags emergency, soon;  // signs that need a person: now, and before exercising
    std::string evidence_title, evidence_client, evidence_clinical;
    struct PainWord {
        std::string id, label, meaning;
    };
    std::vector<PainWord> pain_words;
    struct PainLevel {
        int from = 0, to = 0;  // of 0 .. 10
        std::string label;
    };
    std::vector<PainLevel> pain_scale;
    // From resting to the end of range: the words, and from how far beyond the resting length they hold.
    struct StretchLevel {
        std::string words;
        double from_percent = 0.0;
    };
    std::vector<StretchLevel> stretch_meter;  // rising

    const std::string& text(std::string_view id) const {
        static const std::string nothing;
        const auto it = texts.find(id);
        return it == texts.end() ? nothing : it->second;
    }
};

}  // namespace backstory::anatomy
