// Search as you type: every word of the query must be found, at the start of a word, inside one, or nearly.
#include "workspace/targets.hpp"

#include <algorithm>
#include <sstream>

namespace backstory::workspace {
namespace {

constexpr double miss = -1.0;

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) {
        words.push_back(word);
    }
    return words;
}

// How well one word of the query fits a text: whole word, start of a word, inside, with a typing error.
double word_score(const std::string& word, const std::vector<std::string>& text) {
    double best = miss;
    for (const auto& candidate : text) {
        if (candidate == word) {
            return 1.0;
        }
        if (candidate.starts_with(word)) {
            best = std::max(best, 0.8);
        } else if (word.size() >= 3 && candidate.find(word) != std::string::npos) {
            best = std::max(best, 0.5);
        } else if (word.size() >= 4 && candidate.size() >= 4) {
            // The start of a longer word, mistyped, counts as well: "posas" finds "psoas".
            const std::size_t allowed = word.size() >= 7 ? 2 : 1;
            const std::string head = candidate.substr(0, word.size());
            const std::size_t swapped = edit_distance(word, head);
            std::string sorted_word = word, sorted_head = head;
            std::sort(sorted_word.begin(), sorted_word.end());
            std::sort(sorted_head.begin(), sorted_head.end());
            if (swapped <= allowed || (sorted_word == sorted_head && swapped <= 2)) {
                best = std::max(best, 0.35);
            }
        }
    }
    return best;
}

double text_score(const std::vector<std::string>& query, const std::string& text) {
    const auto words = words_of(folded(text));
    double sum = 0.0;
    for (const auto& word : query) {
        const double score = word_score(word, words);
        if (score < 0.0) {
            return miss;
        }
        sum += score;
    }
    // A text that says no more than what was asked is the better answer.
    return sum / static_cast<double>(query.size()) + 0.2 / static_cast<double>(1 + words.size());
}

double best_of(const std::vector<std::string>& query, const std::vector<std::string>& texts, double weight) {
    double best = miss;
    for (const auto& text : texts) {
        const double score = text_score(query, text);
        if (score >= 0.0) {
            best = std::max(best, score * weight);
        }
    }
    return best;
}

// Words that a question holds beside its content.
std::vector<std::string> without_fillers(const std::vector<std::string>& words) {
    static const std::vector<std::string> fillers = {"what", "which",  "the",     "a",    "my",
                                                     "of",   "muscle", "muscles", "does", "is"};
    auto kept = words;
    std::erase_if(kept, [](const auto& w) { return std::find(fillers.begin(), fillers.end(), w) != fillers.end(); });
    return kept.empty() ? words : kept;
}

std::string action_words(const std::string& action) {
    // "flexes the hip" answers "bends the hip".
    const std::string plain = folded(action);
    std::string extra;
    const std::pair<const char*, const char*> same[] = {{"flex", " bends bend flexes flexor"},
                                                        {"exten", " straightens straighten extends extensor"},
                                                        {"abduct", " lifts sideways"},
                                                        {"rotat", " turns turn rotates"},
                                                        {"elevat", " lifts lift raises"}};
    for (const auto& [stem, words] : same) {
        if (plain.find(stem) != std::string::npos) {
            extra += words;
        }
    }
    return action + extra;
}

void search_structures(const Library& library, const std::vector<std::string>& query, Words words,
                       std::vector<SearchHit>& hits) {
    for (std::size_t i = 0; i < library.body.structures.size(); ++i) {
        const auto index = static_cast<anatomy::StructureIndex>(i);
        const auto& s = library.body.structures[i];
        if (s.side == anatomy::Side::left) {
            continue;  // one hit for both sides; the name says neither
        }
        const bool paired = s.side == anatomy::Side::right;
        const std::string name = paired && folded(s.name).starts_with("right ") ? s.name.substr(6) : s.name;
        double score = std::max(best_of(query, {name, s.name, s.base_id, s.id}, 1.0), best_of(query, {s.latin}, 0.95));
        if (const auto* card = library.knowledge.find(s.base_id)) {
            score = std::max(score, best_of(query, card->synonyms, 0.9));
            if (!card->action.empty()) {
                score = std::max(score, best_of(query, {action_words(card->action)}, 0.5));
            }
        }
        if (score > 0.0) {
            std::string shown = words == Words::clinical ? library.name_of(index, words) : name;
            if (!shown.empty() && shown[0] >= 'a' && shown[0] <= 'z') {
                shown[0] = static_cast<char>(shown[0] - 'a' + 'A');
            }
            const std::string detail =
                std::string(anatomy::to_text(s.kind)) +
                (s.kind == anatomy::Kind::muscle ? ", " + std::string(anatomy::to_text(s.layer)) : std::string());
            const std::string id = paired ? s.base_id : s.id;
            hits.push_back({SearchHit::What::structure, shown, detail,
                            "select " + s.id + "; highlight " + id + "; focus " + s.id, score});
        }
    }
}

}  // namespace

std::vector<SearchHit> search(const Library& library, std::string_view query_text, std::size_t limit, Words words) {
    const auto said = [words](const std::string& client, const std::string& clinical) {
        return words == Words::clinical && !clinical.empty() ? clinical : client;
    };
    const auto query = without_fillers(words_of(folded(query_text.substr(0, 80))));
    std::vector<SearchHit> hits;
    if (query.empty()) {
        return hits;
    }
    for (const auto& region : library.body.regions) {
        auto texts = region.synonyms;
        texts.insert(texts.end(), {region.name, region.clinical_name});
        if (const double score = best_of(query, texts, 1.05); score > 0.0) {
            hits.push_back({SearchHit::What::region, said(region.name, region.clinical_name), "region",
                            "highlight " + region.id + "; view " + region.view, score});
        }
    }
    for (const auto& group : library.groups) {
        auto texts = group.synonyms;
        texts.insert(texts.end(), {group.name, group.clinical_name});
        if (const double score = best_of(query, texts, 1.02); score > 0.0) {
            hits.push_back({SearchHit::What::group, said(group.name, group.clinical_name),
                            std::to_string(group.structures.size()) + " parts",
                            "highlight " + group.id + "; focus " + group.id, score});
        }
    }
    for (const auto& clip : library.clips) {
        if (const double score = best_of(query, {clip.name, clip.clinical_name, clip.id}, 1.0); score > 0.0) {
            hits.push_back(
                {SearchHit::What::motion, said(clip.name, clip.clinical_name), "movement", "play " + clip.id, score});
        }
    }
    search_structures(library, query, words, hits);
    std::stable_sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    if (hits.size() > limit) {
        hits.resize(limit);
    }
    return hits;
}

}  // namespace backstory::workspace
