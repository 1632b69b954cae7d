// Text as it stands in a JSON file, for the few places that write JSON.
#pragma once

#include <string>
#include <string_view>

namespace backstory::io {

// With quotation marks; bytes that are no UTF-8 become the replacement sign.
std::string json_quoted(std::string_view text);

}  // namespace backstory::io
