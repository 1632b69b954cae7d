// What is said about a structure, in client words and in clinical words, with the sources of each claim.
// Keys are base ids ("psoas_major"). Source: assets/knowledge, read by io/knowledge_reader.hpp.
#pragma once

#include <glm/vec2.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace backstory::anatomy {

struct Card {
    std::string base_id;
    // Client words: calm, plain, "can contribute".
    std::string plain_name;  // "shoulder blade", lower case, without side; empty where the usual name is plain enough
    std::string short_name;  // beside it in a picture: "L4"; empty: its name
    std::string sentence;    // what it is or does, one sentence
    std::string why_it_can_hurt;  // may be empty
    std::string what_helps;       // may be empty
    // Clinical words.
    std::string origin, insertion, action, innervation, blood_supply, referred_pain;
    std::string ta2;                    // Terminologia Anatomica 2 number, may be empty
    std::vector<std::string> synonyms;  // for search
    std::vector<std::string> sources;   // ids in Knowledge::sources; the first speaks for all fields not in `claims`
    // Sources of single fields, by their name in the file ("referred_pain"), where they differ from the first.
    std::map<std::string, std::vector<std::string>, std::less<>> claims;

    std::vector<std::string> sources_of(std::string_view field) const {
        if (const auto it = claims.find(field); it != claims.end()) {
            return it->second;
        }
        return sources.empty() ? std::vector<std::string>{} : std::vector<std::string>{sources.front()};
    }
};

// One thing that a muscle does: coordinates of the skeleton, and where they go from and to while it is shown.
struct MuscleMove {
    struct Part {
        std::string coordinate;       // of the right muscle; the left one's is its mirror image
        double from = 0.0, to = 0.0;  // rad or m
    };
    std::vector<Part> parts;
    std::string client_text;  // "bends the hip and draws the leg in"
};

// A soft area on the front or back of the body where pain of the right muscle can be felt; the left one's is its mirror
// image. In heights of the body: across, positive towards the body's own right, and down from the crown.
struct ReferredSpot {
    bool front = false;
    glm::vec2 centre{0.0f}, half_size{0.0f};
    float strength = 1.0f;  // 0 .. 1
};

struct Source {
    std::string citation;
    std::string status;  // found, from_memory, derived, modelled
};

class Knowledge {
  public:
    std::map<std::string, Card, std::less<>> cards;  // by base id
    std::map<std::string, Source, std::less<>> sources;
    std::map<std::string, std::vector<MuscleMove>, std::less<>> moves;    // by base id of the muscle
    std::map<std::string, std::vector<std::string>, std::less<>> nerves;  // base ids of the modelled nerves, likewise

    std::map<std::string, std::vector<ReferredSpot>, std::less<>> referred;  // likewise
    std::string referred_source;                                             // id in `sources`

    const Card* find(std::string_view base_id) const {
        const auto it = cards.find(base_id);
        return it == cards.end() ? nullptr : &it->second;
    }
    const std::vector<MuscleMove>& moves_of(std::string_view base_id) const {
        static const std::vector<MuscleMove> nothing;
        const auto it = moves.find(base_id);
        return it == moves.end() ? nothing : it->second;
    }
    const std::vector<ReferredSpot>& referred_of(std::string_view base_id) const {
        static const std::vector<ReferredSpot> nothing;
        const auto it = referred.find(base_id);
        return it == referred.end() ? nothing : it->second;
    }
    const std::vector<std::string>& nerves_of(std::string_view base_id) const {
        static const std::vector<std::string> nothing;
        const auto it = nerves.find(base_id);
        return it == nerves.end() ? nothing : it->second;
    }
};

}  // namespace backstory::anatomy
