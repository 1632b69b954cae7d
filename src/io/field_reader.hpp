// Checked reading of many members in a row: keeps the first fault and gives harmless values after it, so that a reader
// asks once at the end instead of after each member.
#pragma once

#include "io/json_file.hpp"

#include <glm/vec3.hpp>

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backstory::io {

class FieldReader {
  public:
    // Finite, low <= value <= high; `low` (or 0) after a fault.
    double number(const JsonValue& value, std::string_view what, double low = -1e6, double high = 1e6);
    // Whole number in 0 .. count - 1; 0 after a fault.
    std::size_t index(const JsonValue& value, std::string_view what, std::size_t count);
    // Not empty.
    std::string text(const JsonValue& value, std::string_view what);
    std::vector<std::string> texts(const JsonValue& value, std::string_view what);
    // Exactly `count` finite numbers.
    std::vector<double> numbers(const JsonValue& value, std::string_view what, std::size_t count);
    // Three numbers, each within 10 m of the origin.
    glm::dvec3 point(const JsonValue& value, std::string_view what);
    // A list or an object that must be there, else a fault.
    void expect(const JsonValue& value, JsonValue::Type type, std::string_view what);

    void fail(const JsonValue& place, std::string message);
    void fail(Error error);
    bool ok() const { return !fault_.has_value(); }
    const Error& error() const { return *fault_; }

  private:
    std::optional<Error> fault_;
};

}  // namespace backstory::io
