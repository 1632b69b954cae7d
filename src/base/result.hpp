// Result<T>: what a function returns when the outside world (a file, user input, the graphics driver) may let it down.
// An Error is one sentence for a person: what is wrong and what to do, with file and line where there is one.
// Our own mistakes are not errors: they assert (base/assert.hpp).
#pragma once

#include "base/assert.hpp"

#include <string>
#include <utility>
#include <variant>

namespace backstory {

struct Error {
    std::string message;    // one sentence, no trailing newline
    std::string file = {};  // the file concerned, empty when there is none
    int line = 0;           // 1-based, 0 when unknown

    // "FILE:LINE: message", leaving out what is unknown.
    std::string text() const {
        if (file.empty()) {
            return message;
        }
        return line > 0 ? file + ":" + std::to_string(line) + ": " + message : file + ": " + message;
    }
};

template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return content_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & {
        BACKSTORY_ASSERT(ok());
        return std::get<0>(content_);
    }
    const T& value() const& {
        BACKSTORY_ASSERT(ok());
        return std::get<0>(content_);
    }
    T&& value() && {
        BACKSTORY_ASSERT(ok());
        return std::get<0>(std::move(content_));
    }
    const Error& error() const {
        BACKSTORY_ASSERT(!ok());
        return std::get<1>(content_);
    }

  private:
    std::variant<T, Error> content_;
};

// A Result without a value.
struct Done {};
using Status = Result<Done>;

}  // namespace backstory
