#include "workspace/targets.hpp"

#include "anatomy/derive.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace backstory::workspace {
namespace {

using anatomy::StructureIndex;

// The Latin letters with marks that names of the body use, in UTF-8, and what they are typed as.
constexpr std::array<std::pair<std::string_view, std::string_view>, 24> plain_letters = {{
    {"à", "a"}, {"á", "a"}, {"â", "a"}, {"ä", "a"}, {"ã", "a"},  {"å", "a"}, {"æ", "ae"}, {"ç", "c"},
    {"è", "e"}, {"é", "e"}, {"ê", "e"}, {"ë", "e"}, {"í", "i"},  {"î", "i"}, {"ï", "i"},  {"ñ", "n"},
    {"ó", "o"}, {"ô", "o"}, {"ö", "o"}, {"ø", "o"}, {"œ", "oe"}, {"ú", "u"}, {"û", "u"},  {"ü", "u"},
}};

std::size_t append_plain(std::string_view text, std::size_t at, std::string& out) {
    for (const auto& [marked, plain] : plain_letters) {
        if (text.substr(at).starts_with(marked)) {
            out += plain;
            return marked.size();
        }
    }
    const auto c = static_cast<unsigned char>(text[at]);
    // Capital letters with marks (U+00C0 to U+00DE) stand 0x20 before the small ones.
    if (c == 0xC3U && at + 1 < text.size()) {
        const auto second = static_cast<unsigned char>(text[at + 1]);
        if (second >= 0x80U && second <= 0x9EU && second != 0x97U) {
            const char small[] = {text[at], static_cast<char>(second + 0x20U)};
            append_plain(std::string_view(small, 2), 0, out);
            return 2;
        }
    }
    // "L4/L5", "What bends the hip?": marks part words as blanks do.
    if (std::string_view("_- \t,/?!.()").find(static_cast<char>(c)) != std::string_view::npos) {
        if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    } else if (c >= 'A' && c <= 'Z') {
        out += static_cast<char>(c - 'A' + 'a');
    } else {
        out += static_cast<char>(c);
    }
    return 1;
}

std::string singular(std::string text) {
    if (text.size() > 3 && text.ends_with('s')) {
        text.pop_back();
    }
    return text;
}

template <typename Predicate>
std::vector<StructureIndex> structures_where(const anatomy::Body& body, Predicate predicate) {
    std::vector<StructureIndex> found;
    for (std::size_t i = 0; i < body.structures.size(); ++i) {
        if (predicate(body.structures[i])) {
            found.push_back(static_cast<StructureIndex>(i));
        }
    }
    return found;
}

bool matches_synonym(const std::vector<std::string>& synonyms, const std::string& wanted) {
    return std::any_of(synonyms.begin(), synonyms.end(), [&](const std::string& s) {
        return folded(s) == wanted || singular(folded(s)) == singular(wanted);
    });
}

const std::string& said_name(const std::string& client, const std::string& clinical, Words said) {
    return said == Words::clinical && !clinical.empty() ? clinical : client;
}

Target region_target(const anatomy::Region& region, int index, Words said) {
    Target target{said_name(region.name, region.clinical_name, said), index, region.structures};
    std::sort(target.structures.begin(), target.structures.end());
    return target;
}

bool find_whole(const Library& library, const std::string& wanted, Words said, Target& target) {
    const auto& body = library.body;
    for (std::size_t i = 0; i < body.regions.size(); ++i) {
        const auto& region = body.regions[i];
        if (folded(region.id) == wanted || folded(region.name) == wanted || matches_synonym(region.synonyms, wanted)) {
            target = region_target(region, static_cast<int>(i), said);
            return true;
        }
    }
    for (const auto& group : library.groups) {
        if (folded(group.id) == wanted || folded(group.name) == wanted || matches_synonym(group.synonyms, wanted)) {
            target = {said_name(group.name, group.clinical_name, said), -1, group.structures};
            return true;
        }
    }
    if (wanted == "all" || wanted == "everything") {
        target = {"everything", -1, structures_where(body, [](const auto&) { return true; })};
        return true;
    }
    return false;
}

bool find_class(const Library& library, const std::string& wanted, Target& target) {
    const std::string one = singular(wanted);
    const auto take = [&](std::string name, auto predicate) {
        target = {std::move(name), -1, structures_where(library.body, predicate)};
    };
    for (std::uint8_t k = 0; k < anatomy::kind_count; ++k) {
        const auto kind = static_cast<anatomy::Kind>(k);
        if (one == singular(std::string(anatomy::to_text(kind)))) {
            // Teeth go with the jaws that hold them.
            take("all " + wanted, [kind](const auto& s) {
                return s.kind == kind || (kind == anatomy::Kind::bone && s.kind == anatomy::Kind::tooth);
            });
            return true;
        }
    }
    for (std::uint8_t l = 0; l <= static_cast<std::uint8_t>(anatomy::Layer::skeleton); ++l) {
        const auto layer = static_cast<anatomy::Layer>(l);
        const std::string text(anatomy::to_text(layer));
        if (wanted == text || wanted == text + " layer" || wanted == text + " muscles") {
            take(text + " layer", [layer](const auto& s) { return s.layer == layer; });
            return true;
        }
    }
    for (const auto side : {anatomy::Side::left, anatomy::Side::right}) {
        if (wanted == std::string(anatomy::to_text(side)) + " side") {
            take(wanted, [side](const auto& s) { return s.side == side; });
            return true;
        }
    }
    return false;
}

// "left psoas major", "psoas major l" -> the words without side, and the side.
std::pair<std::string, anatomy::Side> split_side(std::string words) {
    using anatomy::Side;
    if (words.starts_with("left ")) {
        return {words.substr(5), Side::left};
    }
    if (words.starts_with("right ")) {
        return {words.substr(6), Side::right};
    }
    if (words.ends_with(" l") || words.ends_with(" left")) {
        return {words.substr(0, words.rfind(' ')), Side::left};
    }
    if (words.ends_with(" r") || words.ends_with(" right")) {
        return {words.substr(0, words.rfind(' ')), Side::right};
    }
    return {std::move(words), Side::midline};
}

std::string name_without_side(const anatomy::Structure& structure) {
    const std::string name = folded(structure.name);
    return structure.side == anatomy::Side::midline ? name : split_side(name).first;
}

bool is_called(const Library& library, const anatomy::Structure& structure, const std::string& words) {
    if (folded(structure.base_id) == words || name_without_side(structure) == words ||
        (!structure.latin.empty() && folded(structure.latin) == words) ||
        folded(anatomy::base_of(structure.part_of)) == words) {
        return true;
    }
    const auto* card = library.knowledge.find(structure.base_id);
    return card != nullptr && matches_synonym(card->synonyms, words);
}

// "Right psoas major" of one, "psoas major" of both sides.
std::string name_of_all(const Library& library, const std::vector<anatomy::StructureIndex>& structures, Words said) {
    std::string name = library.name_of(structures.front(), said);
    if (structures.size() > 1) {
        for (const char* side : {"Right ", "Left "}) {
            name = name.starts_with(side) ? name.substr(std::string_view(side).size()) : name;
        }
    }
    return name;
}

bool find_named(const Library& library, const std::string& wanted, Words said, Target& target) {
    const auto [words, side] = split_side(wanted);
    if (words.empty()) {
        return false;
    }
    target.structures = structures_where(library.body, [&, &words = words, side = side](const auto& s) {
        return (side == anatomy::Side::midline || s.side == side) && is_called(library, s, words);
    });
    if (target.structures.empty()) {
        return false;
    }
    target.name = name_of_all(library, target.structures, said);
    return true;
}

std::vector<std::string> all_words(const Library& library) {
    std::vector<std::string> words = {"all",    "bones", "discs", "cartilage", "muscles",      "ligaments",
                                      "nerves", "skin",  "deep",  "skeleton",  "intermediate", "superficial"};
    for (const auto& region : library.body.regions) {
        words.push_back(region.id);
        words.insert(words.end(), region.synonyms.begin(), region.synonyms.end());
    }
    for (const auto& group : library.groups) {
        words.push_back(group.id);
    }
    for (const auto& structure : library.body.structures) {
        words.push_back(structure.id);
        words.push_back(structure.base_id);
    }
    return words;
}

}  // namespace

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        at += append_plain(text, at, out);
    }
    while (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row[b.size()];
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
    // Longer inputs cannot be a typing error of any id; and the cost stays bounded.
    constexpr std::size_t longest = 64;
    if (word.size() > longest) {
        return {};
    }
    const std::string wanted = folded(word);
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, (wanted.size() + 1) / 3) + 1;
    for (const auto& candidate : known) {
        const std::size_t distance = edit_distance(wanted, folded(candidate));
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    if (best.empty()) {
        for (const auto& candidate : known) {
            if (wanted.size() >= 3 && folded(candidate).starts_with(wanted)) {
                return candidate;
            }
        }
    }
    return best;
}

Result<Target> find_target(const Library& library, std::string_view words, Words said) {
    const std::string wanted = folded(words);
    Target target;
    const auto exact = library.body.find_structure(words);
    if (exact != anatomy::none) {
        return Target{library.name_of(exact, said), -1, {exact}};
    }
    if (find_whole(library, wanted, said, target) || find_class(library, wanted, target) ||
        find_named(library, wanted, said, target)) {
        if (!target.structures.empty()) {
            return target;
        }
        return Error{"This body has no " + wanted + "."};
    }
    const std::string near = nearest_word(words, all_words(library));
    return Error{
        "Nothing is called \"" + std::string(words.substr(0, 80)) + "\"" +
        (near.empty() ? "; `backstory list structures` names everything." : "; did you mean \"" + near + "\"?")};
}

}  // namespace backstory::workspace
