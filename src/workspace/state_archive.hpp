// Inside of workspace: writes and reads the members of a State by the same calls, so that one list serves both.
#pragma once

#include "base/assert.hpp"
#include "io/json_file.hpp"
#include "io/json_text.hpp"
#include "workspace/state.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backstory::workspace::archive {

using anatomy::StructureIndex;

// What an index of the library is called in the file.
enum class Table : std::uint8_t { regions, clips, areas };

inline std::string id_in(const Library& library, Table table, int index) {
    if (index < 0) {
        return {};
    }
    const auto i = static_cast<std::size_t>(index);
    switch (table) {
        case Table::regions:
            return library.body.regions[i].id;
        case Table::clips:
            return library.clips[i].id;
        case Table::areas:
            return library.pain_map.areas[i].id;
    }
    return {};
}

inline int index_in(const Library& library, Table table, const std::string& id) {
    switch (table) {
        case Table::regions:
            for (std::size_t i = 0; i < library.body.regions.size(); ++i) {
                if (library.body.regions[i].id == id) {
                    return static_cast<int>(i);
                }
            }
            return -1;
        case Table::clips:
            return library.find_clip(id);
        case Table::areas:
            return library.find_pain_area(id);
    }
    return -1;
}

using Names = std::initializer_list<std::string_view>;

class Writer {
  public:
    explicit Writer(const Library& library) : library_(library) {}
    std::string take() { return "{" + std::move(text_) + "}"; }

    void flag(std::string_view key, const bool& on) { member(key) += on ? "true" : "false"; }
    template <typename Number>
    void number(std::string_view key, const Number& value, double, double) {
        // As short as it can be and still exact.
        BACKSTORY_ASSERT(std::isfinite(static_cast<double>(value)));
        member(key) += fmt::format("{}", value);
    }
    void words(std::string_view key, const std::string& value) { member(key) += io::json_quoted(value); }
    template <typename Enum>
    void choice(std::string_view key, const Enum& value, Names names) {
        member(key) += io::json_quoted(names.begin()[static_cast<std::size_t>(value)]);
    }
    void id(std::string_view key, const int& index, Table table) {
        member(key) += io::json_quoted(id_in(library_, table, index));
    }
    void structure(std::string_view key, const StructureIndex& s) {
        member(key) += io::json_quoted(s == anatomy::none ? "" : library_.body.structures[s].id);
    }
    void structures(std::string_view key, const std::vector<StructureIndex>& all) {
        std::string list;
        for (const auto s : all) {
            list += (list.empty() ? "" : ", ") + io::json_quoted(library_.body.structures[s].id);
        }
        member(key) += "[" + list + "]";
    }
    // By structure: only what is not whole.
    void opacities(std::string_view key, const std::vector<float>& all) {
        Writer inner(library_);
        for (std::size_t s = 0; s < all.size(); ++s) {
            if (all[s] != 1.0f) {
                inner.number(library_.body.structures[s].id, all[s], 0.0, 1.0);
            }
        }
        member(key) += inner.take();
    }
    void body(std::string_view key, const motion::BodyValues& values) {
        Writer inner(library_);
        for (std::size_t i = 0; i < values.size(); ++i) {
            inner.number(library_.body_settings[i].id, values[i], 0.0, 0.0);
        }
        member(key) += inner.take();
    }
    template <typename Vector>
    void place(std::string_view key, const Vector& v, double) {
        std::string list;
        for (int i = 0; i < v.length(); ++i) {
            list += (i == 0 ? "" : ", ") + fmt::format("{}", v[i]);
        }
        member(key) += "[" + list + "]";
    }
    template <typename Part>
    void optional_place(std::string_view key, const std::optional<Part>& v, double most) {
        if (v) {
            place(key, *v, most);
        }
    }
    template <typename Fill>
    void object(std::string_view key, const Fill& fill) {
        Writer inner(library_);
        fill(inner);
        member(key) += inner.take();
    }
    template <typename Item, typename Fill>
    void list(std::string_view key, std::vector<Item>& all, std::size_t, const Fill& fill) {
        std::string items;
        for (Item& item : all) {
            Writer inner(library_);
            fill(inner, item);
            items += (items.empty() ? "" : ", ") + inner.take();
        }
        member(key) += "[" + items + "]";
    }

  private:
    std::string& member(std::string_view key) {
        text_ += (text_.empty() ? "" : ", ") + io::json_quoted(key) + ": ";
        return text_;
    }
    const Library& library_;
    std::string text_;
};

// Reads the same members; the first fault is kept and everything after it is skipped.
class Reader {
  public:
    Reader(const Library& library, io::JsonValue value, std::optional<Error>& fault)
        : library_(library), value_(std::move(value)), fault_(fault) {}

    void flag(std::string_view key, bool& on) {
        if (wanted(key)) {
            keep(value_[key].boolean(key), on);
        }
    }
    template <typename Number>
    void number(std::string_view key, Number& number, double low, double high) {
        if (!wanted(key)) {
            return;
        }
        const auto read = value_[key].number(key);
        if (read.ok() && (read.value() < low || read.value() > high)) {
            fail(value_[key].error(fmt::format("\"{}\" is a number from {} to {}.", key, low, high)));
        } else if (read.ok()) {
            number = static_cast<Number>(read.value());
        } else {
            fail(read.error());
        }
    }
    void words(std::string_view key, std::string& words) {
        if (wanted(key)) {
            keep(value_[key].string(key), words);
        }
    }
    template <typename Enum>
    void choice(std::string_view key, Enum& chosen, Names names) {
        std::string word;
        words(key, word);
        if (!wanted(key)) {
            return;
        }
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names.begin()[i] == word) {
                chosen = static_cast<Enum>(i);
                return;
            }
        }
        fail(value_[key].error("\"" + std::string(key) + "\" cannot be \"" + word + "\"."));
    }
    void id(std::string_view key, int& index, Table table) {
        std::string word;
        words(key, word);
        if (wanted(key)) {
            index = word.empty() ? -1 : index_in(library_, table, word);
            if (!word.empty() && index < 0) {
                fail(unknown(value_[key], word));
            }
        }
    }
    void structure(std::string_view key, StructureIndex& s) {
        std::string word;
        words(key, word);
        if (wanted(key)) {
            s = word.empty() ? anatomy::none : found(value_[key], word);
        }
    }
    void structures(std::string_view key, std::vector<StructureIndex>& all) {
        if (!wanted(key)) {
            return;
        }
        all.clear();
        std::vector<std::string> names;
        keep(value_[key].strings(key), names);
        for (const auto& name : names) {
            all.push_back(found(value_[key], name));
        }
    }
    void opacities(std::string_view key, std::vector<float>& all) {
        if (!wanted(key)) {
            return;
        }
        Reader inner(library_, value_[key], fault_);
        for (const auto& name : value_[key].keys()) {
            if (const auto s = found(value_[key], name); s != anatomy::none) {
                inner.number(name, all[s], 0.0, 1.0);
            }
        }
    }
    void body(std::string_view key, motion::BodyValues& values) {
        if (!wanted(key) || value_[key].size() == 0) {
            return;
        }
        values = motion::measured_values(library_.body_settings);
        Reader inner(library_, value_[key], fault_);
        for (const auto& id : value_[key].keys()) {
            const int index = motion::find_setting(library_.body_settings, id);
            if (index < 0) {
                fail(unknown(value_[key], id));
                return;
            }
            const auto& setting = library_.body_settings[static_cast<std::size_t>(index)];
            inner.number(id, values[static_cast<std::size_t>(index)], setting.low, setting.high);
        }
    }
    template <typename Vector>
    void place(std::string_view key, Vector& v, double most) {
        if (!wanted(key)) {
            return;
        }
        const auto read = value_[key].numbers(key);
        if (!read.ok() || read.value().size() != static_cast<std::size_t>(v.length())) {
            fail(read.ok() ? value_[key].error(fmt::format("\"{}\" has {} numbers.", key, v.length())) : read.error());
            return;
        }
        for (int i = 0; i < v.length(); ++i) {
            const double x = read.value()[static_cast<std::size_t>(i)];
            if (std::abs(x) > most) {
                fail(value_[key].error(fmt::format("\"{}\" lies at most {} away.", key, most)));
                return;
            }
            v[i] = static_cast<typename Vector::value_type>(x);
        }
    }
    template <typename Part>
    void optional_place(std::string_view key, std::optional<Part>& v, double most) {
        if (wanted(key)) {
            v.emplace();
            place(key, *v, most);
        }
    }
    template <typename Fill>
    void object(std::string_view key, const Fill& fill) {
        if (wanted(key)) {
            Reader inner(library_, value_[key], fault_);
            fill(inner);
        }
    }
    template <typename Item, typename Fill>
    void list(std::string_view key, std::vector<Item>& all, std::size_t most, const Fill& fill) {
        if (!wanted(key)) {
            return;
        }
        if (!value_[key].is(io::JsonValue::Type::array) || value_[key].size() > most) {
            fail(value_[key].error(fmt::format("\"{}\" is a list of at most {}.", key, most)));
            return;
        }
        all.assign(value_[key].size(), {});
        for (std::size_t i = 0; i < all.size(); ++i) {
            Reader inner(library_, value_[key][i], fault_);
            fill(inner, all[i]);
        }
    }

  private:
    bool wanted(std::string_view key) const { return !fault_ && value_.has(key); }
    void fail(Error error) {
        if (!fault_) {
            fault_ = std::move(error);
        }
    }
    template <typename T>
    void keep(Result<T> read, T& into) {
        if (read.ok()) {
            into = std::move(read).value();
        } else {
            fail(read.error());
        }
    }
    static Error unknown(const io::JsonValue& at, const std::string& word) {
        return at.error("\"" + word.substr(0, 40) + "\" is nothing that this body has.");
    }
    StructureIndex found(const io::JsonValue& at, const std::string& word) {
        const auto s = library_.body.find_structure(word);
        if (s == anatomy::none) {
            fail(unknown(at, word));
        }
        return s;
    }
    const Library& library_;
    io::JsonValue value_;
    std::optional<Error>& fault_;
};

}  // namespace backstory::workspace::archive
