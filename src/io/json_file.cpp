#include "io/json_file.hpp"

#include "base/file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace backstory::io {

namespace {

constexpr std::size_t max_bytes = std::size_t{64} << 20;
constexpr std::size_t max_depth = 64;
constexpr std::size_t max_values = 4'000'000;

// How far the parser has read. The iterators share it, so that the event handler knows its line.
struct Progress {
    std::string_view text;
    std::size_t counted_to = 0;  // newlines before this offset are in `line`
    std::size_t read_to = 0;
    int line = 1;

    int line_at(std::size_t offset) {
        for (; counted_to < std::min(offset, text.size()); ++counted_to) {
            line += text[counted_to] == '\n' ? 1 : 0;
        }
        return line;
    }
};

// Walks the text for the parser and notes how far it came.
class CountingIterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(Progress* progress, std::size_t offset) : progress_(progress), offset_(offset) {}
    const char& operator*() const { return progress_->text[offset_]; }
    CountingIterator& operator++() {
        progress_->read_to = std::max(progress_->read_to, ++offset_);
        return *this;
    }
    bool operator==(const CountingIterator& other) const { return offset_ == other.offset_; }
    bool operator!=(const CountingIterator& other) const { return offset_ != other.offset_; }

  private:
    Progress* progress_;
    std::size_t offset_;
};

std::string_view name_of(JsonValue::Type type) {
    constexpr std::array<std::string_view, 6> names = {"nothing", "true or false", "a number",
                                                       "a text",  "a list",        "an object"};
    return names[static_cast<std::size_t>(type)];
}

}  // namespace

struct JsonValue::Document {
    struct Node {
        Type type = Type::null;
        bool truth = false;
        int line = 0;
        double number = 0.0;
        std::uint32_t first = 0;  // string index, or first child
        std::uint32_t count = 0;  // children
    };
    struct Child {
        std::uint32_t key = 0;  // string index; 0 in arrays
        std::uint32_t node = 0;
    };
    std::string file;
    std::vector<Node> nodes;
    std::vector<Child> children;  // those of one container are contiguous
    std::vector<std::string> strings;
};

// Builds the document from the parser's events.
class JsonReader : public nlohmann::json_sax<nlohmann::json> {
  public:
    JsonReader(std::string_view text, const std::string& name) : document_(std::make_shared<JsonValue::Document>()) {
        document_->file = name;
        progress_.text = text;
    }

    Result<JsonValue> read() {
        const CountingIterator first(&progress_, 0);
        const CountingIterator last(&progress_, progress_.text.size());
        const bool whole = nlohmann::json::sax_parse(first, last, this);
        if (!whole || fault_.has_value()) {
            return fault_.value_or(Error{"is not valid JSON", document_->file, progress_.line});
        }
        JsonValue value;
        value.document_ = document_;
        return value;
    }

    bool null() override { return add({}); }
    bool boolean(bool value) override { return add({.type = JsonValue::Type::boolean, .truth = value}); }
    bool number_integer(number_integer_t value) override { return add_number(static_cast<double>(value)); }
    bool number_unsigned(number_unsigned_t value) override { return add_number(static_cast<double>(value)); }
    bool number_float(number_float_t value, const string_t& /*text*/) override { return add_number(value); }
    bool binary(binary_t& /*value*/) override { return fail("holds binary data, which JSON has not"); }
    bool string(string_t& value) override {
        return add({.type = JsonValue::Type::string, .first = add_string(std::move(value))});
    }
    bool key(string_t& value) override {
        open_.back().key = add_string(std::move(value));
        return true;
    }
    bool start_object(std::size_t /*count*/) override { return open({.type = JsonValue::Type::object}); }
    bool start_array(std::size_t /*count*/) override { return open({.type = JsonValue::Type::array}); }
    bool end_object() override { return !has_repeated_key() && close(); }
    bool end_array() override { return close(); }

    bool parse_error(std::size_t /*position*/, const std::string& token,
                     const nlohmann::detail::exception& /*exception*/) override {
        std::string near = token.substr(0, 40);
        std::erase_if(near, [](char c) { return static_cast<unsigned char>(c) < ' '; });
        if (near.empty()) {
            return fail("is not valid JSON: it ends too early");
        }
        return fail("is not valid JSON near '" + near + "'");
    }

  private:
    struct Open {
        std::uint32_t node = 0;
        std::uint32_t key = 0;
        std::vector<JsonValue::Document::Child> children;
    };

    bool fail(std::string message) {
        if (!fault_.has_value()) {
            fault_ = Error{std::move(message), document_->file, progress_.line_at(progress_.read_to)};
        }
        return false;
    }
    std::uint32_t add_string(std::string text) {
        document_->strings.push_back(std::move(text));
        return static_cast<std::uint32_t>(document_->strings.size() - 1);
    }
    // A number's end is known only from the character behind it, which may be the newline: count up to that one.
    bool add_number(double value) {
        const std::size_t end = progress_.read_to > 0 ? progress_.read_to - 1 : 0;
        return add({.type = JsonValue::Type::number, .line = progress_.line_at(end), .number = value});
    }
    bool add(JsonValue::Document::Node node) {
        if (document_->nodes.size() >= max_values) {
            return fail("holds more values than any of our files needs");
        }
        if (node.line == 0) {
            node.line = progress_.line_at(progress_.read_to);
        }
        const auto index = static_cast<std::uint32_t>(document_->nodes.size());
        if (!open_.empty()) {
            open_.back().children.push_back({open_.back().key, index});
        }
        document_->nodes.push_back(node);
        return true;
    }
    bool open(JsonValue::Document::Node node) {
        if (open_.size() >= max_depth) {
            return fail("is nested deeper than 64 levels");
        }
        if (!add(node)) {
            return false;
        }
        open_.emplace_back().node = static_cast<std::uint32_t>(document_->nodes.size() - 1);
        return true;
    }
    bool close() {
        const Open& done = open_.back();
        JsonValue::Document::Node& node = document_->nodes[done.node];
        node.first = static_cast<std::uint32_t>(document_->children.size());
        node.count = static_cast<std::uint32_t>(done.children.size());
        document_->children.insert(document_->children.end(), done.children.begin(), done.children.end());
        open_.pop_back();
        return true;
    }
    // Two members of one name: the file's author meant one of them, and we cannot know which.
    bool has_repeated_key() {
        std::vector<std::uint32_t> keys;
        for (const auto& child : open_.back().children) {
            keys.push_back(child.key);
        }
        const auto& strings = document_->strings;
        std::sort(keys.begin(), keys.end(), [&](auto a, auto b) { return strings[a] < strings[b]; });
        const auto twice =
            std::adjacent_find(keys.begin(), keys.end(), [&](auto a, auto b) { return strings[a] == strings[b]; });
        if (twice == keys.end()) {
            return false;
        }
        fail("names '" + strings[*twice].substr(0, 60) + "' twice in one object");
        return true;
    }

    std::shared_ptr<JsonValue::Document> document_;
    Progress progress_;
    std::vector<Open> open_;
    std::optional<Error> fault_;
};

JsonValue JsonValue::child(std::uint32_t node) const {
    JsonValue value;
    value.document_ = document_;
    value.node_ = node;
    return value;
}

JsonValue JsonValue::missing() const {
    JsonValue value = *this;
    value.missing_line_ = std::max(line(), 1);
    return value;
}

JsonValue::Type JsonValue::type() const {
    return document_ == nullptr || missing_line_ > 0 ? Type::null : document_->nodes[node_].type;
}

int JsonValue::line() const {
    if (document_ == nullptr || missing_line_ > 0) {
        return missing_line_;
    }
    return document_->nodes[node_].line;
}

std::size_t JsonValue::size() const {
    return is(Type::array) || is(Type::object) ? document_->nodes[node_].count : 0;
}

JsonValue JsonValue::operator[](std::size_t index) const {
    if (!is(Type::array) || index >= size()) {
        return missing();
    }
    return child(document_->children[document_->nodes[node_].first + index].node);
}

JsonValue JsonValue::operator[](std::string_view key) const {
    if (is(Type::object)) {
        const Document::Node& node = document_->nodes[node_];
        for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
            if (document_->strings[document_->children[i].key] == key) {
                return child(document_->children[i].node);
            }
        }
    }
    return missing();
}

bool JsonValue::has(std::string_view key) const {
    return is(Type::object) && (*this)[key].missing_line_ == 0;
}

std::vector<std::string> JsonValue::keys() const {
    std::vector<std::string> names;
    if (is(Type::object)) {
        const Document::Node& node = document_->nodes[node_];
        for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
            names.push_back(document_->strings[document_->children[i].key]);
        }
    }
    return names;
}

Error JsonValue::error(std::string message) const {
    return {std::move(message), document_ == nullptr ? std::string() : document_->file, line()};
}

Error JsonValue::wrong(std::string_view what, std::string_view expected) const {
    const std::string found =
        missing_line_ > 0 || document_ == nullptr ? "is missing" : "is " + std::string(name_of(type()));
    return error("'" + std::string(what) + "' must be " + std::string(expected) + " but " + found);
}

Result<double> JsonValue::number(std::string_view what) const {
    if (!is(Type::number)) {
        return wrong(what, "a number");
    }
    const double value = document_->nodes[node_].number;
    if (!std::isfinite(value)) {
        return error("'" + std::string(what) + "' is not a finite number");
    }
    return value;
}

Result<std::size_t> JsonValue::index(std::string_view what, std::size_t count) const {
    const Result<double> value = number(what);
    if (!value) {
        return value.error();
    }
    if (value.value() < 0.0 || value.value() >= static_cast<double>(count) ||
        value.value() != std::floor(value.value())) {
        return error("'" + std::string(what) + "' must be a whole number from 0 to below " + std::to_string(count));
    }
    return static_cast<std::size_t>(value.value());
}

Result<std::string> JsonValue::string(std::string_view what) const {
    if (!is(Type::string)) {
        return wrong(what, "a text");
    }
    return document_->strings[document_->nodes[node_].first];
}

Result<bool> JsonValue::boolean(std::string_view what) const {
    if (!is(Type::boolean)) {
        return wrong(what, "true or false");
    }
    return document_->nodes[node_].truth;
}

Result<std::vector<double>> JsonValue::numbers(std::string_view what) const {
    if (!is(Type::array)) {
        return wrong(what, "a list of numbers");
    }
    std::vector<double> values;
    for (std::size_t i = 0; i < size(); ++i) {
        const Result<double> value = (*this)[i].number(what);
        if (!value) {
            return value.error();
        }
        values.push_back(value.value());
    }
    return values;
}

Result<std::vector<std::string>> JsonValue::strings(std::string_view what) const {
    if (!is(Type::array)) {
        return wrong(what, "a list of texts");
    }
    std::vector<std::string> values;
    for (std::size_t i = 0; i < size(); ++i) {
        Result<std::string> value = (*this)[i].string(what);
        if (!value) {
            return value.error();
        }
        values.push_back(std::move(value).value());
    }
    return values;
}

double JsonValue::number_or(double fallback) const {
    return is(Type::number) ? document_->nodes[node_].number : fallback;
}

std::string JsonValue::string_or(std::string_view fallback) const {
    return is(Type::string) ? document_->strings[document_->nodes[node_].first] : std::string(fallback);
}

bool JsonValue::boolean_or(bool fallback) const {
    return is(Type::boolean) ? document_->nodes[node_].truth : fallback;
}

Result<JsonValue> parse_json(std::string_view text, const std::string& name) {
    if (text.size() > max_bytes) {
        return Error{"is larger than 64 MB", name};
    }
    return JsonReader(text, name).read();
}

Result<JsonValue> read_json(const std::filesystem::path& path) {
    const Result<std::string> text = read_file(path, max_bytes);
    if (!text) {
        return text.error();
    }
    return parse_json(text.value(), path.string());
}

}  // namespace backstory::io
