// BACKSTORY_ASSERT: our own mistakes stop the program, in every build, with file and line.
#pragma once

namespace backstory {
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);
}

#define BACKSTORY_ASSERT(expression) \
    ((expression) ? static_cast<void>(0) : ::backstory::assertion_failed(#expression, __FILE__, __LINE__))
