// JSON files with line numbers: what the readers of assets share. A value knows the line it stands on, so that a fault
// is named as FILE:LINE.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace backstory::io {

// A parsed value that remembers its line. Cheap to copy (shares the document).
class JsonValue {
  public:
    enum class Type { null, boolean, number, string, array, object };

    Type type() const;
    int line() const;
    bool is(Type t) const { return type() == t; }
    std::size_t size() const;                          // of an array or object, else 0
    JsonValue operator[](std::size_t index) const;     // of an array; null value outside
    JsonValue operator[](std::string_view key) const;  // of an object; null value (with this line) when missing
    bool has(std::string_view key) const;
    std::vector<std::string> keys() const;  // in file order

    // Checked reads; the Error names file, line and what was expected.
    Result<double> number(std::string_view what) const;                         // finite
    Result<std::size_t> index(std::string_view what, std::size_t count) const;  // whole number, 0 .. count - 1
    Result<std::string> string(std::string_view what) const;
    Result<bool> boolean(std::string_view what) const;
    Result<std::vector<double>> numbers(std::string_view what) const;  // array of finite numbers
    Result<std::vector<std::string>> strings(std::string_view what) const;

    // Unchecked reads with a default for optional members.
    double number_or(double fallback) const;
    std::string string_or(std::string_view fallback) const;
    bool boolean_or(bool fallback) const;

    Error error(std::string message) const;  // at this value's place

  private:
    friend class JsonReader;
    struct Document;
    JsonValue child(std::uint32_t node) const;
    JsonValue missing() const;
    Error wrong(std::string_view what, std::string_view expected) const;

    std::shared_ptr<const Document> document_;
    std::uint32_t node_ = 0;
    int missing_line_ = 0;  // line of the place that lacks this value; then node_ means nothing
};

// Errors: unreadable, malformed JSON (with line), a member named twice, nested deeper than 64, larger than 64 MB, more
// than four million values.
Result<JsonValue> read_json(const std::filesystem::path& path);
// Parses a text; `name` stands for the file in errors.
Result<JsonValue> parse_json(std::string_view text, const std::string& name);

}  // namespace backstory::io
