#include "io/knowledge_reader.hpp"

#include "io/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstory::io {

namespace {

namespace fs = std::filesystem;
using anatomy::Card;
using anatomy::Knowledge;
using Type = JsonValue::Type;

constexpr std::size_t max_files = 200;

// Optional members must be texts where they are there.
std::string optional_text(FieldReader& fields, const JsonValue& card, std::string_view key) {
    return card.has(key) ? fields.text(card[key], key) : std::string();
}

// Which source says what, where it is not the card's first one.
void read_claims(const JsonValue& value, Card& card, FieldReader& fields) {
    if (!value.has("claims")) {
        return;
    }
    const JsonValue claims = value["claims"];
    fields.expect(claims, Type::object, "claims");
    for (const std::string& field : claims.keys()) {
        std::vector<std::string> sources = fields.texts(claims[field], field);
        for (const std::string& source : sources) {
            if (fields.ok() && std::find(card.sources.begin(), card.sources.end(), source) == card.sources.end()) {
                fields.fail(claims[field],
                            fmt::format("source '{}' of '{}' is not among the card's sources", source, field));
            }
        }
        if (fields.ok() && !value.has(field)) {
            fields.fail(claims[field], fmt::format("the card says nothing in '{}'", field));
        }
        card.claims.emplace(field, std::move(sources));
    }
}

Result<Card> read_card(const JsonValue& value, const Knowledge& knowledge) {
    FieldReader fields;
    Card card;
    fields.expect(value, Type::object, "card");
    card.base_id = fields.text(value["id"], "id");
    card.plain_name = optional_text(fields, value, "plain");
    card.short_name = optional_text(fields, value, "short");
    card.sentence = fields.text(value["sentence"], "sentence");
    card.why_it_can_hurt = optional_text(fields, value, "why");
    card.what_helps = optional_text(fields, value, "helps");
    card.origin = optional_text(fields, value, "origin");
    card.insertion = optional_text(fields, value, "insertion");
    card.action = optional_text(fields, value, "action");
    card.innervation = optional_text(fields, value, "innervation");
    card.blood_supply = optional_text(fields, value, "blood_supply");
    card.referred_pain = optional_text(fields, value, "referred_pain");
    card.ta2 = optional_text(fields, value, "ta2");
    if (value.has("synonyms")) {
        card.synonyms = fields.texts(value["synonyms"], "synonyms");
    }
    card.sources = fields.texts(value["sources"], "sources");
    if (fields.ok() && card.sources.empty()) {
        fields.fail(value["sources"], fmt::format("the card of '{}' names no source", card.base_id));
    }
    for (const std::string& source : card.sources) {
        if (fields.ok() && knowledge.sources.find(source) == knowledge.sources.end()) {
            fields.fail(value["sources"], fmt::format("source '{}' is not in sources.json", source));
        }
    }
    read_claims(value, card, fields);
    if (!fields.ok()) {
        return fields.error();
    }
    return card;
}

Status read_sources(const fs::path& path, Knowledge& knowledge) {
    const Result<JsonValue> file = read_json(path);
    if (!file) {
        return file.error();
    }
    FieldReader fields;
    const JsonValue list = file.value()["sources"];
    fields.expect(list, Type::object, "sources");
    for (const std::string& id : list.keys()) {
        anatomy::Source source;
        source.citation = fields.text(list[id]["citation"], "citation");
        source.status = fields.text(list[id]["status"], "status");
        knowledge.sources.emplace(id, std::move(source));
    }
    if (!fields.ok()) {
        return fields.error();
    }
    return Done{};
}

Result<std::vector<fs::path>> files_in(const fs::path& folder) {
    std::error_code code;
    std::vector<fs::path> paths;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        if (it->path().extension() == ".json" && it->path().filename() != "sources.json") {
            paths.push_back(it->path());
        }
    }
    if (code) {
        return Error{"this folder of texts cannot be read: " + code.message(), folder.string()};
    }
    if (paths.size() > max_files) {
        return Error{fmt::format("holds more than {} files", max_files), folder.string()};
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

// Appends the fault where the caller collects them; else hands it back.
Status survive(Error error, std::vector<Error>* faults) {
    if (faults == nullptr) {
        return error;
    }
    faults->push_back(std::move(error));
    return Done{};
}

// Files of other kinds (words, search) lie in the same folder: without "cards" a file is not ours.
Status read_cards(const fs::path& path, Knowledge& knowledge, std::vector<Error>* faults) {
    const Result<JsonValue> file = read_json(path);
    if (!file) {
        return survive(file.error(), faults);
    }
    const JsonValue cards = file.value()["cards"];
    if (!file.value().has("cards")) {
        return Done{};
    }
    if (!cards.is(Type::array)) {
        return survive(cards.error("'cards' must be a list"), faults);
    }
    for (std::size_t i = 0; i < cards.size(); ++i) {
        Result<Card> card = read_card(cards[i], knowledge);
        Status status = Done{};
        if (!card) {
            status = survive(card.error(), faults);
        } else if (knowledge.find(card.value().base_id) != nullptr) {
            status = survive(cards[i].error(fmt::format("'{}' has a card already", card.value().base_id)), faults);
        } else {
            std::string id = card.value().base_id;
            knowledge.cards.emplace(std::move(id), std::move(card).value());
        }
        if (!status) {
            return status;
        }
    }
    return Done{};
}

}  // namespace

Result<Knowledge> read_knowledge(const fs::path& assets, std::vector<Error>* faults) {
    const fs::path folder = assets / "knowledge";
    Knowledge knowledge;
    if (Status sources = read_sources(folder / "sources.json", knowledge); !sources) {
        if (Status status = survive(sources.error(), faults); !status) {
            return status.error();
        }
    }
    const Result<std::vector<fs::path>> paths = files_in(folder);
    if (!paths) {
        return paths.error();
    }
    for (const fs::path& path : paths.value()) {
        if (Status status = read_cards(path, knowledge, faults); !status) {
            return status.error();
        }
    }
    return knowledge;
}

}  // namespace backstory::io
