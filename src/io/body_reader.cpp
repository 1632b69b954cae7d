#include "io/body_reader.hpp"

#include "anatomy/derive.hpp"
#include "base/parallel.hpp"
#include "io/border_reader.hpp"
#include "io/envelope_reader.hpp"
#include "io/field_reader.hpp"
#include "io/joint_reader.hpp"
#include "io/part_reader.hpp"
#include "io/region_reader.hpp"
#include "io/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <span>

namespace backstory::io {

namespace {

namespace fs = std::filesystem;
using anatomy::Body;
using anatomy::Structure;

constexpr std::size_t max_structures = 5000;

struct Folder {
    std::string_view name;
    bool required;
};
constexpr std::array folders = {Folder{"bones", true}, Folder{"muscles", true}, Folder{"ligaments", true},
                                Folder{"nerves", false}};

// The tables of a folder by name, so that structures have the same order on every machine.
Result<std::vector<fs::path>> tables_in(const fs::path& folder, bool required) {
    std::error_code code;
    std::vector<fs::path> paths;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        if (it->path().extension() == ".json") {
            paths.push_back(it->path());
        }
    }
    if (required && (code || paths.empty())) {
        return Error{code ? "this folder of tables cannot be read: " + code.message() : "holds no tables",
                     folder.string()};
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

class BodyReader {
  public:
    BodyReader(const fs::path& assets, std::vector<Error>* faults) : root_(assets / "anatomy"), faults_(faults) {}

    Result<Body> read() {
        if (Status status = read_segments(); !status) {
            return status.error();
        }
        if (Status status = read_rules(); !status) {
            return status.error();
        }
        for (const Folder& folder : folders) {
            if (Status status = read_folder(folder); !status) {
                return status.error();
            }
        }
        if (Status status = check_tendons(); !status) {
            return status.error();
        }
        if (body_.structures.empty()) {
            return Error{"holds no table that could be read", root_.string()};
        }
        body_.index();
        if (Status status = read_if_there(root_ / "skin" / "skin.json", read_envelope); !status) {
            return status.error();
        }
        if (Status status = read_if_there(root_ / "borders.json", read_borders); !status) {
            return status.error();
        }
        if (Status status = read_rest(); !status) {
            return status.error();
        }
        return std::move(body_);
    }

  private:
    // Notes a fault and carries on where the caller wants that; else the fault ends the reading.
    Status survive(const Error& error) {
        if (faults_ == nullptr) {
            return error;
        }
        faults_->push_back(error);
        return Done{};
    }

    Status read_segments() {
        const Result<JsonValue> file = read_json(root_ / "segments.json");
        if (!file) {
            return file.error();
        }
        FieldReader fields;
        const JsonValue list = file.value()["segments"];
        fields.expect(list, JsonValue::Type::array, "segments");
        if (list.size() > 1000) {
            fields.fail(list, "more than 1000 segments");
        }
        for (std::size_t i = 0; i < list.size() && fields.ok(); ++i) {
            read_segment(fields, list[i]);
        }
        if (fields.ok() && body_.segments.empty()) {
            fields.fail(list, "'segments' is empty");
        }
        if (!fields.ok()) {
            return fields.error();
        }
        return Done{};
    }

    void read_segment(FieldReader& fields, const JsonValue& value) {
        const std::string id = fields.text(value["id"], "id");
        const bool root = value["parent"].is(JsonValue::Type::null);
        const std::string parent = root ? std::string() : fields.text(value["parent"], "parent");
        if (!id.empty() && body_.find_segment(id) != anatomy::none) {
            fields.fail(value, fmt::format("segment '{}' is there already", id));
        }
        add_segment(fields, value, id, parent);
        if (anatomy::side_of(id) != anatomy::Side::midline) {
            add_segment(fields, value, anatomy::mirrored_id(id), anatomy::mirrored_id(parent));
        }
    }

    static std::optional<anatomy::Swell> read_swell(FieldReader& fields, const JsonValue& value) {
        if (value.is(JsonValue::Type::null)) {
            return std::nullopt;
        }
        const std::vector<double> centre = fields.numbers(value["centre"], "centre", 3);
        const std::vector<double> reach_mm = fields.numbers(value["reach_mm"], "reach_mm", 3);
        const double most = fields.number(value["most"], "most", 0.0, 1.0);
        if (!fields.ok()) {
            return std::nullopt;
        }
        if (*std::min_element(reach_mm.begin(), reach_mm.end()) < 1.0) {
            fields.fail(value, "'reach_mm' is at least 1 along each axis");
        }
        return anatomy::Swell{glm::vec3(centre[0], centre[1], centre[2]),
                              0.001f * glm::vec3(reach_mm[0], reach_mm[1], reach_mm[2]), static_cast<float>(most)};
    }

    void add_segment(FieldReader& fields, const JsonValue& value, const std::string& id, const std::string& parent) {
        anatomy::Segment segment{id, anatomy::none, false, read_swell(fields, value["swell"])};
        if (value.has("level")) {
            const Result<bool> level = value["level"].boolean("level");
            if (!level.ok()) {
                fields.fail(level.error());
            }
            segment.level = level.ok() && level.value();
        }
        if (parent.empty() != body_.segments.empty()) {
            fields.fail(value, "exactly the first segment has no parent");
        } else if (!parent.empty()) {
            segment.parent = body_.find_segment(parent);
            if (segment.parent == anatomy::none) {
                fields.fail(value, fmt::format("parent '{}' must stand above '{}'", parent, id));
            }
        }
        body_.segments.push_back(std::move(segment));
        body_.index();
    }

    Status read_rules() {
        const Result<JsonValue> file = read_json(root_ / "parts.json");
        if (!file) {
            return survive(file.error());
        }
        Result<std::vector<PartRule>> rules = read_part_rules(file.value(), body_);
        if (!rules) {
            return survive(rules.error());
        }
        rules_ = std::move(rules).value();
        return Done{};
    }

    Status read_folder(const Folder& folder) {
        const Result<std::vector<fs::path>> paths = tables_in(root_ / folder.name, folder.required);
        if (!paths) {
            return survive(paths.error());
        }
        constexpr std::size_t at_a_time = 32;  // their parsed texts are large
        for (std::span<const fs::path> left = paths.value(); !left.empty();) {
            const auto some = left.first(std::min(at_a_time, left.size()));
            if (Status status = read_tables(some); !status) {
                return status;
            }
            left = left.subspan(some.size());
        }
        return Done{};
    }

    // Each is read for itself, on all cores; then they are put together in their order.
    Status read_tables(std::span<const fs::path> paths) {
        std::vector<std::optional<Table>> tables(paths.size());
        in_parallel(tables.size(), [&](std::size_t i) { tables[i].emplace(read_one(paths[i])); });
        for (const std::optional<Table>& table : tables) {
            const Status added = add_table(*table);
            if (added) {
                continue;
            }
            if (Status status = survive(added.error()); !status) {
                return status.error();
            }
        }
        return Done{};
    }

    struct Table {
        Result<JsonValue> file;
        Result<Structure> whole;
    };

    // Needs the segments only.
    Table read_one(const fs::path& path) const {
        Result<JsonValue> file = read_json(path);
        if (!file) {
            return {file, file.error()};
        }
        Result<Structure> whole = read_table(file.value(), body_);
        if (whole && whole.value().id != path.stem().string()) {
            whole = file.value()["id"].error(fmt::format("the id '{}' is not the file's name", whole.value().id));
        }
        return {std::move(file), std::move(whole)};
    }

    Status add_table(const Table& table) {
        const auto& [file, whole] = table;
        if (!whole) {
            return whole.error();
        }
        Result<std::vector<Structure>> parts = split(whole.value(), rules_);
        if (!parts) {
            return parts.error();
        }
        if (!whole.value().bundle.tendon_shown_as.empty()) {
            tendons_.push_back(file.value()["tendon_shown_as"]);
        }
        if (parts.value().size() > 1) {
            add_whole(whole.value());
        }
        return add_both_sides(std::move(parts).value(), file.value());
    }

    // A tendon that is shown as another structure needs that one.
    Status check_tendons() {
        for (const JsonValue& value : tendons_) {
            const std::string id = value.string_or("");
            if (ids_.contains(id)) {
                continue;
            }
            const Error error = value.error(fmt::format("'tendon_shown_as' names '{}', which has no table", id));
            if (Status status = survive(error); !status) {
                return status;
            }
        }
        return Done{};
    }

    void add_whole(const Structure& whole) {
        body_.wholes.push_back(whole);
        if (whole.side != anatomy::Side::midline) {
            body_.wholes.push_back(anatomy::mirrored(whole, body_));
        }
    }

    std::string left_fma(const Structure& part, const JsonValue& file) const {
        const auto rule =
            std::find_if(rules_.begin(), rules_.end(), [&](const PartRule& r) { return r.id == part.id; });
        return rule == rules_.end() ? fma_digits(file["fma_left"]) : rule->fma_left;
    }

    Status add_both_sides(std::vector<Structure> parts, const JsonValue& file) {
        for (Structure& part : parts) {
            if (!ids_.insert(part.id).second) {
                return file["id"].error(fmt::format("a structure called '{}' is there already", part.id));
            }
            if (body_.structures.size() + 2 > max_structures) {
                return file.error(fmt::format("more than {} structures", max_structures));
            }
            const bool paired = part.side != anatomy::Side::midline;
            Structure left = paired ? anatomy::mirrored(part, body_) : Structure{};
            // A right-sided table carries the number of the right-sided structure; the left one has its own.
            left.fma = left_fma(part, file);
            body_.structures.push_back(std::move(part));
            if (paired) {
                body_.structures.push_back(std::move(left));
            }
        }
        return Done{};
    }

    // A body without skin or without borders is a body still.
    Status read_if_there(const fs::path& path, Status (*reader)(const JsonValue&, Body&)) {
        std::error_code ignored;
        if (!fs::exists(path, ignored)) {
            return Done{};
        }
        const Result<JsonValue> file = read_json(path);
        const Status status = file ? reader(file.value(), body_) : Status(file.error());
        return status ? status : survive(status.error());
    }

    Status read_rest() {
        const auto with = [&](std::string_view name, const auto& reader) -> Status {
            const Result<JsonValue> file = read_json(root_ / name);
            const Status status = file ? reader(file.value()) : Status(file.error());
            return status ? status : survive(status.error());
        };
        if (Status s = with("joints.json", [&](const JsonValue& f) { return read_joints(f, body_); }); !s) {
            return s;
        }
        if (Status s = with("landmarks.json", [&](const JsonValue& f) { return read_landmarks(f, body_); }); !s) {
            return s;
        }
        return with("regions.json", [&](const JsonValue& f) { return read_regions(f, body_, faults_); });
    }

    fs::path root_;
    std::vector<Error>* faults_;
    Body body_;
    std::vector<PartRule> rules_;
    std::set<std::string> ids_;
    std::vector<JsonValue> tendons_;
};

}  // namespace

Result<Body> read_body(const fs::path& assets, std::vector<Error>* faults) {
    return BodyReader(assets, faults).read();
}

}  // namespace backstory::io
