#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace backstory {

void assertion_failed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "backstory: internal error: %s (%s:%d)\n", expression, file, line);
    std::abort();
}

}  // namespace backstory
