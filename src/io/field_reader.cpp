#include "io/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstory::io {

double FieldReader::number(const JsonValue& value, std::string_view what, double low, double high) {
    const Result<double> read = value.number(what);
    if (!read) {
        fail(read.error());
    } else if (read.value() < low || read.value() > high) {
        fail(value, fmt::format("'{}' must lie between {} and {} but is {}", what, low, high, read.value()));
    } else {
        return read.value();
    }
    return std::max(low, 0.0);
}

std::size_t FieldReader::index(const JsonValue& value, std::string_view what, std::size_t count) {
    const Result<std::size_t> read = value.index(what, count);
    if (!read) {
        fail(read.error());
        return 0;
    }
    return read.value();
}

std::string FieldReader::text(const JsonValue& value, std::string_view what) {
    Result<std::string> read = value.string(what);
    if (!read) {
        fail(read.error());
        return {};
    }
    if (read.value().empty()) {
        fail(value, fmt::format("'{}' is empty", what));
    }
    return std::move(read).value();
}

std::vector<std::string> FieldReader::texts(const JsonValue& value, std::string_view what) {
    Result<std::vector<std::string>> read = value.strings(what);
    if (!read) {
        fail(read.error());
        return {};
    }
    return std::move(read).value();
}

std::vector<double> FieldReader::numbers(const JsonValue& value, std::string_view what, std::size_t count) {
    Result<std::vector<double>> read = value.numbers(what);
    if (!read) {
        fail(read.error());
    } else if (read.value().size() != count) {
        fail(value, fmt::format("'{}' must hold {} numbers but holds {}", what, count, read.value().size()));
    } else {
        return std::move(read).value();
    }
    return std::vector<double>(count, 0.0);
}

glm::dvec3 FieldReader::point(const JsonValue& value, std::string_view what) {
    constexpr double reach_m = 10.0;
    const std::vector<double> p = numbers(value, what, 3);
    if (std::any_of(p.begin(), p.end(), [](double x) { return std::abs(x) > reach_m; })) {
        fail(value, fmt::format("'{}' lies more than {} m from the origin: is it in metres?", what, reach_m));
        return glm::dvec3(0.0);
    }
    return {p[0], p[1], p[2]};
}

void FieldReader::expect(const JsonValue& value, JsonValue::Type type, std::string_view what) {
    if (!value.is(type)) {
        const bool missing = value.is(JsonValue::Type::null);
        fail(value, fmt::format("'{}' {}{}", what, missing ? "is missing: it must be " : "must be ",
                                type == JsonValue::Type::array ? "a list" : "an object"));
    }
}

void FieldReader::fail(const JsonValue& place, std::string message) {
    fail(place.error(std::move(message)));
}

void FieldReader::fail(Error error) {
    if (!fault_.has_value()) {
        fault_ = std::move(error);
    }
}

}  // namespace backstory::io
