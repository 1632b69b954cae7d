#include "io/screen_reader.hpp"

#include "io/json_file.hpp"

#include <algorithm>
#include <system_error>

namespace backstory::io {
namespace {

using anatomy::Side;

// Structures of a base id, on one side or (midline) on both.
std::vector<anatomy::StructureIndex> structures_of(const anatomy::Body& body, const std::string& base_id, Side side) {
    std::vector<anatomy::StructureIndex> found;
    for (std::size_t i = 0; i < body.structures.size(); ++i) {
        const auto& s = body.structures[i];
        if ((s.base_id == base_id || s.part_of == base_id) &&
            (side == Side::midline || s.side == side || s.side == Side::midline)) {
            found.push_back(static_cast<anatomy::StructureIndex>(i));
        }
    }
    return found;
}

Result<std::vector<anatomy::StructureIndex>> read_members(const JsonValue& list, const anatomy::Body& body, Side side) {
    auto ids = list.strings("the list of structures");
    if (!ids.ok()) {
        return ids.error();
    }
    std::vector<anatomy::StructureIndex> members;
    for (const auto& id : ids.value()) {
        const auto some = structures_of(body, id, side);
        if (some.empty()) {
            return list.error("the body has no structure called \"" + id + "\"");
        }
        members.insert(members.end(), some.begin(), some.end());
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return members;
}

Result<std::vector<std::string>> optional_strings(const JsonValue& object, std::string_view key) {
    return object.has(key) ? object[key].strings(key) : Result<std::vector<std::string>>(std::vector<std::string>{});
}

Result<std::vector<std::vector<glm::vec2>>> read_outlines(const JsonValue& list) {
    std::vector<std::vector<glm::vec2>> outlines;
    for (std::size_t i = 0; i < list.size(); ++i) {
        std::vector<glm::vec2> outline;
        for (std::size_t j = 0; j < list[i].size(); ++j) {
            auto corner = list[i][j].numbers("a corner of an outline");
            if (!corner.ok()) {
                return corner.error();
            }
            const auto& xy = corner.value();
            if (xy.size() != 2 || xy[0] < 0.0 || xy[0] > 1.0 || xy[1] < 0.0 || xy[1] > 1.0) {
                return list[i][j].error("a corner of an outline is [x, y], both from 0 to 1");
            }
            outline.emplace_back(static_cast<float>(xy[0]), static_cast<float>(xy[1]));
        }
        if (outline.size() < 3) {
            return list[i].error("an outline needs at least three corners");
        }
        outlines.push_back(std::move(outline));
    }
    return outlines;
}

// Takes strings by name from an object; the first fault ends it.
class Texts {
  public:
    explicit Texts(const JsonValue& object) : object_(object) {}
    Texts& take(std::string_view key, std::string& out) {
        if (status_.ok()) {
            auto text = object_[key].string(key);
            if (text.ok()) {
                out = text.value();
            } else {
                status_ = text.error();
            }
        }
        return *this;
    }
    const Status& status() const { return status_; }

  private:
    JsonValue object_;
    Status status_ = Done{};
};

Result<anatomy::PainArea> read_area(const JsonValue& value, const anatomy::Body& body) {
    anatomy::PainArea area;
    std::string face, side;
    if (const Status status =
            Texts(value).take("id", area.id).take("name", area.name).take("face", face).take("side", side).status();
        !status.ok()) {
        return status.error();
    }
    if ((face != "front" && face != "back") || (side != "left" && side != "right" && side != "midline")) {
        return value.error("an area has a face (front, back) and a side (left, right, midline)");
    }
    area.face = face == "front" ? anatomy::PainArea::Face::front : anatomy::PainArea::Face::back;
    area.side = side == "left" ? Side::left : side == "right" ? Side::right : Side::midline;
    auto outlines = read_outlines(value["outlines"]);
    if (!outlines.ok()) {
        return outlines.error();
    }
    area.outlines = outlines.value();
    area.clinical_name = value["name_clinical"].string_or(area.name);
    const JsonValue offers = value["offers"];
    for (std::size_t i = 0; i < offers.size(); ++i) {
        anatomy::PainArea::Offer offer;
        if (const Status status = Texts(offers[i]).take("name", offer.name).take("why", offer.why).status();
            !status.ok()) {
            return status.error();
        }
        auto members = read_members(offers[i]["structures"], body, area.side);
        if (!members.ok()) {
            return members.error();
        }
        offer.structures = members.value();
        offer.clinical_name = offers[i]["name_clinical"].string_or(offer.name);
        offer.clinical_why = offers[i]["why_clinical"].string_or(offer.why);
        area.offers.push_back(std::move(offer));
    }
    if (area.outlines.empty() || area.offers.empty()) {
        return value.error("the area \"" + area.id + "\" needs an outline and at least one offer");
    }
    return area;
}

Result<anatomy::Texts::Flags> read_flags(const JsonValue& value) {
    anatomy::Texts::Flags flags;
    if (const Status status = Texts(value).take("title", flags.title).take("advice", flags.advice).status();
        !status.ok()) {
        return status.error();
    }
    const JsonValue items = value["items"];
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto text = items[i]["text"].string("the text of a sign");
        if (!text.ok()) {
            return text.error();
        }
        flags.items.push_back(text.value());
    }
    return flags;
}

Status read_pain_words(const JsonValue& pain, anatomy::Texts& texts) {
    const JsonValue qualities = pain["qualities"];
    for (std::size_t i = 0; i < qualities.size(); ++i) {
        anatomy::Texts::PainWord word;
        if (const Status status = Texts(qualities[i])
                                      .take("id", word.id)
                                      .take("label", word.label)
                                      .take("meaning", word.meaning)
                                      .status();
            !status.ok()) {
            return status.error();
        }
        texts.pain_words.push_back(std::move(word));
    }
    const JsonValue scale = pain["scale"];
    for (std::size_t i = 0; i < scale.size(); ++i) {
        auto label = scale[i]["label"].string("the label of a pain level");
        if (!label.ok()) {
            return label.error();
        }
        texts.pain_scale.push_back({static_cast<int>(scale[i]["from"].number_or(0)),
                                    static_cast<int>(scale[i]["to"].number_or(10)), label.value()});
    }
    return Done{};
}

Result<std::vector<anatomy::Texts::StretchLevel>> read_stretch_meter(const JsonValue& list) {
    std::vector<anatomy::Texts::StretchLevel> levels;
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto words = list[i]["words"].string("the words of the stretch meter");
        auto from = list[i]["from_percent"].number("from_percent");
        if (!words.ok() || !from.ok()) {
            return !words.ok() ? words.error() : from.error();
        }
        if (!levels.empty() && from.value() <= levels.back().from_percent) {
            return list[i].error("from_percent of the stretch meter must rise");
        }
        levels.push_back({words.value(), from.value()});
    }
    if (levels.empty()) {
        return list.error("the stretch meter needs at least one level");
    }
    return levels;
}

}  // namespace

Result<std::vector<anatomy::Group>> read_groups(const std::filesystem::path& assets, const anatomy::Body& body) {
    auto file = read_json(assets / "knowledge" / "groups.json");
    if (!file.ok()) {
        return file.error();
    }
    const JsonValue list = file.value()["groups"];
    std::vector<anatomy::Group> groups;
    for (std::size_t i = 0; i < list.size(); ++i) {
        anatomy::Group group;
        if (const Status status = Texts(list[i]).take("id", group.id).take("name", group.name).status(); !status.ok()) {
            return status.error();
        }
        auto synonyms = optional_strings(list[i], "synonyms");
        auto members = read_members(list[i]["members"], body, Side::midline);
        if (!synonyms.ok() || !members.ok()) {
            return synonyms.ok() ? members.error() : synonyms.error();
        }
        group.synonyms = synonyms.value();
        group.structures = members.value();
        group.clinical_name = list[i]["name_clinical"].string_or(group.name);
        groups.push_back(std::move(group));
    }
    return groups;
}

Result<anatomy::PainMap> read_pain_map(const std::filesystem::path& assets, const anatomy::Body& body) {
    auto file = read_json(assets / "knowledge" / "pain_areas.json");
    if (!file.ok()) {
        return file.error();
    }
    const JsonValue& root = file.value();
    anatomy::PainMap map;
    auto aspect = root["figure"]["aspect"].number("the aspect of the figure");
    auto front = read_outlines(root["figure"]["front"]);
    auto back = read_outlines(root["figure"]["back"]);
    if (!aspect.ok() || !front.ok() || !back.ok()) {
        return !aspect.ok() ? aspect.error() : !front.ok() ? front.error() : back.error();
    }
    map.aspect = static_cast<float>(std::clamp(aspect.value(), 0.1, 10.0));
    map.front = front.value();
    map.back = back.value();
    const JsonValue areas = root["areas"];
    for (std::size_t i = 0; i < areas.size(); ++i) {
        auto area = read_area(areas[i], body);
        if (!area.ok()) {
            return area.error();
        }
        map.areas.push_back(area.value());
    }
    return map;
}

Result<anatomy::Lesson> read_lesson(const std::filesystem::path& path) {
    auto file = read_json(path);
    if (!file.ok()) {
        return file.error();
    }
    const JsonValue& root = file.value();
    anatomy::Lesson lesson;
    if (const Status status =
            Texts(root).take("id", lesson.id).take("name", lesson.name).take("summary", lesson.summary).status();
        !status.ok()) {
        return status.error();
    }
    lesson.clinical_name = root["name_clinical"].string_or(lesson.name);
    lesson.clinical_summary = root["clinical_summary"].string_or(lesson.summary);
    const JsonValue steps = root["steps"];
    for (std::size_t i = 0; i < steps.size(); ++i) {
        anatomy::Lesson::Step step;
        if (const Status status = Texts(steps[i])
                                      .take("title", step.title)
                                      .take("client", step.client_text)
                                      .take("clinical", step.clinical_text)
                                      .status();
            !status.ok()) {
            return status.error();
        }
        step.clinical_title = steps[i]["title_clinical"].string_or(step.title);
        auto commands = steps[i]["commands"].strings("the commands of a step");
        if (!commands.ok()) {
            return commands.error();
        }
        for (const auto& command : commands.value()) {
            step.commands += (step.commands.empty() ? "" : "; ") + command;
        }
        lesson.steps.push_back(std::move(step));
    }
    if (lesson.steps.empty()) {
        return root.error("the lesson \"" + lesson.id + "\" has no steps");
    }
    return lesson;
}

Result<std::vector<anatomy::Lesson>> read_lessons(const std::filesystem::path& assets) {
    std::vector<std::filesystem::path> paths;
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(assets / "lessons", fault)) {
        if (entry.path().extension() == ".json") {
            paths.push_back(entry.path());
        }
    }
    if (fault) {
        return Error{"The folder of lessons cannot be read; install the program again.", (assets / "lessons").string()};
    }
    std::sort(paths.begin(), paths.end());
    std::vector<anatomy::Lesson> lessons;
    for (const auto& path : paths) {
        auto lesson = read_lesson(path);
        if (!lesson.ok()) {
            return lesson.error();
        }
        lessons.push_back(lesson.value());
    }
    return lessons;
}

Result<anatomy::Texts> read_texts(const std::filesystem::path& assets) {
    auto file = read_json(assets / "knowledge" / "words.json");
    if (!file.ok()) {
        return file.error();
    }
    const JsonValue& root = file.value();
    anatomy::Texts texts;
    for (const auto& key : root["texts"].keys()) {
        auto text = root["texts"][key].string(key);
        if (!text.ok()) {
            return text.error();
        }
        texts.texts.emplace(key, text.value());
    }
    const JsonValue flags = root["red_flags"];
    const Status status = Texts(flags)
                              .take("title", texts.flags_title)
                              .take("question", texts.flags_question)
                              .take("reassurance", texts.flags_reassurance)
                              .take("none", texts.flags_none)
                              .status();
    const Status evidence = Texts(root["evidence"])
                                .take("title", texts.evidence_title)
                                .take("client", texts.evidence_client)
                                .take("clinical", texts.evidence_clinical)
                                .status();
    auto emergency = read_flags(flags["emergency"]);
    auto soon = read_flags(flags["soon"]);
    auto meter = read_stretch_meter(root["stretch_meter"]);
    const Status words = read_pain_words(root["pain"], texts);
    for (const Status* one : {&status, &evidence, &words}) {
        if (!one->ok()) {
            return one->error();
        }
    }
    if (!emergency.ok() || !soon.ok() || !meter.ok()) {
        return !emergency.ok() ? emergency.error() : !soon.ok() ? soon.error() : meter.error();
    }
    texts.emergency = emergency.value();
    texts.soon = soon.value();
    texts.stretch_meter = meter.value();
    return texts;
}

}  // namespace backstory::io
